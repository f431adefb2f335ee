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
from lindero.findings.finding import suggest
from lindero.reading.characters import name_character
from lindero.reading.links import EMAIL, URL
from lindero.reading.tree import Scalar
from lindero.resources.languages import LANGUAGES
from lindero.shapes import SHAPES, Amount, Brackets, Day, Multiple, Percent, Period, Price, Refused, Surroundings, Text, TextList, YesNo
from lindero.shapes.amounts import currencies
from lindero.shapes.brackets import GIVES
from lindero.shapes.key_groups import Parse, inside
from lindero.shapes.quantities import Minimum, Quantity, parse_minimum, parse_quantity
from lindero.shapes.refusals import Problem, Told, refuse, text_of
from lindero.shapes.stages import WHOLE

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


SLUG_HELP = "use small letters a–z, digits and single hyphens: `web-essential`"


PAPERS: dict[str, Literal["a4", "us-letter"]] = {"A4": "a4", "US Letter": "us-letter"}


_RULE = r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*"


Describe = Callable[[], dict[str, Any]]


class Leaf:
    """How one value is checked, and its JSON Schema. `prose` marks a text that may hold figures, links, bold and lists.

    Records tell it to pydantic's core directly: building pydantic's models takes longer than all the rest of a check.
    """

    def __init__(self, parse: Parse, describe: Describe, bounds: Surroundings = Surroundings(), *, prose: bool = False) -> None:
        self.parse = parse
        self._bounds = bounds
        self._describe = describe
        self.prose = prose

    @cached_property
    def schema(self) -> dict[str, Any]:
        """For editors; made when somebody asks."""
        return self._describe()

    def validate(self, written: Any, info: ValidationInfo[Any]) -> Any:
        """The value, or pydantic's error with our problems in it."""
        around = info.context or {}
        if isinstance(written, Scalar) and written.refused:
            raise PydanticCustomError("refused", "refused", {"problems": (Told(),)})
        try:
            return self.parse(written, replace(self._bounds, **around))
        except Refused as refused:
            raise PydanticCustomError("refused", "refused", {"problems": refused.problems}) from None


def _pattern(shape: str, pattern: str, example: str) -> Parse:
    def parse(written: object, _: Surroundings) -> str:
        text = text_of(shape, written, example)
        if not re.fullmatch(pattern, text):
            raise refuse(shape, f"`{text}` is no {_CALLED[shape]}{_foreign(text)}", f"write it like `{example}`")
        return text

    return parse


def _foreign(text: str) -> str:
    """The first character that only looks as if it belonged into an address, a number or a name of a file."""
    strange = next((character for character in text if not character.isascii()), None)
    return f": {name_character(strange)} does not belong there" if strange else ""


_CALLED = {
    "colour": "colour", "url": "web address", "email": "e-mail address", "phone": "telephone number",
    "country": "country code", "path": "file of this project", "rule": "rule id", "id": "id",
}  # fmt: skip


_COLOUR = r"#[0-9a-fA-F]{6}"


_PHONE = r"\+?[0-9][0-9 ().-]{4,24}"


_PATH = r"(?!.*(^|/)\.\.?(/|$))[A-Za-z0-9_][A-Za-z0-9_ .-]*(/[A-Za-z0-9_.][A-Za-z0-9_ .-]*)*"


_PICTURE = r"\.([sS][vV][gG]|[pP][nN][gG]|[jJ][pP][eE]?[gG])"


def _parse_logo(written: object, around: Surroundings) -> str:
    example = "site_src/assets/logo.svg"
    text: str = _pattern("path", _PATH, example)(written, around)
    if not re.search(f"{_PICTURE}$", text):
        message = f"`{text}` is no picture that site and print can share"
        raise refuse("path", message, "export the logo as SVG, PNG or JPEG; the file's name ends in `.svg`, `.png` or `.jpg`")
    return text


