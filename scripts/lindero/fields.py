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

from lindero.catalogue import Duty
from lindero.diagnostics import suggest
from lindero.reading import Scalar
from lindero.shapes import SHAPES, Day, Percent, Period, Price, Refused, Surroundings, Text, TextList, YesNo
from lindero.shapes.amounts import currencies
from lindero.shapes.base import Problem, refuse, text_of

LANGUAGES = ("es", "en")
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SLUG_HELP = "use small letters a–z, digits and single hyphens: `web-essential`"
PAPERS: dict[str, Literal["a4", "us-letter"]] = {"A4": "a4", "US Letter": "us-letter"}
_RULE = r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*"


Parse = Callable[[object, Surroundings], Any]
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
        languages = info.context["languages"] if info.context else None
        try:
            return self.parse(written, replace(self._bounds, languages=languages))
        except Refused as refused:
            raise PydanticCustomError("refused", "refused", {"problems": refused.problems}) from None


def _pattern(shape: str, pattern: str, example: str) -> Parse:
    def parse(written: object, _: Surroundings) -> str:
        text = text_of(shape, written, example)
        if not re.fullmatch(pattern, text):
            raise refuse(shape, f"`{text}` is no {_CALLED[shape]}", f"write it like `{example}`")
        return text

    return parse


_CALLED = {
    "colour": "colour", "url": "web address", "email": "e-mail address", "phone": "telephone number",
    "country": "country code", "path": "file of this project", "rule": "rule id", "id": "id",
}  # fmt: skip
_COLOUR = r"#[0-9a-fA-F]{6}"
_URL = r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?"
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_PHONE = r"\+?[0-9][0-9 ().-]{4,24}"
_PATH = r"(?!.*(^|/)\.\.?(/|$))[A-Za-z0-9_][A-Za-z0-9_ .-]*(/[A-Za-z0-9_.][A-Za-z0-9_ .-]*)*\.svg"


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
    known = {code for code in get_global("territory_currencies") if re.fullmatch("[A-Z]{2}", code)}
    if text not in known:
        raise refuse("country", f"`{text}` is no country", "write its two capitals (ISO 3166): `ES`, `GB`, `MX`")
    return text


def _one_of(shape: str, known: tuple[str, ...]) -> Parse:
    def parse(written: object, _: Surroundings) -> str:
        text = text_of(shape, written, known[0])
        if text not in known:
            raise refuse(shape, f"`{text}` does not fit here", suggest(text, known))
        return text

    return parse


def _list_of(parse: Parse, example: str) -> Parse:
    def parse_entries(written: object, around: Surroundings) -> tuple[str, ...]:
        if not isinstance(written, list) or not written:
            text = written.text if isinstance(written, Scalar) and written.text else example
            raise refuse("list", "a list belongs here", f"write `[{text}]`")
        found: list[str] = []
        problems: list[Problem] = []
        for index, entry in enumerate(written):
            try:
                found.append(parse(entry, around))
            except Refused as refused:
                problems += [replace(problem, path=(index, *problem.path)) for problem in refused.problems]
                continue
            if found[-1] in found[:-1]:
                problems.append(Problem("duplicate-entry", f"`{found[-1]}` stands in the list twice", "keep one of the two", (index,)))
        if problems:
            raise Refused(*problems)
        return tuple(found)

    return parse_entries


_ONE_TEXT = {"type": ["string", "number", "boolean"]}
_TEXTS = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/text"}}
SHARED_SCHEMAS: dict[str, Any] = {
    "text": {"anyOf": [_ONE_TEXT, {"type": "object", "properties": dict.fromkeys(LANGUAGES, _ONE_TEXT), "additionalProperties": False}]},
    "list": {"anyOf": [_TEXTS, {"type": "object", "properties": dict.fromkeys(LANGUAGES, _TEXTS), "additionalProperties": False}]},
}
"""What stands in nearly every part of the schema, told once."""


def shape_schema(name: str, choices: Any = None) -> dict[str, Any]:
    """The JSON Schema of one shape, for editors."""
    shape = SHAPES[name]
    head: dict[str, Any] = {"description": shape.about, "examples": list(shape.examples)}
    if name == "text":
        return {"description": shape.about, "$ref": "#/$defs/text"}
    if name == "list":
        return {"description": shape.about, "$ref": "#/$defs/list"}
    if name == "choice":
        return {"enum": list(choices or ())}
    if name == "stages":
        step = {
            "type": "object",
            "properties": {"at": {"$ref": "#/$defs/text"}, "share": shape_schema("percent")},
            "required": ["at", "share"],
            "additionalProperties": False,
        }
        return head | {"type": "array", "minItems": 1, "items": step}
    if name == "yes-no":
        return head | {"enum": [True, False, "yes", "no"]}
    if name == "count":
        return head | {"type": ["integer", "string"], "minimum": 0, "pattern": shape.pattern}
    return head | {"type": "string", "pattern": shape.pattern}


def shape_leaf(name: str, *, prose: bool = False, about: str = "", bounds: Surroundings = Surroundings()) -> Leaf:
    """The leaf of one shape."""
    described = {"description": about} if about else {}
    return Leaf(SHAPES[name].parse, lambda: shape_schema(name, bounds.choices) | described, bounds, prose=prose)


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
OptionalPercent = Annotated[Percent | None, shape_leaf("percent")]
YesNoField = Annotated[YesNo, shape_leaf("yes-no")]
DayField = Annotated[Day, shape_leaf("date")]
OptionalDay = Annotated[Day | None, shape_leaf("date")]
ColourField = Annotated[str, _matching("colour", _COLOUR, '"#17322c"')]
Url = Annotated[str, _matching("url", _URL, "https://lindero.example/")]
OptionalEmail = Annotated[str | None, _matching("email", _EMAIL, "hola@lindero.example")]
OptionalPhone = Annotated[str | None, _matching("phone", _PHONE, "+34 600 000 000")]
OptionalLogo = Annotated[str | None, _matching("path", _PATH, "site_src/assets/logo.svg")]
Currency = Annotated[str, Leaf(_parse_currency, lambda: {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]})]
Country = Annotated[str, Leaf(_parse_country, lambda: {"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["ES"]})]
Timezone = Annotated[str, Leaf(_parse_timezone, lambda: {"type": "string", "examples": ["Europe/Madrid"]})]
Languages = Annotated[tuple[str, ...], _listed(_one_of("language", LANGUAGES), "es, en", {"enum": list(LANGUAGES)})]
_CLIENTS = ("business", "consumer")
Clients = Annotated[tuple[str, ...], _listed(_one_of("client", _CLIENTS), "business, consumer", {"enum": list(_CLIENTS)})]
Ids = Annotated[tuple[str, ...], _listed(_pattern("id", SLUG.pattern, "web-essential"), "web-essential", {"type": "string"})]
RuleIds = Annotated[tuple[str, ...], _listed(_pattern("rule", _RULE, "payment.deposit"), "payment.deposit", {"type": "string"})]
Paper = Annotated[str, _enumerated("paper", tuple(PAPERS))]
SpeakerField = Annotated[str, _enumerated("voice", ("I", "we"))]
AddressField = Annotated[str, _enumerated("voice", ("tú", "usted"))]
DutyField = Annotated[Duty, _enumerated("duty", ("client", "freelancer", "both"))]
