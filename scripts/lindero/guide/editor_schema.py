"""The JSON Schema that lets an editor check, complete and explain the rules while they are written.

`markdownDescription`, `defaultSnippets` and `errorMessage` are no part of JSON Schema; the language
server of most editors reads them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from lindero.catalogue.clauses import Side, find_common_side
from lindero.catalogue.examples import choose_example_languages, list_fitting_examples
from lindero.catalogue.specs import RuleSpec, TopicSpec, ValueSpec, load_catalogue
from lindero.records.fields import (
    CASE_KEYS,
    RULE_WORDS,
    Leaf,
)
from lindero.records.parsers import SLUG, SLUG_HELP
from lindero.records.record import NONE, KeyContent, OneRecord, Record, format_key
from lindero.records.sections import (
    NAMED_SECTIONS,
    SINGLE_SECTIONS,
    WITHOUT_RULE,
    OwnRule,
    make_rule_keys,
)
from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE
from lindero.shapes import SHAPES, Shape

OWED_BY: dict[Side | None, str] = {
    None: "It binds nobody.",
    "client": "It binds the client.",
    "freelancer": "It binds you.",
    "both": "It binds both sides.",
}


# A snippet that is a list or a group has no single place to type in.
_STRUCTURED = ("[", "{")


_MAY_BE_EMPTY = ["object", "null"]


_NO_RULE = (
    "`{topic}` has no such rule; one of your own has `title` and `text`, "
    "and `summary`, `why`, `duty`, `values` if need be"
)


_NO_SECTION = (
    "no section of this name; a topic of your own stands under `topics:` too, "
    "and its rules have `title` and `text`"
)


_NONE = {"const": "none"}


_OFF = {"type": "string", "pattern": "^off$"}


_WITHOUT = (
    {
        "label": "none",
        "bodyText": "none",
        "description": "There is no such rule, and readers are told so.",
    },
    {
        "label": "off",
        "bodyText": "off",
        "description": "It does not concern you; readers see nothing of it.",
    },
)


_SOME = 5


def schema_text(languages: Collection[str] = LANGUAGES) -> str:
    """The schema of one file in `terms/`, as JSON with a line end; its examples by language."""
    return json.dumps(rulebook_schema(languages), ensure_ascii=False, indent=1) + "\n"


def rulebook_schema(languages: Collection[str] = LANGUAGES) -> dict[str, Any]:
    """Every section is optional, since a rulebook may be spread over files."""
    topics = [choose_example_languages(one, languages) for one in load_catalogue().values()]
    sections = {name: _record_schema(kind, name) for name, kind in SINGLE_SECTIONS.items()}
    sections |= {name: _named_schema(kind, name) for name, kind in NAMED_SECTIONS.items()}
    sections |= {topic.name: _topic_schema(topic) for topic in topics}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rulebook of Lindero",
        "type": "object",
        "properties": sections,
        "additionalProperties": _own_topic_schema(),
        "$defs": _make_definitions(topics),
    }


def _make_definitions(topics: Iterable[TopicSpec]) -> dict[str, Any]:
    """Each shape once, the words of any rule, and each rule's long form, to which two ways lead."""
    shapes = {
        name: _make_shape_definition(shape)
        for name, shape in SHAPES.items()
        if shape.examples and not shape.shared
    }
    shared = {name: shape.shared for name, shape in SHAPES.items() if shape.shared}
    words = {
        f"rule-{name}": _add_title(leaf.schema, f"{name}, of any rule")
        for name, leaf in (RULE_WORDS | CASE_KEYS).items()
    }
    words |= {f"rule-{key}": _without_rule_schema(key) for key in WITHOUT_RULE}
    rules = {spec.id: _long_form_schema(spec) for topic in topics for spec in topic.rules.values()}
    return shared | shapes | words | rules


def _without_rule_schema(key: str) -> dict[str, Any]:
    """The variant that says that there is no such rule in some case, or that it is off."""
    leaf = WITHOUT_RULE[key].leaves[key]
    group = {key: _leaf_schema(leaf, key, leaf.schema["description"])} | _make_references(CASE_KEYS)
    return _add_title(_group_schema(group, [key]), f"{key} in this case")


