"""What an author may write for a rule, put together from the examples of the catalogue."""

from __future__ import annotations

import re
from typing import Any

from lindero.catalogue.specs import RuleSpec, ValueSpec
from lindero.findings.place import Source
from lindero.reading.yaml_reader import read_document
from lindero.resources.languages import LANGUAGES
from lindero.shapes import SHAPES, Refused, Surroundings

_ONE = r"(\[[^\]]*\]|\"[^\"]*\"|[^,{}\"]*)"


_BOTH = re.compile(rf"\{{es: {_ONE}, en: {_ONE}\}}")


_FLOW = ("[", "{", '"', "'")


_NEEDS_QUOTES = re.compile(r"[,\[\]{}]|: |^[-?:@`&*!|>%#]| #")


def example_of(value: ValueSpec, languages: tuple[str, ...] = LANGUAGES) -> str:
    """What may stand behind a value's key in a rulebook of these languages."""
    if len(languages) > 1:
        return value.example
    return _BOTH.sub(lambda texts: texts[1 + LANGUAGES.index(languages[0])], value.example)


def one_line(spec: RuleSpec, languages: tuple[str, ...] = LANGUAGES) -> str:
    """The least that answers a rule: `due: 15 days after invoice`, `deposit: {share: 40 %}`."""
    needed = least(spec)
    if needed == [spec.main]:
        return f"{spec.name}: {example_of(needed[0], languages)}"
    return f"{spec.name}: {{{', '.join(f'{value.name}: {_in_braces(example_of(value, languages))}' for value in needed)}}}"


def long_form(spec: RuleSpec, *, only_required: bool = False) -> str:
    """Every value that a rule has, one on each line, as it stands under its topic."""
    values = [value for value in spec.values.values() if value.required or not only_required]
    return "\n".join([f"{spec.name}:", *(f"  {value.name}: {value.example}" for value in values)])


def least(spec: RuleSpec) -> list[ValueSpec]:
    """The values that must be given, or else the main one, or else the first there is."""
    needed = [value for value in spec.values.values() if value.required]
    return needed or [value for value in (spec.main, *spec.values.values()) if value][:1]


def fitting_examples(value: ValueSpec) -> tuple[str, ...]:
    """The examples of a value's shape that are of a kind that fits it, its own first."""
    around = Surroundings(kinds=tuple(value.kinds))
    others = [text for text in SHAPES[value.shape].examples if not value.kinds or _reads(value.shape, text, around)]
    return tuple(dict.fromkeys(filter(None, [value.example, *others])))


def _reads(shape: str, text: str, around: Surroundings) -> bool:
    try:
        SHAPES[shape].parse(as_typed(text), around)
    except Refused:
        return False
    return True


def as_typed(text: str) -> Any:
    """A text as the reader takes it from a file."""
    document, found = read_document(Source("example.yml", f"v: {text}\n"))
    assert document and not found, (text, found)
    return document.data["v"]


def _in_braces(example: str) -> str:
    """A value's text where a comma would end it."""
    plain = example.startswith(_FLOW) or not _NEEDS_QUOTES.search(example)
    return example if plain else f'"{example}"'
