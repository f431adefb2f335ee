"""Each key of what is sold either changes what something comes to, or is only said."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from lindero.records.record import format_key
from lindero.records.sections import (
    Adjustment,
    Business,
    Example,
    PriceChange,
    RateClass,
    Retainer,
    Service,
)
from lindero.records.taxes import ServiceTax, Tax
from support.case_data import read_words
from support.folders import CASES
from support.rulebooks import BUSINESS

PROOFS = read_words(CASES / "reckoned_prices.yml")
RECORDS = (
    Business,
    Service,
    RateClass,
    Retainer,
    PriceChange,
    Adjustment,
    Example,
    Tax,
    ServiceTax,
)
KEYS = {f"{record.__name__}.{format_key(name)}" for record in RECORDS for name in record.fields}
ONE = "{name: VAT, rate: 21 %, included: consumer}"
TWO = "{a: {name: A, rate: 5 %, included: no}, b: {name: B, rate: 9 %, included: no}}"


@pytest.fixture
def outcome(book):
    """What answers of a record come to: every sum that is worked out, and what is found."""

    def work_out(key: str, body: str) -> tuple[dict[str, str], list[str]]:
        record = key.partition(".")[0]
        tax = {"Tax": body, "ServiceTax": TWO}.get(record, ONE)
        frame = PROOFS["frames"].get(key) or PROOFS["frames"][record]
        business = f"{BUSINESS}  clients: [business, consumer]\n  tax: {tax}\n"
        if record == "Business":
            business, body = describe_business(business, body), ""
        rules = PROOFS["rules"].get(record, "payment: {}\n")
        prices = drop_repeated(frame.replace("BODY", body))
        loaded = book(business=business, prices=f"{prices}\n", payment=rules)
        facts = loaded.rulebook.facts.values() if loaded.rulebook else ()
        sums = {fact.address: fact.figure.written for fact in facts if fact.computed}
        return sums, sorted(finding.code for finding in loaded.findings)

    return work_out


def describe_business(business: str, body: str) -> str:
    """A business whose answers are these, and else those of the one that is given."""
    written = yaml.load(business, yaml.BaseLoader)["business"]
    answers = written | yaml.load(f"{{{body}}}", yaml.BaseLoader)
    lines = (f"  {key}: {json.dumps(answer)}\n" for key, answer in answers.items())
    return f"business:\n{''.join(lines)}"


def drop_repeated(prices: str) -> str:
    """What a frame says of names and times, unless the answers have said it."""
    return re.sub(r"((name|when): [^,}]+)([^{}]*), \2: \w+", r"\1\3", prices)


def test_each_key_is_reckoned_or_said_only():
    assert sorted([*PROOFS["reckoned"], *PROOFS["said-only"]]) == sorted(KEYS)


@pytest.mark.parametrize("key", PROOFS["reckoned"])
def test_another_answer_comes_to_something_else(outcome, key):
    one, other = (outcome(key, body) for body in PROOFS["reckoned"][key])
    assert one != other
    assert one[0] or other[0]


@pytest.mark.parametrize("key", PROOFS["said-only"])
def test_what_is_only_said_changes_nothing(outcome, key):
    one, other = (outcome(key, body) for body in PROOFS["said-only"][key])
    assert one == other
    assert one[0]
