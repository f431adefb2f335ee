"""A price is exact, every line of it is explained, and what is shown adds up to the total."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from lindero.pricing.orders import NoPrice, Order, PriceList
from lindero.pricing.quoting import price_of
from lindero.pricing.rounding import round_money
from lindero.records.sections import Adjustment
from lindero.shapes import Money, Percent
from lindero.shapes.quantities import Quantity
from support.price_lists import ANY, sold
from support.rulebooks import BUSINESS

TAXED = BUSINESS + "  tax: {name: VAT, rate: 21 %, included: no}\n"
TAX_INSIDE = TAXED.replace("included: no", "included: yes")


@pytest.fixture
def lines(book) -> Callable[..., list[str]]:
    """The lines of the first example of the service `it`, each with its sum, and the total."""

    def worked(services: str, adjustments: str = "", business: str = BUSINESS) -> list[str]:
        prices = f"services:\n  it: {{name: It, {services}}}\nadjustments:\n{adjustments}"
        loaded = book(business=business, prices=prices)
        assert loaded.rulebook, [found.message for found in loaded.findings]
        example = loaded.rulebook.services["it"].examples[0]
        order = Order("it", example.quantity, example.with_, example.rate, example.used)
        return shown(price_of(loaded.rulebook.prices, order))

    return worked


def shown(quote) -> list[str]:
    sums = [_show_line(line).rstrip() for line in quote.lines]
    return [*sums, quote.total.figure.written]


def _show_line(line) -> str:
    amount = line.amount.figure.written if line.amount else ""
    return f"{line.kind} {'-' if line.adds < 0 else ''}{amount}"


def test_a_price_for_the_whole_is_its_own_total(lines):
    assert lines("price: 1450 EUR, examples: [{}]") == ["price 1450 EUR", "1450 EUR"]


def test_a_quantity_is_charged_by_the_unit(lines):
    assert lines("price: 0.10 EUR per word, examples: [{quantity: 3200 words}]") == [
        "quantity 320 EUR",
        "320 EUR",
    ]


def test_a_price_per_several_of_a_unit_counts_parts_of_them(lines):
    assert lines("price: 90 EUR per 1000 words, examples: [{quantity: 250 words}]") == [
        "quantity 22.5 EUR",
        "22.5 EUR",
    ]


def test_without_a_quantity_one_is_ordered(lines):
    assert lines("price: 75 EUR per hour, examples: [{}]") == ["quantity 75 EUR", "75 EUR"]


def test_a_quantity_is_told_in_the_unit_of_the_price(lines):
    assert lines("price: 75 EUR per hour, examples: [{quantity: 100 minutes}]") == [
        "quantity 125 EUR",
        "125 EUR",
    ]
    assert lines("price: 50 EUR per month, examples: [{quantity: 1 year}]") == [
        "quantity 600 EUR",
        "600 EUR",
    ]


def test_time_is_rounded_up_to_whole_steps(lines):
    found = lines(
        "price: 75 EUR per hour, increment: 15 minutes, examples: [{quantity: 91 minutes}]"
    )
    assert found == ["rounded", "quantity 131.25 EUR", "131.25 EUR"]


def test_whole_steps_are_not_rounded(lines):
    found = lines(
        "price: 75 EUR per hour, increment: 15 minutes, examples: [{quantity: 90 minutes}]"
    )
    assert found == ["quantity 112.5 EUR", "112.5 EUR"]


@pytest.mark.parametrize(
    ("ordered", "found"),
    [
        ("10 minutes", ["at_least", "quantity 50 EUR", "50 EUR"]),
        ("45 minutes", ["at_least", "quantity 50 EUR", "50 EUR"]),
        ("46 minutes", ["rounded", "quantity 60 EUR", "60 EUR"]),
        ("50 minutes", ["rounded", "quantity 60 EUR", "60 EUR"]),
        ("60 minutes", ["quantity 60 EUR", "60 EUR"]),
    ],
)
def test_the_least_time_is_charged_as_it_is(lines, ordered, found):
    """Steps are for the time that is worked: the least is not rounded to them."""
    service = "price: 60 EUR per hour, minimum: 50 minutes, increment: 15 minutes"
    assert lines(f"{service}, examples: [{{quantity: {ordered}}}]") == found


def test_time_that_is_rounded_to_less_than_the_least_comes_up_to_it(book):
    """119 minutes: a block of 30, then 89 to the nearest hour are 90, and 100 is the least."""
    service = "{name: It, price: 60 EUR per hour, examples: [{quantity: 119 minutes}]}"
    steps = "{step: 60 minutes, rounding: nearest, first: 30 minutes}"
    rules = f"payment: {{minimum: 100 minutes, increment: {steps}}}\n"
    loaded = book(prices=f"services: {{it: {service}}}\n", rules=rules)
    [quote] = loaded.sound_part.example_quotes["it"]
    assert [line.kind for line in quote.lines][:2] == ["rounded", "at_least"]
    assert quote.lines[2].amount.figure.written == "100 EUR"


def test_a_minimum_charge_fills_up_what_is_missing(lines):
    found = lines("price: 0.10 EUR per word, minimum: 40 EUR, examples: [{quantity: 12 words}]")
    assert found == ["quantity 1.2 EUR", "minimum 38.8 EUR", "40 EUR"]
    found = lines("price: 0.10 EUR per word, minimum: 40 EUR, examples: [{quantity: 400 words}]")
    assert found == ["quantity 40 EUR", "40 EUR"]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (5000, ["tier 500 EUR", "500 EUR"]),
        (5001, ["tier 500 EUR", "tier 0.08 EUR", "500.08 EUR"]),
        (7001, ["tier 500 EUR", "tier 160.08 EUR", "660.08 EUR"]),
    ],
)
def test_each_tier_has_its_own_price_for_its_part(lines, number, found):
    tiers = "[{up to: 5000, price: 0.10 EUR per word}, {over: 5000, price: 0.08 EUR per word}]"
    assert (
        lines(f"price: 0.10 EUR per word, tiers: {tiers}, examples: [{{quantity: {number} words}}]")
        == found
    )


@pytest.mark.parametrize(("number", "total"), [(5000, "500 EUR"), (5001, "400.08 EUR")])
def test_the_tier_that_is_reached_may_hold_for_all(lines, number, total):
    tiers = (
        "[{up to: 5000, price: 0.10 EUR per word}, {over: 5000, "
        "price: 0.08 EUR per word}], tiering: whole"
    )
    assert lines(
        f"price: 0.10 EUR per word, tiers: {tiers}, examples: [{{quantity: {number} words}}]"
    ) == [f"tier {total}", total]


def test_tiers_of_time_may_have_limits_in_another_unit(lines):
    tiers = (
        "[{up to: 600 minutes, price: 75 EUR per hour}, {over: 600 minutes, "
        "price: 60 EUR per hour}]"
    )
    found = lines(f"price: 75 EUR per hour, tiers: {tiers}, examples: [{{quantity: 11 hours}}]")
    assert found == ["tier 750 EUR", "tier 60 EUR", "810 EUR"]


def test_in_a_tier_on_request_nothing_is_certain(lines):
    tiers = "[{up to: 20, price: 75 EUR per hour}, {over: 20, price: on request}]"
    assert lines(f"price: 75 EUR per hour, tiers: {tiers}, examples: [{{quantity: 21 hours}}]") == [
        "on request"
    ]


def test_a_rate_stands_in_for_the_price(lines):
    rates = "rates: {direction: {name: Direction, price: 90 EUR per hour}}"
    found = lines(
        f"price: 75 EUR per hour, {rates}, examples: [{{quantity: 2 hours, rate: direction}}]"
    )
    assert found == ["quantity 180 EUR", "180 EUR"]


def test_adjustments_act_on_the_base_and_in_the_order_of_the_file(lines):
    adjustments = "  rush: {surcharge: 30 %, when: x}\n  prepaid: {discount: 10 %, when: y}\n"
    found = lines("price: 1000 EUR, examples: [{with: [prepaid, rush]}]", adjustments)
    assert found == ["price 1000 EUR", "surcharge 300 EUR", "discount -100 EUR", "1200 EUR"]


def test_an_adjustment_may_act_on_the_running_total(lines):
    adjustments = (
        "  rush: {surcharge: 30 %, when: x}\n"
        "  prepaid: {discount: 10 %, when: y, on: running total}\n"
    )
    found = lines("price: 1000 EUR, examples: [{with: [prepaid, rush]}]", adjustments)
    assert found == ["price 1000 EUR", "surcharge 300 EUR", "discount -130 EUR", "1170 EUR"]


@pytest.mark.parametrize(
    ("effect", "found"),
    [
        ("surcharge: 50 EUR", "surcharge 50 EUR"),
        ('surcharge: "10 %, at least 150 EUR"', "surcharge 150 EUR"),
        ('surcharge: "30 %, at most 200 EUR"', "surcharge 200 EUR"),
        ("surcharge: larger of 5 % and 80 EUR", "surcharge 80 EUR"),
        ("discount: smaller of 20 % and 90 EUR", "discount -90 EUR"),
        ("factor: 1.5 ×", "factor 500 EUR"),
        ("factor: 0.8 x", "factor -200 EUR"),
        ("discount: 5000 EUR", "discount -1000 EUR"),
    ],
)
def test_an_adjustment_is_a_share_a_sum_or_a_multiple(lines, effect, found):
    assert (
        lines("price: 1000 EUR, examples: [{with: [it]}]", f"  it: {{{effect}, when: x}}\n")[1]
        == found
    )


def test_the_minimum_is_part_of_what_adjustments_act_on(lines):
    found = lines(
        "price: 0.10 EUR per word, minimum: 40 EUR, examples: [{quantity: 1 word, with: [rush]}]",
        "  rush: {surcharge: 50 %, when: x}\n",
    )
    assert found == ["quantity 0.1 EUR", "minimum 39.9 EUR", "surcharge 20 EUR", "60 EUR"]


def test_tax_is_added_on_what_has_come_together(lines):
    assert lines("price: 1450 EUR, examples: [{}]", business=TAXED) == [
        "price 1450 EUR",
        "tax 304.5 EUR",
        "1754.5 EUR",
    ]
    found = lines(
        "price: 1450 EUR, examples: [{with: [rush]}]", "  rush: {surcharge: 30 %, when: x}\n", TAXED
    )
    assert found == [
        "price 1450 EUR",
        "surcharge 435 EUR",
        "subtotal 1885 EUR",
        "tax 395.85 EUR",
        "2280.85 EUR",
    ]


def test_tax_inside_the_price_is_shown_apart(lines):
    assert lines("price: 121 EUR, examples: [{}]", business=TAX_INSIDE) == [
        "price 121 EUR",
        "contained 21 EUR",
        "121 EUR",
    ]


def test_half_a_cent_is_rounded_up(lines):
    assert lines(
        "price: 0.01 EUR per word, examples: [{quantity: 50 words, with: [it]}]",
        "  it: {surcharge: 1 %, when: x}\n",
    ) == [
        "quantity 0.5 EUR",
        "surcharge 0.01 EUR",
        "0.51 EUR",
    ]


@pytest.mark.parametrize(
    ("currency", "amount", "sum_"),
    [("EUR", "10.005", "10.01"), ("JPY", "1234.5", "1235"), ("KWD", "1.0005", "1.001")],
)
def test_a_sum_has_the_decimals_of_its_currency(currency, amount, sum_):
    assert round_money(Fraction(amount), currency) == Decimal(sum_)


def test_from_stays_from_and_a_range_keeps_both_ends(lines):
    rush = "  rush: {surcharge: 30 %, when: x}\n"
    assert lines("price: from 2890 EUR, examples: [{with: [rush]}]", rush) == [
        "price 2890 EUR",
        "surcharge 867 EUR",
        "from 3757 EUR",
    ]
    assert lines("price: 1900–3400 EUR, examples: [{with: [rush]}]", rush) == [
        "price 1900–3400 EUR",
        "surcharge 570–1020 EUR",
        "2470–4420 EUR",
    ]
    assert lines("price: on request, examples: [{with: [rush]}]", rush) == ["on request"]


def test_unused_time_lapses_or_is_carried_over(lines):
    extra = "time: 2 hours, extra: 60 EUR per hour"
    used = "examples: [{used: [1 hour, 3 hours, 150 minutes]}]"
    lapses = lines(f"price: 100 EUR per month, retainer: {{{extra}}}, {used}")
    assert lapses == ["quantity 300 EUR", "within", "extra 60 EUR", "extra 30 EUR", "390 EUR"]
    carried = lines(f"price: 100 EUR per month, retainer: {{{extra}, rollover: 1 month}}, {used}")
    assert carried == ["quantity 300 EUR", "carried", "within", "extra 30 EUR", "330 EUR"]


def test_carried_time_is_used_first_and_only_as_long_as_it_keeps(lines):
    retainer = "retainer: {time: 2 hours, rollover: 1 month, extra: 60 EUR per hour}"
    found = lines(
        f"price: 100 EUR per month, {retainer}, examples: [{{used: [1 hour, 1 hour, 5 hours]}}]"
    )
    assert found == ["quantity 300 EUR", "carried", "carried", "extra 60 EUR", "360 EUR"]


@pytest.mark.parametrize(
    ("kept", "times", "extra"),
    [
        ("", "[0 hours, 0 hours, 9 hours]", ["carried", "carried", "extra 180 EUR"]),
        (
            ", carried: 3 hours",
            "[0 hours, 0 hours, 6 hours]",
            ["carried", "carried", "extra 60 EUR"],
        ),
        (
            ", carried: 90 minutes",
            "[0 hours, 3 hours, 3 hours]",
            ["carried", "carried", "extra 30 EUR"],
        ),
        (", leeway: 30 minutes", "[150 minutes, 3 hours]", ["within", "extra 30 EUR"]),
    ],
)
def test_what_is_kept_has_a_limit_and_a_little_more_is_free(lines, kept, times, extra):
    retainer = f"{{time: 2 hours, rollover: 2 months, extra: 60 EUR per hour{kept}}}"
    found = lines(f"price: 100 EUR per month, retainer: {retainer}, examples: [{{used: {times}}}]")
    assert found[1:-1] == extra


def test_extra_time_is_billed_in_whole_steps(lines):
    retainer = "increment: 30 minutes, retainer: {time: 2 hours, extra: 60 EUR per hour}"
    found = lines(f"price: 100 EUR per month, {retainer}, examples: [{{used: [121 minutes]}}]")
    assert found == ["quantity 100 EUR", "extra 30 EUR", "130 EUR"]


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (Order("site", Quantity(2, "page")), "no-unit"),
        (Order("advice", Quantity(2, "word")), "other-unit"),
        (Order("site", rate="senior"), "unknown-rate"),
        (Order("site", adjustments=("rsuh",)), "unknown-adjustment"),
        (Order("advice", adjustments=("rush",)), "not-for"),
        (Order("site", adjustments=("rush", "slow")), "not-with"),
        (Order("site", adjustments=("dollars",)), "currency"),
        (Order("advice", Quantity(0, "hour")), "nothing-ordered"),
        (Order("advice", Quantity(-2, "hour")), "nothing-ordered"),
        (Order("advice", used=(Quantity(1, "hour"),)), "no-retainer"),
    ],
)
def test_what_the_list_does_not_say_has_no_price(order, reason):
    adjustments = {
        "rush": Adjustment(surcharge=Percent(Decimal(30)), services=("site",), when=ANY),
        "slow": Adjustment(discount=Percent(Decimal(10)), not_with=("rush",), when=ANY),
        "dollars": Adjustment(surcharge=Money(Decimal(5), "USD"), when=ANY),
    }
    services = {"site": sold("1450 EUR"), "advice": sold("75 EUR per hour")}
    with pytest.raises(NoPrice) as no_price:
        price_of(PriceList(services, adjustments), order)
    assert no_price.value.reason == reason
