"""What was probably meant by an amount, a charge or a multiple that is not written our way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from lindero.shapes.currencies import SYMBOLS
from lindero.shapes.legal_tender import list_currencies
from lindero.shapes.near.words import guess_number, guess_sum, guess_unit, translate_keywords
from lindero.shapes.refusals import format_number
from lindero.shapes.units import WORK_UNITS

_MORE = r"larger|greater|higher|bigger|maximum|max|mayor|m[aá]ximo|más alt[oa]"
_LESS = r"smaller|lesser|lower|minimum|min|menor|m[ií]nimo|más baj[oa]"
_AT_LEAST = r"at least|not? less than|minimum(?: of)?|min\.?|(?:como )?m[ií]nimo(?: de)?|al menos"
_AT_MOST = (
    r"at most|not? more than|up to|capped at|maximum(?: of)?|max\.?"
    r"|(?:como )?m[aá]ximo(?: de)?|hasta|no más de"
)

_COMPOSING_WORDS = (
    *((rf"^(?:(?:the|el|la|lo) )?(?:{words})(?: (?:of|between|de|entre)\b| ?\()", ours)
      for words, ours in ((_MORE, "larger of "), (_LESS, "smaller of "))),
    *((rf"[,;]? *(?:\b(?:y|and|con) )?(?:un )?\b(?:{words})(?= *-?[0-9€$£])", ours)
      for words, ours in ((_AT_LEAST, ", at least "), (_AT_MOST, ", at most "))),
)  # fmt: skip

_JOIN = r"(?i) *(?:,(?![0-9])|;|/|&|\b(?:and|y|e|or|o)\b) *"
_KEYWORDS = ("larger of ", "smaller of ", " and ", ", at least ", ", at most ")
_SPLIT = f"({'|'.join(_KEYWORDS)})"
_TIMES = r"\b(?:times|veces|vez|fold)\b|(?<=[0-9]) ?[xX×*]|[xX×](?= ?[0-9])"
_OF_WORK = r"(?i)\b(?:of work|of working time|de trabajo)\b"


def guess_amount(text: str, signs: Mapping[str, str] = SYMBOLS) -> str | None:
    """The same as it should be written; None where a part says nothing that can be paid."""
    likely = [
        word if word in _KEYWORDS else _guess_part(word, signs)
        for word in re.split(_SPLIT, translate_amount_words(text))
        if word
    ]
    # With one part unknown, a rewrite of the others would say less than the author did.
    return None if None in likely else "".join(str(part) for part in likely)


def translate_amount_words(text: str) -> str:
    """The same with our keywords in place of their neighbours in Spanish and English."""
    for pattern, ours in _COMPOSING_WORDS:
        text = re.sub(pattern, ours, text, flags=re.IGNORECASE)
    if text.startswith(("larger of", "smaller of")):
        head, bound, rest = text.removesuffix(")").partition(", at ")
        text = re.sub(_JOIN, " and ", head) + bound + rest
    ours = translate_keywords(re.sub(_OF_WORK, "", re.sub(_TIMES, " × ", text)))
    return " ".join(ours.split()).replace(" ,", ",")


def _guess_part(text: str, signs: Mapping[str, str]) -> str | None:
    """One share, sum, multiple, price or length of working time."""
    ours, number = text.strip(), guess_number(text)
    if ours == "on request":
        return ours
    if number is None:
        return None
    if "%" in ours:
        return f"{number} %"
    if "×" in ours:
        return f"{number} ×"
    # What is per something is a price; `1000 per month` is no length of time.
    if _has_currency(ours, signs) or " per " in ours:
        return guess_sum(ours, signs=signs)
    unit = guess_unit(re.sub(r"[^\w ]|[0-9]", "", ours).strip(), WORK_UNITS)
    # Working time counts in whole numbers: half an hour is told as minutes.
    if unit == "hour" and "." in number:
        number, unit = format_number(Decimal(number) * 60), "minute"
    return f"{number} {unit}{'' if number == '1' else 's'}" if unit else None


def _has_currency(text: str, signs: Mapping[str, str]) -> bool:
    codes = re.findall(r"\b[A-Z]{3}\b", text.upper())
    return any(sign in text for sign in signs) or not list_currencies().isdisjoint(codes)
