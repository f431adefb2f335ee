"""What does not hold together in prices is told once, at its place; what does is not."""

from __future__ import annotations

import pytest

from support.rulebooks import BUSINESS

SITE = "  site: {name: Site, price: 1450 EUR}\n"


def codes(loaded) -> list[str]:
    return [found.code for found in loaded.findings]


@pytest.mark.parametrize(
    "services",
    [
        (
            "it: {name: It, price: 75 EUR per hour, minimum: 30 minutes, "
            "increment: 15 minutes, examples: [{quantity: 90 minutes}, {}]}"
        ),
        (
            "it: {name: It, price: 0.10 EUR per word, minimum: 250 words, "
            "examples: [{quantity: 1 word}]}"
        ),
        (
            "it: {name: It, price: 300 EUR per day, increment: 1 half day, "
            "examples: [{quantity: 3 half days}]}"
        ),
        (
            "it: {name: It, price: 600 EUR per month, increment: 15 minutes, "
            "retainer: {time: 10 hours, extra: 1 EUR per minute}}"
        ),
        (
            "it: {name: It, price: 90 EUR per month, retainer: {time: 2 hours, "
            "rollover: 1 year}, examples: [{quantity: 1 year}]}"
        ),
        (
            "it: {name: It, price: 75 EUR per hour, tiers: [{up to: 600 minutes, "
            "price: 75 EUR per hour}]}"
        ),
        (
            "it: {name: It, price: 75 EUR per hour, tiers: [{up to: 8, "
            "price: 75 EUR per hour}, {over: 8, price: on request}]}"
        ),
        "it: {name: It, price: on request, examples: [{quantity: 3 pages}]}",
        (
            "it: {name: It, price: from 75 EUR per hour, "
            "change: {price: 80–90 EUR per hour, from: 2027-03-01}}"
        ),
    ],
)
def test_what_fits_together_is_not_told(book, services):
    assert codes(book(prices=f"services:\n  {services}\n")) == []


def test_a_minimum_fits_every_rate(book):
    rates = (
        "rates: {whole: {name: Whole, price: 900 EUR}, page: {name: Page, price: 9 EUR per page}}"
    )
    assert codes(
        book(
            prices=(
                f"services:\n  it: {{name: It, price: 75 EUR per hour, minimum: 1 hour, {rates}}}\n"
            )
        )
    ) == ["wrong-quantity"]


def test_the_quantity_of_an_example_is_that_of_its_rate(book):
    rates = "rates: {page: {name: Page, price: 9 EUR per page}}"
    examples = "examples: [{quantity: 3 pages, rate: page}, {quantity: 3 hours, rate: page}]"
    assert codes(
        book(prices=f"services:\n  it: {{name: It, price: 75 EUR per hour, {rates}, {examples}}}\n")
    ) == ["wrong-quantity"]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ("  brand: {name: Brand, price: 900 EUR}\n", ["dear-package"]),
        ("  brand: {name: Brand, price: 1100 EUR}\n", []),
        ("  brand: {name: Brand, price: from 100 EUR}\n", []),
        ("  brand: {name: Brand, price: 100 EUR per hour}\n", []),
        ("  brand: {name: Brand, price: on request}\n", []),
    ],
)
def test_a_package_is_dear_only_where_that_is_certain(book, parts, told):
    package = "  launch: {name: Launch, price: 2500 EUR, services: [brand, site]}\n"
    assert codes(book(prices=f"services:\n{SITE}{parts}{package}")) == told


def test_unknown_services_are_told_where_they_are_named(book):
    loaded = book(
        prices="services:\n  launch: {name: Launch, price: 9 EUR, services: [sight]}\n"
        "adjustments:\n  rush: {surcharge: 30 %, when: soon, services: [launhc]}\n"
    )
    assert [(found.code, found.place.line, found.help) for found in loaded.findings] == [
        ("unknown-service", 2, "what fits here: `launch`"),
        ("unknown-service", 4, "did you mean `launch`?"),
    ]


def test_what_is_broken_itself_is_not_told_again(book):
    loaded = book(
        prices="services:\n  site: {name: Site, price: cheap}\n"
        "  launch: {name: Launch, price: 9 EUR, services: [site]}\n"
        "  it: {name: It, price: 9 EUR, examples: [{with: [rush]}]}\n"
        "adjustments:\n  rush: {surcharge: lots, when: soon, services: [site]}\n"
    )
    assert sorted(codes(loaded)) == ["bad-amount", "bad-price"]


def test_an_adjustment_for_a_service_that_there_is_not_is_told_once(book):
    loaded = book(
        prices="services:\n  site: {name: Site, price: 1450 EUR, examples: [{with: [rush]}]}\n"
        "adjustments:\n  rush: {surcharge: 30 %, when: soon, services: [sight]}\n"
    )
    assert codes(loaded) == ["unknown-service"]


@pytest.mark.parametrize("parts", ["brand, site", "launch, web"])
def test_a_package_of_packages_counts_each_service_once(book, parts):
    """Also where one of them cannot be reckoned; a service that is there once is not told."""
    services = (
        f"{SITE}  brand: {{name: Brand, price: 980 EUR}}\n  web: {{name: Web, price: on request}}\n"
    )
    services += "  launch: {name: Launch, price: 2190 EUR, services: [brand, site]}\n"
    assert (
        codes(
            book(
                prices=(
                    f"services:\n{services}  all: {{name: All, price: 2000 EUR, "
                    f"services: [{parts}]}}\n"
                )
            )
        )
        == []
    )


