"""A shown figure is read into its value: what says something else is never taken for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lindero.catalogue.facts import Fact, make_quantity_fact
from lindero.catalogue.specs import list_rule_specs
from lindero.expected.figures import FigureReader
from lindero.expected.lexicon import find_lexicon
from lindero.shapes.quantities import Quantity
from lindero.wording.figures import make_reader
from support.figures import BILINGUAL, parse

LONG_TERM = (
    "en un plazo de 30 días naturales desde la fecha de la factura, "
    "que se alarga hasta el último día de ese mes"
)
NBSP = "\N{NO-BREAK SPACE}"


def read(language: str, shape: str, typed: str, text: str, length: str = "any") -> bool:
    figure = parse(shape, typed, BILINGUAL)
    return FigureReader(Fact("a.b.c", figure), find_lexicon(language, "ES")).agrees(text, length)


@pytest.mark.parametrize(
    ("language", "shape", "written", "right", "wrong"),
    [
        ("es", "percent", "40 %", f"40{NBSP}%", [f"41{NBSP}%", "40%", "40 €", f"4{NBSP}%"]),
        ("en", "percent", "1.5 %", "1.5%", ["15%", "1,5%", f"1.5{NBSP}%"]),
        ("es", "money", "1450 EUR", "1.450 €", ["1,450 €", "1.450", "1.450 £", "14.500 €"]),
        ("en", "price", "900–1500 EUR", "€900–€1,500", ["€900–€1,600", "€900", "€1,500–€900"]),
        ("es", "price", "from 900 EUR", "desde 900 €", ["900 €", "900 € desde", "hasta 900 €"]),
        ("es", "price", "75 EUR per hour", "75 € por hora", ["75 € al día", "75 €"]),
        ("es", "period", "10 business days", "10 días laborables", ["10 días"]),
        ("en", "period", "1 week", "one week", ["2 weeks", "one month", "week one month"]),
        ("es", "rate", "1.5 % per month", f"1,5{NBSP}% al mes", [f"1,5{NBSP}% al año"]),
        ("en", "clock", "17:00", "17:00", ["18:00", "17:30"]),
        ("es", "date", "2027-03-01", "1 de marzo de 2027", ["1 de mayo de 2027", "1 de marzo"]),
        ("en", "hours", "Mon–Fri 09:00–18:00", "Monday to Friday, 9:00 to 18:00", ["9:00–18:00"]),
        (
            "es", "charge", "larger of 30 % and 500 EUR",
            f"30{NBSP}%, con un mínimo de 500 €", [f"30{NBSP}%, con un máximo de 500 €"],
        ),
        (
            "en", "stages",
            "[{at: {es: a, en: start}, share: 40 %}, {at: {es: b, en: end}, share: 60 %}]",
            "40% start and 60% end", ["60% start and 40% end", "40% start"],
        ),
    ],
)  # fmt: skip
def test_a_figure_is_itself_and_nothing_like_it(language, shape, written, right, wrong):
    assert read(language, shape, written, right)
    assert [text for text in wrong if read(language, shape, written, text, "full")] == []


@pytest.mark.parametrize(
    ("country", "right", "wrong"),
    [("US", "20 square meters", "20 square metres"), ("GB", "20 square metres", "20 feet")],
)
def test_so_many_of_a_unit_are_said_and_read_as_a_country_writes_it(country, right, wrong):
    fact = make_quantity_fact("a.b", Quantity(20, "square metre"))
    shown = make_reader("en", country).show_figure(fact.figure, fact.spec)
    reader = FigureReader(fact, find_lexicon("en", country))
    assert shown.replace(NBSP, " ") == right
    assert (reader.agrees(right, "full"), reader.agrees(wrong, "full")) == (True, False)


def test_a_price_that_is_rounded_is_said_to_be_about_that():
    price = replace(parse("price", "77.84 EUR per hour", BILINGUAL), is_rounded=True)
    for language, said in (("es", "77,84 € por hora"), ("en", "€77.84 per hour")):
        reader = FigureReader(Fact("a.b.c", price), find_lexicon(language, "ES"))
        about = "unos" if language == "es" else "about"
        assert [reader.agrees(text) for text in (f"{about} {said}", said)] == [True, False]


@pytest.mark.parametrize(
    ("written", "right", "wrong"),
    [
        (
            "15 days after invoice",
            "en un plazo de 15 días naturales desde la fecha de la factura",
            [
                "en un plazo de 15 días naturales desde la entrega",
                "al menos 15 días naturales antes de la fecha de la factura",
                "15 días",
            ],
        ),
        ("on signature", "a la firma del presupuesto", ["con la entrega", "con el presupuesto"]),
        (
            "30 days after invoice, then month end",
            LONG_TERM,
            ["en un plazo de 30 días naturales desde la fecha de la factura"],
        ),
    ],
)
def test_a_deadline_needs_its_event_and_what_follows(written, right, wrong):
    assert read("es", "deadline", written, right, "full")
    assert [text for text in wrong if read("es", "deadline", written, text, "full")] == []


def test_where_only_the_time_stands_that_is_enough():
    assert read("es", "deadline", "15 days after invoice", "15 días", "short")
    assert not read("es", "deadline", "15 days after invoice", "16 días", "short")


def test_a_list_is_joined_as_its_sentence_means_it():
    spec = list_rule_specs()["payment.methods"].values["methods"]
    texts = parse("list", "{es: [Bizum, tarjeta], en: [Bizum, card]}", BILINGUAL)
    reader = FigureReader(Fact("payment.methods.methods", texts, spec), find_lexicon("en", "GB"))
    assert reader.agrees("Bizum and card", style="all")
    assert not reader.agrees("Bizum or card", style="all")
    assert not reader.agrees("card and Bizum", style="all")
    assert not reader.agrees("Bizum", style="all")


@pytest.mark.parametrize(("language", "country"), [("es", "ES"), ("en", "GB"), ("en", "US")])
@pytest.mark.parametrize(
    "name",
    [
        *("August", "agosto", "1 May", "May 1", "1 de mayo", "el 1 de mayo", "lunes", "Monday"),
        *(
            "cerrado",
            "closed",
            "31 days",
            "July to August",
            "one day",
            "(1)",
            "9:00",
            "August 2027",
        ),
    ],
)
def test_days_may_be_called_by_what_stands_beside_them(language, country, name):
    show, lexicon = make_reader(language, country).show_figure, find_lexicon(language, country)
    days = f"until: 08-31, name: {{es: {name!r}, en: {name!r}}}"
    for shape, typed in (
        ("seasons", f"[{{from: 08-01, {days}, hours: Mon–Thu 08:00–14:00}}]"),
        ("absences", f"[{{from: 08-01, {days}}}, {{from: 05-01, {days[14:]}}}]"),
    ):
        figure, other = parse(shape, typed, BILINGUAL), typed.replace("08-31", "07-31")
        other = parse(shape, other.replace("08-01", "07-01"), BILINGUAL)
        reads = [FigureReader(Fact("a.b.c", one), lexicon) for one in (figure, other)]
        assert [one.agrees(show(figure)) for one in reads] == [True, False], show(figure)
