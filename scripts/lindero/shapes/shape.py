"""What every figure can say, and all that the rest of the house asks of a shape."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, ClassVar, NamedTuple

from lindero.frozen import Frozen
from lindero.shapes.refusals import Context, format_number, make_refusal


class Figure(Frozen):
    """One typed value; what it is made of are its dataclass's fields.

    `forms` are those in which it can be said besides FIGURE_FORMS, which every figure has.
    """

    forms: ClassVar[tuple[str, ...]] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a condition may call it."""
        return ()

    @property
    def written(self) -> str:
        """As an author writes it."""
        raise NotImplementedError

    @property
    def machine(self) -> str:
        """What pages carry in `<data value>`: a short form to reckon with, no identity.

        Two lists of two texts are both `2`; whoever compares, stores or hashes takes `serial`.
        """
        return self.written

    @property
    def serial(self) -> str:
        """The exact form: canonical JSON, the same for equal figures and for no others."""
        return json.dumps(
            describe_content(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


def describe_content(value: object) -> Any:
    """A figure or a part of one as JSON: its class, and every field that is given."""
    match value:
        case Decimal():
            # Equal numbers may differ in their zeros, and so in their text: 1.50 and 1.5, -0 and 0.
            return format_number(value) if value else "0"
        case date():
            return value.isoformat()
        case tuple():
            return [describe_content(part) for part in value]
    if not is_dataclass(value):
        return value
    given = {one.name: getattr(value, one.name) for one in fields(value)}
    # What is not given is left out, so that a field that a later edition adds changes no old text.
    parts = {name: describe_content(part) for name, part in given.items() if part is not None}
    if not isinstance(value, Figure):
        return parts
    # A sum and a price may have the same fields; only the class tells them apart.
    return {"is": re.sub(r"(?<!^)(?=[A-Z])", "-", type(value).__name__).lower(), **parts}


def walk_parts(value: object) -> Iterator[object]:
    """A figure and everything inside it, in the order of writing."""
    yield value
    for part in list_parts(value):
        yield from walk_parts(part)


def list_parts(value: Any) -> tuple[object, ...]:
    """What is directly inside a figure, in the order of writing."""
    if names := _name_fields(type(value)):  # type: ignore[arg-type]  # a class can be a key
        return tuple(getattr(value, name) for name in names)
    return value if isinstance(value, tuple) else ()


@cache
def _name_fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


FigureParser = Callable[[object, Context], Figure]


class OwnSigns(NamedTuple):
    """How a shape is known where only the text tells it: in a rule of the author's own.

    `start` is how such a text can begin, besides with a number; `like` is found in what was
    probably meant as one. The lower the `rank`, the more exactly `like` tells the shape.
    """

    start: str = ""
    like: str | None = None
    rank: int = 0


class Shape(Frozen):
    """A type of figure: how it is read, checked by an editor, recognised and explained.

    `pattern` is a regular expression for editors; it may let pass what `parse` refuses, never the
    reverse. `kinds` has an example of each, where there are several. `schema` is what follows from
    the surroundings, where no pattern says all; `shared` stands once in the schema instead, and
    `definition` there in place of what we would make of the pattern. `entry_keys` are those of the
    entries of a list, `entry_signs` those that no other shape has, `group_sign` that of a group.
    `misses` is what people type in its place; `unseen` what readers see where they do not see it.
    """

    name: str
    read: FigureParser
    about: str
    examples: tuple[str, ...] = ()
    pattern: str | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    schema: Callable[[Context], dict[str, Any]] | None = None
    shared: Mapping[str, Any] | None = None
    definition: Mapping[str, Any] | None = None
    entry_keys: frozenset[str] = frozenset()
    entry_signs: frozenset[str] = frozenset()
    group_sign: str = ""
    own: OwnSigns | None = None
    misses: tuple[str, ...] = ()
    unseen: str = ""

    @cached_property
    def parse(self) -> FigureParser:
        """Reads the figure, refusing what is of another kind than its surroundings allow."""

        def parse_kind(written: object, context: Context = Context()) -> Figure:
            figure = self.read(written, context)
            if not fits_kinds(figure, context.kinds):
                ways = ", ".join(f"`{self.kinds[kind]}`" for kind in context.kinds)
                message = f"`{figure.written}` does not fit here"
                raise make_refusal(self.name, message, f"what fits here: {ways}")
            return figure

        return parse_kind if self.kinds else self.read

    def make_schema(self, context: Context = Context()) -> dict[str, Any]:
        """The JSON Schema of one value, for editors."""
        if self.shared:
            return {"description": self.about, "$ref": f"#/$defs/{self.name}"}
        made = self.schema(context) if self.schema else {"type": "string", "pattern": self.pattern}
        head = {"description": self.about, "examples": list(self.examples)}
        # What has no examples of its own (a choice) is explained by whoever asks for it.
        return head | made if self.examples else made


def fits_kinds(figure: Figure, kinds: tuple[str, ...]) -> bool:
    """Whether a figure is of one of the kinds; what is bounded must be allowed to be."""
    if not kinds or "bounded" in figure.kinds:
        return not kinds or "bounded" in kinds
    return not {*kinds}.isdisjoint(figure.kinds)


TEXT_SCHEMA: dict[str, Any] = {"$ref": "#/$defs/text"}


def make_list_schema(items: dict[str, Any]) -> dict[str, Any]:
    """A list that has entries."""
    return {"type": "array", "minItems": 1, "items": items}


def make_group_schema(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    """A group of these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }


def make_either_schema(*shapes: Shape) -> dict[str, Any]:
    """One of several shapes."""
    return {"anyOf": [shape.make_schema() for shape in shapes]}