def _parse_currency(written: object, _: Surroundings) -> str:
    text = text_of("currency", written, "EUR")
    if text not in currencies():
        help_ = suggest(text, sorted(currencies()), none_fits="a currency has three capitals, like `EUR`")
        raise refuse("currency", f"`{text}` is no currency", help_)
    return text


def _parse_timezone(written: object, _: Surroundings) -> str:
    text = text_of("timezone", written, "Europe/Madrid")
    try:
        zoneinfo.ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # not there, no path inside the data, or a folder of it
        names = sorted(zoneinfo.available_timezones())
        raise refuse("timezone", f"`{text}` is no time zone", suggest(text, names, none_fits="write it like `Europe/Madrid`")) from None
    return text


def _parse_country(written: object, _: Surroundings) -> str:
    text = text_of("country", written, "ES")
    tenders = get_global("territory_currencies").get(text, ()) if re.fullmatch("[A-Z]{2}", text) else ()
    if not any(until is None and legal for _, _, until, legal in tenders):  # countries that are no more have none today
        raise refuse("country", f"`{text}` is no country", "write its two capitals (ISO 3166): `ES`, `GB`, `MX`")
    return text


def _one_of(shape: str, known: tuple[str, ...]) -> Parse:
    def parse(written: object, _: Surroundings) -> str:
        text = text_of(shape, written, known[0])
        if text not in known:
            raise refuse(shape, f"`{text}` does not fit here", suggest(text, known))
        return text

    return parse


def _list_of(parse: Parse, example: str, *, repeats: bool = False) -> Parse:
    def parse_entries(written: object, around: Surroundings) -> tuple[Any, ...]:
        if not isinstance(written, list) or not written:
            if isinstance(written, list):
                raise refuse("list", "the list is empty", f"write it like `[{example}]`, or leave the key out")
            text = written.text if isinstance(written, Scalar) and written.text else example
            raise refuse("list", "a list belongs here", f"write `[{text}]`")
        found: list[Any] = []
        problems: list[Problem] = []
        for index, entry in enumerate(written):
            try:
                found.append(parse(entry, around))
            except Refused as refused:
                problems += inside(refused, index)
                continue
            if found[-1] in found[:-1] and not repeats:
                problems.append(Problem("duplicate-entry", f"`{found[-1]}` stands in the list twice", "keep one of the two", (index,)))
        if problems:
            raise Refused(*problems)
        return tuple(found)

    return parse_entries


_TEXT: dict[str, Any] = {"$ref": "#/$defs/text"}


_ONE_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}


_TEXTS: dict[str, Any] = {"type": "array", "minItems": 1, "items": _TEXT}


def _per_language(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict.fromkeys(LANGUAGES, one), "additionalProperties": False}


SHARED_SCHEMAS: dict[str, Any] = {
    "text": {"if": {"type": "object"}, "then": _per_language(_ONE_TEXT), "else": _ONE_TEXT},
    "list": {"if": {"type": "object"}, "then": _per_language(_TEXTS), "else": _TEXTS},
}
"""What stands in nearly every part of the schema, told once."""


def shape_schema(name: str, around: Surroundings = Surroundings()) -> dict[str, Any]:
    """The JSON Schema of one shape, for editors."""
    shape = SHAPES[name]
    head: dict[str, Any] = {"description": shape.about, "examples": list(shape.examples)}
    if name in SHARED_SCHEMAS:
        return {"description": shape.about, "$ref": f"#/$defs/{name}"}
    if name == "choice":
        return {"enum": list(around.choices)}
    if name == "stages":
        return head | _several(_group({"at": _TEXT, "share": _either("percent", "money")}, ("at", "share")))
    if name == "brackets":
        return head | _several(_bracket(around.gives))
    if name in {"absences", "seasons"}:
        return head | _several(_span(name))
    if name == "rate":
        return head | {"anyOf": [{"type": "string", "pattern": shape.pattern}, _outside()]}
    if name == "yes-no":
        return head | {"enum": [True, False, "yes", "no"]}
    if name == "count":
        return head | {"type": ["integer", "string"], "minimum": 0, "pattern": shape.pattern}
    return head | {"type": "string", "pattern": shape.pattern}


