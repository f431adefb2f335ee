"""The JSON Schema that lets an editor check and complete the rules while they are written."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from lindero.catalogue import RuleSpec, TopicSpec, load_catalogue
from lindero.fields import SHARED_SCHEMAS, SLUG
from lindero.records import NAMED, SINGLE, OwnRule, Record, leaves_of, required_keys, rule_record

_NONE = {"const": "none", "description": "Considered, and there is none."}


def schema_text() -> str:
    """The schema of one file in `terms/`, as JSON with a line end."""
    return json.dumps(rulebook_schema(), ensure_ascii=False, indent=2) + "\n"


def rulebook_schema() -> dict[str, Any]:
    """Every section is optional, since a rulebook may be spread over files."""
    sections = {name: _record_schema(kind) for name, kind in SINGLE.items()}
    sections |= {name: _named_schema(kind) for name, kind in NAMED.items()}
    sections |= {topic.name: _topic_schema(topic) for topic in load_catalogue().values()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rulebook of Lindero",
        "type": "object",
        "properties": sections,
        "additionalProperties": False,
        "$defs": SHARED_SCHEMAS,
    }


def _record_schema(kind: type[Record]) -> dict[str, Any]:
    about = {key.name: key.metadata.get("about") for key in fields(kind)}  # type: ignore[arg-type]  # every record is a dataclass
    properties = {}
    for name, holds in leaves_of(kind).items():
        schema = _record_schema(holds) if isinstance(holds, type) else holds.schema
        properties[name] = schema | ({"description": about[name]} if about[name] else {})
    required = [name for name in properties if name in required_keys(kind)]
    return _group(properties, required) | {"description": (kind.__doc__ or "").strip()}


def _group(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _named_schema(kind: type[Record]) -> dict[str, Any]:
    about = (kind.__doc__ or "").strip()
    return {
        "type": "object",
        "description": about,
        "propertyNames": {"pattern": f"^{SLUG.pattern}$"},
        "additionalProperties": _record_schema(kind),
    }


def _topic_schema(topic: TopicSpec) -> dict[str, Any]:
    own = _record_schema(OwnRule)
    own["properties"]["values"] = {"type": "object", "description": "Figures for use in the text: {notice: 5 business days}."}
    return {
        "type": "object",
        "description": topic.title["en"],
        "properties": {spec.name: _rule_schema(spec) for spec in topic.rules.values()},
        "additionalProperties": own,
    }


def _rule_schema(spec: RuleSpec) -> dict[str, Any]:
    kind = rule_record(spec.id)
    properties = {name: leaf.schema for name, leaf in kind.leaves.items()}
    record = _group(properties, sorted(kind.required))
    short = [properties[spec.main.name]] if spec.main else []
    empty = [] if kind.required else [{"type": "null"}]
    return {"description": spec.about, "anyOf": [record, *short, *empty, _NONE]}
