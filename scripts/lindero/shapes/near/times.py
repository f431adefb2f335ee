"""What was probably meant by a time of day or a week that is not written our way."""

from __future__ import annotations

import re
from itertools import pairwise

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ALL_DAY = 24 * 60
_NOON = 12 * 60

_DAY_NAMES = {
    name: day
    for day, names in enumerate(
        (
            "mon monday lun lunes l mo",
            "tue tues tuesday mar martes m tu",
            "wed weds wednesday mie mié miercoles miércoles x we mi",
            "thu thur thurs thursday jue jueves j th",
            "fri friday vie viernes v fr f",
            "sat saturday sab sáb sabado sábado sábados sabados s sa",
            "sun sunday dom domingo domingos d su do",
        )
    )
    for name in names.split()
}

_DAY_GROUPS = {
    **dict.fromkeys(("weekdays", "laborables", "workdays"), range(5)),
    **dict.fromkeys(("daily", "everyday", "diario", "diariamente"), range(7)),
    **dict.fromkeys(("weekends", "weekend"), range(5, 7)),
}

_FILLERS = {"de", "del", "desde", "from", "los", "las", "el", "la", "on", "between", "entre"}
_DAY_FILLERS = {"días", "dias", "every", "todos"}
_DASHES = {"–", "-", "—", "to", "a", "al", "till", "til", "until", "hasta", "through"}
_JOINS = {",", ";", "y", "and", "e", "&", "+", "/"}
_TIME = r"([0-9]{1,2})(?:[:.h’']([0-9]{2}))? ?(h|hrs?|horas|o’clock|a\.? ?m\b\.?|p\.? ?m\b\.?)?"
_WORD = rf"(?i){_TIME}(?![0-9:])|[^\W\d_]+|[–—\-,;&+/]"


def guess_clock(text: str) -> int | None:
    """`5 pm`, `17h`, `17.30` in minutes since midnight; of two times the later one."""
    if text.lower() in {"noon", "midday", "mediodía", "mediodia"}:
        return _NOON
    if re.fullmatch(r"[0-2][0-9][0-5][0-9]", text):
        return _read_clock_minutes(text[:2], text[2:], "")
    tokens = _split_tokens(text)
    times = [_read_clock_minutes(match[1], match[2], match[3]) for match in tokens if match[1]]
    if not times or len(times) > 2 or times[-1] is None or times[-1] == _ALL_DAY:
        return None
    words = {match[0].lower() for match in tokens if not match[1]}
    if words - _FILLERS - _DASHES:
        return None
    first, last = times[0], times[-1]
    # `9 to 5` ends in the afternoon, whatever the clock face says.
    afternoon = len(times) == 2 and first is not None and last <= first and last < _NOON
    return last + _NOON if afternoon else last


def guess_week(text: str) -> list[tuple[int, int, int]] | None:
    """`L-V de 9 a 14` as windows (weekday, from, until); Monday to Friday where no day is named."""
    # Alone, `m` is the Spanish Tuesday (martes); in `M-F` it is the English Monday.
    text = re.sub(r"\bm ?([–-]|to) ?f\b", r"mon\1fri", text, flags=re.IGNORECASE)
    found: list[tuple[int, int, int]] = []
    days, times = list[int](), list[int]()
    joined = ""
    for match in _split_tokens(text):
        token = match[0].lower().rstrip(".")
        if match[1]:
            minutes = _read_clock_minutes(match[1], match[2], match[3])
            if minutes is None:
                return None
            times.append(minutes)
        elif token in _DASHES or token in _JOINS:
            joined = "–" if token in _DASHES else joined
            continue
        elif token in _DAY_NAMES or token in _DAY_GROUPS:
            if times:
                found += _pair_times(days, times)
                days, times = [], []
            days += _expand_days(days, token, through=joined == "–")
        elif token not in _FILLERS | _DAY_FILLERS:
            return None
        joined = ""
    found += _pair_times(days, times)
    return sorted(found) if found and times and not _has_overlaps(found) else None


def guess_day_clocks(text: str) -> dict[int, int] | None:
    """`L-J 17h, V 13h` as the time of each weekday; of two for one day the later written."""
    found: dict[int, int] = {}
    days, joined = list[int](), ""
    for match in _split_tokens(text):
        token = match[0].lower().rstrip(".")
        if match[1]:
            minutes = _read_clock_minutes(match[1], match[2], match[3])
            if not days or minutes is None or minutes == _ALL_DAY:
                return None
            found |= dict.fromkeys(days, minutes)
            days = []
        elif token in _DASHES or token in _JOINS:
            joined = "–" if token in _DASHES else joined
            continue
        elif token in _DAY_NAMES or token in _DAY_GROUPS:
            days += _expand_days(days, token, through=joined == "–")
        elif token not in _FILLERS | _DAY_FILLERS:
            return None
        joined = ""
    return None if days else found or None


def _split_tokens(text: str) -> list[re.Match[str]]:
    """Times, words and signs; none where something else stands between them."""
    # Seconds, as spreadsheets export them, say nothing here.
    text = re.sub(r"(?<=[0-9]:[0-9]{2}):[0-9]{2}(?![0-9:])", "", text)
    return [] if re.search(r"[^\s.]", re.sub(_WORD, "", text)) else list(re.finditer(_WORD, text))


def _expand_days(days: list[int], token: str, *, through: bool) -> list[int]:
    if token in _DAY_GROUPS:
        return list(_DAY_GROUPS[token])
    last = _DAY_NAMES[token]
    if not through or not days:
        return [last]
    # From Saturday to Monday goes on over the end of the week.
    return [day % 7 for day in range(days[-1] + 1, last + 1 if last > days[-1] else last + 8)]


def _pair_times(days: list[int], times: list[int]) -> list[tuple[int, int, int]]:
    """Times in pairs on each day; `9 to 5` is a working day."""
    pairs = list(zip(times[::2], times[1::2], strict=False))
    pairs = [(start, end if end > start or end >= _NOON else end + _NOON) for start, end in pairs]
    if len(times) % 2 or any(end <= start or end > _ALL_DAY for start, end in pairs):
        return []
    return [(day, start, end) for day in dict.fromkeys(days or range(5)) for start, end in pairs]


def _has_overlaps(windows: list[tuple[int, int, int]]) -> bool:
    return any(one[0] == next_[0] and next_[1] < one[2] for one, next_ in pairwise(sorted(windows)))


def _read_clock_minutes(hour: str, minute: str | None, sign: str | None) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    half = re.sub(r"[^apm]", "", (sign or "").lower())
    if half in {"am", "pm"}:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    return hours * 60 + minutes if minutes < 60 and hours * 60 + minutes <= _ALL_DAY else None
