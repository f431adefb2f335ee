"""Several taxes on one order: every one a line, all parts come to the total, in any currency."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindero.catalogue.facts import Fact
from lindero.pricing.orders import Order, PriceList, Quote
from lindero.pricing.quoting import price_of
from lindero.pricing.rounding import make_rounding
from lindero.pricing.taxes import TaxTerm, list_service_taxes, reckon_taxes
from lindero.records.sections import Adjustment, Service
from lindero.shapes import Money, Percent, Price, Text
from support.figures import steady
from support.rulebooks import BUSINESS

ANY = Text((("", "any"),))
QUEBEC = (
    "  tax:\n"
    "    gst: {name: GST, rate: 5 %, included: no}\n"
    "    qst: {name: QST, rate: 9.975 %, included: no}\n"
)
DIGITS = {"JPY": 0, "CLP": 0, "EUR": 2, "KWD": 3, "TND": 3}


@pytest.fixture
def quote(book) -> Callable[..., list[str]]:
    """The lines of the first example of the service `it`: kind, tax and sum; then the total."""

    def work_out(taxes: str, service: str, currency: str = "EUR", **sections: str) -> list[str]:
        business = BUSINESS.replace("currency: EUR", f"currency: {currency}") + taxes
        prices = f"services:\n  it: {{name: It, {service}}}\n"
        loaded = book(business=business, prices=prices, **sections)
        assert loaded.rulebook, [found.message for found in loaded.findings]
        found = loaded.rulebook.example_quotes["it"][0]
        return [*(show_line(line) for line in found.lines), found.total.figure.written]

    return work_out


def show_line(line) -> str:
    base = f" of {line.parts['base'].figure.written}" if "base" in line.parts else ""
    return f"{line.kind} {line.about}{base}: {line.amount.figure.written}"


def test_several_taxes_are_a_line_each_on_the_sum_before_tax(quote):
    assert quote(QUEBEC, "price: 1450 CAD, examples: [{}]", "CAD") == [
        "price : 1450 CAD",
        "tax gst: 72.5 CAD",
        "tax qst: 144.64 CAD",
        "1667.14 CAD",
    ]


def test_a_tax_on_another_has_it_in_its_base(quote):
    based = QUEBEC.replace("9.975 %, included: no", "9.975 %, included: no, on: [gst]")
    assert quote(based, "price: 1450 CAD, examples: [{}]", "CAD") == [
        "price : 1450 CAD",
        "tax gst: 72.5 CAD",
        "tax qst of 1522.5 CAD: 151.87 CAD",
        "1674.37 CAD",
    ]


def test_several_taxes_that_prices_contain_are_taken_out_of_them(quote):
    inside = QUEBEC.replace("included: no", "included: yes")
    assert quote(inside, "price: 1149.75 CAD, examples: [{}]", "CAD") == [
        "price : 1149.75 CAD",
        "contained gst: 50 CAD",
        "contained qst: 99.75 CAD",
        "1149.75 CAD",
    ]


def test_one_tax_may_be_contained_and_another_added(quote):
    mixed = QUEBEC.replace("rate: 5 %, included: no", "rate: 5 %, included: yes").replace(
        "9.975", "10"
    )
    assert quote(mixed, "price: 105 CAD, examples: [{}]", "CAD") == [
        "price : 105 CAD",
        "contained gst: 5 CAD",
        "tax qst: 10 CAD",
        "115 CAD",
    ]


@pytest.mark.parametrize(
    ("own", "lines"),
    [
        ("none", []),
        ("{rate: 0 %}", []),
        ("{taxes: [gst]}", ["tax gst: 5 CAD"]),
        ("{taxes: [gst], rate: 2 %}", ["tax gst: 2 CAD"]),
        ("{why: Any reason.}", ["tax gst: 5 CAD", "tax qst: 9.98 CAD"]),
    ],
)
def test_a_service_may_bear_other_taxes(quote, own, lines):
    found = quote(QUEBEC, f"price: 100 CAD, tax: {own}, examples: [{{}}]", "CAD")
    assert found[1:-1] == lines


@pytest.mark.parametrize(
    ("clients", "sold", "kind"),
    [
        ("[business, consumer]", "", "tax"),
        ("[business, consumer]", "for: business, ", "tax"),
        ("[business, consumer]", "for: consumer, ", "contained"),
        ("[consumer]", "", "contained"),
        ("[business]", "", "tax"),
    ],
)
def test_whether_a_price_contains_a_tax_may_depend_on_who_reads_it(quote, clients, sold, kind):
    tax = f"  tax: {{name: VAT, rate: 21 %, included: consumer}}\n  clients: {clients}\n"
    found = quote(tax, f"price: 121 EUR, {sold}examples: [{{}}]")
    assert [line.split()[0] for line in found[1:-1]] == [kind]


@pytest.mark.parametrize(
    ("rounding", "tax", "total"),
    [("sum", "2.1 EUR", "23.1 EUR"), ("line", "2.11 EUR", "23.11 EUR")],
)
def test_each_line_or_the_sum_is_rounded(quote, rounding, tax, total):
    taxes = f"  tax: {{name: VAT, rate: 10 %, included: no}}\n  rounding: {rounding}\n"
    half = "adjustments:\n  rush: {name: Rush, surcharge: 10.45 EUR, when: Soon.}\n"
    found = quote(taxes, "price: 10.55 EUR, examples: [{with: [rush]}]", rush=half)
    assert found[-2:] == [f"tax : {tax}", total]


@pytest.mark.parametrize(
    ("currency", "price", "tax", "total"),
    [
        ("JPY", "6512 JPY", "651 JPY", "7163 JPY"),
        ("CLP", "15995 CLP", "1600 CLP", "17595 CLP"),
        ("KWD", "12.3450 KWD", "1.235 KWD", "13.58 KWD"),
        ("TND", "0.005 TND", "0.001 TND", "0.006 TND"),
    ],
)
def test_a_tax_is_rounded_to_the_coins_of_its_currency(quote, currency, price, tax, total):
    found = quote(
        "  tax: {name: VAT, rate: 10 %, included: no}\n",
        f"price: {price}, examples: [{{}}]",
        currency,
    )
    assert found[-2:] == [f"tax : {tax}", total]


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


def test_taxes_that_go_round_in_a_circle_end(book):
    circle = BUSINESS + QUEBEC.replace("rate: 5 %,", "rate: 5 %, on: [qst],").replace(
        "9.975 %,", "9.975 %, on: [gst],"
    )
    loaded = book(business=circle, prices="services:\n  it: {name: It, price: 100 EUR}\n")
    assert {finding.code for finding in loaded.findings} == {"wrong-tax"}
    part = loaded.sound_part
    assert len(list_service_taxes(part.business, "it", part.services["it"])) == 2


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


@pytest.mark.parametrize(
    ("price", "taxed"),
    [
        ("1450 EUR", "1754.5 EUR"),
        ("from 99.99 EUR", "from 120.99 EUR"),
        ("100–200 EUR", "121–242 EUR"),
        ("60 EUR per hour", "72.6 EUR per hour"),
        ("64.33 EUR per hour", "77.84 EUR per hour"),
        ("0.085 EUR per word", "0.1029 EUR per word"),
        ("on request", None),
    ],
)
def test_what_private_clients_read_is_in_coins_and_exact_for_small_units(book, price, taxed):
    business = f"{BUSINESS}  tax: {{name: VAT, rate: 21 %, included: consumer}}\n"
    loaded = book(business=business, prices=f"services:\n  it: {{name: It, price: {price}}}\n")
    found = loaded.rulebook.facts.get("services.it.price-taxed")
    assert (found and found.figure.written) == taxed


@pytest.mark.parametrize(
    ("rule", "written", "taxed"),
    [
        ("work.changes", "60 EUR per hour", ["72.6 EUR per hour"]),
        ("payment.minimum", "{least: 33.33 EUR, per: order}", ["40.33 EUR"]),
        ("payment.deposit", "{share: 'smaller of 40 % and 500 EUR'}", ["605 EUR"]),
        ("payment.deposit", "{share: 30 %, by-size: [{up to: 500 EUR, share: 50 %}]}", ["605 EUR"]),
        ("payment.returned", "{fee: 25 EUR, acts: may}", []),
        ("work.changes", "[{price: 60 EUR per hour, for: business}, {price: 72 EUR per hour}]", []),
    ],
)
def test_private_clients_read_the_prices_in_rules_with_the_tax(book, rule, written, taxed):
    topic, name = rule.split(".")
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    sections = {topic: f"{topic}:\n  {name}: {written}\n"}
    prices = "services:\n  it: {name: It, price: 1450 EUR}\n"
    loaded = book(business=business, prices=prices, **sections)
    assert loaded.rulebook, [found.message for found in loaded.findings]
    sums = [fact for key, fact in loaded.rulebook.facts.items() if ".sums." in key]
    assert [fact.figure.written for fact in sums if fact.address.endswith("-taxed")] == taxed
    assert "untaxed-sum" not in {finding.code for finding in loaded.findings}


@pytest.mark.parametrize(
    ("service", "adjustment", "taxed"),
    [
        ("price: 9 EUR per word, minimum: 40 EUR", "surcharge: 50 EUR", ["48.4 EUR", "60.5 EUR"]),
        ("price: 9 EUR per word, minimum: 2 words", "surcharge: 50 %", []),
        ("price: 9 EUR, tax: {rate: 10 %}", "discount: 5 EUR", ["5.5 EUR"]),
        ("price: 9 EUR, for: business", "discount: 5 EUR", []),
        (
            "price: 1 EUR per word, rates: {n: {name: N, price: 0.0933 EUR per word}}",
            "surcharge: smaller of 40 % and 10 EUR",
            ["0.1129 EUR per word", "12.1 EUR"],
        ),
        (
            "price: 100 EUR per month, retainer: {time: 2 hours, extra: 60 EUR per hour}",
            "surcharge: 1 EUR",
            ["72.6 EUR per hour", "1.21 EUR"],
        ),
    ],
)
def test_private_clients_read_all_sums_of_the_price_list_with_the_tax(
    book, service, adjustment, taxed
):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    prices = f"services:\n  it: {{name: It, {service}}}\n"
    prices += f"adjustments:\n  some: {{name: Some, {adjustment}, when: Seldom.}}\n"
    loaded = book(business=business, prices=prices)
    assert loaded.rulebook, [found.message for found in loaded.findings]
    sums = [fact for key, fact in loaded.rulebook.facts.items() if ".sums." in key]
    assert [fact.figure.written for fact in sums if fact.address.endswith("-taxed")] == taxed


def test_private_clients_read_what_the_parts_of_a_package_cost_them(book):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    prices = """services:
  plot: {name: Plot, price: 390.01 EUR}
  works: {name: Works, price: 90 EUR}
  kids: {name: Kids, price: 50 EUR, for: consumer}
  both: {name: Both, price: 430 EUR, services: [plot, works]}
  home: {name: Home, price: 500 EUR, services: [plot, works], for: consumer}
  odd: {name: Odd, price: 400 EUR, services: [plot, kids]}
  large: {name: Large, price: 460 EUR, services: [plot, works]}