def _several(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": items}


def _group(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _either(*shapes: str) -> dict[str, Any]:
    return {"anyOf": [shape_schema(shape) for shape in shapes]}


def _bracket(gives: str) -> dict[str, Any]:
    limit = _either("money", "period", "count")
    keys = {"up to": limit, "over": limit, gives: shape_schema(GIVES[gives].shape)}
    return _group(keys, (gives,)) | {"anyOf": [{"required": ["up to"]}, {"required": ["over"]}]}


def _span(shape: str) -> dict[str, Any]:
    day = {"type": "string", "pattern": "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$", "examples": ["08-01", "2026-12-24"]}
    keys = {"from": day, "until": day, "name": _TEXT}
    own = {"hours": shape_schema("hours"), "closed": shape_schema("yes-no")} if shape == "seasons" else {}
    return _group({**keys, **own}, ("from",))


def _outside() -> dict[str, Any]:
    points = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? points?$", "examples": ["8 points"]}
    keys = {"source": _TEXT, "plus": points, "as of": shape_schema("date"), "value": shape_schema("percent")}
    return _group(keys, ("source", "as of"))


def shape_leaf(name: str, *, prose: bool = False, about: str = "", bounds: Surroundings = Surroundings()) -> Leaf:
    """The leaf of one shape."""
    described = {"description": about} if about else {}
    return Leaf(SHAPES[name].parse, lambda: shape_schema(name, bounds) | described, bounds, prose=prose)


def _lendable(name: str, bounds: Surroundings = Surroundings()) -> Leaf:
    """The leaf of one shape in whose place the address of a rule's figure may stand; that is replaced before it is read."""
    lent = {"type": "string", "pattern": f"^{_RULE}\\.[a-z0-9@-]+$", "examples": ["time.urgent.surcharge"]}
    return Leaf(SHAPES[name].parse, lambda: {"anyOf": [shape_schema(name, bounds), lent]}, bounds)


def _matching(shape: str, pattern: str, example: str) -> Leaf:
    schema = {"type": "string", "pattern": f"^{pattern}$", "examples": [example.strip('"')]}
    return Leaf(_pattern(shape, pattern, example), lambda: schema)


def _enumerated(shape: str, known: tuple[str, ...]) -> Leaf:
    return Leaf(_one_of(shape, known), lambda: {"enum": list(known)})


def _listed(parse: Parse, example: str, items: dict[str, Any]) -> Leaf:
    return Leaf(_list_of(parse, example), lambda: {"type": "array", "items": items, "minItems": 1, "uniqueItems": True})


TextField = Annotated[Text, shape_leaf("text")]


OptionalText = Annotated[Text | None, shape_leaf("text")]


ProseField = Annotated[Text, shape_leaf("text", prose=True)]


OptionalProse = Annotated[Text | None, shape_leaf("text", prose=True)]


OptionalProseList = Annotated[TextList | None, shape_leaf("list", prose=True)]


PriceField = Annotated[Price, shape_leaf("price")]


OptionalPeriod = Annotated[Period | None, shape_leaf("period")]


PercentField = Annotated[Percent, shape_leaf("percent")]


OptionalPrice = Annotated[Price | None, shape_leaf("price")]


OptionalAmount = Annotated[Amount | None, _lendable("amount")]


OptionalDiscount = Annotated[Amount | None, _lendable("amount", Surroundings(most=WHOLE))]


OptionalMultiple = Annotated[Multiple | None, _lendable("multiple")]


OptionalTiers = Annotated[Brackets | None, shape_leaf("brackets", bounds=Surroundings(gives="price"))]


YesNoField = Annotated[YesNo, shape_leaf("yes-no")]


DayField = Annotated[Day, shape_leaf("date")]


OptionalDay = Annotated[Day | None, shape_leaf("date")]


ColourField = Annotated[str, _matching("colour", _COLOUR, '"#17322c"')]


Url = Annotated[str, _matching("url", URL, "https://lindero.example/")]


OptionalEmail = Annotated[str | None, _matching("email", EMAIL, "hola@lindero.example")]


OptionalPhone = Annotated[str | None, _matching("phone", _PHONE, "+34 600 000 000")]


_LOGO = {"type": "string", "pattern": f"^{_PATH}{_PICTURE}$", "examples": ["site_src/assets/logo.svg"]}


OptionalLogo = Annotated[str | None, Leaf(_parse_logo, lambda: _LOGO)]


Currency = Annotated[str, Leaf(_parse_currency, lambda: {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]})]


Country = Annotated[str, Leaf(_parse_country, lambda: {"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["ES"]})]


Timezone = Annotated[str, Leaf(_parse_timezone, lambda: {"type": "string", "examples": ["Europe/Madrid"]})]


Languages = Annotated[tuple[str, ...], _listed(_one_of("language", LANGUAGES), "es, en", {"enum": list(LANGUAGES)})]


_CLIENTS = ("business", "consumer")


_EVERYBODY = {"all", "any", "anybody", "both", "everybody", "everyone"}


def _parse_one_kind(written: object, around: Surroundings) -> str:
    """The one kind of client that a variant is for."""
    if isinstance(written, list) or (isinstance(written, Scalar) and written.text.strip().lower() in _EVERYBODY):
        said = "a list" if isinstance(written, list) else f"`{written.text.strip()}`"
        message = f"`for` names one kind of client, and this is {said}"
        raise refuse("client", message, "leave `for` out; what has no `for` holds for all clients")
    kind: str = _one_of("client", _CLIENTS)(written, around)
    return kind


CLIENT = Leaf(_parse_one_kind, lambda: {"enum": list(_CLIENTS)})


Currencies = Annotated[tuple[str, ...], _listed(_parse_currency, "USD", {"type": "string", "pattern": "^[A-Z]{3}$"})]


Clients = Annotated[tuple[str, ...], _listed(_one_of("client", _CLIENTS), "business, consumer", {"enum": list(_CLIENTS)})]


IDS = _listed(_pattern("id", SLUG.pattern, "web-essential"), "web-essential", {"type": "string"})


Ids = Annotated[tuple[str, ...], IDS]


RuleIds = Annotated[tuple[str, ...], _listed(_pattern("rule", _RULE, "payment.deposit"), "payment.deposit", {"type": "string"})]


Paper = Annotated[str, _enumerated("paper", tuple(PAPERS))]


SpeakerField = Annotated[str, _enumerated("voice", ("I", "we"))]


AddressField = Annotated[str, _enumerated("voice", ("tú", "usted"))]


_QUANTITY = {"type": "string", "pattern": "^[1-9][0-9]{0,6} [a-z ]+$", "examples": ["90 minutes", "3200 words"]}


_MINIMUM = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? [A-Za-z ]+$", "examples": ["40 EUR", "2 hours"]}


QuantityField = Annotated[Quantity, Leaf(parse_quantity, lambda: _QUANTITY)]


OptionalQuantity = Annotated[Quantity | None, Leaf(parse_quantity, lambda: _QUANTITY)]


OptionalMinimum = Annotated[Minimum | None, Leaf(parse_minimum, lambda: _MINIMUM)]


Quantities = Annotated[tuple[Quantity, ...], Leaf(_list_of(parse_quantity, "1 hour", repeats=True), lambda: _several(_QUANTITY))]


OptionalId = Annotated[str | None, _matching("id", SLUG.pattern, "direction")]


BilledField = Annotated[str, _enumerated("choice", ("ahead", "after"))]


TieringField = Annotated[str, _enumerated("choice", ("each", "whole"))]


BaseField = Annotated[str, _enumerated("choice", ("base", "running total"))]


DutyField = Annotated[Duty, _enumerated("duty", ("client", "freelancer", "both"))]
