"""The parts of a price are exact, and together the whole; the pages show them on an example."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.catalogue.facts import Fact
from lindero.pricing.orders import PriceList
from lindero.pricing.payment_plans import make_example_plan, plan_payments
from lindero.pricing.payment_terms import Due, PaymentTerms
from lindero.records.sections import Service
from lindero.shapes import Money, Text
from support.figures import parse, steady

CENT = Decimal("0.01")
amounts = st.decimals("0.01", "99999", places=2)
percents = st.decimals("0", "100", places=2).map(lambda points: f"{points} %")
sums = st.decimals("0", "9999", places=2).map(lambda amount: f"{amount} EUR")
shares = st.one_of(percents, sums, st.just("rest"))


def dues(deposit: str | None, stages: list[str]) -> list[Due]:
    """A deposit and the shares of stages, as typed."""
    shares = [parse("amount", deposit)] if deposit else []
    found = [Due(share, None, Fact("d.share", share)) for share in shares]
    if not stages:
        return found
    typed = ", ".join(f"{{at: then, share: {stage}}}" for stage in stages)
    ladder = parse("stages", f"[{typed}]")
    return found + [Due(step.share, step.at, Fact("i.stages", ladder)) for step in ladder.steps]


def pay(price: str, deposit: str | None, stages: list[str]) -> list[str]:
    plan = plan_payments(Money(Decimal(price), "EUR"), dues(deposit, stages))
    return [payment.amount.machine.removesuffix(" EUR") for payment in plan]


@steady
@given(amounts, percents, st.lists(shares, max_size=5))
def test_a_payment_plan_is_the_whole_price(amount, deposit, stages):
    plan = plan_payments(Money(amount, "EUR"), dues(deposit, stages))
    assert sum(payment.amount.amount for payment in plan) == amount
    assert all(payment.amount.amount >= 0 for payment in plan)


@steady
@given(amounts, st.lists(percents | sums, max_size=3), st.integers(1, 7))
def test_what_is_left_is_shared_to_the_cent(amount, before, number):
    """Worked out a second time, cent by cent: what the sentences say, and no code of ours."""
    paid, plan = Decimal(0), pay(str(amount), None, [*before, *["rest"] * number])
    for share, found in zip(before, plan, strict=False):
        figure, sign = Decimal(share.split()[0]), share.split()[1]
        due = amount * figure / 100 if sign == "%" else figure
        due = min(due.quantize(CENT, ROUND_HALF_UP), amount - paid)
        assert Decimal(found) == due
        paid += due
    parts = [Decimal(part) for part in plan[len(before) :]]
    exact = (amount - paid) / number
    assert sum(parts) == amount - paid
    assert all(abs(part - exact) <= CENT / 2 for part in parts[:-1] if part)
    assert len({*parts[:-1]}) < 2 or amount - paid < number * CENT


@pytest.mark.parametrize(
    ("price", "deposit", "stages", "parts"),
    [
        ("1000.02", "40 %", ["30 %", "30 %"], ["400.01", "300.01", "300"]),
        ("1000.02", "larger of 30 % and 500 EUR", ["70 %"], ["500", "500.02"]),
        ("1000.02", "40 %", [], ["400.01", "600.01"]),
        ("1000.02", "5000 EUR", [], ["1000.02"]),
        ("30000", None, ["equal"] * 3, ["10000", "10000", "10000"]),
        ("1000", None, ["equal"] * 3, ["333.33", "333.33", "333.34"]),
        ("200", None, ["equal"] * 3, ["66.67", "66.67", "66.66"]),
        ("1450", "300 EUR", ["rest"], ["300", "1150"]),
        ("1450", "300 EUR", ["rest", "rest"], ["300", "575", "575"]),
        ("1450.01", "40 %", ["rest", "20 %", "rest"], ["580", "290.01", "290", "290"]),
        ("1000", "larger of 30 % and 500 EUR", ["rest"], ["500", "500"]),
        ("0.02", None, ["equal"] * 3, ["0.01", "0.01", "0"]),
    ],
)
def test_the_last_part_takes_what_rounding_leaves(price, deposit, stages, parts):
    assert pay(price, deposit, stages) == parts


@pytest.mark.parametrize(
    ("deposit", "stages", "parts"),
    [
        ("40 %", ["30 %", "30 %"], ["40 EUR", "30 EUR", "30.01 EUR"]),
        ("20 EUR", ["50 EUR", "30.01 EUR"], ["20 EUR", "50 EUR", "30.01 EUR"]),
        ("20 EUR", ["50 EUR", "rest"], ["20 EUR", "50 EUR", "30.01 EUR"]),
        ("20 EUR", ["50 EUR", "20 EUR"], "come to 90 EUR, and"),
        ("20 EUR", ["50 EUR", "60 EUR"], "come to 130 EUR, and"),
        ("larger of 30 % and 50 EUR", ["70 %"], "come to 120.01 EUR, and"),
        ("larger of 30 % and 10 EUR", ["70 %"], ["30 EUR", "70.01 EUR"]),
        ("150 EUR", ["rest"], "come to 150 EUR, and"),
        ("150 EUR", [], []),
    ],
)
def test_an_example_shows_no_part_that_its_rule_does_not_say(book, deposit, stages, parts):
    """The last part takes what rounding leaves, and nothing more; the author is told of more."""
    written = ", ".join(f"{{at: then, share: {stage}}}" for stage in stages)
    instalments = f"  instalments: [{written}]\n" if stages else ""
    loaded = book(
        prices="services:\n  site: {name: Site, price: 100.01 EUR}\n",
        payment=f"payment:\n  due: 15 days after invoice\n  deposit: {deposit}\n{instalments}",
    )
    computed = [fact for fact in loaded.sound_part.facts.values() if fact.computed]
    if isinstance(parts, str):
        (found,) = loaded.findings
        assert (found.code, parts in found.message, computed) == ("wrong-total", True, [])
    else:
        assert loaded.findings == ()
        assert [fact.figure.machine for fact in computed] == parts


def test_a_payment_in_another_currency_is_no_part_of_a_plan():
    with pytest.raises(ValueError, match="do not add up"):
        plan_payments(Money(Decimal(100), "EUR"), dues("5 USD", []))


PRICES = """\
services:
  logo: {name: Logo, price: 900 EUR}
  site: {name: Site, price: 4000 EUR}