"""
    volume = "volume: [{up to: 450 EUR, share: 0 %}, {over: 450 EUR, share: 5 %}]"
    payment = f"payment: {{discounts: {{{volume}, on: base, combine: no}}}}\n"
    facts = book(business=business, prices=prices, payment=payment).rulebook.facts
    names = ("apart", "apart-taxed", "saving", "saving-taxed")
    told = {
        key: [
            facts[at].figure.written for name in names if (at := f"services.{key}.{name}") in facts
        ]
        for key in ("both", "home", "odd", "large")
    }
    # By hand: 471.91 + 108.90 = 580.81, less 520.30 or 500; what `odd` would cost nobody knows,
    # and `large` is large enough for a discount that its parts do not get.
    assert told == {
        "both": ["480.01 EUR", "580.81 EUR", "50.01 EUR", "60.51 EUR"],
        "home": ["580.81 EUR", "80.81 EUR"],
        "odd": [],
        "large": [],
    }


def test_examples_for_private_clients_reckon_with_the_tax(book):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    prices = "services:\n  it: {name: It, price: 1000 EUR}\n"
    loaded = book(business=business, prices=prices, payment="payment:\n  deposit: 40 %\n")
    shown = [
        (client, [payment.amount.written for payment, _ in plan.parts])
        for client, plan in loaded.rulebook.example_plans
    ]
    assert shown == [("business", ["400 EUR", "600 EUR"]), ("consumer", ["484 EUR", "726 EUR"])]


def test_an_order_of_private_clients_comes_to_the_total_of_the_example(book):
    business = f"{BUSINESS}  clients: [business, consumer]\n"
    business += "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
    prices = """services:
  words:
    name: Words
    price: 0.0933 EUR per word
    minimum: 40 EUR
    tiers: [{up to: 900, price: 0.0933 EUR per word}, {over: 900, price: 0.08 EUR per word}]
    rates: {n: {name: N, price: 0.1111 EUR per word}}
    examples:
      - {quantity: 7 words}
      - {quantity: 1000 words, with: [trip]}
      - {quantity: 999 words, rate: n}
  care:
    name: Care
    price: 100 EUR per month
    retainer: {time: 2 hours, extra: 60 EUR per hour}
    examples: [{used: [5 hours]}]
  lesson: {name: Lesson, price: 10 EUR per hour, for: consumer, examples: [{with: [trip]}]}
