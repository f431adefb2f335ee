"""Terms in a reader's language: month ends, pay days, and what follows one upon the other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from lindero.catalogue.specs import ValueSpec
from lindero.resources.languages import read_language_words
from lindero.shapes import Deadline, Period
from lindero.shapes.periods import count_months
from lindero.shapes.terms import LAST_DAY, TermStep
from lindero.wording.reader import SHORT_FORMS, Reader

# Every month has the days before it.
_FIRST_MISSING_DAY = 29

_STEP_WORDS = {
    "month end": "month_end",
    "pay day": "pay_day",
    "next month": "next_month",
    "later": "later",
}


def show_deadline(
    reader: Reader, deadline: Deadline, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """An adverbial phrase; short, the time alone: `30 días, fin de mes`."""
    if form in SHORT_FORMS:
        return _show_short(reader, deadline, form)
    since = spec.since if spec and deadline.event == "month end" else ""
    if not deadline.steps:
        return _show_first_step(reader, deadline, since, form)
    first, *further = deadline.steps
    steps = [*deadline.steps]
    if deadline.kind == "on" and deadline.event != "month end":
        shown, steps = _show_step_from(reader, first, deadline.event), further
    else:
        shown = _show_first_step(reader, deadline, since, form)
    if not steps:
        return shown
    said = (_show_step(reader, step) for step in steps)
    joined = reduce(lambda one, two: _fill(reader, "term_and_then", first=one, second=two), said)
    return _fill(reader, f"term_{deadline.kind}", term=shown, steps=joined)


def _show_first_step(reader: Reader, deadline: Deadline, since: str, form: str) -> str:
    """The period and its event, or the event alone."""
    event = _find_event_words(reader, deadline.event)
    if deadline.period is None:
        if since and deadline.kind == "on":
            return _fill_noun(reader, "month_end_on", since)
        return str(event["before" if deadline.kind == "before" else "on"])
    ends_month = deadline.kind == "after" and deadline.event == "month end"
    if ends_month and count_months(deadline.period):
        return _show_later_month_end(reader, deadline.period, since)
    period = _show_period(reader, deadline.period, form if form == "word" else "")
    if since:
        return _fill_noun(reader, f"month_end_{deadline.kind}", since, period=period)
    frame = f"deadline_{deadline.kind}"
    return _fill(reader, frame, period=period, event=event[deadline.kind])


def _show_later_month_end(reader: Reader, period: Period, since: str) -> str:
    """`el último día del mes siguiente al de la factura`; without an event, `… siguiente`."""
    frame = f"month_end_{'next' if count_months(period) == 1 else 'months'}"
    shown = _show_period(reader, period)
    if since:
        return _fill_noun(reader, frame, since, period=shown)
    return _fill(reader, f"any_{frame}", period=shown)


def show_term_step(reader: Reader, step: TermStep) -> str:
    """A step by itself: `día 10 o 25`, `fin de mes`, `5 días laborables`."""
    if step.period:
        return _show_period(reader, step.period)
    return _fill(reader, f"short_{_name_step(step)}", days=_list_days(reader, step))


def show_event(reader: Reader, event: str) -> str:
    """A day that the calendar brings: `a fin de mes`."""
    return str(_find_event_words(reader, event)["short"])


def _show_step(reader: Reader, step: TermStep) -> str:
    """What follows, inside a sentence."""
    if step.period:
        return _fill(reader, "then_later", period=_show_period(reader, step.period))
    return _fill(reader, f"then_{_name_step(step)}", days=_show_days(reader, step))


def _show_step_from(reader: Reader, step: TermStep, event: str) -> str:
    """What follows an event at once: `el día 15 del mes siguiente al de la factura`."""
    frames = {
        "month_end": "month_end_on",
        "next_month_end": "month_end_next",
        "pay_day": "on_pay_day",
        "next_month": "on_next_month",
    }
    return _fill_noun(reader, frames[_name_step(step)], event, days=_show_days(reader, step))


def _name_step(step: TermStep) -> str:
    last = step.kind == "next month" and step.days == (LAST_DAY,)
    return f"{_STEP_WORDS[step.kind]}{'_end' if last else ''}"


def _show_days(reader: Reader, step: TermStep) -> str:
    """`10 o 25`; a day that not every month has, with what stands for it there."""
    days = _list_days(reader, step)
    if not step.days or step.days[-1] < _FIRST_MISSING_DAY:
        return days
    return _fill(reader, "days_in_short_months", days=days)


def _list_days(reader: Reader, step: TermStep) -> str:
    names = reader.figure_words["days_of_month"]
    days = [str(names[day - 1]) for day in step.days or ()]
    return reader.join_list(days, "any") if days else ""


def _show_short(reader: Reader, deadline: Deadline, form: str) -> str:
    """The time alone, which follows from the rule's name."""
    shown = _show_short_start(reader, deadline, form)
    for step in deadline.steps or ():
        if step.period:
            period = _show_period(reader, step.period, form)
            shown = _fill(reader, "short_later", term=shown, period=period)
        else:
            said = show_term_step(reader, step)
            shown = _fill(reader, "short_term", term=shown, steps=said) if shown else said
    return shown


def _show_short_start(reader: Reader, deadline: Deadline, form: str) -> str:
    """The period or the event; empty for an event that stands only for the day of what follows."""
    event, period = _find_event_words(reader, deadline.event), deadline.period
    ends_month = deadline.event == "month end"
    if period is None:
        if deadline.steps and not ends_month:
            return ""
        return str(event["before" if deadline.kind == "before" else "short"])
    shown = _show_period(reader, period, form)
    if deadline.kind == "before":
        return f"{shown} {reader.figure_words['before']}"
    if ends_month and count_months(period) == 1:
        return str(reader.figure_words["month_end_next_short"])
    return _fill(reader, "month_end_period_short", period=shown) if ends_month else shown


def _show_period(reader: Reader, period: Period, form: str = "") -> str:
    return reader.show_figure(period, None, form)


def _find_event_words(reader: Reader, event: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_language_words(reader.language, reader.country)["events"][event]
    return found


def _fill(reader: Reader, frame: str, **parts: str) -> str:
    return reader.fill_figure_words(frame, **parts)


def _fill_noun(reader: Reader, frame: str, event: str, **parts: str) -> str:
    """Words around the noun of an event, which its article may run into: `del inicio`."""
    before, _, after = str(reader.figure_words[frame]).partition("{noun}")
    noun = str(_find_event_words(reader, event)["noun"])
    whole = reader.grammar.contract_article(before.format(**parts), noun)
    return whole + after.format(**parts)
