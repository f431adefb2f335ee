"""A price that private clients read with a tax: it has an address, and words can name it."""

import pytest

from support.rulebooks import BUSINESS

TAXED = BUSINESS + "  tax: {name: VAT, rate: 21 %, included: consumer}\n"
SERVICES = "services:\n  web: {{name: Brand design, price: 1000.50 EUR, summary: '{}'}}\n"
NET, GROSS = "services.web.price", "services.web.price@consumer"


@pytest.mark.parametrize(
    ("text", "code", "address"),
    [
        (
            "Brand design costs {{ services.web.price }} for you, with VAT.",
            "contrary-figure",
            GROSS,
        ),
        ("{{ services.web.price }}, VAT included.", "contrary-figure", GROSS),
        ("Brand design costs 1,000.50 EUR, VAT included.", "contrary-figure", GROSS),
        ("Brand design costs 1,210 EUR including VAT.", "contrary-figure", GROSS),
        ("Brand design costs 1,210.61 EUR including VAT.", "typed-figure", GROSS),
        ("Brand design costs 1,000.50 EUR.", "typed-figure", NET),
        ("Brand design costs {{ services.web.price }} and VAT.", None, None),
        ("Brand design costs {{ services.web.price }}, not including VAT.", None, None),
        (
            "It is {{ services.web.price }}; {{ services.web.price@consumer }} with VAT.",
            None,
            None,
        ),
    ],
)
def test_a_price_is_held_against_what_its_readers_pay(book, text, code, address):
    loaded = book(business=TAXED, services=SERVICES.format(text))
    told = [one for one in loaded.findings if one.code in {"contrary-figure", "typed-figure"}]
    assert [one.code for one in told] == ([code] if code else [])
    assert all(f"{{{{ {address} }}}}" in one.help for one in told)


def test_each_buyer_has_an_address_for_a_price_and_others_have_none(book):
    services = SERVICES.format("A brand.") + "  care: {name: Care, price: 9 EUR, for: business}\n"
    rulebook = book(business=TAXED, services=services).rulebook
    shown = {
        address: fact.figure.written if (fact := rulebook.find_fact(address)) else None
        for address in (f"services.{one}" for one in (
            "web.price@consumer", "web.price@business", "care.price@business", "care.price@consumer"
        ))
    }  # fmt: skip
    assert [*shown.values()] == ["1210.61 EUR", "1000.5 EUR", "9 EUR", None]
