"""The leaves that records are made of: every value an author may write, with its check and its JSON Schema."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Annotated, Any, Literal

from babel.core import get_global
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from lindero.catalogue.specs import Duty
from lindero.findings.finding import suggest_word
from lindero.reading.characters import name_character
from lindero.reading.links import EMAIL, URL
from lindero.reading.tree import Scalar
from lindero.resources.languages import ADDRESS_FORMS, LANGUAGES
from lindero.shapes import (
    SHAPES,
    Amount,
    Brackets,
    Context,
    Day,
    Multiple,
    Percent,
    Period,
    Price,
    Refusal,
    Text,
    TextList,
    YesNo,
)
from lindero.shapes.currencies import list_currencies
from lindero.shapes.key_groups import Parser, list_part_problems
from lindero.shapes.quantities import Minimum, Quantity, parse_minimum, parse_quantity
from lindero.shapes.refusals import AlreadyReported, Problem, make_refusal, read_scalar_text
from lindero.shapes.shape import make_list_schema
from lindero.shapes.stages import WHOLE_SHARE

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


SLUG_HELP = "use small letters a–z, digits and single hyphens: `web-essential`"


PAPERS: dict[str, Literal["a4", "us-letter"]] = {"A4": "a4", "US Letter": "us-letter"}


_RULE = r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*"


Describe = Callable[[], dict[str, Any]]


class Leaf:
    """How one value is checked, and its JSON Schema. `prose` marks a text that may hold figures, links, bold and lists.

    Records tell it to pydantic's core directly: building pydantic's models takes longer than all the rest of a check.
    """

    def __init__(
        self, parse: Parser, describe: Describe, bounds: Context = Context(), *, prose: bool = False
    ) -> None:
        self.parse = parse
        self._bounds = bounds
        self._describe = describe
        self.prose = prose

    @cached_property
    def schema(self) -> dict[str, Any]:
        """For editors; made when somebody asks."""
        return self._describe()

    def validate_value(self, written: Any, info: ValidationInfo[Any]) -> Any:
        """The value, or pydantic's error with our problems in it."""
        context = info.context or {}
        if isinstance(written, Scalar) and written.refused:
            raise PydanticCustomError("refused", "refused", {"problems": (AlreadyReported(),)})
        try:
            return self.parse(written, replace(self._bounds, **context))
        except Refusal as refused:
            raise PydanticCustomError(
                "refused", "refused", {"problems": refused.problems}
            ) from None


def _make_pattern_parser(shape: str, pattern: str, example: str) -> Parser:
    def parse_matching(written: object, _: Context) -> str:
        text = read_scalar_text(shape, written, example)
        if not re.fullmatch(pattern, text):
            raise make_refusal(
                shape,
                f"`{text}` is no {_SHAPE_NAMES[shape]}{_foreign(text)}",
                f"write it like `{example}`",
            )
        return text

    return parse_matching


def _foreign(text: str) -> str:
    """The first character that only looks as if it belonged into an address, a number or a name of a file."""
    strange = next((character for character in text if not character.isascii()), None)
    return f": {name_character(strange)} does not belong there" if strange else ""


_SHAPE_NAMES = {
    "colour": "colour", "url": "web address", "email": "e-mail address", "phone": "telephone number",
    "country": "country code", "path": "file of this project", "rule": "rule id", "id": "id",
}  # fmt: skip


_COLOUR = r"#[0-9a-fA-F]{6}"


_PHONE = r"\+?[0-9][0-9 ().-]{4,24}"


_PATH = r"(?!.*(^|/)\.\.?(/|$))[A-Za-z0-9_][A-Za-z0-9_ .-]*(/[A-Za-z0-9_.][A-Za-z0-9_ .-]*)*"


_PICTURE = r"\.([sS][vV][gG]|[pP][nN][gG]|[jJ][pP][eE]?[gG])"


def _parse_logo(written: object, context: Context) -> str:
    example = "site_src/assets/logo.svg"
    text: str = _make_pattern_parser("path", _PATH, example)(written, context)
    if not re.search(f"{_PICTURE}$", text):
        message = f"`{text}` is no picture that site and print can share"
        raise make_refusal(
            "path",
            message,
            "export the logo as SVG, PNG or JPEG; the file's name ends in `.svg`, `.png` or `.jpg`",
        )
    return text


def _parse_currency(written: object, _: Context) -> str:
    text = read_scalar_text("currency", written, "EUR")
    if text not in list_currencies():
        help_ = suggest_word(
            text, sorted(list_currencies()), none_fits="a currency has three capitals, like `EUR`"
        )
        raise make_refusal("currency", f"`{text}` is no currency", help_)
    return text


