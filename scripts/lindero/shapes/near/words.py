"""What was probably meant: a near miss, rewritten the way that it can be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import partial

from lindero.shapes.currencies import OWN, SYMBOLS
from lindero.shapes.legal_tender import list_currencies
from lindero.shapes.refusals import format_number
from lindero.shapes.units import PERIOD_UNITS, PLURALS, PRICE_UNITS, SENSES

_NUMBER = re.compile(r"(?<![\w.,])[.,]?[0-9][0-9.,' _]*(?<![,.' _])")
_PER = r"(?i) */ *| +(?:per|an?|each|every) +"
_COUNTED = r"(?:([0-9][0-9.,' ]*|thousand|a thousand|mil) +)?(.+)"
_THOUSAND = {"thousand", "a thousand", "mil"}
# Compiled where they are needed, since most rulebooks have nothing that was meant otherwise.
_POWERS = {
    1_000: r"(?i)([0-9][0-9.,']*) ?(?:mil|thousand|k)\b(?! *[0-9])",
    1_000_000: r"(?i)([0-9][0-9.,']*) ?(?:millones|mill[oó]n|millions?)\b(?! *[0-9])",
}
# Of `1 a 2 mil` nobody can say whether the first number is meant in thousands too.
_SHARED_POWER = r"(?i)[0-9] *(?:[–—-]|\b(?:al?|[yo]|to|and|or|hasta|until)\b) *[0-9]"
_BARE_THOUSAND = r"(?i)(?<![0-9] )\b(?:(?:an?|un) )?(?:mil|thousand)\b(?= [^\W\d])"

# How Spanish and English say what our keywords say.
_OTHER_WORDS = (
    (r"\b(?:desde|a partir de|as of)\b", "from"),
    (r"\b(?:desde|from) ([0-9][0-9., ]*) (?:hasta|up to|until|to|a) (?=[0-9])", r"\1–"),
    (r"\bentre (.+?) y ", r"\1–"),
    (r"\bbetween (.+?) and ", r"\1–"),
    (r"([0-9]) a ([0-9])", r"\1–\2"),
    (r"\b(?:por cada|per each|for every|por|al|a la|la|el|cada|p\.) (?=[a-z0-9])", "per "),
    (r"\b(?:mensual(?:es)?|monthly)\b", "per month"),
    (r"\b(?:anual(?:es)?|yearly|annually|per annum|p\.a\.)", "per year"),
    (r"\b(?:una vez|one time|one-off)\b", "once"),
    (r"\beuros?\b", "EUR"),
    (r"\b(?:percent|per ?cent|por ciento)\b", "%"),
    (r"^(?:el|un|the) (?=[0-9])", ""),
    (
        r"\b(?:a consultar|bajo consulta|a convenir|(?:price )?(?:up)?on request|to be agreed)\b",
        "on request",
    ),
)

_KNOWN_WORDS = {"from", "per", "a", "an", "each", "every", "once"}


def translate_keywords(text: str) -> str:
    """The same with our keywords in place of their neighbours in Spanish and English."""
    text = spell_powers(text)
    # From the end: single words first, so that the longer patterns meet our own words.
    for pattern, ours in _OTHER_WORDS[::-1]:
        text = re.sub(pattern, ours, text, flags=re.IGNORECASE)
    return text


def spell_powers(text: str) -> str:
    """`450 mil`, `1.5k` and `2 millones` in digits."""
    if re.search(_SHARED_POWER, text):
        return text
    for power, pattern in _POWERS.items():
        text = re.sub(pattern, partial(_multiply_number, power), text)
    return re.sub(_BARE_THOUSAND, "1000", text)


def _multiply_number(power: int, match: re.Match[str]) -> str:
    return format_number(Decimal(_normalise_number(match[1].rstrip(".,'"))) * power)


def is_understood(text: str, meant: str, signs: Mapping[str, str] = SYMBOLS) -> bool:
    """Whether nothing typed is lost in `meant`: words are ours or became ours, numbers stay."""
    ours = _name_long_units(_insert_currency_codes(translate_keywords(text), signs))
    if has_currency_sign(ours):  # and it stands for none that we know
        return False
    kept = {*_KNOWN_WORDS, *_list_letters(meant)}
    typed = [word for word in _list_letters(ours) if word not in kept]
    lost = [word for word in typed if not _is_meant_by(word, meant)]
    # A slip of the hand in one of our own words is understood too: `mounth` for `month`.
    # One code of a currency is no slip of another one: each is a currency.
    words = [word.lower() for word in meant.split() if not word.isupper()]
    near = [word for word in lost if get_close_matches(word, words, n=1, cutoff=0.6)]
    return (
        lost == near
        and _find_numbers(ours) <= _find_numbers(meant) | _convert_numbers(meant)
        and not re.search(r"[0-9]k\b|[‰+]", ours)
    )


def has_currency_sign(text: str) -> bool:
    """Whether there is a sign of any currency in a text."""
    return any(unicodedata.category(character) == "Sc" for character in text)


def _list_letters(*words: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", " ".join(words).lower())


def _name_long_units(text: str) -> str:
    """Units of several words by their names."""
    names = {noun: name for noun, name in SENSES.items() if " " in noun}
    for noun in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{noun}\b", names[noun], text, flags=re.IGNORECASE)
    return text


def _is_meant_by(word: str, meant: str) -> bool:
    senses = {SENSES.get(word, word.rstrip("s")), word.rstrip("s")} - {""}
    # Hours with decimals are put as minutes.
    return any(re.search(rf"\b{sense}s?\b", meant) for sense in senses) or (
        "hour" in senses and "minute" in meant
    )


def _find_numbers(text: str) -> set[Decimal]:
    return {Decimal(_normalise_number(match[0])) for match in _NUMBER.finditer(text)}


def _convert_numbers(meant: str) -> set[Decimal]:
    """What may have been typed in another measure: shares as parts of one, minutes as hours."""
    divisor = 100 if "%" in meant else 60 if "minute" in meant else None
    return {number / divisor for number in _find_numbers(meant)} if divisor else set()


def guess_number(text: str) -> str | None:
    """The first number: no separators of thousands, a point before the decimals."""
    match = _NUMBER.search(text)
    return _normalise_number(match[0]) if match else None


def _normalise_number(typed: str) -> str:
    digits = re.sub(r"[ '_]", "", typed)
    # Whichever sign comes last parts the decimals: `1.450,50` and `1,450.50` are one number.
    sign = "," if digits.rfind(",") > digits.rfind(".") else "."
    whole, separator, rest = digits.rpartition(sign)
    if not separator:
        return digits
    whole = re.sub(r"[.,]", "", whole)
    # Three digits behind the only sign are thousands, as nobody charges thousandths.
    thousands = len(rest) == 3 and whole not in {"", "0"}
    return f"{whole}{rest}" if thousands else f"{whole or '0'}.{rest}"


def guess_unit(word: str, known: Iterable[str]) -> str | None:
    """The unit that a word stands for, in the languages that we have words for it in."""
    names = list(known)
    typed = word.lower()
    single = SENSES.get(typed) or typed.removesuffix("s")
    near = get_close_matches(single, names, n=1, cutoff=0.6)
    return single if single in names else near[0] if near else None


def guess_per_unit(typed: str, units: Iterable[str]) -> str | None:
    """What should stand after `per`: `hour`, `1000 words`."""
    match = re.fullmatch(_COUNTED, typed.strip())
    unit = guess_unit(match[2].strip(), units) if match else None
    if match is None or unit is None:
        return None
    number = match[1] or "1"
    count = "1000" if number in _THOUSAND else _normalise_number(number.strip())
    if count == "1":
        return unit
    return f"{count} {PLURALS[unit]}" if count.isdigit() else None


def guess_sum(
    text: str, units: Iterable[str] = PRICE_UNITS, signs: Mapping[str, str] = SYMBOLS
) -> str | None:
    """A price as it should be written: numbers, currency, unit; None where there is no number."""
    coded = _insert_currency_codes(translate_keywords(text), signs)
    amount, *rest = re.split(_PER, coded, maxsplit=1)
    numbers = [_normalise_number(match[0]) for match in _NUMBER.finditer(amount)]
    if not numbers:
        return None
    codes = [word for word in re.findall(r"[A-Z]{3}", amount) if word in list_currencies()]
    code = codes[0] if codes else signs[OWN]
    ranged = len(numbers) > 1 and re.search(r"[0-9] *(?:[A-Z]{3} *)?[–-]", amount)
    low, high = numbers[0], numbers[1] if ranged else None
    if high is not None and Decimal(high) < Decimal(low):
        low, high = high, low
    sum_ = f"{low}–{high}" if high is not None and high != low else low
    start = "from " if amount.lower().startswith("from") and sum_ == low else ""
    unit = guess_per_unit(rest[0], units) if rest else None
    once = " once" if re.search(r"\bonce\b", amount) else ""
    return f"{start}{sum_} {code}{once}{f' per {unit}' if unit else ''}"


def guess_rate(text: str, signs: Mapping[str, str] = SYMBOLS) -> str | None:
    """A rate as it should be written; per month where it does not say how often."""
    text = translate_keywords(text)
    meant = guess_sum(text, PERIOD_UNITS, signs)
    if meant is None:
        return None
    if "%" in text:
        number, _, rest = meant.partition(" ")
        meant = f"{number} %{rest[3:]}"
    return meant if " per " in meant or " once" in meant else f"{meant} per month"


def _insert_currency_codes(text: str, signs: Mapping[str, str]) -> str:
    """Signs and small letters of currencies as their codes, each with spaces around it."""
    text = re.sub(r"\b([A-Z]{3})\$", r"\1 ", text)  # `USD$160`
    # The longest first: `US$` is not a `$` behind two letters.
    for sign, code in sorted(signs.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<![A-Za-z]){re.escape(sign)}(?![A-Za-z])", f" {code} ", text)
    return re.sub(
        r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])",
        lambda word: word[0].upper() if word[0].upper() in list_currencies() else word[0],
        text,
    )
