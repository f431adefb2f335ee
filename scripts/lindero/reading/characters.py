"""Characters that nobody sees, or that make a reader take a text for another one."""

from __future__ import annotations

import re
import unicodedata

# Beside what is refused anywhere in a file: what is blank, turns the direction of reading,
# or is a tag that only programs read.
_NEVER = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffc\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_SUSPECT = re.compile(r"[^\x20-\x7e\n\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u20a0-\u20bf]")
_JOINERS = {"\u200c", "\u200d"}

# Emoji, and letters and signs of scripts in which a joiner changes what is seen.
_JOINED = {"So", "Sk", "Lo", "Mn", "Mc"}
# A break inside a word helps only where it may have to be broken; in a name it hides from a search.
_LONG_WORD = 12
_VARIED = {"So", "Sm", "Po", "Nd", "Lo", "Pd"}


def name_character(character: str) -> str:
    """`U+200E LEFT-TO-RIGHT MARK`; controls have no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def misleading_character(text: str) -> str | None:
    """The first character that must not stand where it stands in this text."""
    if _SUSPECT.search(text) is None:
        return None
    found = (match[0] for match in _SUSPECT.finditer(text) if _is_misleading(text, match.start()))
    return next(found, None)


def shows_nothing(text: str) -> bool:
    """Whether a text has no letter, figure or sign that anybody sees."""
    if text[:1].isalnum():
        return False  # as nearly all texts begin
    return not any(unicodedata.category(character)[0] in "LNPS" for character in text)


def _is_misleading(text: str, at: int) -> bool:
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if re.match(_NEVER, character):
        return True
    if character in _JOINERS:
        return _find_category(before) not in _JOINED or _find_category(after) not in _JOINED
    if character == "\u00ad":
        return not _may_break(text, at)
    if "\ufe00" <= character <= "\ufe0f":
        return _find_category(before) not in _VARIED
    return _find_category(character) in {"Mn", "Mc", "Me"} and (not before or before.isspace())


def _may_break(text: str, at: int) -> bool:
    """Whether two letters stand on each side of a long word's break."""
    sides = text[:at][::-1], text[at + 1 :]
    before, after = (re.match(r"[^\W\d_]{2}[\w\u00ad]*", side) for side in sides)
    return bool(before and after and len(before[0] + after[0]) >= _LONG_WORD)


def _find_category(character: str) -> str:
    return unicodedata.category(character) if character else ""
