"""How the fuzz changes a rulebook in one place: every kind by name."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_ENTRY = re.compile(r"(\s*(?:- )?)([^\s:#'\"{\[-][^:#'\"{\[]*):( +)(\S.*)")
_KEY = re.compile(r"(\s*(?:- )?)([^\s:#'\"{\[-][^:#'\"{\[]*):(?: .*)?")
_WORDS = (
    "yes",
    "42",
    "-7",
    "0",
    "9" * 30,
    "[one, two]",
    "{a: b}",
    "none",
    "off",
    "9999-12-31",
    "31/31",
    "1.450,50 €",
)
_UNITS = {
    "days": "día", "EUR": "euros", "hours": "h", "%": "por ciento", "business": "working",
    "after": "desde", "per": "por", "USD": "$", "month": "mes", "invoice": "factura",
    "weeks": "semanas",
}  # fmt: skip

Lines = list[str]
Mutation = Callable[[Lines, int, random.Random], "set[int] | None"]


def _drop(lines: Lines, at: int, _: random.Random) -> set[int]:
    """The key that held it, its neighbours, or whatever else says that something is missing."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    del lines[at]
    above = (
        n
        for n in range(at - 1, -1, -1)
        if lines[n].strip() and len(lines[n]) - len(lines[n].lstrip()) < indent
    )
    return {at, at - 1, next(above, 0)}


def _double(lines: Lines, at: int, _: random.Random) -> set[int]:
    lines.insert(at, lines[at])
    return {at, at + 1}


def _on_key(change: Callable[[str, random.Random], str]) -> Mutation:
    def mutate(lines: Lines, at: int, chance: random.Random) -> set[int] | None:
        match = _KEY.fullmatch(lines[at])
        if match is None:
            return None
        changed = change(match[2], chance)
        lines[at] = f"{match[1]}{changed}{lines[at][match.end(2) :]}"
        return {at} if changed != match[2] else None

    return mutate


def _on_value(change: Callable[[str, random.Random], str | None]) -> Mutation:
    def mutate(lines: Lines, at: int, chance: random.Random) -> set[int] | None:
        match = _ENTRY.fullmatch(lines[at])
        changed = change(match[4], chance) if match else None
        if match is None or changed is None or changed == match[4]:
            return None
        lines[at] = f"{match[1]}{match[2]}:{match[3]}{changed}"
        return {at}

    return mutate


def _swapped_letters(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return (
        chance.choice(
            (word[:at] + word[at + 1 :], word[:at] + word[at : at + 1] * 2 + word[at + 1 :])
        )
        or "q"
    )


def _other_unit(value: str, chance: random.Random) -> str | None:
    fitting = [unit for unit in _UNITS if re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", value)]
    if not fitting:
        return None
    unit = chance.choice(fitting)
    return value.replace(unit, _UNITS[unit], 1)


def _swap_values(lines: Lines, at: int, chance: random.Random) -> set[int] | None:
    other = chance.randrange(len(lines))
    one, two = _ENTRY.fullmatch(lines[at]), _ENTRY.fullmatch(lines[other])
    if one is None or two is None or one[4] == two[4]:
        return None
    lines[at] = f"{one[1]}{one[2]}:{one[3]}{two[4]}"
    lines[other] = f"{two[1]}{two[2]}:{two[3]}{one[4]}"
    return {at, other}


def _indent(by: int, sign: str = " ") -> Mutation:
    def mutate(lines: Lines, at: int, _: random.Random) -> set[int] | None:
        if by < 0 and not lines[at].startswith("  "):
            return None
        lines[at] = sign * by + lines[at] if by > 0 else lines[at][-by:]
        return {at}

    return mutate


def _cut(lines: Lines, at: int, chance: random.Random) -> set[int]:
    lines[at] = lines[at][: chance.randrange(len(lines[at])) + 1]
    del lines[at + 1 :]
    return {at}


def _strange(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice("ñé漢💡\u200b\xa0\u202e€“”") + text[at:]


def _digit(value: str, chance: random.Random) -> str:
    return re.sub(r"[0-9]", chance.choice(("", "0", "9", "99999", "-", "1,5")), value, count=1)


KINDS: dict[str, Mutation] = {
    "drop": _drop,
    "double": _double,
    "misspell key": _on_key(_swapped_letters),
    "capital key": _on_key(lambda word, _: word.capitalize()),
    "strange key": _on_key(_strange),
    "spaced key": _on_key(lambda word, _: f"{word} {word}"),
    "retype": _on_value(lambda _, chance: chance.choice(_WORDS)),
    "no value": _on_value(lambda _value, _: ""),
    "unit": _on_value(_other_unit),
    "digit": _on_value(_digit),
    "strange value": _on_value(_strange),
    "misspell value": _on_value(_swapped_letters),
    "swap values": _swap_values,
    "nest": _on_value(lambda value, chance: chance.choice((f"{{a: {value}}}", f"[{value}]"))),
    "indent more": _indent(1),
    "indent less": _indent(-1),
    "tab": _indent(1, "\t"),
    "open quote": _on_value(lambda value, _: f'"{value}'),
    "open brace": _on_value(lambda value, chance: chance.choice("{[") + value),
    "no colon": _on_key(lambda word, _: f"{word} "),
    "cut": _cut,
}
"""By name: changes lines in place and tells which a finding should be about, if it fits."""
_NO_COLON, _GLUED = "no colon", "glued"


def _without_colon(lines: Lines, at: int, _: random.Random) -> set[int] | None:
    if _ENTRY.fullmatch(lines[at]) is None:
        return None
    lines[at] = lines[at].replace(":", "", 1)
    return {at}


def _glued(lines: Lines, at: int, _: random.Random) -> set[int] | None:
    match = _ENTRY.fullmatch(lines[at])
    if match is None:
        return None
    lines[at] = f"{match[1]}{match[2]}:{match[4]}"
    return {at}


KINDS |= {_NO_COLON: _without_colon, _GLUED: _glued}
SYNTAX = {"indent more", "indent less", "tab", "open quote", "open brace", _NO_COLON, _GLUED, "cut"}
"""The kinds that mostly break YAML itself."""
