"""What an author may write, section by section, as strict records; the rules' records are made from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from functools import cache
from typing import Any, cast, get_type_hints

from pydantic_core import SchemaValidator
from pydantic_core.core_schema import (
    CoreSchema,
    no_info_after_validator_function,
    typed_dict_field,
    typed_dict_schema,
    with_info_plain_validator_function,
)

from lindero.catalogue import RuleSpec, ValueSpec, rule_specs
from lindero.fields import (
    AddressField,
    Clients,
    ColourField,
    Country,
    Currency,
    DayField,
    DutyField,
    Ids,
    Languages,
    Leaf,
    OptionalDay,
    OptionalEmail,
    OptionalLogo,
    OptionalPercent,
    OptionalPeriod,
    OptionalPhone,
    OptionalProse,
    OptionalProseList,
    OptionalText,
    Paper,
    PercentField,
    PriceField,
    ProseField,
    RuleIds,
    SpeakerField,
    TextField,
    Timezone,
    Url,
    YesNoField,
    shape_leaf,
)
from lindero.shapes import Surroundings


def told(about: str, default: Any = MISSING, *, factory: Any = MISSING) -> Any:
    """A key of a record: what it is for, and what holds where it is left out; without a default it is required."""
    return field(default=default, metadata={"about": about}) if factory is MISSING else field(default_factory=factory)


class Record:
    """A group of keys: strict, frozen, no key more than these."""


@dataclass(frozen=True, kw_only=True)
class Voice(Record):
    """Who speaks, and how the reader is addressed in Spanish."""

    speaker: SpeakerField = told("I or we.", "I")
    reader: AddressField = told("tú or usted, in Spanish.", "tú")


@dataclass(frozen=True, kw_only=True)
class Tax(Record):
    """The tax on top of the prices, or in them."""

    name: TextField = told("What it is called: {es: IVA, en: VAT}.")
    rate: PercentField
    included: YesNoField = told("yes if the prices contain it.")


@dataclass(frozen=True, kw_only=True)
class Business(Record):
    """Who works."""

    name: TextField = told("The business's name.")
    person: OptionalText = told("Who answers.", None)
    trade: OptionalText = told("What the business does, in a few words.", None)
    place: OptionalText = told("The town.", None)
    noun: OptionalText = told("How the rules call you, with article: {es: el estudio, en: the studio}.", None)
    country: Country = told("Two letters, ISO 3166: ES.")
    languages: Languages = told("The first is the main one.")
    currency: Currency = told("ISO 4217: EUR.")
    timezone: Timezone = told("Europe/Madrid.")
    site: Url = told("Where the site is published, starting with https://.")
    email: OptionalEmail = None
    phone: OptionalPhone = None
    clients: Clients = told("Who you work for.", ("business", "consumer"))
    voice: Voice = told("", factory=Voice)
    tax: Tax | None = None
    edition: DayField = told("The day from which these rules and prices hold: 2026-12-01.")
    until: OptionalDay = told("The last day of these prices, if you promise one.", None)
    promise: OptionalProse = told("The headline of the welcome page; the part in ** ** is set apart.", None)
    welcome: OptionalProse = told("Two or three sentences under the headline.", None)
    figures: RuleIds = told("The five rules whose figures open the welcome page.", ())


@dataclass(frozen=True, kw_only=True)
class Brand(Record):
    """Colours and logo, for site and print alike."""

    primary: ColourField = told("Large areas, ink.", "#17322c")
    accent: ColourField = told("Figures and links.", "#b5481f")
    highlight: ColourField = told("Emphasis on the primary colour.", "#e9b44c")
    logo: OptionalLogo = told("An SVG file of this project.", None)


@dataclass(frozen=True, kw_only=True)
class Service(Record):
    """Something that is sold."""

    name: TextField
    summary: OptionalProse = told("One line: what it is for.", None)
    price: PriceField
    delivery: OptionalPeriod = None
    note: OptionalProse = told("A short remark beside the price, such as: no lock-in.", None)
    includes: OptionalProseList = None
    excludes: OptionalProseList = None


@dataclass(frozen=True, kw_only=True)
class Adjustment(Record):
    """Something that changes a price."""

    name: OptionalText = None
    surcharge: OptionalPercent = told("Added to the base price.", None)
    discount: OptionalPercent = told("Taken off the base price.", None)
    when: ProseField = told("When it applies.")


@dataclass(frozen=True, kw_only=True)
class OnePager(Record):
    """A printed sheet."""

    title: ProseField = told("The headline; the part in ** ** is set apart.")
    text: OptionalProse = told("Two or three sentences under it.", None)
    services: Ids = ()
    rules: RuleIds = ()
    fine: OptionalProse = told("Small print at the foot.", None)
    heading: OptionalText = told("The heading over the small print.", None)
    paper: Paper = "A4"


@dataclass(frozen=True, kw_only=True)
class OwnRule(Record):
    """A rule that the catalogue does not have."""

    title: ProseField
    text: ProseField
    summary: OptionalProse = None
    why: OptionalProse = None
    duty: DutyField = told("Who keeps it: client, freelancer or both.", "both")


RULE_WORDS = {
    "title": shape_leaf("text", prose=True, about="In place of our title."),
    "summary": shape_leaf("text", prose=True, about="In place of our one line."),
    "text": shape_leaf("text", prose=True, about="In place of our text; may use {{ figures }}."),
    "why": shape_leaf("text", prose=True, about="The reason, shown beside the rule."),
}
"""What an author may say about any rule, in place of ours or besides."""

SINGLE: dict[str, type[Record]] = {"business": Business, "brand": Brand}
NAMED: dict[str, type[Record]] = {"services": Service, "adjustments": Adjustment, "onepagers": OnePager}


Holds = Leaf | type[Record]


def _leaves_of(kind: type[Record]) -> dict[str, Holds]:
    return {name: _held_by(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}


# Cast, since mypy does not take a class for hashable where its instances have a hash of their own.
leaves_of: Callable[[type[Record]], dict[str, Holds]] = cast("Any", cache(_leaves_of))
"""What each key of a record holds: a leaf, or a record of its own."""


def _held_by(hint: Any) -> Holds:
    options = [*getattr(hint, "__metadata__", ()), hint, *getattr(hint, "__args__", ())]
    return next(one for one in options if isinstance(one, Leaf) or (isinstance(one, type) and issubclass(one, Record)))


def required_keys(kind: type[Any]) -> set[str]:
    """The keys that must be there."""
    return {key.name for key in fields(kind) if key.default is MISSING and key.default_factory is MISSING}


def _record_validator(kind: type[Record]) -> SchemaValidator:
    return SchemaValidator(_record_schema(kind))


record_validator: Callable[[type[Record]], SchemaValidator] = cast("Any", cache(_record_validator))
"""Reads a group of keys as a record. Its `validate_python` raises pydantic's ValidationError."""


