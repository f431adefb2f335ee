"""What an author may write, section by section, as strict records; the rules' records are made from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, cast, get_type_hints

from pydantic_core import SchemaValidator
from pydantic_core.core_schema import (
    CoreSchema,
    dict_schema,
    list_schema,
    no_info_after_validator_function,
    str_schema,
    typed_dict_field,
    typed_dict_schema,
    with_info_plain_validator_function,
)

from lindero.catalogue.specs import ValueSpec, rule_spec
from lindero.records.fields import (
    CLIENT,
    IDS,
    SLUG,
    AddressField,
    BaseField,
    BilledField,
    Clients,
    ColourField,
    Country,
    Currencies,
    Currency,
    DayField,
    DutyField,
    Ids,
    Languages,
    Leaf,
    OptionalAmount,
    OptionalDay,
    OptionalDiscount,
    OptionalEmail,
    OptionalId,
    OptionalLogo,
    OptionalMinimum,
    OptionalMultiple,
    OptionalPeriod,
    OptionalPhone,
    OptionalPrice,
    OptionalProse,
    OptionalProseList,
    OptionalQuantity,
    OptionalText,
    OptionalTiers,
    Paper,
    PercentField,
    PriceField,
    ProseField,
    Quantities,
    QuantityField,
    RuleIds,
    SpeakerField,
    TextField,
    TieringField,
    Timezone,
    Url,
    YesNoField,
    shape_leaf,
)
from lindero.shapes import Surroundings


def told(about: str, default: Any = MISSING, *, factory: Any = MISSING) -> Any:
    """A key of a record: what it is for, and what holds where it is left out; without a default it is required."""
    given: Any = {"default": default} if factory is MISSING else {"default_factory": factory}
    return field(metadata={"about": about}, **given)


class Record:
    """A group of keys: strict, frozen, no key more than these."""


@dataclass(frozen=True)
class Several:
    """What a key holds that holds records: a list of them, or, `named`, each under an id of its own."""

    kind: type[Record]
    named: bool = False


def key_of(name: str) -> str:
    """The key of a field: `from` is one of Python's own words and is `from_` there, `not with` is `not_with`."""
    return name.rstrip("_").replace("_", " ")


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
    other_currencies: Currencies = told("Further currencies that sums may be in.", ())
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
    logo: OptionalLogo = told("A file of this project: SVG, PNG or JPEG.", None)


@dataclass(frozen=True, kw_only=True)
class RateClass(Record):
    """Another price of the same service: for a role, a kind of work, a kind of client."""

    name: TextField = told("What it is called: {es: Dirección de arte, en: Art direction}.")
    price: PriceField


@dataclass(frozen=True, kw_only=True)
class PriceChange(Record):
    """The price from a date on; until then both are shown."""

    price: PriceField
    from_: DayField = told("The first day of the new price: 2027-03-01.")


@dataclass(frozen=True, kw_only=True)
class Retainer(Record):
    """What a price per week, month or year holds, and how it goes on."""

    time: QuantityField = told("The working time in each period: 10 hours.")
    rollover: OptionalPeriod = told("How long unused time can still be used; without it, it lapses: 1 month.", None)
    minimum: OptionalPeriod = told("How long it runs at least: 3 months.", None)
    notice: OptionalPeriod = told("How long before the end it is given up: 30 days.", None)
    billed: BilledField = told("ahead or after: when each period is billed.", "ahead")
    extra: OptionalPrice = told("What time beyond it costs: 65 EUR per hour.", None)


@dataclass(frozen=True, kw_only=True)
class Example(Record):
    """An order to work out on the pricing page."""

    quantity: OptionalQuantity = told("How much is ordered: 3200 words. One, if left out.", None)
    rate: OptionalId = told("Which of the rates; the service's own price, if left out.", None)
    with_: Ids = told("The adjustments that apply.", ())
    used: Quantities = told("Of a retainer: the time that is used in each period, one after the other.", ())


@dataclass(frozen=True, kw_only=True)
class Service(Record):
    """Something that is sold."""

    name: TextField
    summary: OptionalProse = told("One line: what it is for.", None)
    price: PriceField
    minimum: OptionalMinimum = told("The least that is billed: 40 EUR, or an amount of work: 2 hours.", None)
    increment: OptionalQuantity = told("Time is billed in steps of this, rounded up: 15 minutes.", None)
    tiers: OptionalTiers = told("Prices by quantity; the first is the price above.", None)
    tiering: TieringField = told("each: every tier's price for its own part; whole: the tier reached, for all of it.", "each")
    rates: Annotated[Mapping[str, RateClass], Several(RateClass, named=True)] = told("Other prices of the same service.", factory=dict)
    services: Ids = told("The services that this package is made of.", ())
    retainer: Retainer | None = told("What a price per week, month or year holds.", None)
    change: PriceChange | None = told("The price from a date on.", None)
    delivery: OptionalPeriod = None
    note: OptionalProse = told("A short remark beside the price, such as: no lock-in.", None)
    includes: OptionalProseList = None
    excludes: OptionalProseList = None
    examples: Annotated[tuple[Example, ...], Several(Example)] = told("Orders to work out on the pricing page.", ())


