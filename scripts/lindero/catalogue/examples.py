"""What an author may write for a rule, put together from the examples of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from lindero.catalogue.clauses import Condition
from lindero.catalogue.specs import RuleSpec, TopicSpec, ValueSpec
from lindero.catalogue.written_examples import quote_in_flow
from lindero.findings.place import Source
from lindero.reading.yaml_reader import read_document
from lindero.resources.languages import LANGUAGES
from lindero.shapes import SHAPES, Context, Refusal

_IN_LANGUAGE = rf"({'|'.join(LANGUAGES)}): (\[[^\]]*\]|\"[^\"]*\"|[^,{{}}\"]*)"


_BY_LANGUAGE = re.compile(rf"\{{{_IN_LANGUAGE}(?:, {_IN_LANGUAGE})*\}}")


_FLOW = ("[", "{", '"', "'")


def format_example(value: ValueSpec, languages: Collection[str] = LANGUAGES) -> str:
    """What may stand behind a value's key in a rulebook of these languages."""

    def keep_languages(by_language: re.Match[str]) -> str:
        texts: dict[str, str] = dict(re.findall(_IN_LANGUAGE, by_language[0]))
        kept = {code: text for code, text in texts.items() if code in languages}
        if len(kept) > 1:
            return f"{{{', '.join(f'{code}: {text}' for code, text in kept.items())}}}"
        return next(iter((kept or texts).values()))

    return _BY_LANGUAGE.sub(keep_languages, value.example)


def format_short_rule(spec: RuleSpec, languages: Collection[str] = LANGUAGES) -> str:
    """What usually answers a rule: `due: 15 days after invoice`, `pause: {after: 30 days, …}`."""
    least = choose_least_values(spec)
    needed = [value for value in spec.values.values() if value in least or value.usual]
    if needed == [spec.main]:
        return f"{spec.name}: {format_example(needed[0], languages)}"
    written = {value.name: _quote_in_braces(format_example(value, languages)) for value in needed}
    return f"{spec.name}: {{{', '.join(f'{name}: {text}' for name, text in written.items())}}}"


def format_long_rule(spec: RuleSpec, *, only_least: bool = False) -> str:
    """Every value that a rule has, or the least, one on each line, as it stands in its topic."""
    values = choose_least_values(spec) if only_least else _list_peaceful_values(spec)
    return "\n".join([f"{spec.name}:", *(f"  {value.name}: {value.example}" for value in values)])


def choose_example_languages(topic: TopicSpec, languages: Collection[str]) -> TopicSpec:
    """The topic with its examples as they are written in a rulebook of these languages."""
    rules = {
        name: replace(spec, values=_choose_in_values(spec.values, languages))
        for name, spec in topic.rules.items()
    }
    return replace(topic, rules=rules)


def _choose_in_values(
    values: Mapping[str, ValueSpec], languages: Collection[str]
) -> dict[str, ValueSpec]:
    return {
        name: replace(value, example=format_example(value, languages))
        for name, value in values.items()
    }


def _list_peaceful_values(spec: RuleSpec) -> list[ValueSpec]:
    """All values but those whose examples cannot stand beside another one's."""
    within = [conflict.conditions for conflict in spec.conflicts]
    met = [conditions for conditions in within if all(_is_met(spec, one) for one in conditions)]
    rivals = {conditions[-1].name for conditions in met}
    return [value for value in spec.values.values() if value.name not in rivals]


def _is_met(spec: RuleSpec, condition: Condition) -> bool:
    """Whether a condition holds of the example of its value."""
    example = spec.values[condition.name].example
    met = example == condition.value if condition.value else example != "no"
    return met is condition.wanted


def choose_least_values(spec: RuleSpec) -> list[ValueSpec]:
    """The values that must be given, or else the main one, or else the first there is."""
    needed = [value for value in spec.values.values() if value.required]
    return needed or [value for value in (spec.main, *spec.values.values()) if value][:1]


def list_fitting_examples(value: ValueSpec) -> tuple[str, ...]:
    """The examples of a value's shape that are of a kind that fits it, its own first."""
    context, examples = Context(kinds=tuple(value.kinds)), SHAPES[value.shape].examples
    others = [
        text for text in examples if not value.kinds or _is_readable(value.shape, text, context)
    ]
    return tuple(dict.fromkeys(filter(None, [value.example, *others])))


def _is_readable(shape: str, text: str, context: Context) -> bool:
    try:
        SHAPES[shape].parse(read_typed_text(text), context)
    except Refusal:
        return False
    return True


def read_typed_text(text: str) -> Any:
    """A text as the reader takes it from a file."""
    document, found = read_document(Source("example.yml", f"v: {text}\n"))
    assert document and not found, (text, found)
    return document.data["v"]


def _quote_in_braces(example: str) -> str:
    """A value's text where a comma would end it."""
    return example if example.startswith(_FLOW) else quote_in_flow(example)
