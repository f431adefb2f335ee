"""What paying late costs, against the sentences of the rule, to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import find_role_spec
from lindero.pricing.late_charges import (
    LATE_ROLES,
    LateTerms,
    make_late_example,
    read_late_terms,
    reckon_late_charge,
)
from lindero.pricing.orders import PriceList
from lindero.records.sections import Service
from lindero.shapes import Context, Money, Text
from support.figures import parse, steady

RULE = find_role_spec("late-rate")
ANY = Text((("", "any"),))
THOUSAND = Money(Decimal(1000), "USD")


def facts_of(**answers: str) -> dict:
    """The answers of a rule as its author writes them, by their roles."""
    found = dict.fromkeys(LATE_ROLES)
    for key, text in answers.items():
        value = RULE.values[key.replace("_", "-")]
        context = Context(choices=value.choices or {}, kinds=tuple(value.kinds), gives=value.gives)
        figure = parse(value.shape, text, context)
        found[value.role] = Fact(f"{RULE.id}.{value.name}", figure, value)
    return found


def terms_of(**answers: str) -> LateTerms | None:
    return read_late_terms(
        {role: fact.figure for role, fact in facts_of(**answers).items() if fact}
    )


def charge(days: int, owed: Money = THOUSAND, **answers: str) -> str:
    terms = terms_of(**answers)
    assert terms
    return reckon_late_charge(terms, owed, days).written


MONTHLY = {"rate": "1.5 % per month"}
YEARLY = {"rate": "10 % per year"}
STEPS = "[{up to: 30 days, rate: 1.5 % per month}, {over: 30 days, rate: 2 % per month}]"


@pytest.mark.parametrize(
    ("answers", "days", "expected"),
    [
        (MONTHLY, 45, "22.5 USD"),
        (MONTHLY | {"part": "days"}, 45, "22.5 USD"),
        (MONTHLY | {"part": "full"}, 45, "15 USD"),
        (MONTHLY | {"part": "full"}, 29, "0 USD"),
        (MONTHLY | {"part": "begun"}, 45, "30 USD"),
        (MONTHLY | {"part": "begun"}, 30, "15 USD"),
        (MONTHLY | {"part": "begun"}, 31, "30 USD"),
        (YEARLY, 45, "12.33 USD"),
        (YEARLY | {"year": "365"}, 45, "12.33 USD"),
        (YEARLY | {"year": "360"}, 45, "12.5 USD"),
        ({"rate": "5 USD per day"}, 45, "225 USD"),
        ({"rate": "5 % per 14 days", "part": "full"}, 45, "150 USD"),
        ({"rate": "5 % once"}, 1, "50 USD"),
        ({"rate": "5 % once", "grace": "5 days"}, 6, "50 USD"),
        (MONTHLY | {"compound": "yes"}, 60, "30.23 USD"),
        (MONTHLY | {"compound": "yes"}, 45, "22.61 USD"),
        (MONTHLY | {"compound": "no"}, 60, "30 USD"),
        ({"rate": "5 USD per day", "compound": "yes"}, 45, "225 USD"),
        (MONTHLY | {"grace": "5 days", "backdated": "yes"}, 5, "0 USD"),
        (MONTHLY | {"grace": "5 days", "backdated": "yes"}, 6, "3 USD"),
        (MONTHLY | {"grace": "5 days", "backdated": "no"}, 6, "0.5 USD"),
        (MONTHLY | {"grace": "1 week", "backdated": "no"}, 45, "19 USD"),
        (MONTHLY | {"minimum": "25 USD"}, 45, "25 USD"),
        (MONTHLY | {"minimum": "20 USD"}, 45, "22.5 USD"),
        (MONTHLY | {"fixed": "40 USD"}, 45, "62.5 USD"),
        (MONTHLY | {"fixed": "40 USD", "grace": "5 days", "backdated": "yes"}, 5, "0 USD"),
        (MONTHLY | {"fixed": "40 USD", "minimum": "25 USD", "cap": "6 %"}, 45, "60 USD"),
        (MONTHLY | {"cap": "20 %"}, 45, "22.5 USD"),
        (MONTHLY, 0, "0 USD"),
        (MONTHLY | {"escalation": STEPS}, 30, "15 USD"),
        (MONTHLY | {"escalation": STEPS}, 31, "15.67 USD"),
        (MONTHLY | {"escalation": STEPS}, 45, "25 USD"),
        (MONTHLY | {"escalation": STEPS, "grace": "5 days", "backdated": "yes"}, 45, "25 USD"),
        (MONTHLY | {"escalation": STEPS, "grace": "5 days", "backdated": "no"}, 45, "22.5 USD"),
        (MONTHLY | {"escalation": STEPS, "cap": "2 %"}, 45, "20 USD"),
    ],
)
def test_a_delay_costs_what_the_sentences_say(answers, days, expected):
    assert charge(days, **answers) == expected


@pytest.mark.parametrize(("owed", "fee"), [("1000", "40"), ("1000.01", "70"), ("9000", "70")])
def test_a_fixed_sum_goes_by_what_is_owed(owed, fee):
    steps = "[{up to: 1000 USD, fee: 40 USD}, {over: 1000 USD, fee: 70 USD}]"
    terms = terms_of(rate="0 % once", fixed_by_size=steps)
    assert terms
    assert reckon_late_charge(terms, Money(Decimal(owed), "USD"), 1).written == f"{fee} USD"


@pytest.mark.parametrize(
    ("owed", "expected"),
    [("1000 JPY", "23 JPY"), ("100 KWD", "2.25 KWD"), ("0.33 USD", "0.01 USD")],
)
def test_it_is_rounded_once_to_the_coins_of_its_currency(owed, expected):
    assert charge(45, parse("money", owed), **MONTHLY) == expected


@pytest.mark.parametrize(
    "answers",
    [
        {"rate": "statutory"},
        {"rate": "{source: ECB, plus: 8 points, as of: 2026-07-01, value: 2 %}"},
        {"rate": "1 % per business day"},
        MONTHLY | {"grace": "5 days"},
        MONTHLY | {"grace": "5 business days", "backdated": "yes"},
        MONTHLY | {"escalation": STEPS, "part": "full"},
        MONTHLY | {"escalation": STEPS, "compound": "yes"},
        {"rate": "1 % per month", "escalation": STEPS},
        MONTHLY | {"escalation": STEPS.replace("2 % per month", "24 % per year")},
        MONTHLY | {"escalation": STEPS.replace("over: 30", "up to: 60")},
        MONTHLY | {"escalation": STEPS.replace("30 days", "30 business days")},
    ],
    ids=str,
)
def test_what_leaves_the_sum_open_is_not_reckoned(answers):
    assert terms_of(**answers) is None
    assert example(**answers) is None


def example(price: str = "1450 USD", **answers: str):
    service = Service(name=ANY, price=parse("price", price))
    return make_late_example(facts_of(**answers), PriceList({"it": service}, {}))


@pytest.mark.parametrize(
    ("price", "owed", "charge"),
    [
        ("1450 USD", "1000 USD", "22.5 USD"),
        ("from 900000 COP", "100000 COP", "2250 COP"),
        ("0.09 EUR per word", "100 EUR", "2.25 EUR"),
    ],
)
def test_the_example_is_a_round_sum_of_about_the_size_of_the_prices(price, owed, charge):
    found = example(price, **MONTHLY)
    assert [fact.figure.written for fact in found] == [owed, "45 days", charge]
    assert found.charge.address == "payment.late.example.charge"


def test_the_example_is_later_than_what_is_free():
    found = example("1450 USD", **MONTHLY, grace="60 days", backdated="yes")
    assert [fact.figure.written for fact in found] == ["1000 USD", "75 days", "37.5 USD"]


@pytest.mark.parametrize(
    ("price", "answers"),
    [
        ("on request", MONTHLY),
        ("1450 USD", YEARLY | {"part": "full"}),
        ("1450 USD", MONTHLY | {"fixed": "40 EUR"}),
        ("1450 USD", {"rate": "5 EUR per day"}),
    ],
    ids=["no price", "no full year", "a fixed sum", "another currency"],
)
def test_no_example_where_it_would_tell_nothing(price, answers):
    assert example(price, **answers) is None


def dollars(most: str) -> st.SearchStrategy[Money]:
    return st.decimals("0.01", most, places=2).map(lambda amount: Money(amount, "USD"))


rates = st.builds(
    lambda amount, sign, per: f"{amount} {sign} {per}",
    st.decimals("0.1", "20", places=1),
    st.sampled_from(["%", "USD"]),
    st.sampled_from(["once", "per day", "per 14 days", "per month", "per 2 months", "per year"]),
)
answers_drawn = st.fixed_dictionaries(
    {"rate": rates},
    optional={
        "part": st.sampled_from(["days", "full", "begun"]),
        "year": st.sampled_from(["365", "360"]),
        "compound": st.sampled_from(["yes", "no"]),
        "minimum": st.sampled_from(["2 USD", "250.50 USD"]),
        "fixed": st.just("40 USD"),
        "cap": st.sampled_from(["20 %", "100 USD", "smaller of 30 % and 60 USD"]),
    },
)
graces = st.sampled_from([{}, *({"grace": "9 days", "backdated": one} for one in ("yes", "no"))])


@steady
@given(answers_drawn, graces, dollars("99999"), st.integers(0, 900), st.integers(0, 900))
def test_a_later_day_never_makes_it_smaller(answers, grace, owed, one, other):
    terms = terms_of(**answers, **grace)
    assert terms
    first, second = (reckon_late_charge(terms, owed, day) for day in sorted([one, other]))
    assert 0 <= first.amount <= second.amount


@steady
@given(answers_drawn, graces, dollars("99999"), st.integers(0, 400))
def test_a_second_reckoning_from_the_sentences_agrees_to_the_cent(answers, grace, owed, days):
    written = answers | grace
    assert charge(days, owed, **written) == Money(slow_charge(written, owed, days), "USD").written


def slow_charge(answers: dict[str, str], owed: Money, days: int) -> Decimal:
    """Day by day and period by period, as somebody does it with paper and pencil."""
    if days == 0 or ("grace" in answers and days <= 9):
        return Decimal(0)
    if answers.get("backdated") == "no":
        days -= 9
    amount, sign, per = answers["rate"].split(" ", 2)
    base = unpaid = Fraction(owed.amount)
    added = Fraction(0)
    lengths = {"per day": 1, "per 14 days": 14, "per month": 30, "per 2 months": 60}
    length = lengths.get(per) or int(answers.get("year", "365"))
    if per == "once":
        added = base * Fraction(amount) / 100 if sign == "%" else Fraction(amount)
        days = 0
    while days > 0:
        grown = unpaid if answers.get("compound") == "yes" else base
        step = grown * Fraction(amount) / 100 if sign == "%" else Fraction(amount)
        if days < length:
            part = answers.get("part", "days")
            step = {"days": step * days / length, "full": Fraction(0), "begun": step}[part]
        added, unpaid, days = added + step, unpaid + step, days - length
    if "minimum" in answers:
        added = max(added, Fraction(answers["minimum"].split()[0]))
    added += 40 if "fixed" in answers else 0
    caps = {"20 %": base / 5, "100 USD": Fraction(100)}
    caps["smaller of 30 % and 60 USD"] = min(base * 3 / 10, Fraction(60))
    added = min(added, caps.get(answers.get("cap", ""), added))
    cents = added * 100
    half_up = (cents.numerator * 2 + cents.denominator) // (cents.denominator * 2)
    return Decimal(half_up) / 100


@given(
    days=st.integers(0, 400),
    first=st.integers(1, 60),
    second=st.integers(1, 60),
    points=st.lists(st.integers(1, 9), min_size=3, max_size=3),
    grace=st.integers(0, 90),
    backdated=st.booleans(),
)
@steady
def test_every_day_has_the_rate_of_its_own_step(days, first, second, points, grace, backdated):
    """Day by day, as the sentence says it; a longer delay costs more if the rates do not fall."""
    second += first
    low, middle, high = points
    steps = (
        f"[{{up to: {first} days, rate: {low} % per week}}, "
        f"{{over: {first} days, up to: {second} days, rate: {middle} % per week}}, "
        f"{{over: {second} days, rate: {high} % per week}}]"
    )
    answers = {"rate": f"{low} % per week", "escalation": steps}
    if grace:
        answers |= {"grace": f"{grace} days", "backdated": "yes" if backdated else "no"}
    terms = terms_of(**answers)
    assert terms
    start = 1 if backdated else grace + 1
    by_day = [low if day <= first else middle if day <= second else high for day in range(1, 402)]
    exact = Fraction(sum(by_day[start - 1 : days]) * 1000, 700) if days > grace else Fraction(0)
    found = reckon_late_charge(terms, THOUSAND, days).amount
    assert abs(Fraction(found) - exact) <= Fraction(1, 200)
    assert reckon_late_charge(terms, THOUSAND, days + 1).amount >= found


def test_the_example_of_a_rate_that_rises_reaches_every_step():
    services = {"it": Service(name=ANY, price=parse("price", "1500 USD"))}
    example = make_late_example(facts_of(**MONTHLY, escalation=STEPS), PriceList(services, {}))
    assert [fact.figure.written for fact in example] == ["1000 USD", "45 days", "25 USD"]
    later = STEPS.replace("30", "60")
    example = make_late_example(facts_of(**MONTHLY, escalation=later), PriceList(services, {}))
    assert [fact.figure.written for fact in example] == ["1000 USD", "75 days", "40 USD"]
