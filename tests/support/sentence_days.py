"""Days reckoned from what a page says, one day after the other: no code of ours, no library."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

IsBusinessDay = Callable[[date], bool]

_ONE = timedelta(days=1)
_UNITS = r"(calendar days?|weeks?|months?|years?|business days?)"


def reckon_day(sentence: str, invoice: date, is_business_day: IsBusinessDay) -> date:
    """The last day for paying an invoice, as somebody reads `within … of the invoice date, …`."""
    text = sentence.replace("\N{NO-BREAK SPACE}", " ")
    start, _, extended = text.partition(", extended ")
    day = _reckon_start(start, invoice, is_business_day)
    for step in extended.split(" and then ") if extended else ():
        day = _reckon_step(step, day, is_business_day)
    return day


def move_to_business_day(day: date, is_business_day: IsBusinessDay) -> date:
    """The day, or the next one on which there is work."""
    while not is_business_day(day):
        day += _ONE
    return day


def _reckon_start(text: str, invoice: date, is_business_day: IsBusinessDay) -> date:
    month_end = _last_of_month(invoice.year, invoice.month)
    if text == "on the invoice date":
        return invoice
    if match := re.fullmatch(rf"within (\d+) {_UNITS} of the invoice date", text):
        return _later(invoice, int(match[1]), match[2], is_business_day)
    of_month = "of the last day of the month of the invoice"
    if match := re.fullmatch(rf"within (\d+) {_UNITS} {of_month}", text):
        return _later(month_end, int(match[1]), match[2], is_business_day)
    if text == "on the last day of the month of the invoice":
        return month_end
    if text == "on the last day of the month after the month of the invoice":
        return _last_of_month(*_month_after(invoice.year, invoice.month))
    later = r"on the last day of the month, (\d+) (months|years?) after the month of the invoice"
    if match := re.fullmatch(later, text):
        year, month = invoice.year, invoice.month
        for _ in range(int(match[1]) * (12 if match[2].startswith("year") else 1)):
            year, month = _month_after(year, month)
        return _last_of_month(year, month)
    if match := re.fullmatch(r"on the first (.+) on or after the invoice", text):
        return _first_of(match[1], invoice)
    if match := re.fullmatch(r"on the (.+) of the month after the month of the invoice", text):
        return _day_of_month(match[1], *_month_after(invoice.year, invoice.month))
    raise AssertionError(f"nobody can tell when this is: {text}")


def _reckon_step(text: str, day: date, is_business_day: IsBusinessDay) -> date:
    if text == "to the last day of that month":
        return _last_of_month(day.year, day.month)
    if text == "to the last day of the following month":
        return _last_of_month(*_month_after(day.year, day.month))
    if match := re.fullmatch(r"to the first (.+) on or after that day", text):
        return _first_of(match[1], day)
    if match := re.fullmatch(r"to the (.+) of the following month", text):
        return _day_of_month(match[1], *_month_after(day.year, day.month))
    if match := re.fullmatch(rf"by (\d+) {_UNITS}", text):
        return _later(day, int(match[1]), match[2], is_business_day)
    raise AssertionError(f"nobody can tell when this is: {text}")


def _later(day: date, count: int, unit: str, is_business_day: IsBusinessDay) -> date:
    if unit.startswith(("month", "year")):
        year, month = day.year, day.month
        for _ in range(count * (12 if unit.startswith("year") else 1)):
            year, month = _month_after(year, month)
        return _day_of_month(f"{day.day}th (or the last day of a shorter month)", year, month)
    left = count * (7 if unit.startswith("week") else 1)
    while left:
        day += _ONE
        if not unit.startswith("business") or is_business_day(day):
            left -= 1
    return day


def _first_of(words: str, day: date) -> date:
    """The first such day of a month, from a day on."""
    wanted = {int(number) for number in re.findall(r"\d+", words)}
    shorter = "shorter month" in words
    while True:
        last = (day + _ONE).month != day.month
        if day.day in wanted or (shorter and last and any(one > day.day for one in wanted)):
            return day
        day += _ONE


def _day_of_month(words: str, year: int, month: int) -> date:
    (number,) = (int(found) for found in re.findall(r"\d+", words))
    last = _last_of_month(year, month)
    if number > last.day:
        assert "shorter month" in words, f"{words}: there is no such day"
        return last
    return date(year, month, number)


def _month_after(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)


def _last_of_month(year: int, month: int) -> date:
    return date(*_month_after(year, month), 1) - _ONE
