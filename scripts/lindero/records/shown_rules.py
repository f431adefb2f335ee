"""A rule whose figure stands large, and whom it speaks to: `{rule: payment.due, for: consumer}`."""

from __future__ import annotations

from typing import Any

from lindero.records import fields
from lindero.records.parsers import make_list_parser
from lindero.records.record import Record, define_key
from lindero.shapes import Context
from lindero.shapes.shape import make_list_schema


class ShownRule(Record):
    """A rule that is shown, to all readers or to some."""

    rule: str = define_key(fields.RULE_ID, "The rule whose figure is shown.")
    for_: tuple[str, ...] = define_key(fields.AUDIENCE, "Whom it speaks to.", ())

    def __str__(self) -> str:
        return self.rule


def _parse_shown_rule(written: object, context: Context) -> ShownRule:
    """A rule's id alone, or with whom it speaks to."""
    if isinstance(written, dict):
        return ShownRule.read_keys(written, context)
    return ShownRule(rule=fields.RULE_ID.parse(written, context))


def _describe_shown_rules() -> dict[str, Any]:
    names = {"rule": fields.RULE_ID.schema, "for": fields.AUDIENCE.schema}
    group = {"type": "object", "properties": names, "required": ["rule"]}
    ways = [{"type": "string"}, group | {"additionalProperties": False}]
    return make_list_schema({"anyOf": ways})


SHOWN_RULES = fields.Leaf(
    make_list_parser(_parse_shown_rule, fields.RULE_EXAMPLE), _describe_shown_rules
)