def _record_schema(kind: type[Any]) -> CoreSchema:
    keys = _keys_schema(leaves_of(kind), required_keys(kind))
    return no_info_after_validator_function(lambda values: kind(**values), keys)


def _keys_schema(leaves: Mapping[str, Holds], required: set[str]) -> CoreSchema:
    keys = {name: typed_dict_field(_held_schema(holds), required=name in required) for name, holds in leaves.items()}
    return typed_dict_schema(keys, extra_behavior="forbid")


def _held_schema(holds: Holds) -> CoreSchema:
    return _record_schema(holds) if isinstance(holds, type) else with_info_plain_validator_function(holds.validate)


class RuleRecord:
    """What an author may write under one rule of the catalogue: its values, and the words of any rule."""

    def __init__(self, spec: RuleSpec) -> None:
        self.leaves = {value.name: _value_leaf(value) for value in spec.values.values()} | RULE_WORDS
        self.required = {value.name for value in spec.values.values() if value.required}
        self._validator = SchemaValidator(_keys_schema(self.leaves, self.required))

    def validate(self, body: dict[str, Any], languages: tuple[str, ...] | None) -> dict[str, Any]:
        """The values by name. Raises pydantic's ValidationError."""
        found: dict[str, Any] = self._validator.validate_python(body, context={"languages": languages})
        return found


def _value_leaf(value: ValueSpec) -> Leaf:
    most = Decimal(value.most) if value.most else None
    return shape_leaf(value.shape, about=value.about, bounds=Surroundings(choices=value.choices or {}, most=most))


@cache
def rule_record(rule_id: str) -> RuleRecord:
    """The record of one rule of the catalogue."""
    return RuleRecord(rule_specs()[rule_id])
