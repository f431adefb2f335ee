"""The JSON Schema that lets an editor check and complete the rules while they are written."""

from __future__ import annotations

import json
from typing import Any

from lindero.catalogue import RuleSpec, TopicSpec, load_catalogue
from lindero.fields import SHARED, SHARED_SCHEMAS, SLUG
from lindero.records import NAMED, SINGLE, OwnRule, Record, rule_record

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
        "$defs": _tidied(SHARED_SCHEMAS, {}),
    }


def _record_schema(kind: type[Record]) -> dict[str, Any]:
    schema = kind.model_json_schema()
    inner = schema.pop("$defs", {})
    tidied: dict[str, Any] = _tidied(schema, inner)
    return tidied


def _tidied(schema: Any, inner: dict[str, Any]) -> Any:
    """Without pydantic's own titles and defaults, and with every reference put in its place."""
    if isinstance(schema, list):
        return [_tidied(part, inner) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("$ref", "").rpartition("/")[2] in inner:
        return _tidied(inner[schema["$ref"].rpartition("/")[2]], inner)
    if SHARED in schema:
        return {key: value for key, value in schema.items() if key != SHARED} | {"$ref": f"#/$defs/{schema[SHARED]}"}
    kept = {key: value for key, value in schema.items() if not (key == "title" and isinstance(value, str)) and key != "default"}
    return {
        key: {name: _tidied(part, inner) for name, part in value.items()} if key == "properties" else _tidied(value, inner)
        for key, value in kept.items()
    }


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
    properties = {name: _tidied(leaf.schema, {}) for name, leaf in kind.leaves.items()}
    record = {"type": "object", "properties": properties, "required": sorted(kind.required), "additionalProperties": False}
    short = [properties[spec.main.name]] if spec.main else []
    empty = [] if kind.required else [{"type": "null"}]
    return {"description": spec.about, "anyOf": [record, *short, *empty, _NONE]}
