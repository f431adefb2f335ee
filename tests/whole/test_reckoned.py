"""Each value marked as reckoned changes an outcome, and none that is said only does."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from textwrap import indent

import pytest

from lindero.calendar.deadlines import when_due
from lindero.catalogue.examples import (
    choose_least_values,
    format_example,
    format_long_rule,
    format_short_rule,
)
from lindero.catalogue.reckoned_values import find_reckoning, is_reckoned
from lindero.catalogue.specs import find_rule_spec, list_rule_specs, load_catalogue
from lindero.catalogue.written_examples import quote_in_flow
from lindero.guide.reference import make_example_rulebook
from lindero.shapes import Deadline, Period
from support.case_data import read_words
from support.folders import CASES
from support.rulebooks import BUSINESS

PROOFS = read_words(CASES / "reckoned.yml")
PRICE_LISTS = PROOFS.pop("price-lists")
ASKED_FOR = PROOFS.pop("asked-for")
IN_THE_WAY = PROOFS.pop("in-the-way")
EXAMPLE_HOLDERS = PROOFS.pop("worked-out")
VALUES = {
    f"{rule.id}.{value.name}": (rule, value)
    for rule in list_rule_specs().values()
    for value in rule.values.values()
}
RECKONED = [address for address, (rule, value) in VALUES.items() if is_reckoned(rule, value)]
COUNTED = [
    address
    for address, (rule, value) in VALUES.items()
    if find_reckoning(rule, value) == "counted" and address not in PROOFS
]
FRIDAY = datetime.fromisoformat("2026-12-04T12:00")


def test_each_reckoned_value_has_a_proof_and_no_other():
    assert Counter(RECKONED) == Counter([*PROOFS, *COUNTED])
    assert {*IN_THE_WAY} <= {*RECKONED}


@pytest.mark.parametrize("address", PROOFS)
def test_another_answer_has_another_outcome(book, address):
    proof = PROOFS[address]
    example = proof.get("value") or format_example(VALUES[address][1], ["en"])
    before, after = (
        find_outcome(book, address, proof, text) for text in (example, proof.get("other"))
    )
    assert before != after


@pytest.mark.parametrize("address", COUNTED)
def test_another_length_of_time_ends_at_another_time(address):
    example = format_example(VALUES[address][1], ["en"])
    longer = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), example, count=1)
    other = longer if longer != example else example.replace("on ", "30 days after ", 1)
    assert count_alone(address, example) != count_alone(address, other)


@pytest.mark.parametrize(
    "rule", [rule for rule in list_rule_specs().values() if rule.role], ids=lambda rule: rule.id
)
def test_where_there_is_no_such_rule_a_finding_tells_it(book, rule):
    prices = BUSINESS + PRICE_LISTS[ASKED_FOR[rule.id]]
    given, none = (
        book(business=prices, rules=f"{rule.topic}:\n  {line}\n")
        for line in (format_short_rule(rule, ["en"]), f"{rule.name}: none")
    )
    codes = [[finding.code for finding in loaded.findings] for loaded in (given, none)]
    assert codes == [[], ["price-against-rule"]]


@pytest.fixture
def whole_book(book):
    """Every rule with every value that may stand beside the others, and something to sell."""
    topics = {
        topic.name: "\n".join(format_long_rule(rule) for rule in topic.rules.values())
        for topic in load_catalogue().values()
    }
    rules = "".join(f"{name}:\n{indent(text, '  ')}\n" for name, text in topics.items())
    business = BUSINESS.replace("[en]", "[en, es]")
    loaded = book(business=business + PRICE_LISTS["everything"], rules=rules)
    assert loaded.sound_part
    return leave_out(loaded.sound_part, IN_THE_WAY)


def test_everything_is_worked_out_with_all_values(whole_book):
    worked_out, ends = find_all_outcomes(whole_book)
    holders = {address.partition(".example")[0] for address in worked_out}
    assert {*EXAMPLE_HOLDERS} <= holders
    assert {*COUNTED} <= {*ends}


def test_what_is_said_only_changes_nothing(whole_book):
    said_only = {*VALUES} - {*RECKONED}
    left = leave_out(whole_book, said_only)
    assert not said_only & {*left.facts}
    assert find_all_outcomes(left) == find_all_outcomes(whole_book)


@pytest.mark.parametrize("address", ["payment.deposit.share", "time.response.workdays"])
def test_leaving_out_what_is_reckoned_is_seen(whole_book, address):
    left = leave_out(whole_book, {address})
    assert find_all_outcomes(left) != find_all_outcomes(whole_book)


def leave_out(rulebook, addresses):
    """The rulebook without some of its answers."""
    rules = {
        rule.id: replace(
            rule,
            facts={
                name: fact for name, fact in rule.facts.items() if fact.address not in addresses
            },
        )
        for rule in rulebook.rules.values()
    }
    return replace(rulebook, rules=rules)


def find_all_outcomes(rulebook) -> tuple[dict, dict]:
    """Every figure that is worked out, and when every length of time ends."""
    ends = {
        address: when_due(rulebook, address, FRIDAY).ends
        for address, fact in rulebook.facts.items()
        if isinstance(fact.figure, Period | Deadline) and not fact.computed
    }
    return list_worked_out(rulebook), ends


def count_alone(address: str, text: str) -> object:
    """When a length of time ends that stands with the least beside it."""
    rule, value = VALUES[address]
    least = {one.name: one.example for one in choose_least_values(rule) if one.required}
    lines = [f"  {name}: {said}" for name, said in {**least, value.name: text}.items()]
    rulebook = make_example_rulebook({rule.id: "\n".join([f"{rule.name}:", *lines])})
    return when_due(rulebook, address, FRIDAY).ends


def find_outcome(book, address: str, proof: dict, text: str | None) -> object:
    """What the rulebook of a proof comes to with an answer, or without it."""
    rule_id, _, name = address.rpartition(".")
    answers = proof.get("with", {}) | ({name: text} if text else {})
    rules = proof.get("rules", {}) | ({rule_id: write_answers(answers)} if answers else {})
    prices = PRICE_LISTS[proof.get("sold", "nothing")].replace("ADDRESS", address)
    business = f"{BUSINESS}  {proof.get('business', '')}\n"
    loaded = book(business=business + prices, rules=write_rules(rules))
    if proof["changes"] not in {"examples", "days"}:
        # A rule that stands alone is easily one for one side alone.
        codes = [finding.code for finding in loaded.findings if finding.code != "one-sided"]
        assert {*codes} <= {proof["changes"]}
        return len(codes)
    assert loaded.rulebook, loaded.findings
    if proof["changes"] == "examples":
        return list_worked_out(loaded.rulebook)
    asked = proof.get("asks", name)
    return count_from(loaded.rulebook, asked if "." in asked else f"{rule_id}.{asked}", proof)


def list_worked_out(rulebook) -> dict[str, str]:
    """Every figure that is worked out from others, as written."""
    facts = rulebook.facts.values()
    return {fact.address: fact.figure.written for fact in facts if fact.computed}


def count_from(rulebook, address: str, proof: dict) -> object:
    """When a length of time ends that begins as the proof says."""
    written = proof["when"]
    kind = datetime if "T" in written else date
    return when_due(rulebook, address, kind.fromisoformat(written)).ends


def write_rules(rules: dict[str, str]) -> str:
    """Rules as an author writes them, by topic, with those that they need."""
    specs = {rule_id: find_rule_spec(rule_id) for rule_id in rules}
    lines = [(spec, f"{spec.name}: {rules[rule_id]}") for rule_id, spec in specs.items()]
    for rule_id in sorted({need for spec in specs.values() for need in spec.needs} - {*rules}):
        spec = find_rule_spec(rule_id)
        lines.append((spec, format_short_rule(spec, ["en"])))
    topics: dict[str, str] = {}
    for spec, line in lines:
        topics[spec.topic] = topics.get(spec.topic, f"{spec.topic}:\n") + f"  {line}\n"
    return "".join(topics.values())


def write_answers(answers: dict[str, str]) -> str:
    """The answers of a rule in braces."""
    shown = (
        f"{name}: {text if text[0] in '[{' else quote_in_flow(text)}"
        for name, text in answers.items()
    )
    return f"{{{', '.join(shown)}}}"
