"""The forms of figures that sentences need, to the letter. `~` stands for a no-break space."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lindero.catalogue.facts import make_quantity_fact
from lindero.catalogue.specs import ValueSpec, list_rule_specs
from lindero.resources.languages import read_language_words
from lindero.shapes import Money, Period, Price
from lindero.shapes.quantities import Quantity, parse_quantity
from lindero.shapes.units import PERIOD_UNITS
from lindero.wording.amounts import align_price
from lindero.wording.figures import make_reader
from lindero.wording.grammar import find_grammar
from lindero.wording.reader import LARGE
from support.figures import list_forms, parse, written

PRICE = {"es": "del precio", "en": "of the price"}
OF_THE_PRICE = ValueSpec("fee", "charge", of=PRICE)
NOUNS = {"es": {"one": "ronda", "other": "rondas"}, "en": {"one": "round", "other": "rounds"}}
ROUNDS = ValueSpec("rounds", "count", unit=NOUNS)
SPANISH, ENGLISH = make_reader("es", "ES"), make_reader("en", "GB")


def show(figure, form: str, spec: ValueSpec | None = None) -> tuple[str, str]:
    """In Spanish and in English."""
    spanish, english = (
        reader.show_figure(figure, spec, form).replace("\u00a0", "~")
        for reader in (SPANISH, ENGLISH)
    )
    return spanish, english


@pytest.mark.parametrize(
    ("form", "typed", "spanish", "english"),
    [
        ("every", "1 week", "cada semana", "every week"),
        ("every", "2 weeks", "cada 2~semanas", "every 2~weeks"),
        ("every", "1 day", "cada día", "every day"),
        ("every", "30 days", "cada 30~días", "every 30~days"),
        ("every", "1 business day", "cada día laborable", "every business day"),
        ("every", "24 hours", "cada 24~horas", "every 24~hours"),
        ("Every", "1 month", "Cada mes", "Every month"),
        ("by", "1 month", "por meses", "by the month"),
        ("by", "1 week", "por semanas", "by the week"),
        ("by", "3 months", "por periodos de 3~meses", "in periods of 3~months"),
        ("possessive", "30 days", "30~días", "30~days’"),
        ("word", "1 business hour", "una hora laborable", "one business hour"),
        ("word", "4 business hours", "4~horas laborables", "4~business hours"),
        ("possessive", "5 business days", "5~días laborables", "5~business days’"),
        ("possessive", "1 month", "un mes", "one month’s"),
        ("possessive", "1 hour", "una hora", "one hour’s"),
        ("Possessive", "1 month", "Un mes", "One month’s"),
        ("word", "1 week", "una semana", "one week"),
        ("word", "1 day", "un día natural", "one calendar day"),
        ("word", "2 weeks", "2~semanas", "2~weeks"),
        ("Word", "1 week", "Una semana", "One week"),
        (LARGE, "24 hours", "24~h", "24~h"),
        (LARGE, "90 minutes", "90~min", "90~min"),
        (LARGE, "6 months", "6~meses", "6~months"),
        ("short", "24 hours", "24~horas", "24~hours"),
    ],
)
def test_a_period_in_a_sentence(form, typed, spanish, english):
    assert show(parse("period", typed), form) == (spanish, english)


def test_a_deadline_and_working_time_in_words():
    assert show(parse("deadline", "1 week after invoice"), "word") == (
        "en un plazo de una semana desde la fecha de la factura",
        "within one week of the invoice date",
    )
    assert show(parse("charge", "1 hour"), "word") == ("una hora de trabajo", "one hour of work")
    assert show(parse("charge", "2 hours"), LARGE) == ("2~h", "2~h")


@pytest.mark.parametrize(
    ("form", "number", "spanish", "english"),
    [
        ("word", "1", "una ronda", "one round"),
        ("word", "2", "2~rondas", "2~rounds"),
        ("word", "0", "ninguna ronda", "no rounds"),
        (LARGE, "0", "ninguna ronda", "no rounds"),
        (LARGE, "1", "1~ronda", "1~round"),
        ("", "0", "0~rondas", "0~rounds"),
    ],
)
def test_a_number_in_words(form, number, spanish, english):
    assert show(parse("count", number), form, ROUNDS) == (spanish, english)


FEMININE = {
    *("hora", "semana", "media", "palabra", "página", "pieza", "imagen", "sesión", "visita"),
    *("ronda", "persona", "milla", "línea", "diapositiva", "publicación", "ilustración"),
    *("clase", "fase", "noche", "reunión", "versión", "tarifa"),
}


def list_spanish_nouns() -> set[str]:
    """Whatever we count in Spanish: units, and what the catalogue counts."""
    units = read_language_words("es")["units"].values()
    values = (value for rule in list_rule_specs().values() for value in rule.values.values())
    counted = [words["noun"]["one"] for words in units]
    return {*counted, *(value.unit["es"]["one"] for value in values if value.unit)}


@pytest.mark.parametrize("noun", sorted(list_spanish_nouns()))
def test_the_gender_of_everything_that_is_counted(noun):
    gender = "feminine" if noun.partition(" ")[0] in FEMININE else "masculine"
    assert find_grammar("es").find_gender(noun) == gender


@pytest.mark.parametrize(
    ("shape", "form", "typed", "spanish", "english"),
    [
        ("list", "any", "[a, b, otros]", "a, b u otros", "a, b or otros"),
        ("list", "none", "[a, b, c]", "a, b ni c", "a, b or c"),
        (
            "stages",
            "any",
            "[{at: con el diseño, share: 30 %}, {at: con la entrega, share: 70 %}]",
            "30~% con el diseño o 70~% con la entrega",
            "30% con el diseño or 70% on delivery",
        ),
    ],
)
def test_a_list_in_other_forms(shape, form, typed, spanish, english):
    assert show(parse(shape, typed), form) == (spanish, english)


@pytest.mark.parametrize(
    ("typed", "form", "spanish", "english"),
    [
        (
            "larger of 30 % and 500 EUR",
            "limit",
            "30~% del precio o 500~€, si esta cifra es mayor",
            "30% of the price or €500, whichever is more",
        ),
        (
            "larger of 30 % and 500 EUR",
            "limit de",
            "30~% del precio o de 500~€, si esta cifra es mayor",
            None,
        ),
        (
            "20 %, at most 300 EUR",
            "limit",
            "20~% del precio o 300~€, si esta cifra es menor",
            "20% of the price or €300, whichever is less",
        ),
        (
            "15 %, at least 40 EUR, at most 300.50 EUR",
            "limit",
            "15~% del precio, con un mínimo de 40,00~€ y un máximo de 300,50~€",
            "15% of the price, with a minimum of €40.00 and a maximum of €300.50",
        ),
        ("40 %", "limit", "40~% del precio", "40% of the price"),
        ("500 EUR", "limit", "500~€", "€500"),
    ],
)
def test_an_amount_as_a_limit(typed, form, spanish, english):
    shown = show(parse("amount", typed), form, OF_THE_PRICE)
    assert shown[0] == spanish
    assert english in {None, shown[1]}


def test_every_form_of_a_figure_may_be_published_and_no_other():
    week, cap = Period(1, "week"), parse("amount", "larger of 30 % and 500 EUR")
    assert {"cada semana", "Cada semana", "una semana", "1\u00a0semana"} <= list_forms(
        SPANISH, week
    )
    assert "por cada semana" not in list_forms(SPANISH, week)
    assert "30\u00a0% o de 500\u00a0€, si esta cifra es mayor" in list_forms(SPANISH, cap)


@pytest.mark.parametrize("unit", PERIOD_UNITS)
def test_every_unit_of_time_has_a_possessive(unit):
    assert ENGLISH.show_figure(Period(2, unit), None, "possessive").endswith("s’")
    assert ENGLISH.show_figure(Period(1, unit), None, "possessive").startswith("one ")


def price(typed: str) -> Price:
    figure = parse("price", typed)
    assert isinstance(figure, Price)
    return figure


def test_whole_sums_have_cents_only_where_others_beside_them_do():
    whole, broken, hourly = price("40 EUR"), price("19.99 EUR"), price("65 EUR per hour")
    beside = [whole, broken, hourly]
    shown = [align_price(ENGLISH, one, beside).show_figure(one) for one in beside]
    assert shown == ["€40.00", "€19.99", "€65 per hour"]
    thousand, word = price("11 EUR per 1000 words"), price("0.12 EUR per word")
    assert align_price(ENGLISH, thousand, [thousand, word]).cents is False
    assert align_price(ENGLISH, whole, [whole, hourly]).show_figure(whole) == "€40"
    assert ENGLISH.show_figure(price("40.50–60 EUR")) == "€40.50–€60.00"
    assert make_reader("es", "CL").with_cents.show_figure(Money(Decimal(5), "CLP")) == "$5"


def test_one_figure_with_several_sums_shows_them_alike():
    typed = "[{up to: 1000.50 EUR, share: 90 EUR}, {over: 1000.50 EUR, share: 50 EUR}]"
    shown = ENGLISH.show_figure(parse("brackets", typed))
    assert shown == "€90.00 up to €1,000.50; €50.00 above that"


@pytest.mark.parametrize(
    ("typed", "spanish", "english"),
    [
        ("640 minutes", "10~horas y 40~minutos", "10~hours and 40~minutes"),
        ("180 minutes", "3~horas", "3~hours"),
        ("121 minutes", "2~horas y 1~minuto", "2~hours and 1~minute"),
        ("105 minutes", "105~minutos", "105~minutes"),
        ("30 hours", "30~horas", "30~hours"),
        ("640 words", "640~palabras", "640~words"),
        ("130 half days", "130~medias jornadas", "130~half days"),
    ],
)
def test_much_time_is_shown_in_hours(typed, spanish, english):
    quantity = parse_quantity(written(typed))
    assert isinstance(quantity, Quantity)
    fact = make_quantity_fact("order.quantity", quantity)
    assert show(fact.figure, "", fact.spec) == (spanish, english)
