"""Taxes drawn at random: all parts come to the total, added and contained agree."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from lindero.catalogue.facts import Fact
from lindero.pricing.orders import Order, PriceList, Quote
from lindero.pricing.quoting import price_of
from lindero.pricing.rounding import make_rounding
from lindero.pricing.taxes import TaxTerm, reckon_taxes
from lindero.records.sections import Adjustment, Service
from lindero.shapes import Money, Percent, Price
from support.figures import steady
from support.price_lists import ANY
from support.rulebooks import BUSINESS

DIGITS = {"JPY": 0, "CLP": 0, "EUR": 2, "KWD": 3, "TND": 3}
rates = st.decimals("0.01", "40", places=3)
currencies = st.sampled_from([*DIGITS])


@st.composite
def tax_terms(draw, *, included: bool | None = None) -> tuple[TaxTerm, ...]:
    """Up to three taxes, each on any of those before it."""
    terms: list[TaxTerm] = []
    for at in range(draw(st.integers(1, 3))):
        earlier = [term.key for term in terms]
        on = tuple(draw(st.lists(st.sampled_from(earlier), unique=True))) if earlier else ()
        rate = Fact(f"business.tax.t{at}.rate", Percent(draw(rates)))
        inside = draw(st.booleans()) if included is None else included
        terms.append(TaxTerm(f"t{at}", ANY, rate, inside, on))
    return tuple(terms)


def price_order(
    terms: tuple[TaxTerm, ...],
    low: Decimal,
    currency: str,
    *,
    by_line: bool = False,
    **named: object,
) -> Quote:
    services = {"it": Service(name=ANY, price=Price("fixed", Money(low, currency)))}
    prices = PriceList(services, named, {"it": terms}, taxes_by_line=by_line)
    return price_of(prices, Order("it", adjustments=tuple(named)))


def read_sum(fact: Fact) -> Decimal:
    figure = fact.figure.low if isinstance(fact.figure, Price) else fact.figure
    assert isinstance(figure, Money)
    return figure.amount


def list_taxes(found: Quote) -> dict[str, Decimal]:
    return {
        line.about: read_sum(line.amount)
        for line in found.lines
        if line.amount and line.kind in {"tax", "contained"}
    }


surcharges = st.decimals("0.01", "90", places=2).map(
    lambda share: {"more": Adjustment(surcharge=Percent(share), when=ANY)}
)
discounts = st.decimals("0.01", "90", places=2).map(
    lambda share: {"less": Adjustment(discount=Percent(share), when=ANY)}
)


@steady
@given(
    tax_terms(),
    st.integers(1, 10**7),
    currencies,
    st.booleans(),
    surcharges | discounts | st.just({}),
)
def test_all_parts_come_to_the_total(terms, coins, currency, by_line, named):
    found = price_order(
        terms, Decimal(coins).scaleb(-DIGITS[currency]), currency, by_line=by_line, **named
    )
    added = [line.adds * read_sum(line.amount) for line in found.lines if line.adds]
    assert sum(added) == read_sum(found.total)
    smallest = Decimal(1).scaleb(-DIGITS[currency])
    for amount in list_taxes(found).values():
        assert amount % smallest == 0
        assert 0 <= amount <= read_sum(found.total)
    inside = sum(list_taxes(found)[term.key] for term in terms if term.included)
    assert inside <= read_sum(found.total)


def reckon_slowly(terms: tuple[TaxTerm, ...], net: Decimal, digits: int) -> dict[str, Decimal]:
    """What is added to a sum: tax by tax, with a pencil."""
    found: dict[str, Decimal] = {}
    for term in terms:
        base = net
        for name in term.on:
            base += found[name]
        percent = term.rate.figure.points
        exact = base * percent / Decimal(100)
        found[term.key] = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return found


@steady
@given(tax_terms(included=False), st.integers(1, 10**7), currencies)
def test_what_is_added_is_what_a_pencil_says(terms, coins, currency):
    net = Decimal(coins).scaleb(-DIGITS[currency])
    found = price_order(terms, net, currency)
    assert list_taxes(found) == reckon_slowly(terms, net, DIGITS[currency])


@steady
@given(tax_terms(included=False), st.integers(1, 10**7), currencies)
def test_included_and_added_agree(terms, coins, currency):
    """What was added to a sum is found again in the total: to the coin, or one for each tax."""
    net = Decimal(coins).scaleb(-DIGITS[currency])
    added = price_order(terms, net, currency)
    inside = tuple(term._replace(included=True) for term in terms)
    contained = list_taxes(price_order(inside, read_sum(added.total), currency))
    coin = Decimal(1).scaleb(-DIGITS[currency])
    most = 0 if len(terms) == 1 else coin * len(terms)
    for key, amount in list_taxes(added).items():
        assert abs(contained[key] - amount) <= most


@steady
@given(tax_terms(), st.integers(1, 10**7))
def test_the_exact_parts_are_the_same_whichever_way_they_are_read(terms, coins):
    whole, inside = Fraction(coins), tuple(term._replace(included=True) for term in terms)
    added = tuple(term._replace(included=False) for term in terms)
    over = reckon_taxes(added, [[whole]], lambda exact: exact)
    gross = whole + sum(tax.amounts[0] for tax in over)
    within = reckon_taxes(inside, [[gross]], lambda exact: exact)
    assert [tax.amounts for tax in within] == [tax.amounts for tax in over]


BASED = {
    "a": "a: {name: A, rate: 5 %, included: no}",
    "b": "b: {name: B, rate: 9.975 %, included: no, on: [a]}",
    "c": "c: {name: C, rate: 2 %, included: no, on: [a, b]}",
}


def test_the_order_in_which_taxes_stand_in_the_file_changes_no_sum(book):
    found = set()
    for order in permutations(BASED.values()):
        taxes = "  tax:\n" + "".join(f"    {tax}\n" for tax in order)
        loaded = book(
            business=BUSINESS + taxes,
            prices="services:\n  it: {name: It, price: 333.33 EUR, examples: [{}]}\n",
        )
        one = loaded.rulebook.example_quotes["it"][0]
        found.add((tuple(sorted(list_taxes(one).items())), read_sum(one.total)))
    assert len(found) == 1
    assert read_sum(one.total) == Decimal("392.61")


@steady
@given(tax_terms(), st.lists(st.integers(1, 10**5), min_size=1, max_size=4))
def test_lines_are_rounded_each_for_itself(terms, sums):
    rounding = make_rounding("EUR")
    parts = [[Fraction(one, 100)] for one in sums]
    together = reckon_taxes(terms, parts, rounding)
    apart = [reckon_taxes(terms, [part], rounding) for part in parts]
    for at, tax in enumerate(together):
        assert tax.amounts[0] == sum(one[at].amounts[0] for one in apart)


@steady
@given(tax_terms(), st.integers(1, 10**6))
def test_what_is_taken_off_is_taxed_as_what_is_added(terms, coins):
    rounding, amount = make_rounding("EUR"), Fraction(coins, 100)
    off = reckon_taxes(terms, [[amount], [-amount]], rounding)
    assert all(tax.amounts == [0] for tax in off)


@steady
@given(tax_terms(), st.integers(1, 10**7), rates, st.booleans())
def test_what_is_withheld_is_a_share_of_the_sum_before_all_taxes(terms, coins, share, by_line):
    price = Price("fixed", Money(Decimal(coins).scaleb(-2), "EUR"))
    found = price_of(
        PriceList(
            {"it": Service(name=ANY, price=price)},
            {},
            {"it": terms},
            withheld={"it": Fact("payment.taxes.withholding", Percent(share))},
            taxes_by_line=by_line,
        ),
        Order("it"),
    )
    assert found.withheld
    assert found.withheld.amount
    assert found.paid
    net = read_sum(found.total) - sum(list_taxes(found).values())
    kept = (net * share / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert read_sum(found.withheld.parts["base"]) == net
    assert read_sum(found.withheld.amount) == kept
    assert read_sum(found.paid) == read_sum(found.total) - kept