def _make_references(leaves: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/$defs/rule-{name}"} for name in leaves}


def _make_shape_definition(shape: Shape) -> dict[str, Any]:
    schema = dict(shape.definition or _drop_notes(shape.make_schema()))
    if shape.pattern:
        examples = _quote_examples(shape.examples[:_SOME])
        message = f"no {shape.name} that Lindero can read; write it like {examples}"
        schema = _add_error_message(schema, message)
    return schema | {"defaultSnippets": [_make_snippet(example) for example in shape.examples]}


def _drop_notes(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key not in {"description", "examples"}}


def _add_error_message(schema: dict[str, Any], message: str) -> dict[str, Any]:
    """With our words wherever a text does not fit its pattern."""
    if "pattern" in schema:
        return schema | {"errorMessage": message}
    inner = (
        {"anyOf": [_add_error_message(one, message) for one in schema["anyOf"]]}
        if "anyOf" in schema
        else {}
    )
    return (
        schema
        | inner
        | ({"else": _add_error_message(schema["else"], message)} if "else" in schema else {})
    )


def _quote_examples(examples: tuple[str, ...]) -> str:
    return ", ".join(f"`{example}`" for example in examples)


def _add_title(schema: Mapping[str, Any], title: str) -> dict[str, Any]:
    return {"title": title, **schema}


def _record_schema(kind: type[Record], address: str) -> dict[str, Any]:
    properties = {
        format_key(name): _held_schema(key.content, f"{address}.{format_key(name)}", key.about)
        for name, key in kind.fields.items()
    }
    return _add_title(_group_schema(properties, list(kind.keys.required)), address) | {
        "description": (kind.__doc__ or "").strip()
    }


def _group_schema(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _held_schema(holds: KeyContent, address: str, about: str) -> dict[str, Any]:
    if isinstance(holds, OneRecord):
        one = _record_schema(holds.kind, address)
        more = [_make_named_schema(one)] if holds.several else []
        more += [{"const": NONE}] if holds.none else []
        return {"title": address, "anyOf": [one, *more]} if more else one
    if isinstance(holds, Leaf):
        return _leaf_schema(holds, address, about)
    one, head = _record_schema(holds.kind, f"{address}.…"), {"title": address, "description": about}
    if holds.named:
        return head | _make_named_schema(one)
    return head | {"type": "array", "minItems": 1, "items": one}


def _make_named_schema(one: dict[str, Any]) -> dict[str, Any]:
    """Several of a kind, under an id each."""
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^{SLUG.pattern}$"},
        "additionalProperties": one,
    }


def _leaf_schema(leaf: Leaf, title: str, about: str) -> dict[str, Any]:
    shape = find_leaf_shape(leaf)
    if shape is None or shape.name == "choice":
        wrong = (
            {"errorMessage": f"write it like `{leaf.schema['examples'][0]}`"}
            if "pattern" in leaf.schema
            else {}
        )
        return _add_title(leaf.schema, title) | wrong | ({"description": about} if about else {})
    return _figure_schema(shape, title, about, leaf.schema)


def find_leaf_shape(leaf: Leaf) -> Shape | None:
    """The shape that a key's value has, if it is one of ours."""
    return next((shape for shape in SHAPES.values() if shape.parse is leaf.parse), None)


def _figure_schema(
    shape: Shape, title: str, about: str, own: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A value of a shape; `own` is its schema, which the catalogue may bound."""
    plain = " ".join(filter(None, (about, f"{shape.name.capitalize()}: {shape.about}")))
    shown = "\n\n".join(
        filter(
            None,
            (
                about,
                f"*{shape.name}*: {shape.about} Written like {_quote_examples(shape.examples)}.",
            ),
        )
    )
    usual = own is None or _drop_notes(own) == _drop_notes(SHAPES[shape.name].make_schema())
    head = {"title": title, "description": plain, "markdownDescription": shown}
    return head | ({"$ref": f"#/$defs/{shape.name}"} if usual else _drop_notes(own or {}))


def _named_schema(kind: type[Record], section: str) -> dict[str, Any]:
    return {
        "title": section,
        "type": _MAY_BE_EMPTY,
        "description": (kind.__doc__ or "").strip(),
        "propertyNames": {"pattern": f"^{SLUG.pattern}$", "errorMessage": SLUG_HELP},
        "additionalProperties": _record_schema(kind, f"{section}.…"),
    }


def _topic_schema(topic: TopicSpec) -> dict[str, Any]:
    return {
        "title": topic.name,
        "type": _MAY_BE_EMPTY,
        "description": " · ".join(topic.title.values()),
        "properties": {spec.name: _rule_schema(spec) for spec in topic.rules.values()},
        "additionalProperties": _own_rule_schema(_NO_RULE.format(topic=topic.name)),
    }


def _own_topic_schema() -> dict[str, Any]:
    """Its rules are all the author's own: a section only misspelt is marked at its rules."""
    return {
        "title": "a topic of your own",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": _own_rule_schema(_NO_SECTION),
    }


def _own_rule_schema(message: str) -> dict[str, Any]:
    own = _record_schema(OwnRule, "a rule of your own") | {"errorMessage": message}
    own["properties"]["values"] = {
        "type": "object",
        "description": "Figures for use in the text: {notice: 5 business days}.",
    }
    return own


def _rule_schema(spec: RuleSpec) -> dict[str, Any]:
    """A group of keys is the long form alone, so that a mistake in it is told as such."""
    long = {"$ref": f"#/$defs/{spec.id}"}
    short = [_short_form_schema(spec, spec.main)] if spec.main else []
    empty = [] if any(value.required for value in spec.values.values()) else [{"type": "null"}]
    in_languages = short if spec.main and SHAPES[spec.main.shape].shared else []
    group = _one_of([long, *in_languages])
    for key in reversed(WITHOUT_RULE):
        without = {"$ref": f"#/$defs/rule-{key}"}
        group = {"if": {"required": [key]}, "then": without, "else": group}
    variants = {"type": "array", "minItems": 1, "items": group}
    ways = {
        "if": {"type": "object"},
        "then": group,
        "else": {"anyOf": [*short, *empty, _NONE, _OFF, long, variants]},
    }
    said = {
        "title": spec.id,
        "description": spec.about,
        "markdownDescription": _show_rule(spec),
        "defaultSnippets": [_make_rule_snippet(spec)],
    }
    # Editors look here for more, not behind `else`.
    more = {"allOf": [{"defaultSnippets": [*_list_other_ways(spec), *_WITHOUT]}]}
    return said | ways | more


def _one_of(ways: list[dict[str, Any]]) -> dict[str, Any]:
    return ways[0] if len(ways) == 1 else {"anyOf": ways}


def _list_other_ways(spec: RuleSpec) -> list[dict[str, Any]]:
    """Ways to write the main value besides the catalogue's own example."""
    if spec.main is None:
        return []
    names = spec.main.choices or list_fitting_examples(spec.main)
    return [_make_snippet(name) for name in names if name != spec.main.example]


def _make_snippet(text: str, about: str = "") -> dict[str, Any]:
    return {"label": text, "bodyText": text} | ({"description": about} if about else {})


def _short_form_schema(spec: RuleSpec, main: ValueSpec) -> dict[str, Any]:
    """The main value alone; the pointer rests on the whole rule there, so both are told."""
    schema = _value_schema(spec, main)
    short = f"Short for `{spec.name}: {{{main.name}: …}}`."
    both = f"{_show_rule(spec)}\n\n{short} {schema.get('markdownDescription', main.about)}"
    return schema | {"title": spec.id, "markdownDescription": both}


def _show_rule(spec: RuleSpec) -> str:
    name = " · ".join(spec.title.values())
    matters = spec.matters.get(TOOL_LANGUAGE, "")
    without = " ".join(f"`{way['label']}`: {way['description']}" for way in _WITHOUT)
    owed = OWED_BY[find_common_side(spec.clauses.values(), spec.binds)]
    return "\n\n".join(filter(None, (spec.about, matters, f"**{name}**. {owed}", without)))


def _long_form_schema(spec: RuleSpec) -> dict[str, Any]:
    values = {name: _value_schema(spec, value) for name, value in spec.values.items()}
    schema = _group_schema(values | _make_references([*RULE_WORDS, *CASE_KEYS]), [])
    needed = [value.name for value in spec.values.values() if value.required]
    # A case that answers nothing may say all in its text.
    unless = {"if": {"not": {"required": ["text"]}}, "then": {"required": needed}}
    return _add_title(schema | (unless if needed else {}), spec.id)


def _value_schema(spec: RuleSpec, value: ValueSpec) -> dict[str, Any]:
    title = f"{spec.id}.{value.name}"
    if value.choices:
        names = [" · ".join(words.values()) for words in value.choices.values()]
        # An editor takes digits for a number, and the reader for the text that they are.
        written = [int(name) if name.isdigit() else name for name in value.choices]
        return _add_title(
            {"description": value.about, "enum": written, "enumDescriptions": names}, title
        )
    shape = replace(SHAPES[value.shape], examples=list_fitting_examples(value))
    schema = _figure_schema(
        shape, title, value.about, make_rule_keys(spec.id).leaves[value.name].schema
    )
    if value.kinds:
        schema["defaultSnippets"] = [_make_snippet(example) for example in shape.examples[1:]]
    own = value.example and not value.example.startswith(_STRUCTURED)
    return schema | (
        {"examples": [int(value.example) if value.shape == "count" else value.example]}
        if own
        else {}
    )


def _make_rule_snippet(spec: RuleSpec) -> dict[str, Any]:
    """What is put in when the rule is chosen from the list: the least that it needs."""
    needed = [value for value in spec.values.values() if value.required]
    if spec.main and needed in ([], [spec.main]):
        return {"label": spec.main.example, "body": _make_placeholder(1, spec.main)}
    values = needed or list(spec.values.values())[:1]
    body = {value.name: _make_placeholder(at, value) for at, value in enumerate(values, 1)}
    return {"label": ", ".join(f"{value.name}: {value.example}" for value in values), "body": body}


def _make_placeholder(at: int, value: ValueSpec) -> str:
    return value.example if value.example.startswith(_STRUCTURED) else f"${{{at}:{value.example}}}"