def _parse_timezone(written: object, _: Context) -> str:
    text = read_scalar_text("timezone", written, "Europe/Madrid")
    try:
        zoneinfo.ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # not there, no path inside the data, or a folder of it
        names = sorted(zoneinfo.available_timezones())
        raise make_refusal(
            "timezone",
            f"`{text}` is no time zone",
            suggest_word(text, names, none_fits="write it like `Europe/Madrid`"),
        ) from None
    return text


def _parse_country(written: object, _: Context) -> str:
    text = read_scalar_text("country", written, "ES")
    tenders = (
        get_global("territory_currencies").get(text, ()) if re.fullmatch("[A-Z]{2}", text) else ()
    )
    if not any(
        until is None and legal for _, _, until, legal in tenders
    ):  # countries that are no more have none today
        raise make_refusal(
            "country",
            f"`{text}` is no country",
            "write its two capitals (ISO 3166): `ES`, `GB`, `MX`",
        )
    return text


def _make_choice_parser(shape: str, known: tuple[str, ...]) -> Parser:
    def parse_known(written: object, _: Context) -> str:
        text = read_scalar_text(shape, written, known[0])
        if text not in known:
            raise make_refusal(shape, f"`{text}` does not fit here", suggest_word(text, known))
        return text

    return parse_known


def _make_list_parser(parse: Parser, example: str, *, repeats: bool = False) -> Parser:
    def parse_entries(written: object, context: Context) -> tuple[Any, ...]:
        if not isinstance(written, list) or not written:
            if isinstance(written, list):
                raise make_refusal(
                    "list",
                    "the list is empty",
                    f"write it like `[{example}]`, or leave the key out",
                )
            text = written.text if isinstance(written, Scalar) and written.text else example
            raise make_refusal("list", "a list belongs here", f"write `[{text}]`")
        found: list[Any] = []
        problems: list[Problem] = []
        for index, entry in enumerate(written):
            try:
                found.append(parse(entry, context))
            except Refusal as refused:
                problems += list_part_problems(refused, index)
                continue
            if found[-1] in found[:-1] and not repeats:
                problems.append(
                    Problem(
                        "duplicate-entry",
                        f"`{found[-1]}` stands in the list twice",
                        "keep one of the two",
                        (index,),
                    )
                )
        if problems:
            raise Refusal(*problems)
        return tuple(found)

    return parse_entries


def make_shape_leaf(
    name: str, *, prose: bool = False, about: str = "", bounds: Context = Context()
) -> Leaf:
    """The leaf of one shape."""
    described = {"description": about} if about else {}
    return Leaf(
        SHAPES[name].parse,
        lambda: SHAPES[name].make_schema(bounds) | described,
        bounds,
        prose=prose,
    )


def _make_lendable_leaf(name: str, bounds: Context = Context()) -> Leaf:
    """The leaf of one shape in whose place the address of a rule's figure may stand; that is replaced before it is read."""
    lent = {
        "type": "string",
        "pattern": f"^{_RULE}\\.[a-z0-9@-]+$",
        "examples": ["time.urgent.surcharge"],
    }
    return Leaf(
        SHAPES[name].parse, lambda: {"anyOf": [SHAPES[name].make_schema(bounds), lent]}, bounds
    )


def _make_pattern_leaf(shape: str, pattern: str, example: str) -> Leaf:
    schema = {"type": "string", "pattern": f"^{pattern}$", "examples": [example.strip('"')]}
    return Leaf(_make_pattern_parser(shape, pattern, example), lambda: schema)


def _make_choice_leaf(shape: str, known: tuple[str, ...]) -> Leaf:
    return Leaf(_make_choice_parser(shape, known), lambda: {"enum": list(known)})


def _make_list_leaf(parse: Parser, example: str, items: dict[str, Any]) -> Leaf:
    return Leaf(
        _make_list_parser(parse, example),
        lambda: {"type": "array", "items": items, "minItems": 1, "uniqueItems": True},
    )


TextField = Annotated[Text, make_shape_leaf("text")]


OptionalText = Annotated[Text | None, make_shape_leaf("text")]


ProseField = Annotated[Text, make_shape_leaf("text", prose=True)]


OptionalProse = Annotated[Text | None, make_shape_leaf("text", prose=True)]


OptionalProseList = Annotated[TextList | None, make_shape_leaf("list", prose=True)]


PriceField = Annotated[Price, make_shape_leaf("price")]


OptionalPeriod = Annotated[Period | None, make_shape_leaf("period")]


PercentField = Annotated[Percent, make_shape_leaf("percent")]


OptionalPrice = Annotated[Price | None, make_shape_leaf("price")]


OptionalAmount = Annotated[Amount | None, _make_lendable_leaf("amount")]


OptionalDiscount = Annotated[
    Amount | None, _make_lendable_leaf("amount", Context(most=WHOLE_SHARE))
]


OptionalMultiple = Annotated[Multiple | None, _make_lendable_leaf("multiple")]


OptionalTiers = Annotated[
    Brackets | None, make_shape_leaf("brackets", bounds=Context(gives="price"))
]