"""
    prices += "adjustments:\n  trip: {name: Trip, surcharge: 50 EUR, when: Seldom.}\n"
    rules = book(business=business, prices=prices).rulebook
    told, totals = rules.tell_client("consumer"), []
    for key, quotes in rules.example_quotes.items():
        for one, quote in zip(rules.services[key].examples, quotes, strict=True):
            order = Order(key, one.quantity, one.with_, one.rate, one.used)
            totals.append(quote.total.figure.written)
            assert price_of(told.prices, order).total.figure.written == totals[-1]
    # By hand: 40, 83.97 + 8 + 50, 110.99, 100 + 180, each with 21 %; 10 with it and 50 without.
    assert totals == ["48.4 EUR", "171.78 EUR", "134.3 EUR", "338.8 EUR", "70.5 EUR"]


def test_one_tax_whose_keys_are_misspelt_is_not_taken_for_several(book):
    tax = "  tax: {naem: {en: VAT, es: IVA}, rate: 21 %, included: no}\n"
    loaded = book(business=BUSINESS + tax)
    assert [finding.code for finding in loaded.findings] == ["unknown-key"]
    assert "`name`" in (loaded.findings[0].help or "")


def test_what_is_wrong_in_one_of_several_taxes_is_told_at_its_place(book):
    loaded = book(business=BUSINESS + QUEBEC.replace("name: QST, ", ""))
    (finding,) = loaded.findings
    assert (finding.code, finding.message) == ("missing-key", "`name` is missing")
    loaded = book(business=BUSINESS + QUEBEC.replace("5 %, included: no", "5 %", 1))
    assert [finding.message for finding in loaded.findings] == ["`included` is missing"]