@dataclass(frozen=True, kw_only=True)
class Adjustment(Record):
    """Something that changes a price. Several change it in the order in which they stand in the file."""

    name: OptionalText = None
    surcharge: OptionalAmount = told("Added: a share of the base price, or a sum.", None)
    discount: OptionalDiscount = told("Taken off: a share of the base price, or a sum.", None)
    factor: OptionalMultiple = told("In place of a surcharge: 1.5 ×.", None)
    when: ProseField = told("When it applies.")
    on: BaseField = told("base: of the price itself; running total: of what the adjustments before it have made of it.", "base")
    not_with: Ids = told("Adjustments that it cannot be combined with.", ())
    services: Ids = told("The only services that it is for; all, if left out.", ())


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
class Topic(Record):
    """A topic of one's own, or another title for one of ours; its rules stand in a section of its name."""

    title: TextField


@dataclass(frozen=True, kw_only=True)
class OwnRule(Record):
    """A rule that the catalogue does not have."""

    title: ProseField
    text: ProseField
    summary: OptionalProse = None
    why: OptionalProse = None
    note: OptionalProse = None
    duty: DutyField = told("Who keeps it: client, freelancer or both.", "both")


RULE_WORDS = {
    "title": shape_leaf("text", prose=True, about="In place of our title."),
    "summary": shape_leaf("text", prose=True, about="In place of our one line."),
    "text": shape_leaf("text", prose=True, about="In place of our text; may use {{ figures }}."),
    "why": shape_leaf("text", prose=True, about="The reason, shown beside the rule."),
    "note": shape_leaf("text", prose=True, about="A remark in small print, shown under the rule."),
}
"""What an author may say about any rule, in place of ours or besides."""


CASE_KEYS: dict[str, Leaf] = {
    "for": CLIENT,
    "services": IDS,
    "from": shape_leaf("date", about="The first day of this variant."),
    "until": shape_leaf("date", about="The last day of this variant."),
}
"""When a variant of a rule holds."""


SINGLE: dict[str, type[Record]] = {"business": Business, "brand": Brand}


NAMED: dict[str, type[Record]] = {"services": Service, "adjustments": Adjustment, "onepagers": OnePager, "topics": Topic}


Holds = Leaf | type[Record] | Several


def _leaves_of(kind: type[Record]) -> dict[str, Holds]:
    return {key_of(name): _held_by(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}


# Cast, since mypy does not take a class for hashable where its instances have a hash of their own.
leaves_of: Callable[[type[Record]], dict[str, Holds]] = cast("Any", cache(_leaves_of))
"""What each key of a record holds: a leaf, a record of its own, or several."""


def _held_by(hint: Any) -> Holds:
    options = [*getattr(hint, "__metadata__", ()), hint, *getattr(hint, "__args__", ())]
    return next(one for one in options if isinstance(one, Leaf | Several) or (isinstance(one, type) and issubclass(one, Record)))


def required_keys(kind: type[Any]) -> set[str]:
    """The keys that must be there."""
    return {key_of(key.name) for key in fields(kind) if key.default is MISSING and key.default_factory is MISSING}


def _record_validator(kind: type[Record]) -> SchemaValidator:
    return SchemaValidator(_record_schema(kind))


record_validator: Callable[[type[Record]], SchemaValidator] = cast("Any", cache(_record_validator))
"""Reads a group of keys as a record. Its `validate_python` raises pydantic's ValidationError."""


def _record_schema(kind: type[Any]) -> CoreSchema:
    keys = _keys_schema(leaves_of(kind), required_keys(kind))
    names = {key_of(name): name for name in get_type_hints(kind)}
    return no_info_after_validator_function(lambda values: kind(**{names[key]: value for key, value in values.items()}), keys)


def _keys_schema(leaves: Mapping[str, Holds], required: set[str]) -> CoreSchema:
    keys = {name: typed_dict_field(_held_schema(holds), required=name in required) for name, holds in leaves.items()}
    return typed_dict_schema(keys, extra_behavior="forbid")


def _held_schema(holds: Holds) -> CoreSchema:
    if isinstance(holds, Several):
        inner = _record_schema(holds.kind)
        return (
            dict_schema(str_schema(pattern=f"^{SLUG.pattern}$"), inner, min_length=1) if holds.named else list_schema(inner, min_length=1)
        )
    return _record_schema(holds) if isinstance(holds, type) else with_info_plain_validator_function(holds.validate)


class KeyGroup:
    """What an author may write in one place, known only once the catalogue is read."""

    def __init__(self, leaves: Mapping[str, Leaf], required: set[str]) -> None:
        self.leaves = leaves
        self.required = required
        self._validator = SchemaValidator(_keys_schema(leaves, required))

    def validate(self, body: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
        """The values by name. Raises pydantic's ValidationError."""
        found: dict[str, Any] = self._validator.validate_python(body, context=context)
        return found


def _value_leaf(value: ValueSpec) -> Leaf:
    most = Decimal(value.most) if value.most else None
    around = Surroundings(choices=value.choices or {}, most=most, kinds=tuple(value.kinds), gives=value.gives)
    return shape_leaf(value.shape, about=value.about, bounds=around)


@cache
def rule_record(rule_id: str) -> KeyGroup:
    """One rule of the catalogue: its values, the words of any rule, and when it holds."""
    spec = rule_spec(rule_id)
    values = {value.name: _value_leaf(value) for value in spec.values.values()}
    return KeyGroup(values | RULE_WORDS | CASE_KEYS, {value.name for value in spec.values.values() if value.required})


@cache
def no_rule_record() -> KeyGroup:
    """The variant that says that there is no such rule in some case."""
    none = shape_leaf("yes-no", about="yes where there is no such rule in this case.")
    return KeyGroup({"none": none} | CASE_KEYS, {"none"})
