"""What follows in a term once its time is up: to the month's end, a pay day, so much longer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lindero.frozen import Frozen
from lindero.shapes.periods import BUSINESS_HOUR, PERIOD, Period, read_period
from lindero.shapes.refusals import Refusal, make_refusal
from lindero.shapes.units import CLOCK_UNITS

THEN = re.compile(r",? then ")
"""What stands between the steps of a term; without the comma it needs no quotes in braces."""

STEP_EXAMPLES = (
    "then month end",
    "then the next 10th or 25th",
    "then the 15th of the next month",
    "then 5 business days",
)

LAST_DAY = 31
"""The day that stands for the last of a month, however long that is."""

_NEXT = r"of the (?:next|following) month"
_MONTH_END = re.compile(r"(?:the )?(?:month end|(?:end|last day) of (?:(?:the|that) )?month)")
_NEXT_END = re.compile(rf"(?:the )?(?:(?:end|last day) {_NEXT}|next month end)")
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_DAYS = re.compile(rf"(?:the )?(?:next )?({_DAY}(?:(?:, | or | and ){_DAY})*)")
_DAY_OF_NEXT = re.compile(rf"(?:the )?({_DAY}) {_NEXT}")

StepKind = Literal["month end", "pay day", "next month", "later"]


class TermStep(Frozen):
    """One step of a term; a `pay day` is the next of its days, that very day if it is one.

    `next month` has one day, LAST_DAY for the last of any month.
    """

    kind: StepKind
    days: tuple[int, ...] | None = None
    period: Period | None = None

    @property
    def written(self) -> str:
        """As an author writes it, after `then`."""
        if self.period:
            return self.period.written
        if self.days is None:
            return "month end"
        named = _join_days(self.days)
        if self.kind == "pay day":
            return f"the next {named}"
        return f"the {'last day' if self.days == (LAST_DAY,) else named} of the next month"


def read_term_step(text: str, whole: str) -> TermStep:
    """The step that a text after `then` says; the refusal quotes the whole."""
    if _MONTH_END.fullmatch(text):
        return TermStep("month end")
    if _NEXT_END.fullmatch(text):
        return TermStep("next month", (LAST_DAY,))
    if match := _DAY_OF_NEXT.fullmatch(text):
        return TermStep("next month", _read_days(match[1]))
    if match := _DAYS.fullmatch(text):
        days = _read_days(match[1])
        # The next 31st, or the last day of a shorter month, is the end of any month.
        return TermStep("month end") if days == (LAST_DAY,) else TermStep("pay day", days)
    if PERIOD.fullmatch(text):
        return TermStep("later", period=_read_step_period(text, whole))
    ways = ", ".join(f"`{example}`" for example in STEP_EXAMPLES)
    raise make_refusal("deadline", f"`{text}` is no step of a term", f"what fits here: {ways}")


def _read_step_period(text: str, whole: str) -> Period:
    try:
        period = read_period("deadline", text)
    except Refusal as refused:
        # The help of a period would lose the rest of the term for whoever copies it.
        problem = refused.problems[0]
        raise make_refusal("deadline", problem.message, "write `then 5 business days`") from None
    if period.unit in {*CLOCK_UNITS, BUSINESS_HOUR}:
        message = f"`{whole}` goes on by the clock"
        raise make_refusal("deadline", message, "a further step counts days: `then 2 days`")
    return period


def _read_days(text: str) -> tuple[int, ...]:
    days = sorted({int(day) for day in re.findall(r"[0-9]+", text)})
    for day in days:
        if not 1 <= day <= LAST_DAY:
            message = f"`{day}` is no day of a month"
            raise make_refusal("deadline", message, "write days from 1 to 31: `the next 10th`")
    return tuple(days)


def _join_days(days: tuple[int, ...]) -> str:
    *first, last = (f"{day}{_find_ending(day)}" for day in days)
    return f"{', '.join(first)} or {last}" if first else last


def _find_ending(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def guess_terms(text: str) -> Iterator[str]:
    """What somebody may have meant who says the end of a month or a day of it otherwise."""
    lower = text.lower()
    month_end = r"(?:eom|(?:the )?end of (?:the )?month|month end|(?:a )?fin(?:al)? de mes)"
    number = r"(?:net )?([0-9]{1,3})(?: ?d(?:ays|[ií]as))?"
    if match := re.fullmatch(rf"{number}(?: after invoice)?,? ?{month_end}", lower):
        # Of `30 EOM` nobody can say what comes first, and the two end on different days.
        yield f"{match[1]} days after invoice then month end"
        yield f"{match[1]} days after month end"
    following = r"(?:of the (?:next|following) month|del mes (?:siguiente|pr[oó]ximo))"
    ends = r"(?:the |el )?(?:end|last day|fin(?:al)?|[uú]ltimo d[ií]a)"
    if re.fullmatch(rf"(?:at |on |by |a |al )?{ends} {following}", lower):
        yield "1 month after month end"
    day = rf"(?:on |by )?(?:the |el )?(?:d[ií]a )?({_DAY}) {following}"
    if (match := re.fullmatch(day, lower)) and 1 <= (named := int(match[1].rstrip("stndrh"))) <= 31:
        yield f"on invoice then {TermStep('next month', (named,)).written}"
