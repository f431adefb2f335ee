"""No worked example leaves out the discount that its own size brings."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import find_role_spec
from lindero.pricing.orders import NoPrice, Order, PriceList
from lindero.pricing.quoting import price_of
from lindero.records.sections import Service
from lindero.shapes import Context, Text
from lindero.shapes.quantities import Quantity
from support.figures import parse, steady

VOLUME = "[{up to: 1000 EUR, share: 0 %}, {over: 1000 EUR, share: 4 %}]"
COUNTED = "[{up to: 50, share: 0 %}, {over: 50, share: 10 %}]"
ADJUSTMENTS = """\
adjustments:
  rush: {surcharge: 50 %, when: soon}
  first: {discount: 3 %, when: at first}
  again: {discount: 200 EUR, when: again}
"""


@pytest.fixture
def shown(book):
    """What one order comes to, or why it is not shown, as the finding says."""

    def work_out(service: str, discounts: str) -> str:
        loaded = book(
            prices=f"services:\n  it: {{name: It, {service}}}\n{ADJUSTMENTS}",
            payment=f"payment:\n  discounts: {{{discounts}}}\n",
        )
        assert loaded.rulebook, [found.message for found in loaded.findings]
        told = [found for found in loaded.findings if found.code == "example-left-out"]
        quote = loaded.rulebook.example_quotes["it"][0]
        if isinstance(quote, NoPrice):
            assert len(told) == 1
            return f"{told[0].message}: {told[0].help}"
        assert told == []
        return quote.total.figure.written

    return work_out


IMAGES = "price: 35 EUR per image, examples: [{quantity: 75 images%s}]"
ALL_IN = ", with: [rush]"


@pytest.mark.parametrize(
    ("service", "discounts", "total"),
    [
        (IMAGES % "", f"volume: {VOLUME}", "2520 EUR"),
        (IMAGES % "", f"volume: {COUNTED}", "2362.5 EUR"),
        ("price: 35 EUR per image, examples: [{quantity: 20 images}]", f"volume: {VOLUME}", "700"),
        ("price: 1000 EUR, examples: [{}]", f"volume: {VOLUME}", "1000 EUR"),
        ("price: 1100 EUR, examples: [{}]", f"volume: {VOLUME}", "1056 EUR"),
        ("price: 1100 EUR, examples: [{}]", f"volume: {COUNTED}", "1100 EUR"),
        ("price: 1200–1500 EUR, examples: [{}]", f"volume: {VOLUME}", "1152–1440 EUR"),
        ("price: from 1200 EUR, examples: [{}]", f"volume: {VOLUME}", "from 1152 EUR"),
        (IMAGES % ALL_IN, f"volume: {VOLUME}, on: base, combine: yes", "3832.5 EUR"),
        (IMAGES % ALL_IN, f"volume: {VOLUME}, on: total", "3780 EUR"),
        (
            "price: 800 EUR, examples: [{with: [rush]}]",
            f"volume: {VOLUME}, on: total, combine: no",
            "1152 EUR",
        ),
        ("price: 800 EUR, examples: [{with: [rush]}]", f"volume: {VOLUME}, on: base", "1200 EUR"),
        (IMAGES % ", with: [first]", f"volume: {VOLUME}, combine: yes", "2441.25 EUR"),
        (IMAGES % ", with: [again]", f"volume: {VOLUME}, combine: no", "2425 EUR"),
        ("price: 900 EUR, examples: [{with: [first]}]", f"volume: {VOLUME}", "873 EUR"),
    ],
)
def test_an_order_takes_the_discount_that_its_size_brings(shown, service, discounts, total):
    assert shown(service, discounts).startswith(total)


@pytest.mark.parametrize(
    ("service", "discounts", "said"),
    [
        (
            IMAGES % ALL_IN,
            f"volume: {VOLUME}",
            (
                "`payment.discounts.on` is open: the example comes with `on: base` to 3832.5 EUR, "
                "with `on: total` to 3780 EUR; it is not shown: add `on: base` or `on: total` to "
                "`payment.discounts`"
            ),
        ),
        (
            IMAGES % ", with: [first]",
            f"volume: {VOLUME}",
            (
                "`payment.discounts.combine` is open: the example comes with `combine: yes` to "
                "2441.25 EUR, with `combine: no` to 2520 EUR; it is not shown"
            ),
        ),
        (
            IMAGES % ", with: [again]",
            f"volume: {VOLUME}",
            "with `combine: yes` to 2320 EUR, with `combine: no` to 2425 EUR",
        ),
        (
            "price: 900–1500 EUR, examples: [{}]",
            f"volume: {VOLUME}",
            "what this example comes to depends on `payment.discounts.volume`",
        ),
        (
            "price: from 900 EUR, examples: [{}]",
            f"volume: {VOLUME}",
            "what this example comes to depends on `payment.discounts.volume`",
        ),
    ],
)
def test_what_is_open_is_asked_with_both_totals(shown, service, discounts, said):
    assert said in shown(service, discounts)


def test_a_part_without_a_price_brings_no_discount(book):
    loaded = book(
        prices="""services:
  one: {name: One, price: on request}
  two: {name: Two, price: 400 EUR}
  both: {name: Both, price: 700 EUR, services: [two, one]}
""",
        payment=f"payment:\n  discounts: {{volume: {VOLUME}}}\n",
    )
    assert loaded.rulebook
    assert "services.both.apart" not in loaded.rulebook.facts


def test_a_payment_plan_shows_no_price_that_a_discount_lowers(book):
    services = (
        "services:\n  big: {name: Big, price: 1100 EUR}\n  small: {name: Small, price: 900 EUR}"
    )
    rules = f"payment:\n  deposit: 50 %\n  discounts: {{volume: {VOLUME}}}\n"
    ((_, plan),) = book(prices=services, payment=rules).rulebook.example_plans
    assert plan.service == "small"


RULE = find_role_spec("discount-volume")
ANY = Text((("", "any"),))


@given(price=st.integers(1, 500), ordered=st.integers(1, 300), points=st.integers(0, 40))
@steady
def test_it_is_what_the_sentence_says(price, ordered, points):
    """Each bracket in turn, by hand: up to the limit nothing, above it the share of all."""
    text = f"[{{up to: 5000 EUR, share: 0 %}}, {{over: 5000 EUR, share: {points} %}}]"
    value = RULE.values["volume"]
    figure = parse("brackets", text, Context(kinds=("money",), gives="share"))
    facts = {"discount-volume": Fact("payment.discounts.volume", figure, value)}
    service = Service(name=ANY, price=parse("price", f"{price} EUR per word"))
    prices = PriceList({"it": service}, {}, charging={"it": (facts,)})
    quote = price_of(prices, Order("it", Quantity(ordered, "word")))
    whole = price * ordered
    cents = Fraction(whole * points) if whole > 5000 else Fraction(0)
    assert quote.total.figure.low.amount * 100 == whole * 100 - cents
    assert sum(line.kind == "volume" for line in quote.lines) == (whole > 5000 and points > 0)