@pytest.mark.parametrize("effect", ["discount: 0 EUR", "discount: 0.0 %", "factor: 1.0 ×"])
def test_what_changes_no_price_is_told(book, effect):
    assert codes(
        book(prices=f"services:\n{SITE}adjustments:\n  odd: {{{effect}, when: always}}\n")
    ) == ["adjustment-effect"]


def test_a_long_circle_is_told_once(book):
    services = "".join(
        f"  a{at}: {{name: A, price: 9 EUR, services: [a{(at + 1) % 4}]}}\n" for at in range(4)
    )
    loaded = book(prices=f"services:\n{services}")
    assert codes(loaded) == ["circular-package"]
    assert loaded.findings[0].message == "`a0` is made of itself: `a0` → `a1` → `a2` → `a3` → `a0`"


def test_a_change_that_has_come_is_not_told_any_more(book):
    change = "change: {price: 1600 EUR, from: 2026-12-01}"
    loaded = book(prices=f"services:\n  site: {{name: Site, price: 1450 EUR, {change}}}\n")
    assert codes(loaded) == []
    assert loaded.rulebook.services["site"].price.written == "1600 EUR"


@pytest.mark.parametrize(
    ("written", "code", "message"),
    [
        ("examples: 3200 words", "bad-list", "a list belongs here"),
        ("examples: []", "bad-list", "a list belongs here"),
        ("examples: [3200 words]", "not-a-mapping", "every entry here holds keys of its own"),
        ("examples: [{quantty: 3 words}]", "unknown-key", "`quantty` is not a key here"),
        ("rates: [Direction]", "not-a-mapping", "`rates` holds keys of its own"),
        (
            "rates: {Direction: {name: A, price: 9 EUR per hour}}",
            "bad-id",
            "`Direction` cannot be an id",
        ),
        ("rates: {direction: {name: A}}", "missing-key", "`price` is missing"),
        ("change: {price: 9 EUR}", "missing-key", "`from` is missing"),
        ("retainer: {tiem: 2 hours}", "unknown-key", "`tiem` is not a key here"),
        ("tiering: all", "bad-choice", "`all` does not fit here"),
        ("minimum: 40", "bad-money", "`40` has no currency"),
        ("minimum: 2 wards", "bad-quantity", "`wards` is no unit"),
    ],
)
def test_a_slip_inside_a_group_is_told_at_its_place(book, written, code, message):
    loaded = book(
        prices=f"services:\n  it:\n    name: It\n    price: 0.10 EUR per word\n    {written}\n"
    )
    assert [(found.code, found.message, found.place.line) for found in loaded.findings] == [
        (code, message, 5)
    ]


@pytest.mark.parametrize(
    ("price", "rule", "told"),
    [
        ("900 EUR", "{minimum: 2000 EUR}", ["price-below-minimum"]),
        ("2000 EUR", "{minimum: 2000 EUR}", []),
        ("60 EUR per hour", "{minimum: 2000 EUR}", []),
        ("900 EUR", "{minimum: 2000 USD}", []),
        ("900 EUR", "[{minimum: 2000 EUR}, {services: [it], none: yes}]", []),
    ],
)
def test_no_project_costs_less_than_projects_start_at(book, price, rule, told):
    loaded = book(
        prices=f"services:\n  it: {{name: It, price: {price}}}\n"
        "  other: {name: Other, price: 9000 EUR}\n",
        conduct=f"conduct:\n  clients: {rule}\n",
    )
    assert [code for code in codes(loaded) if code == "price-below-minimum"] == told
    assert loaded.rulebook


@pytest.mark.parametrize(
    ("service", "told"),
    [
        (
            "price: 9000 MXN per month, retainer: {time: 2 hours}, examples: [{used: [3 hours]}]",
            "add `extra: 650 MXN per hour` to the retainer, or use less",
        ),
        (
            "price: 9 MXN per word, increment: 15 minutes",
            "steps are for prices per time: `750 MXN per hour` in steps of `15 minutes`",
        ),
        (
            "price: 9000 MXN, tiers: [{up to: 5, price: 9000 MXN}]",
            "write it like `1.2 MXN per word`",
        ),
    ],
)
def test_a_way_out_is_in_the_currency_of_the_business(book, service, told):
    business = BUSINESS.replace("EUR", "MXN")
    loaded = book(business=business, prices=f"services:\n  it: {{name: It, {service}}}\n")
    assert [found.help for found in loaded.findings] == [told]


def test_a_package_says_which_taxes_it_bears_where_a_part_bears_others(book):
    business = BUSINESS + "  tax: {name: VAT, rate: 21 %, included: no}\n"
    parts = (
        "services:\n  day: {name: Day, price: 650 EUR}\n"
        "  licence: {name: Licence, price: 400 EUR, tax: none}\n"
        "  both: {name: Both, price: 900 EUR, services: [day, licence]}\n"
    )
    loaded = book(business=business, pricing=parts)
    assert codes(loaded) == ["wrong-tax"]
    assert loaded.findings[0].severity == "warning"
    assert loaded.findings[0].help == "say in `both` which taxes its price bears: `tax: …`"
    said = parts.replace("[day, licence]}", "[day, licence], tax: {rate: 21 %}}")
    assert codes(book(business=business, pricing=said)) == []
