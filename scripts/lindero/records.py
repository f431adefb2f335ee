"""What an author may write, section by section, as strict records; the rules' records are made from the catalogue."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import SchemaValidator
from pydantic_core.core_schema import typed_dict_field, typed_dict_schema, with_info_plain_validator_function

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


class Record(BaseModel):
    """A group of keys: strict, frozen, no key more than these."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Voice(Record):
    """Who speaks, and how the reader is addressed in Spanish."""

    speaker: SpeakerField = Field("I", description="I or we.")
    reader: AddressField = Field("tú", description="tú or usted, in Spanish.")


class Tax(Record):
    """The tax on top of the prices, or in them."""

    name: TextField = Field(description="What it is called: {es: IVA, en: VAT}.")
    rate: PercentField
    included: YesNoField = Field(description="yes if the prices contain it.")


class Business(Record):
    """Who works."""

    name: TextField = Field(description="The business's name.")
    person: OptionalText = Field(None, description="Who answers.")
    trade: OptionalText = Field(None, description="What the business does, in a few words.")
    place: OptionalText = Field(None, description="The town.")
    noun: OptionalText = Field(None, description="How the rules call you, with article: {es: el estudio, en: the studio}.")
    country: Country = Field(description="Two letters, ISO 3166: ES.")
    languages: Languages = Field(description="The first is the main one.")
    currency: Currency = Field(description="ISO 4217: EUR.")
    timezone: Timezone = Field(description="Europe/Madrid.")
    site: Url = Field(description="Where the site is published, starting with https://.")
    email: OptionalEmail = None
    phone: OptionalPhone = None
    clients: Clients = Field(("business", "consumer"), description="Who you work for.")
    voice: Voice = Field(default_factory=Voice)
    tax: Tax | None = None
    edition: DayField = Field(description="The day from which these rules and prices hold: 2026-12-01.")
    until: OptionalDay = Field(None, description="The last day of these prices, if you promise one.")
    promise: OptionalProse = Field(None, description="The headline of the welcome page; the part in ** ** is set apart.")
    welcome: OptionalProse = Field(None, description="Two or three sentences under the headline.")
    figures: RuleIds = Field((), description="The five rules whose figures open the welcome page.")


class Brand(Record):
    """Colours and logo, for site and print alike."""

    primary: ColourField = Field("#17322c", description="Large areas, ink.")
    accent: ColourField = Field("#b5481f", description="Figures and links.")
    highlight: ColourField = Field("#e9b44c", description="Emphasis on the primary colour.")
    logo: OptionalLogo = Field(None, description="An SVG file of this project.")


class Service(Record):
    """Something that is sold."""

    name: TextField
    summary: OptionalProse = Field(None, description="One line: what it is for.")
    price: PriceField
    delivery: OptionalPeriod = None
    note: OptionalProse = Field(None, description="A short remark beside the price, such as: no lock-in.")
    includes: OptionalProseList = None
    excludes: OptionalProseList = None


class Adjustment(Record):
    """Something that changes a price."""

    name: OptionalText = None
    surcharge: OptionalPercent = Field(None, description="Added to the base price.")
    discount: OptionalPercent = Field(None, description="Taken off the base price.")
    when: ProseField = Field(description="When it applies.")


class OnePager(Record):
    """A printed sheet."""

    title: ProseField = Field(description="The headline; the part in ** ** is set apart.")
    text: OptionalProse = Field(None, description="Two or three sentences under it.")
    services: Ids = ()
    rules: RuleIds = ()
    fine: OptionalProse = Field(None, description="Small print at the foot.")
    heading: OptionalText = Field(None, description="The heading over the small print.")
    paper: Paper = "A4"


class OwnRule(Record):
    """A rule that the catalogue does not have."""

    title: ProseField
    text: ProseField
    summary: OptionalProse = None
    why: OptionalProse = None
    duty: DutyField = Field("both", description="Who keeps it: client, freelancer or both.")


RULE_WORDS = {
    "title": shape_leaf("text", prose=True, about="In place of our title."),
    "summary": shape_leaf("text", prose=True, about="In place of our one line."),
    "text": shape_leaf("text", prose=True, about="In place of our text; may use {{ figures }}."),
    "why": shape_leaf("text", prose=True, about="The reason, shown beside the rule."),
}
"""What an author may say about any rule, in place of ours or besides."""

SINGLE: dict[str, type[Record]] = {"business": Business, "brand": Brand}
NAMED: dict[str, type[Record]] = {"services": Service, "adjustments": Adjustment, "onepagers": OnePager}


class RuleRecord:
    """What an author may write under one rule of the catalogue: its values, and the words of any rule."""

    def __init__(self, spec: RuleSpec) -> None:
        self.leaves = {value.name: _value_leaf(value) for value in spec.values.values()} | RULE_WORDS
        self.required = {value.name for value in spec.values.values() if value.required}
        fields = {
            name: typed_dict_field(with_info_plain_validator_function(leaf.validate), required=name in self.required)
            for name, leaf in self.leaves.items()
        }
        self._validator = SchemaValidator(typed_dict_schema(fields, extra_behavior="forbid"))

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
