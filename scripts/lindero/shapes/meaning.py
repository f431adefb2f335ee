"""What was probably meant: a near miss, rewritten the way that it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}
_NUMBER = re.compile(r"(?<![\w.,])[.,]?[0-9][0-9.,' ]*(?<![,.' ])")
_PER = re.compile(r" */ *| +(?:per|an?|each|every) +", re.IGNORECASE)
_SIGNS = {
    **dict.fromkeys(("h", "hr", "hrs", "hora", "horas"), "hour"),
    **dict.fromkeys(("d", "dia", "dias", "día", "días"), "day"),
    **dict.fromkeys(("w", "wk", "semana", "semanas"), "week"),
    **dict.fromkeys(("mo", "mes", "meses"), "month"),
    **dict.fromkeys(("y", "yr", "año", "años"), "year"),
    **dict.fromkeys(("workday", "workdays", "working day", "working days", "día laborable", "días laborables"), "business day"),
    **dict.fromkeys(("dias laborables", "día hábil", "días hábiles", "dias habiles"), "business day"),
    **dict.fromkeys(("calendar day", "calendar days", "días naturales", "dias naturales"), "day"),
    "min": "minute",
    "km": "kilometre",
    "palabra": "word",
    "página": "page",
}


# How Spanish and English say what our keywords say.
_OTHER_WORDS = (
    (r"\b(?:desde|a partir de|as of)\b", "from"),
    (r"\bentre (.+?) y ", r"\1–"),
    (r"\bbetween (.+?) and ", r"\1–"),
    (r"([0-9]) a ([0-9])", r"\1–\2"),
    (r"\b(?:por|al|a la|cada|p\.) (?=[a-z])", "per "),
    (r"\b(?:mensual(?:es)?|monthly)\b", "per month"),
    (r"\b(?:anual(?:es)?|yearly|annually|per annum|p\.a\.)", "per year"),
    (r"\b(?:una vez|one time|one-off)\b", "once"),
    (r"\beuros?\b", "EUR"),
    (r"\b(?:percent|per ?cent|por ciento)\b", "%"),
)
_KNOWN_WORDS = {"from", "per", "a", "an", "each", "every", "once"}


def in_our_words(text: str) -> str:
    """The same with our keywords in place of their neighbours in Spanish and English."""
    for pattern, ours in _OTHER_WORDS[::-1]:
        text = re.sub(pattern, ours, text, flags=re.IGNORECASE)
    return text


def is_understood(text: str, meant: str) -> bool:
    """Whether nothing that was typed is lost in what it is taken for: every word is ours or has become one."""
    words = re.findall(r"[^\W\d_]+", in_our_words(text))
    kept = {*_KNOWN_WORDS, *meant.lower().split(), *(code.lower() for code in SYMBOLS.values())}
    lost = [word for word in words if word.lower() not in kept and _SIGNS.get(word.lower(), word.lower().rstrip("s")) not in meant]
    return not [word for word in lost if not get_close_matches(word.lower(), meant.lower().split(), n=1, cutoff=0.6)] and not re.search(
        r"[0-9]k\b|[‰+]", text
    )


def likely_number(text: str) -> str | None:
    """The first number: no separators of thousands, a point before the decimals."""
    match = _NUMBER.search(text)
    return _plain_number(match[0]) if match else None


def _plain_number(typed: str) -> str:
    digits = re.sub(r"[ ']", "", typed)
    whole, separator, rest = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
    if not separator:
        return digits
    whole = re.sub(r"[.,]", "", whole)
    thousands = len(rest) == 3 and whole not in {"", "0"}
    return f"{whole}{rest}" if thousands else f"{whole or '0'}.{rest}"


def likely_unit(word: str, known: Iterable[str]) -> str | None:
    """The unit of time or work that a word stands for."""
    names = list(known)
    single = _SIGNS.get(word.lower(), word.lower().removesuffix("s"))
    near = get_close_matches(single, names, n=1, cutoff=0.6)
    return single if single in names else near[0] if near else None


def likely_sum(text: str, currencies: frozenset[str], units: Iterable[str]) -> str | None:
    """A price as it should be written: numbers, currency and unit put in order; None where there is no number."""
    amount, *rest = _PER.split(_with_codes(in_our_words(text), currencies), maxsplit=1)
    numbers = [_plain_number(match[0]) for match in _NUMBER.finditer(amount)]
    if not numbers:
        return None
    code = next((word for word in re.findall(r"[A-Z]{3}", amount) if word in currencies), "EUR")
    low, high = numbers[0], numbers[1] if len(numbers) > 1 and re.search(r"[0-9] *(?:[A-Z]{3} *)?[–-]", amount) else None
    if high is not None and float(high) < float(low):
        low, high = high, low
    ranged = f"{low}–{high}" if high is not None and high != low else low
    start = "from " if amount.lower().startswith("from") and ranged == low else ""
    unit = likely_unit(rest[0].strip(), units) if rest else None
    once = " once" if re.search(r"\bonce\b", amount) else ""
    return f"{start}{ranged} {code}{once}{f' per {unit}' if unit else ''}"


def likely_rate(text: str, currencies: frozenset[str], units: tuple[str, ...]) -> str | None:
    """A rate as it should be written; per month where it does not say how often."""
    text = in_our_words(text)
    meant = likely_sum(text, currencies, units)
    if meant is None:
        return None
    if "%" in text:
        number, _, rest = meant.partition(" ")
        meant = f"{number} %{rest[3:]}"
    return meant if " per " in meant or " once" in meant else f"{meant} per month"


def _with_codes(text: str, currencies: frozenset[str]) -> str:
    """Signs and small letters of currencies as their codes, each with spaces around it."""
    for sign, code in SYMBOLS.items():
        text = text.replace(sign, f" {code} ")
    return re.sub(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])", lambda word: word[0].upper() if word[0].upper() in currencies else word[0], text)
