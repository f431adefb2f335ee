"""The reference of sections: every key that an author may write, made from the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lindero.frozen import Frozen
from lindero.guide.editor_schema import find_leaf_shape
from lindero.guide.markdown import escape_cell, fill_template
from lindero.guide.yaml_flow import format_flow
from lindero.records.fields import CASE_KEYS, RULE_WORDS, Leaf
from lindero.records.record import (
    REQUIRED,
    KeyContent,
    OneOrNamedRecords,
    OneRecord,
    Record,
    SeveralRecords,
    format_key,
)
from lindero.records.sections import NAMED_SECTIONS, SINGLE_SECTIONS, OwnRule
from lindero.resources.data import read_shipped_yaml

_CASE_ABOUTS = {
    "for": "The one kind of client that this variant is for: business or consumer.",
    "services": "The only services that this variant is for.",
}


class KeyNote(Frozen):
    """A key as its record has it; `default` is empty where nothing stands in its place."""

    name: str
    holds: KeyContent
    about: str
    required: bool
    default: str


class KeyEntry(Frozen):
    """A key in the reference."""

    name: str
    mark: str
    written: str
    example: str
    about: str


class SectionEntry(Frozen):
    """A group of keys in the reference: where it stands, how deep, and what it is."""

    address: str
    depth: int
    about: str
    keys: tuple[KeyEntry, ...]


def make_section_page() -> str:
    """`docs/sections.md`."""
    return fill_template("sections", sections=list_sections(), rule_keys=_list_rule_keys())


def list_sections() -> list[SectionEntry]:
    """Every group of keys, each followed by the groups inside it."""
    example = read_shipped_yaml("guide/example.yml")
    tops = [(kind, name, [example[name]]) for name, kind in SINGLE_SECTIONS.items()]
    tops += [
        (kind, f"{name}.ID", [*example[name].values()]) for name, kind in NAMED_SECTIONS.items()
    ]
    tops.append((OwnRule, "TOPIC.ID", [*example["visits"].values()]))
    return [entry for top in tops for entry in _make_sections(*top)]


def list_key_notes(kind: type[Record]) -> list[KeyNote]:
    """The keys of a record, in its order."""
    return [
        KeyNote(
            format_key(name),
            key.content,
            key.about,
            key.default is REQUIRED,
            _format_default(key.default),
        )
        for name, key in kind.fields.items()
    ]


def _format_default(default: object) -> str:
    if isinstance(default, tuple):
        return f"[{', '.join(default)}]" if default else ""
    return default if isinstance(default, str) else ""


def _make_sections(
    kind: type[Record], address: str, examples: list[Mapping[str, Any]], depth: int = 2
) -> Iterator[SectionEntry]:
    notes = list_key_notes(kind)
    found = {note.name: [one[note.name] for one in examples if note.name in one] for note in notes}
    keys = tuple(_make_key_entry(note, found[note.name][0]) for note in notes)
    yield SectionEntry(address, depth, (kind.__doc__ or "").strip(), keys)
    for note in notes:
        # A group gets a table of its own, below the one that names it.
        if not isinstance(note.holds, Leaf):
            inside, step, written = _open_group(note.holds, found[note.name])
            yield from _make_sections(inside, f"{address}.{note.name}{step}", written, depth + 1)


def _open_group(
    holds: OneRecord | SeveralRecords, found: list[Any]
) -> tuple[type[Record], str, list[Any]]:
    """The record that a key holds, what its address adds, and its examples one by one."""
    if isinstance(holds, OneOrNamedRecords):
        return holds.kind, "", [one for group in found for one in holds.list_written(group)]
    if isinstance(holds, OneRecord):
        return holds.kind, "", found
    several = [[*one.values()] if holds.named else one for one in found]
    return holds.kind, ".ID" if holds.named else "", [one for group in several for one in group]


def _make_key_entry(note: KeyNote, example: Any) -> KeyEntry:
    mark = ", required" if note.required else f", else `{note.default}`" if note.default else ""
    shown = format_flow(example) if isinstance(note.holds, Leaf) else ""
    return KeyEntry(
        note.name, mark, _describe_content(note.holds), escape_cell(shown), escape_cell(note.about)
    )


def _describe_content(holds: Any) -> str:
    """What is written there, in a few words."""
    if not isinstance(holds, Leaf):
        named = getattr(holds, "named", None)
        if isinstance(holds, OneOrNamedRecords):
            return "keys, or ids with keys"
        return "keys" if named is None else "ids with keys" if named else "list of keys"
    shape = find_leaf_shape(holds)
    if shape:
        return f"[{shape.name}](shapes.md#{shape.name})"
    schema = holds.schema
    choices = schema.get("enum") or schema.get("items", {}).get("enum")
    if "anyOf" in schema:
        kinds = [one.get("enum", ()) for one in schema["anyOf"]]
        words = [f"`{word}`" for kind in kinds for word in kind if isinstance(word, str)]
        return ", ".join(words) if all(kinds) else "word or list"
    many = "list of " if schema.get("type") == "array" else ""
    if choices:
        return many + ", ".join(f"`{choice}`" for choice in choices)
    return "list" if many else "text"


def _list_rule_keys() -> tuple[KeyEntry, ...]:
    """What may stand in every rule, whatever it is about."""
    return tuple(
        KeyEntry(
            name,
            "",
            _describe_content(leaf),
            "",
            escape_cell(_CASE_ABOUTS.get(name) or leaf.schema["description"]),
        )
        for name, leaf in (RULE_WORDS | CASE_KEYS).items()
    )
