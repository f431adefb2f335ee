"""The tables of currencies and countries are Babel's, whether they were written down or not."""

from __future__ import annotations

import json

from babel.core import get_global
from babel.numbers import get_currency_precision, list_currencies

from lindero.resources.compiled import recall_form
from lindero.shapes import legal_tender


def test_what_was_written_down_is_what_babel_says():
    written = recall_form(legal_tender.name_tables())
    assert written is not None
    assert json.loads(written) == json.loads(json.dumps(legal_tender.make_tables()))


def test_currencies_are_those_of_today():
    known = legal_tender.list_currencies()
    assert known < list_currencies()
    assert {"EUR", "USD", "MXN", "GBP"} < known
    assert known.isdisjoint({"ESP", "DEM", "XAU", "USN"})
    for code in known:
        assert legal_tender.find_currency_decimals(code)[0] == get_currency_precision(code)


def test_countries_are_those_that_have_one():
    known = legal_tender.list_countries()
    assert known < get_global("territory_currencies").keys()
    assert {"ES", "MX", "GB"} < known
    assert known.isdisjoint({"SU", "DD", "YU"})
