"""How each class of figure is shown: one table, and the readers that have it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lindero import shapes
from lindero.catalogue.specs import ValueSpec
from lindero.records.sections import Business
from lindero.resources.languages import ADDRESS_FORMS
from lindero.wording import amounts, ladders, terms, times
from lindero.wording.lists import ListStyle
from lindero.wording.reader import Reader, Shower


def show_choice(reader: Reader, choice: shapes.Choice, spec: ValueSpec | None, _: str) -> str:
    """The catalogue's words for an answer."""
    assert spec and spec.choices
    return spec.choices[choice.name][reader.language]


def show_text(reader: Reader, text: shapes.Text, _: ValueSpec | None, __: str) -> str:
    """The author's words."""
    return text.in_language(reader.language)


def show_text_list(reader: Reader, texts: shapes.TextList, _: ValueSpec | None, form: str) -> str:
    """The author's words, one after the other: all of them, in other forms `any` or `none`."""
    style: ListStyle = "any" if form == "any" else "none" if form == "none" else "all"
    return reader.join_list((entry.in_language(reader.language) for entry in texts.entries), style)


def show_date(reader: Reader, day: shapes.Day, _: ValueSpec | None, __: str) -> str:
    """A date in full."""
    return reader.show_day(day)


def show_yes_no(_: Reader, answer: shapes.YesNo, __: ValueSpec | None, ___: str) -> str:
    """An answer as programs read it: no sentence shows it."""
    return answer.machine


SHOWERS: Mapping[type[shapes.Figure], Shower] = {
    shapes.Absences: times.show_absences,
    shapes.BoundedCharge: amounts.show_bounded_charge,
    shapes.Brackets: ladders.show_brackets,
    shapes.Choice: show_choice,
    shapes.Clock: times.show_clock,
    shapes.Comparison: amounts.show_comparison,
    shapes.Count: amounts.show_count,
    shapes.Day: show_date,
    shapes.DayClocks: times.show_day_clocks,
    shapes.Deadline: terms.show_deadline,
    shapes.Hours: times.show_hours,
    shapes.Money: amounts.show_money,
    shapes.Multiple: amounts.show_multiple,
    shapes.Pace: amounts.show_pace,
    shapes.Percent: amounts.show_percent,
    shapes.Period: times.show_period,
    shapes.Price: amounts.show_price,
    shapes.Rate: amounts.show_rate,
    shapes.Remainder: ladders.show_remainder,
    shapes.Seasons: times.show_seasons,
    shapes.Stages: ladders.show_stages,
    shapes.Text: show_text,
    shapes.TextList: show_text_list,
    shapes.WorkTime: amounts.show_work_time,
    shapes.YesNo: show_yes_no,
}


def reader_for(business: Business, language: str) -> Reader:
    """The reader of one language of a business's site."""
    return make_reader(language, business.country, business.voice.speaker, business.voice.reader)


@cache
def make_reader(
    language: str, country: str, speaker: str = "I", address_form: str = next(iter(ADDRESS_FORMS))
) -> Reader:
    """A reader who can be shown every figure."""
    return Reader(language, country, speaker, address_form, SHOWERS)