"""
STAGES = "stages: [{at: on approval, share: 30 %}, {at: on delivery, share: 20 %}]"


@pytest.mark.parametrize(
    ("deposit", "instalments", "service", "parts"),
    [
        ("{share: 50 %}", STAGES, "logo", ["450", "270", "180"]),
        ("{share: 50 %}", f"{STAGES}, above: 900 EUR", "site", ["2000", "1200", "800"]),
        ("{share: 50 %}", f"{STAGES}, above: 4000 EUR", "logo", ["450", "450"]),
        (
            "{share: 50 %, by-size: [{up to: 900 EUR, share: 100 %}]}",
            f"{STAGES}, above: 900 EUR",
            "site",
            ["2000", "1200", "800"],
        ),
        ("{share: 50 %, by-size: [{up to: 900 EUR, share: 30 %}]}", None, "logo", ["270", "630"]),
        (
            "{share: 50 %, by-size: [{up to: 899.99 EUR, share: 30 %}]}",
            None,
            "logo",
            ["450", "450"],
        ),
        ("{share: 50 %, by-size: [{up to: 900 EUR, share: 100 %}]}", None, "site", ["2000"] * 2),
        ("{share: 50 %}", f"{STAGES}, longer: 4 weeks", None, []),
        ("{share: 50 %}", "ahead: 1 week", None, []),
        ("{share: 50 %, covers: 1 week}", None, None, []),
        ("{share: 50 %, cap: 60 %, lower: yes}", None, "logo", ["450", "450"]),
    ],
)
def test_an_example_is_worked_out_with_every_value_that_decides(
    book, deposit, instalments, service, parts
):
    """What cannot be reckoned with, the length of the work, leaves no example."""
    rules = f"payment:\n  deposit: {deposit}\n"
    rules += f"  instalments: {{{instalments}}}\n" if instalments else ""
    loaded = book(prices=PRICES, payment=rules)
    assert [found for found in loaded.findings if found.code != "missing-file"] == []
    plan = dict(loaded.rulebook.example_plans).get("")
    found = [fact.figure.machine.removesuffix(" EUR") for _, fact in plan.parts] if plan else []
    assert (plan.service if plan else None, found) == (service, parts)


BY_SIZE = "by-size: [{up to: 900 EUR, share: 100 %}, {over: 900 EUR, share: 25 %}]"
BY_LENGTH = "by-length: [{up to: 4 weeks, share: 50 %}, {over: 4 weeks, share: 25 %}]"


@pytest.mark.parametrize(
    ("price", "length", "deposit", "instalments", "parts"),
    [
        ("4000", None, None, BY_SIZE, ["1000"] * 4),
        ("1000.01", None, None, BY_SIZE, ["250", "250", "250", "250.01"]),
        ("1000.02", None, None, BY_SIZE, ["250.01", "250.01", "250.01", "249.99"]),
        ("900", None, None, BY_SIZE, []),
        ("1000", None, None, BY_SIZE.replace("25 %", "30 %"), ["300", "300", "300", "100"]),
        ("1000", None, None, BY_SIZE.replace("25 %", "8 %"), []),
        ("1000", None, None, BY_SIZE.replace("25 %", "300 EUR"), ["300", "300", "300", "100"]),
        ("1000", None, "40 %", BY_SIZE, ["400", "250", "250", "100"]),
        ("900", None, "40 %", BY_SIZE, ["360", "540"]),
        ("4000", None, None, f"{BY_SIZE}, above: 4000 EUR", []),
        ("4000.04", None, None, f"{BY_SIZE}, above: 4000 EUR", ["1000.01"] * 4),
        ("1000", "4 weeks", None, BY_LENGTH, ["500", "500"]),
        ("1000", "28 days", None, BY_LENGTH, ["500", "500"]),
        ("1000", "29 days", None, BY_LENGTH, ["250"] * 4),
        ("1000", "10 business days", None, BY_LENGTH, ["500", "500"]),
        ("1000", "20 business days", None, BY_LENGTH, []),
        ("1000", "1 month", None, BY_LENGTH, []),
        ("1000", None, None, BY_LENGTH, []),
        ("1000", "5 weeks", "50 %", f"{STAGES}, longer: 4 weeks", ["500", "300", "200"]),
        ("1000", "4 weeks", "50 %", f"{STAGES}, longer: 4 weeks", ["500", "500"]),
        (
            "1000",
            "4 weeks",
            "50 %",
            f"{STAGES}, longer: 4 weeks, ahead: 1 week",
            ["500", "300", "200"],
        ),
        ("1000", "5 weeks", "50 %", f"{STAGES}, longer: 4 weeks, ahead: 1 week", []),
        ("1000", "4 weeks", "{share: 20 %, covers: 1 week}", None, ["250", "750"]),
        ("1000", "4 weeks", "{share: 30 %, covers: 1 week}", None, ["300", "700"]),
        ("1000", "3 weeks", "{share: 20 %, covers: 1 week}", None, ["333.33", "666.67"]),
        ("1000", "14 days", "{share: 20 %, covers: 1 week}", None, ["500", "500"]),
        ("1000", "1 month", "{share: 20 %, covers: 1 week}", None, []),
        ("1000", "1 week", "{share: 20 %, covers: 2 weeks}", None, []),
    ],
)
def test_parts_by_size_and_length_are_worked_out(book, price, length, deposit, instalments, parts):
    """What neither a price nor how long the work takes tells leaves no example."""
    delivery = f", delivery: {length}" if length else ""
    prices = f"services: {{site: {{name: Site, price: {price} EUR{delivery}}}}}\n"
    rules = f"payment:\n  due: 15 days after invoice\n  deposit: {deposit or 'none'}\n"
    rules += f"  instalments: {{{instalments}}}\n" if instalments else ""
    loaded = book(prices=prices, payment=rules)
    assert loaded.findings == ()
    plan = dict(loaded.rulebook.example_plans).get("")
    found = [fact.figure.machine.removesuffix(" EUR") for _, fact in plan.parts] if plan else []
    assert found == parts


def test_a_bracket_ends_with_its_limit():
    brackets = parse("brackets", "[{up to: 500 EUR, share: 100 %}, {up to: 900 EUR, share: 60 %}]")
    share = parse("amount", "50 %")
    terms = PaymentTerms(
        {"deposit": Fact("d.share", share), "deposit-by-size": Fact("d.by-size", brackets)}
    )
    found = {
        price: terms.find_deposit(Money(Decimal(price), "EUR"))[1].written
        for price in ("0.01", "500", "500.01", "900", "900.01")
    }
    assert [*found.values()] == ["100 %", "100 %", "60 %", "60 %", "50 %"]


whole_percents = st.integers(1, 100)
limits = st.integers(1, 5000)


@steady
@given(
    whole_percents,
    st.lists(st.tuples(limits, whole_percents), max_size=3, unique_by=lambda step: step[0]),
    st.lists(whole_percents | st.just("rest"), min_size=1, max_size=3),
    limits,
    st.lists(limits, min_size=1, max_size=4),
)
def test_no_example_breaks_a_rule(share, brackets, stages, above, prices):
    """Written from the sentences: whichever service is shown, its parts are what they say."""
    brackets = sorted(brackets)
    facts = {
        "deposit": Fact("d.share", parse("amount", f"{share} %")),
        "instalments": dues(None, [f"{one} %" if one != "rest" else one for one in stages])[0].fact,
        "instalments-above": Fact("i.above", parse("money", f"{above} EUR")),
    }
    if brackets:
        typed = ", ".join(f"{{up to: {end} EUR, share: {found} %}}" for end, found in brackets)
        facts["deposit-by-size"] = Fact("d.by-size", parse("brackets", f"[{typed}]"))
    name = Text((("", "it"),))
    services = {
        f"s{at}": Service(name=name, price=parse("price", f"{price} EUR"))
        for at, price in enumerate(prices)
    }
    plan = make_example_plan(PriceList(services, {}), PaymentTerms(facts))
    if plan is None:
        return
    price = prices[int(plan.service[1:])]
    amounts = [payment.amount.amount for payment, _ in plan.parts]
    first = next((found for end, found in brackets if price <= end), share)
    said = [first, *(stages if price > above else [])]
    off = CENT * len(amounts)
    for part, percent in zip(amounts, said, strict=False):
        assert percent == "rest" or abs(part - Decimal(price) * percent / 100) <= off
    assert sum(amounts) == price
    assert len(amounts) == len(said) or (len(said) == 1 and len(amounts) == 2)
    rest = [part for part, percent in zip(amounts, said, strict=False) if percent == "rest"]
    assert not rest or max(rest) - min(rest) <= off
