"""Mutants of the sheet's template: other fields, other digits, lines that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutation.mutant import Mutant, make_mutant

_TEXTS = [
    "studio", "trade_line", "audience", "services_heading", "edition_line", "rules_heading",
    "tax_line", "fine_heading", "scan_heading", "scan_line", "url", "url_label", "person",
    "email", "phone", "qr_alt", "title", "author", "description",
]  # fmt: skip
_TREES = ["heading", "lede"]
_PARTS = {
    "s.price.figure": "s.price.after",
    "s.price.after": "s.price.before",
    "s.price.before": "s.price.after",
    "s.name": "s.price.figure",
    "r.big": "r.label",
    "r.label": "r.big",
    "node.text": '"x"',
    "s.time": "s.name",
}
_DIGITS = (
    'replace(regex("[0-9]"), digit => str(calc.rem(int(digit.text) + 1, 10)))',
    'replace("0", "8")',
    'replace("40", "41")',
)
_PLACED = re.compile(r"^ *(?:if [^{]*\{ )?(?:par|heading|sans|v|blocks|inlines)\(.*$", re.MULTILINE)
_CONDITION = re.compile(r"\bif ([^{}\n]+?) \{")
_LISTS = re.compile(r"m\.(?:services|rules|fine)(?=\.(?:map|zip|chunks))|(?<=in )nodes\b")
_LINK = re.compile(r'(?<=link\()(?:m\.url|"mailto:" \+ m\.email|node\.link)(?=,)')

Change = tuple[str, tuple[int, int], str]


def list_sheet_mutants(file: str, text: str) -> Iterator[Mutant]:
    """Every mutant that is known of the Typst template."""
    for name, span, after in _list_changes(text):
        mutant = make_mutant(file, text, name, span, after)
        if mutant.before != after:
            yield mutant


def _list_changes(text: str) -> Iterator[Change]:
    for field in re.finditer(r"\bm\.([a-z_]+)", text):
        yield from _change_field(field)
    for part, other in _PARTS.items():
        for found in re.finditer(rf"\b{re.escape(part)}\b", text):
            yield "field", found.span(), other
            yield "constant", found.span(), '"99 %"'
            yield from _change_digits(found)
    for line in _PLACED.finditer(text):
        yield "drop", line.span(), ""
        yield "double", line.span(), f"{line[0]}\n{line[0]}"
    for test in _CONDITION.finditer(text):
        yield "negate", test.span(1), f"not ({test[1]})"
    for found in _LISTS.finditer(text):
        for after in (".slice(1)", ".slice(0, -1)", ".rev()"):
            yield "cut", found.span(), f"{found[0]}{after}"
        yield "double", found.span(), f"({found[0]} + {found[0]})"
    for link in _LINK.finditer(text):
        yield "link", link.span(), '"https://example.com/"'
        yield "link", link.span(), f'{link[0]} + "x"'


def _change_field(field: re.Match[str]) -> Iterator[Change]:
    name = field[1]
    alike = _TEXTS if name in _TEXTS else _TREES
    if name not in alike:
        return
    other = alike[(alike.index(name) + 1) % len(alike)]
    yield "field", field.span(), f"m.{other}"
    yield "empty", field.span(), '""' if alike is _TEXTS else "()"
    if alike is _TEXTS:
        yield from _change_digits(field)
        yield "added", field.span(), f'({field[0]} + " 99 %")'


def _change_digits(found: re.Match[str]) -> Iterator[Change]:
    yield from (("digits", found.span(), f"{found[0]}.{spoilt}") for spoilt in _DIGITS)
