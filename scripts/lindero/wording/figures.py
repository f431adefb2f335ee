"""How each class of figure is shown: one table, and the readers that have it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lindero.catalogue.specs import ValueSpec
from lindero.records.sections import Business
from lindero.resources.languages import ADDRESS_FORMS
from lindero.shapes import (
    Absences,
    BoundedCharge,
    Brackets,
    Choice,
    Clock,
    Comparison,
    Count,
    Day,
    Deadline,
    Figure,
    Hours,
    Money,
    Multiple,
    Pace,
    Percent,
    Period,
    Price,
    Rate,
    Seasons,
    Stages,
    Text,
    TextList,
    WorkTime,
    YesNo,
)
from lindero.wording import amounts, ladders, times
from lindero.wording.reader import Reader, Shower


def show_choice(reader: Reader, choice: Choice, spec: ValueSpec | None, _: str) -> str:
    """The catalogue's words for an answer."""
    assert spec and spec.choices
    return spec.choices[choice.name][reader.language]


def show_text(reader: Reader, text: Text, _: ValueSpec | None, __: str) -> str:
    """The author's words."""
    return text.in_language(reader.language)


def show_text_list(reader: Reader, texts: TextList, _: ValueSpec | None, __: str) -> str:
    """The author's words, one after the other."""
    return reader.join_list(entry.in_language(reader.language) for entry in texts.entries)


def show_date(reader: Reader, day: Day, _: ValueSpec | None, __: str) -> str:
    """A date in full."""
    return reader.show_day(day)


def show_yes_no(_: Reader, answer: YesNo, __: ValueSpec | None, ___: str) -> str:
    """An answer as programs read it: no sentence shows it."""
    return answer.machine


SHOWERS: Mapping[type[Figure], Shower] = {
    Absences: times.show_absences,
    BoundedCharge: amounts.show_bounded_charge,
    Brackets: ladders.show_brackets,
    Choice: show_choice,
    Clock: times.show_clock,
    Comparison: amounts.show_comparison,
    Count: amounts.show_count,
    Day: show_date,
    Deadline: times.show_deadline,
    Hours: times.show_hours,
    Money: amounts.show_money,
    Multiple: amounts.show_multiple,
    Pace: amounts.show_pace,
    Percent: amounts.show_percent,
    Period: times.show_period,
    Price: amounts.show_price,
    Rate: amounts.show_rate,
    Seasons: times.show_seasons,
    Stages: ladders.show_stages,
    Text: show_text,
    TextList: show_text_list,
    WorkTime: amounts.show_work_time,
    YesNo: show_yes_no,
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