YesNoField = Annotated[YesNo, make_shape_leaf("yes-no")]


DayField = Annotated[Day, make_shape_leaf("date")]


OptionalDay = Annotated[Day | None, make_shape_leaf("date")]


ColourField = Annotated[str, _make_pattern_leaf("colour", _COLOUR, '"#17322c"')]


Url = Annotated[str, _make_pattern_leaf("url", URL, "https://lindero.example/")]


OptionalEmail = Annotated[str | None, _make_pattern_leaf("email", EMAIL, "hola@lindero.example")]


OptionalPhone = Annotated[str | None, _make_pattern_leaf("phone", _PHONE, "+34 600 000 000")]


_LOGO = {
    "type": "string",
    "pattern": f"^{_PATH}{_PICTURE}$",
    "examples": ["site_src/assets/logo.svg"],
}


OptionalLogo = Annotated[str | None, Leaf(_parse_logo, lambda: _LOGO)]


Currency = Annotated[
    str,
    Leaf(_parse_currency, lambda: {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]}),
]


Country = Annotated[
    str,
    Leaf(_parse_country, lambda: {"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["ES"]}),
]


Timezone = Annotated[
    str, Leaf(_parse_timezone, lambda: {"type": "string", "examples": ["Europe/Madrid"]})
]


Languages = Annotated[
    tuple[str, ...],
    _make_list_leaf(
        _make_choice_parser("language", tuple(LANGUAGES)), "es, en", {"enum": list(LANGUAGES)}
    ),
]


_CLIENTS = ("business", "consumer")


_EVERYBODY = {"all", "any", "anybody", "both", "everybody", "everyone"}


def _parse_client_kind(written: object, context: Context) -> str:
    """The one kind of client that a variant is for."""
    if isinstance(written, list) or (
        isinstance(written, Scalar) and written.text.strip().lower() in _EVERYBODY
    ):
        said = "a list" if isinstance(written, list) else f"`{written.text.strip()}`"
        message = f"`for` names one kind of client, and this is {said}"
        raise make_refusal(
            "client", message, "leave `for` out; what has no `for` holds for all clients"
        )
    kind: str = _make_choice_parser("client", _CLIENTS)(written, context)
    return kind


CLIENT_LEAF = Leaf(_parse_client_kind, lambda: {"enum": list(_CLIENTS)})


Currencies = Annotated[
    tuple[str, ...],
    _make_list_leaf(_parse_currency, "USD", {"type": "string", "pattern": "^[A-Z]{3}$"}),
]


Clients = Annotated[
    tuple[str, ...],
    _make_list_leaf(
        _make_choice_parser("client", _CLIENTS), "business, consumer", {"enum": list(_CLIENTS)}
    ),
]


IDS_LEAF = _make_list_leaf(
    _make_pattern_parser("id", SLUG.pattern, "web-essential"), "web-essential", {"type": "string"}
)


Ids = Annotated[tuple[str, ...], IDS_LEAF]


RuleIds = Annotated[
    tuple[str, ...],
    _make_list_leaf(
        _make_pattern_parser("rule", _RULE, "payment.deposit"),
        "payment.deposit",
        {"type": "string"},
    ),
]


Paper = Annotated[str, _make_choice_leaf("paper", tuple(PAPERS))]


SpeakerField = Annotated[str, _make_choice_leaf("voice", ("I", "we"))]


AddressField = Annotated[str, _make_choice_leaf("voice", tuple(ADDRESS_FORMS))]


_QUANTITY = {
    "type": "string",
    "pattern": "^[1-9][0-9]{0,6} [a-z ]+$",
    "examples": ["90 minutes", "3200 words"],
}


_MINIMUM = {
    "type": "string",
    "pattern": r"^[0-9]+(\.[0-9]+)? [A-Za-z ]+$",
    "examples": ["40 EUR", "2 hours"],
}


QuantityField = Annotated[Quantity, Leaf(parse_quantity, lambda: _QUANTITY)]


OptionalQuantity = Annotated[Quantity | None, Leaf(parse_quantity, lambda: _QUANTITY)]


OptionalMinimum = Annotated[Minimum | None, Leaf(parse_minimum, lambda: _MINIMUM)]


Quantities = Annotated[
    tuple[Quantity, ...],
    Leaf(
        _make_list_parser(parse_quantity, "1 hour", repeats=True),
        lambda: make_list_schema(_QUANTITY),
    ),
]


OptionalId = Annotated[str | None, _make_pattern_leaf("id", SLUG.pattern, "direction")]


BilledField = Annotated[str, _make_choice_leaf("choice", ("ahead", "after"))]


TieringField = Annotated[str, _make_choice_leaf("choice", ("each", "whole"))]


BaseField = Annotated[str, _make_choice_leaf("choice", ("base", "running total"))]


DutyField = Annotated[Duty, _make_choice_leaf("duty", ("client", "freelancer", "both"))]
