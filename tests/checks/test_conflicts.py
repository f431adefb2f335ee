"""Answers that contradict each other are told; those that only look alike are not."""

from __future__ import annotations

import pytest


@pytest.fixture
def find(book):
    """The help of every contradiction that is found among some rules."""

    def find_contradictions(rules: str) -> list[str]:
        loaded = book(rules=rules)
        assert {found.code for found in loaded.findings} <= {"conflicting-rules"}, loaded.findings
        return [found.help for found in loaded.findings]

    return find_contradictions


CONTRADICTIONS = {
    "start from no deposit": """
payment: {deposit: none}
work: {start: 5 days after deposit}
""",
    "materials from no deposit": """
payment: {deposit: [{share: 40 %, for: business}, {none: yes, for: consumer}]}
work: {requirements: {materials: on deposit}}
""",
}

PEACE = {
    "start from a deposit": """
payment: {deposit: 40 %}
work: {start: 5 days after deposit}
""",
    "start from signature without a deposit": """
payment: {deposit: none}
work: {start: on signature}
""",
    "start from a deposit for those who pay one": """
payment: {deposit: [{share: 40 %, for: business}, {none: yes, for: consumer}]}
work: {start: [{deadline: on deposit, for: business}, {deadline: on signature, for: consumer}]}
""",
}


@pytest.mark.parametrize("rules", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_what_cannot_both_be_true_is_told_once(find, rules):
    assert len(find(rules)) == 1


@pytest.mark.parametrize("rules", PEACE.values(), ids=PEACE)
def test_what_can_both_be_true_is_not_told(find, rules):
    assert find(rules) == []
