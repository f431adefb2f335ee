"""The leaves that records are made of: every value an author may write, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal

from lindero.catalogue.specs import WORK_STAGES
from lindero.reading.links import EMAIL, URL
from lindero.reading.tree import Scalar
from lindero.records.parsers import (
    CLIENTS,
    CONSUMER,
    PATH,
    PICTURE,
    SLUG,
    make_choice_parser,
    make_list_parser,
    make_pattern_parser,
    parse_audience_words,
    parse_client_kind,
    parse_conditions,
    parse_country,
    parse_currency,
    parse_included,
    parse_logo,
    parse_noun,
    parse_settled,
    parse_timezone,
)
from lindero.resources.languages import ADDRESS_FORMS, LANGUAGES
from lindero.shapes import SHAPES, Context, Refusal
from lindero.shapes.key_groups import Parser
from lindero.shapes.quantities import parse_minimum, parse_quantity, parse_used_time
from lindero.shapes.refusals import AlreadyReported
from lindero.shapes.shape import make_list_schema
from lindero.shapes.stages import WHOLE_SHARE

Describe = Callable[[], dict[str, Any]]
PAPERS: dict[str, Literal["a4", "us-letter"]] = {"A4": "a4", "US Letter": "us-letter"}
_RULE = r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*"


class Leaf:
    """How one value is read, and its JSON Schema.

    `prose` marks a text that may hold figures, links, bold and lists.
    """

    def __init__(
        self,
        parse: Parser,
        describe: Describe,
        bounds: Context | None = None,
        *,
        prose: bool = False,
    ) -> None:
        self.parse = parse
        self._bounds = bounds
        self._describe = describe
        self.prose = prose

    @cached_property
    def schema(self) -> dict[str, Any]:
        """For editors; made when somebody asks."""
        return self._describe()

    def make_parser(self, _key: str) -> Parser:
        """Reads what stands at a key."""
        return self.read_value

    def read_value(self, written: object, context: Context) -> Any:
        """The value. Raises Refusal with all that is wrong with it."""
        # Reading has told of it; a second finding about the same text would only confuse.
        if isinstance(written, Scalar) and written.refused:
            raise Refusal(AlreadyReported())
        return self.parse(written, self._limit_context(context))

    def _limit_context(self, context: Context) -> Context:
        """What the business is, within what the catalogue allows of this value."""
        return (
            replace(
                self._bounds,
                languages=context.languages,
                country=context.country,
                currency=context.currency,
            )
            if self._bounds
            else context
        )


def make_shape_leaf(
    name: str, *, prose: bool = False, about: str = "", bounds: Context | None = None
) -> Leaf:
    """The leaf of one shape."""
    described = {"description": about} if about else {}
    return Leaf(
        SHAPES[name].parse,
        lambda: SHAPES[name].make_schema(bounds or Context()) | described,
        bounds,
        prose=prose,
    )


def _make_lendable_leaf(name: str, bounds: Context | None = None) -> Leaf:
    """The leaf of a shape in whose place the address of a rule's figure may stand.

    That figure takes its place before the leaf reads it.
    """
    lent = _make_text_schema(f"{_RULE}\\.[a-z0-9@-]+", "time.urgent.surcharge")
    shape = SHAPES[name]
    return Leaf(
        shape.parse,
        lambda: {"anyOf": [shape.make_schema(bounds or Context()), lent]},
        bounds,
    )


def _make_text_schema(pattern: str, *examples: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$", "examples": list(examples)}


def _make_text_leaf(parse: Parser, pattern: str, *examples: str) -> Leaf:
    return Leaf(parse, lambda: _make_text_schema(pattern, *examples))


def _make_pattern_leaf(shape: str, pattern: str, example: str) -> Leaf:
    parse = make_pattern_parser(shape, pattern, example)
    return _make_text_leaf(parse, pattern, example.strip('"'))


def _make_choice_leaf(shape: str, *known: str) -> Leaf:
    return Leaf(make_choice_parser(shape, known), lambda: {"enum": list(known)})


def _make_list_leaf(parse: Parser, example: str, items: dict[str, Any]) -> Leaf:
    return Leaf(
        make_list_parser(parse, example),
        lambda: {"type": "array", "items": items, "minItems": 1, "uniqueItems": True},
    )


def _make_words_leaf(shape: str, example: str, known: tuple[str, ...]) -> Leaf:
    return _make_list_leaf(make_choice_parser(shape, known), example, {"enum": list(known)})


TEXT = make_shape_leaf("text")
PROSE = make_shape_leaf("text", prose=True)
PROSE_LIST = make_shape_leaf("list", prose=True)
PRICE = make_shape_leaf("price")
PERIOD = make_shape_leaf("period")
PERCENT = make_shape_leaf("percent")
YES_NO = make_shape_leaf("yes-no")
DAY = make_shape_leaf("date")
TIERS = make_shape_leaf("brackets", bounds=Context(gives="price"))
SURCHARGE = _make_lendable_leaf("amount")
DISCOUNT = _make_lendable_leaf("amount", Context(most=WHOLE_SHARE))
MULTIPLE = _make_lendable_leaf("multiple")
COLOUR = _make_pattern_leaf("colour", r"#[0-9a-fA-F]{6}", '"#17322c"')
WEB_ADDRESS = _make_pattern_leaf("url", URL, "https://lindero.example/")
EMAIL_ADDRESS = _make_pattern_leaf("email", EMAIL, "hola@lindero.example")
NOUN = Leaf(parse_noun, SHAPES["text"].make_schema)
PHONE = _make_pattern_leaf("phone", r"\+?[0-9][0-9 ().-]{4,24}", "+34 600 000 000")
LOGO = _make_text_leaf(parse_logo, PATH + PICTURE, "site_src/assets/logo.svg")
CURRENCY = _make_text_leaf(parse_currency, "[A-Z]{3}", "EUR")
COUNTRY = _make_text_leaf(parse_country, "[A-Z]{2}", "ES")
TIMEZONE = Leaf(parse_timezone, lambda: {"type": "string", "examples": ["Europe/Madrid"]})
CURRENCIES = _make_list_leaf(parse_currency, "USD", {"type": "string", "pattern": "^[A-Z]{3}$"})
SPOKEN_LANGUAGES = _make_words_leaf("language", "es, en", tuple(LANGUAGES))
CLIENT_KINDS = _make_words_leaf("client", "business, consumer", CLIENTS)
CLIENT_KIND = Leaf(parse_client_kind, lambda: {"enum": list(CLIENTS)})
AUDIENCE = Leaf(
    parse_audience_words,
    lambda: {
        "anyOf": [word := _make_text_schema(SLUG.pattern, *CLIENTS), make_list_schema(word)],
        "examples": [*CLIENTS],
    },
)
ID = _make_pattern_leaf("id", SLUG.pattern, "direction")

IDS = _make_list_leaf(
    make_pattern_parser("id", SLUG.pattern, "web-essential"), "web-essential", {"type": "string"}
)

RULE_EXAMPLE = "payment.deposit"

RULE_ID = _make_pattern_leaf("rule", _RULE, RULE_EXAMPLE)

RULE_IDS = _make_list_leaf(RULE_ID.parse, RULE_EXAMPLE, {"type": "string"})

QUANTITY = _make_text_leaf(parse_quantity, "[1-9][0-9]{0,6} [a-z ]+", "90 minutes", "3200 words")

USED_TIME = _make_text_leaf(parse_used_time, "[0-9]{1,7} [a-z ]+", "90 minutes", "0 hours")
USED_TIMES = Leaf(
    make_list_parser(parse_used_time, "1 hour", repeats=True),
    lambda: make_list_schema(USED_TIME.schema),
)

MINIMUM = _make_text_leaf(parse_minimum, r"[0-9]+(\.[0-9]+)? [A-Za-z ]+", "40 EUR", "2 hours")
PAPER = _make_choice_leaf("paper", *PAPERS)
SPEAKER = _make_choice_leaf("voice", "I", "we")
READER = _make_choice_leaf("voice", *ADDRESS_FORMS)
BILLED = _make_choice_leaf("choice", "ahead", "after")
TIERING = _make_choice_leaf("choice", "each", "whole")
ROUNDING = _make_choice_leaf("choice", "sum", "line")
INCLUDED = Leaf(
    parse_included,
    lambda: {"anyOf": [YES_NO.schema, {"enum": [CONSUMER]}], "examples": ["yes", "no"]},
)
BASE = _make_choice_leaf("choice", "base", "running total")
SIDE = _make_choice_leaf("duty", "client", "freelancer", "both")
STAGE = _make_choice_leaf("choice", *WORK_STAGES)
CONDITIONS = Leaf(
    parse_conditions,
    lambda: {
        "anyOf": [
            {"type": "string", "examples": ["notice"]},
            {"type": "array", "items": {"type": "string"}, "minItems": 1},
        ]
    },
)
SETTLED = Leaf(
    parse_settled, lambda: {"type": "object", "additionalProperties": {"type": "string"}}
)

RULE_WORDS = {
    "title": make_shape_leaf("text", prose=True, about="In place of our title."),
    "summary": make_shape_leaf("text", prose=True, about="In place of our one line."),
    "text": make_shape_leaf(
        "text", prose=True, about="In place of our text; may use {{ figures }}."
    ),
    "replaces": Leaf(
        IDS.parse,
        lambda: IDS.schema | {"description": "The clauses that `text` stands for, if not for all."},
    ),
    "why": make_shape_leaf("text", prose=True, about="The reason, shown beside the rule."),
    "note": make_shape_leaf(
        "text", prose=True, about="A remark in small print, shown under the rule."
    ),
}
"""What an author may say about any rule, in place of ours or besides."""

CASE_KEYS = {
    "for": CLIENT_KIND,
    "services": IDS,
    "from": make_shape_leaf("date", about="The first day of this variant."),
    "until": make_shape_leaf("date", about="The last day of this variant."),
}
"""When a variant of a rule holds."""
