"""The leaves that records are made of: every value an author may write, with its check and its JSON Schema."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from babel.core import get_global
from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from lindero.catalogue import Duty
from lindero.diagnostics import suggest
from lindero.shapes import SHAPES, Day, Percent, Period, Price, Refused, Surroundings, Text, TextList, YesNo
from lindero.shapes.base import refuse, text_of

LANGUAGES = ("es", "en")
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SLUG_HELP = "use small letters a–z, digits and single hyphens: `web-essential`"
PAPERS = {"A4": "a4", "US Letter": "us-letter"}
RULE_PATTERN = r"^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$"


@dataclass(frozen=True)
class Prose:
    """Marks a field whose text may hold figures, links, bold and lists."""


Parse = Callable[[object, Surroundings], Any]


def checked(parse: Parse, choices: Any = None) -> PlainValidator:
    def validate(written: Any, info: ValidationInfo) -> Any:
        languages = info.context["languages"] if info.context else None
        try:
            return parse(written, Surroundings(languages, choices or {}))
        except Refused as refused:
            raise PydanticCustomError("refused", "refused", {"problems": refused.problems}) from None

    return PlainValidator(validate)


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
_URL = r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/%-]*)?"
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_PHONE = r"\+?[0-9][0-9 ().-]{4,24}"
_PATH = r"(?!.*(^|/)\.\.?(/|$))[A-Za-z0-9_][A-Za-z0-9_ .-]*(/[A-Za-z0-9_.][A-Za-z0-9_ .-]*)*\.svg"


def _parse_currency(written: object, _: Surroundings) -> str:
    text = text_of("currency", written, "EUR")
    if text not in get_global("all_currencies"):
        raise refuse("currency", f"`{text}` is no currency", suggest(text, get_global("all_currencies"), none_fits="a currency has three capitals, like `EUR`"))
    return text


def _parse_timezone(written: object, _: Surroundings) -> str:
    text = text_of("timezone", written, "Europe/Madrid")
    known = zoneinfo.available_timezones()
    if text not in known:
        raise refuse("timezone", f"`{text}` is no time zone", suggest(text, sorted(known), none_fits="write it like `Europe/Madrid`"))
    return text


def _parse_country(written: object, _: Surroundings) -> str:
    text = text_of("country", written, "ES")
    known = {code for code in get_global("territory_currencies") if len(code) == 2}
    if text not in known:
        raise refuse("country", f"`{text}` is no country", suggest(text, sorted(known), none_fits="write two capitals, like `ES`") if len(text) == 2 else "write two capitals, like `ES`")
    return text


def _one_of(shape: str, known: tuple[str, ...]) -> Parse:
    def parse(written: object, _: Surroundings) -> str:
        text = text_of(shape, written, known[0])
        if text not in known:
            raise refuse(shape, f"`{text}` does not fit here", suggest(text, known))
        return text

    return parse


def _list_of(shape: str, parse: Parse) -> Parse:
    def parse_entries(written: object, around: Surroundings) -> tuple[str, ...]:
        if not isinstance(written, list) or not written:
            raise refuse("list", "a list belongs here", "write `[one, two]`")
        found, problems = [], []
        for index, entry in enumerate(written):
            try:
                found.append(parse(entry, around))
            except Refused as refused:
                problems += [type(p)(p.code, p.message, p.help, (index, *p.path), p.on_key) for p in refused.problems]
                continue
            if found.index(found[-1]) < len(found) - 1:
                problems += [*refuse(shape, f"`{found[-1]}` stands in the list twice", "keep one of the two").problems]
        if problems:
            raise Refused(*problems)
        return tuple(found)

    return parse_entries


def _text_schema() -> dict[str, Any]:
    one = {"type": ["string", "number", "boolean"]}
    return {"anyOf": [one, {"type": "object", "properties": {code: one for code in LANGUAGES}, "additionalProperties": False}]}


def _list_schema() -> dict[str, Any]:
    entries = {"type": "array", "minItems": 1, "items": _text_schema()}
    return {"anyOf": [entries, {"type": "object", "properties": {code: entries for code in LANGUAGES}, "additionalProperties": False}]}


def shape_schema(name: str, choices: Any = None) -> dict[str, Any]:
    """The JSON Schema of one shape, for editors."""
    shape = SHAPES[name]
    head: dict[str, Any] = {"description": shape.about, "examples": list(shape.examples)}
    if name == "text":
        return head | _text_schema()
    if name == "list":
        return head | _list_schema()
    if name == "choice":
        return {"enum": list(choices or ())}
    if name == "stages":
        step = {"type": "object", "properties": {"at": _text_schema(), "share": shape_schema("percent")}, "required": ["at", "share"], "additionalProperties": False}
        return head | {"type": "array", "minItems": 1, "items": step}
    if name == "yes-no":
        return head | {"enum": [True, False, "yes", "no"]}
    if name == "count":
        return head | {"type": ["integer", "string"], "minimum": 0, "pattern": shape.pattern}
    return head | {"type": "string", "pattern": shape.pattern}


def _schema(pattern: str | None = None, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string"} | ({"pattern": f"^{pattern}$"} if pattern else {}) | more)


def _shaped(name: str) -> tuple[PlainValidator, WithJsonSchema]:
    return checked(SHAPES[name].parse), WithJsonSchema(shape_schema(name))


TextField = Annotated[Text, *_shaped("text")]
OptionalText = Annotated[Text | None, *_shaped("text")]
ProseField = Annotated[Text, *_shaped("text"), Prose()]
OptionalProse = Annotated[Text | None, *_shaped("text"), Prose()]
OptionalProseList = Annotated[TextList | None, *_shaped("list"), Prose()]
PriceField = Annotated[Price, *_shaped("price")]
OptionalPeriod = Annotated[Period | None, *_shaped("period")]
OptionalPercent = Annotated[Percent | None, *_shaped("percent")]
PercentField = Annotated[Percent, *_shaped("percent")]
YesNoField = Annotated[YesNo, *_shaped("yes-no")]
DayField = Annotated[Day, *_shaped("date")]
OptionalDay = Annotated[Day | None, *_shaped("date")]
Colour = Annotated[str, checked(_pattern("colour", _COLOUR, '"#17322c"')), _schema(_COLOUR)]
Url = Annotated[str, checked(_pattern("url", _URL, "https://lindero.example/")), _schema(_URL)]
OptionalEmail = Annotated[str | None, checked(_pattern("email", _EMAIL, "hola@lindero.example")), _schema(_EMAIL)]
OptionalPhone = Annotated[str | None, checked(_pattern("phone", _PHONE, "+34 600 000 000")), _schema(_PHONE)]
OptionalLogo = Annotated[str | None, checked(_pattern("path", _PATH, "site_src/assets/logo.svg")), _schema(r".+\.svg")]
Currency = Annotated[str, checked(_parse_currency), _schema("[A-Z]{3}")]
Country = Annotated[str, checked(_parse_country), _schema("[A-Z]{2}")]
Timezone = Annotated[str, checked(_parse_timezone), _schema()]
_CHOSEN_LANGUAGES = {"type": "array", "items": {"enum": list(LANGUAGES)}, "minItems": 1, "uniqueItems": True}
Languages = Annotated[tuple[str, ...], checked(_list_of("language", _one_of("language", LANGUAGES))), WithJsonSchema(_CHOSEN_LANGUAGES)]
_CLIENTS = ("business", "consumer")
Clients = Annotated[
    tuple[str, ...],
    checked(_list_of("client", _one_of("client", _CLIENTS))),
    WithJsonSchema({"type": "array", "items": {"enum": list(_CLIENTS)}, "minItems": 1}),
]
_IDS = {"type": "array", "items": {"type": "string"}, "minItems": 1}
Ids = Annotated[tuple[str, ...], checked(_list_of("id", _pattern("id", SLUG.pattern, "web-essential"))), WithJsonSchema(_IDS)]
RuleIds = Annotated[tuple[str, ...], checked(_list_of("rule", _pattern("rule", RULE_PATTERN.strip("^$"), "payment.deposit"))), WithJsonSchema(_IDS)]
Paper = Annotated[str, checked(_one_of("paper", tuple(PAPERS))), WithJsonSchema({"enum": list(PAPERS)})]
_SELF, _READER = ("I", "we"), ("tú", "usted")
Self = Annotated[str, checked(_one_of("voice", _SELF)), WithJsonSchema({"enum": list(_SELF)})]
Reader = Annotated[str, checked(_one_of("voice", _READER)), WithJsonSchema({"enum": list(_READER)})]
_DUTIES = ("client", "freelancer", "both")
DutyField = Annotated[Duty, checked(_one_of("duty", _DUTIES)), WithJsonSchema({"enum": list(_DUTIES)})]
