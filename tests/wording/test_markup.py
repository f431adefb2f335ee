"""Figures in prose: all that holds of them, also what is known to come."""

from __future__ import annotations

import re

import pytest

from lindero.reading.prose import parse_inline
from lindero.site.manuscript_filling import fill_manuscript, fill_meta
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_html, inline_plain

SERVICE = (
    "services:\n  web: {name: Web, price: 1450 EUR, CHANGE}\n  care: {name: Care, price: 90 EUR}\n"
)
COMING = "change: {price: 1600 EUR, from: 2027-03-01}"
PROSE = "From {{ services.web.price }} a site, {{ services.care.price }} for care."
BOTH = "From €1,450 (from 1 March 2027: €1,600) a site, €90 for care."


@pytest.fixture
def rulebook(book):
    loaded = book(services=SERVICE.replace("CHANGE", COMING))
    assert loaded.rulebook, loaded.findings
    return loaded.rulebook


def test_a_price_in_prose_tells_the_one_that_comes(rulebook):
    scope = Scope(rulebook, reader_for(rulebook.business, "en"), str)
    assert inline_plain(parse_inline(PROSE), scope) == BOTH
    page = inline_html(parse_inline(PROSE), scope)
    assert re.findall(r'value="([^"]*)" data-rule="([^"]*)"', page) == [
        ("1450 EUR", "services.web.price"),
        ("2027-03-01", "services.web.change.from"),
        ("1600 EUR", "services.web.change.price"),
        ("90 EUR", "services.care.price"),
    ]
    spanish = Scope(rulebook, reader_for(rulebook.business, "es"), str)
    shown = inline_plain(parse_inline("{{ services.web.price }}"), spanish)
    assert (
        shown.replace("\N{NO-BREAK SPACE}", " ") == "1.450 € (desde el 1 de marzo de 2027: 1.600 €)"
    )


def test_so_do_pages_written_by_hand(rulebook):
    page = fill_manuscript(rulebook, "en/offer.md", "Now {{ services.web.price }}.")
    assert 'data-rule="services.web.change.price"' in page
    assert fill_meta(rulebook, "en/offer.md", PROSE) == BOTH


def test_the_price_that_came_stands_alone(book):
    past = COMING.replace("2027", "2026")
    rulebook = book(services=SERVICE.replace("CHANGE", past)).sound_part
    scope = Scope(rulebook, reader_for(rulebook.business, "en"), str)
    assert inline_plain(parse_inline(PROSE), scope) == "From €1,600 a site, €90 for care."
