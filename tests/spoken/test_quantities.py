"""Figures as people say them, in digits and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lindero.reading.tree import Scalar
from lindero.shapes import Hours, Percent, Period, Price
from lindero.shapes.hours import parse_hours
from lindero.shapes.money import Money
from lindero.spoken.comparing import compare_quantity
from lindero.spoken.pieces import split_sentences
from lindero.spoken.quantity import Quantity
from lindero.spoken.quantity_reading import read_quantities
from lindero.spoken.word_tables import load_spoken_words


def read(text: str, language: str, currency: str = "EUR") -> list[tuple[str, Quantity]]:
    words = load_spoken_words(language)
    sentences = [read_quantities(one, words, currency) for one in split_sentences(text)]
    return [
        (text[piece.start : piece.end], piece.quantity)
        for sentence in sentences
        for piece in sentence.pieces
        if piece.quantity
    ]


@pytest.mark.parametrize(
    ("language", "text", "kind", "number", "unit", "per"),
    [
        ("es", "un 40 %", "share", "40", "", ""),
        ("es", "cuarenta por ciento", "share", "40", "", ""),
        ("es", "la mitad", "share", "50", "", ""),
        ("es", "un 1,5 % mensual", "share", "1.5", "", "month"),
        ("es", "1.450 €", "money", "1450", "EUR", ""),
        ("es", "mil doscientos euros", "money", "1200", "EUR", ""),
        ("es", "doscientos treinta y cinco mil euros", "money", "235000", "EUR", ""),
        ("es", "55 €/hora", "money", "55", "EUR", "hour"),
        ("es", "cincuenta y cinco euros la hora", "money", "55", "EUR", "hour"),
        ("es", "75 € al mes", "money", "75", "EUR", "month"),
        ("es", "quince días hábiles", "time", "15", "business day", ""),
        ("es", "una semana", "time", "1", "week", ""),
        ("es", "un mes y medio", "time", "1.5", "month", ""),
        ("es", "tres cuartos de hora", "time", "45", "minute", ""),
        ("es", "el doble", "multiple", "2", "", ""),
        ("en", "40%", "share", "40", "", ""),
        ("en", "forty per cent", "share", "40", "", ""),
        ("en", "a quarter", "share", "25", "", ""),
        ("en", "2% a week", "share", "2", "", "week"),
        ("en", "€1,450", "money", "1450", "EUR", ""),
        ("en", "one hundred and twenty euros per hour", "money", "120", "EUR", "hour"),
        ("en", "three thousand four hundred euros", "money", "3400", "EUR", ""),
        ("en", "six hundred and fifty quid", "money", "650", "GBP", ""),
        ("en", "a five-day", "time", "5", "day", ""),
        ("en", "a fortnight", "time", "2", "week", ""),
        ("en", "within the hour", "time", "1", "hour", ""),
        ("en", "half an hour", "time", "30", "minute", ""),
        ("en", "three working days", "time", "3", "business day", ""),
        ("en", "half as much again", "multiple", "1.5", "", ""),
        ("en", "twenty-two", "number", "22", "", ""),
    ],
)
def test_a_figure_is_read(language, text, kind, number, unit, per):
    ((words, quantity),) = read(text, language)
    assert words in text
    assert (quantity.kind, quantity.number, quantity.unit, quantity.per) == (
        kind,
        Decimal(number),
        unit,
        per,
    )


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
ONES += " fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spell(number: int) -> str:
    """Slowly and simply, from the other side."""
    if number < 20:
        return ONES.split()[number]
    if number < 100:
        tens = TENS.split()[number // 10 - 2]
        return f"{tens}-{spell(number % 10)}" if number % 10 else tens
    if number < 1000:
        rest = f" and {spell(number % 100)}" if number % 100 else ""
        return f"{spell(number // 100)} hundred{rest}"
    rest = f" {spell(number % 1000)}" if number % 1000 else ""
    return f"{spell(number // 1000)} thousand{rest}"


@pytest.mark.parametrize("number", [*range(1, 130), 199, 250, 999, 1000, 1450, 3400, 98765])
def test_numbers_in_words(number):
    ((words, quantity),) = read(f"{spell(number)} euros", "en")
    assert (words, quantity.number) == (f"{spell(number)} euros", number)


@pytest.mark.parametrize(
    ("language", "text", "days", "stretch"),
    [
        ("es", "de lunes a viernes, de 9 a 18 h", "01234", (540, 1080)),
        ("es", "lunes a viernes, de ocho a tres", "01234", (480, 900)),
        ("es", "sábados y domingos", "56", None),
        ("en", "9 to 5, Monday to Thursday", "0123", (540, 1020)),
        ("en", "Tue–Sat, 10:00 a.m. to 6:00 p.m.", "12345", (600, 1080)),
        ("en", "noon till eight", "", (720, 1200)),
        ("en", "24/7", "0123456", (0, 1440)),
    ],
)
def test_hours_are_read(language, text, days, stretch):
    ((_, quantity),) = read(text, language)
    assert (quantity.kind, quantity.stretch) == ("hours", stretch)
    assert sorted(quantity.days) == [int(day) for day in days]


@pytest.mark.parametrize("text", ["3 to 5 days", "between 3 and 5 days", "$100 off 3 items"])
def test_a_range_differs_only_from_what_lies_outside_of_it(text):
    for _, quantity in read(text, "en"):
        if quantity.kind == "time":
            for inside in (Period(3, "day"), Period(96, "hour"), Period(5, "day")):
                assert compare_quantity(quantity, inside) == "unsure"
            for outside in (Period(2, "day"), Period(9, "day"), Period(2, "week")):
                assert compare_quantity(quantity, outside) == "differs"


def test_what_is_far_longer_or_shorter_speaks_of_something_else():
    minutes = Quantity("time", Decimal(12), "minute")
    assert compare_quantity(minutes, Period(10, "day")) == "unsure"
    assert compare_quantity(minutes, Period(2, "hour")) == "differs"


def test_lengths_that_the_calendar_tells_apart_are_in_doubt():
    month, days, weeks = Period(1, "month"), Period(30, "day"), Period(2, "week")
    assert compare_quantity(Quantity("time", Decimal(30), "day"), month) == "unsure"
    assert compare_quantity(Quantity("time", Decimal(1), "month"), days) == "unsure"
    assert compare_quantity(Quantity("time", Decimal(14), "day"), weeks) == "agrees"
    assert compare_quantity(Quantity("time", Decimal(15), "day"), weeks) == "unsure"
    assert compare_quantity(Quantity("time", Decimal(2), "month"), days) == "differs"


def test_a_price_by_the_hour_is_none_by_the_day():
    price = Price("fixed", Money(Decimal(90), "EUR"), None, "hour")
    assert compare_quantity(Quantity("money", Decimal(90), "EUR", "hour"), price) == "agrees"
    assert compare_quantity(Quantity("money", Decimal(90), "EUR"), price) == "agrees"
    assert compare_quantity(Quantity("money", Decimal(90), "EUR", "day"), price) == "differs"
    assert compare_quantity(Quantity("money", Decimal(90), "USD"), price) == "unsure"


def test_a_third_is_33_percent():
    third = Quantity("share", Decimal(33), is_rounded=True)
    assert compare_quantity(third, Percent(Decimal("33.3"))) == "agrees"
    assert compare_quantity(third, Percent(Decimal(30))) == "differs"


def test_some_days_of_a_week_do_not_differ_from_it():
    text = "Mon–Fri 09:00–18:00"
    hours = parse_hours(Scalar(text, text))
    assert isinstance(hours, Hours)
    weekend = Quantity("hours", days=frozenset({5, 6}))
    assert compare_quantity(weekend, hours) == "differs"
    assert compare_quantity(Quantity("hours", days=frozenset({2})), hours) == "unsure"
