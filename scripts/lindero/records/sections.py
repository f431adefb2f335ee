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

from lindero.catalogue.specs import ValueSpec, find_rule_spec
from lindero.records.fields import (
    CLIENT_LEAF,
    IDS_LEAF,
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
    make_shape_leaf,
)
from lindero.resources.languages import ADDRESS_FORMS
from lindero.shapes import Context


def define_key(about: str, default: Any = MISSING, *, factory: Any = MISSING) -> Any:
    """A key of a record: what it is for, and what holds where it is left out; without a default it is required."""
    given: Any = {"default": default} if factory is MISSING else {"default_factory": factory}
    return field(metadata={"about": about}, **given)


class Record:
    """A group of keys: strict, frozen, no key more than these."""


@dataclass(frozen=True)
class SeveralRecords:
    """What a key holds that holds records: a list of them, or, `named`, each under an id of its own."""

    kind: type[Record]
    named: bool = False


def format_key(name: str) -> str:
    """The key of a field: `from` is one of Python's own words and is `from_` there, `not with` is `not_with`."""
    return name.rstrip("_").replace("_", " ")


@dataclass(frozen=True, kw_only=True)
class Voice(Record):
    """Who speaks, and how the reader is addressed in Spanish."""

    speaker: SpeakerField = define_key("I or we.", "I")
    reader: AddressField = define_key("tú or usted, in Spanish.", next(iter(ADDRESS_FORMS)))


@dataclass(frozen=True, kw_only=True)
class Tax(Record):
    """The tax on top of the prices, or in them."""

    name: TextField = define_key("What it is called: {es: IVA, en: VAT}.")
    rate: PercentField = define_key("Its rate.")
    included: YesNoField = define_key("yes if the prices contain it.")


@dataclass(frozen=True, kw_only=True)
class Business(Record):
    """Who works."""

    name: TextField = define_key("The business's name.")
    person: OptionalText = define_key("Who answers.", None)
    trade: OptionalText = define_key("What the business does, in a few words.", None)
    place: OptionalText = define_key("The town.", None)
    noun: OptionalText = define_key(
        "How the rules call you, with article: {es: el estudio, en: the studio}.", None
    )
    country: Country = define_key("Two letters, ISO 3166: ES.")
    languages: Languages = define_key("The first is the main one.")
    currency: Currency = define_key("ISO 4217: EUR.")
    other_currencies: Currencies = define_key("Further currencies that sums may be in.", ())
    timezone: Timezone = define_key("Europe/Madrid.")
    site: Url = define_key("Where the site is published, starting with https://.")
    email: OptionalEmail = define_key("Where clients write to.", None)
    phone: OptionalPhone = define_key("Where clients call.", None)
    clients: Clients = define_key("Who you work for.", ("business", "consumer"))
    voice: Voice = define_key("Who speaks, and how clients are addressed.", factory=Voice)
    tax: Tax | None = define_key("The tax on top of the prices, or in them.", None)
    edition: DayField = define_key("The day from which these rules and prices hold: 2026-12-01.")
    until: OptionalDay = define_key("The last day of these prices, if you promise one.", None)
    promise: OptionalProse = define_key(
        "The headline of the welcome page; the part in ** ** is set apart.", None
    )
    welcome: OptionalProse = define_key("Two or three sentences under the headline.", None)
    figures: RuleIds = define_key("The five rules whose figures open the welcome page.", ())


@dataclass(frozen=True, kw_only=True)
class Brand(Record):
    """Colours and logo, for site and print alike."""

    primary: ColourField = define_key("Large areas, ink.", "#17322c")
    accent: ColourField = define_key("Figures and links.", "#b5481f")
    highlight: ColourField = define_key("Emphasis on the primary colour.", "#e9b44c")
    logo: OptionalLogo = define_key("A file of this project: SVG, PNG or JPEG.", None)


@dataclass(frozen=True, kw_only=True)
class RateClass(Record):
    """Another price of the same service: for a role, a kind of work, a kind of client."""

    name: TextField = define_key("What it is called: {es: Dirección de arte, en: Art direction}.")
    price: PriceField = define_key("What it costs: 90 EUR per hour.")


@dataclass(frozen=True, kw_only=True)
class PriceChange(Record):
    """The price from a date on; until then both are shown."""

    price: PriceField = define_key("The new price.")
    from_: DayField = define_key("The first day of the new price: 2027-03-01.")


@dataclass(frozen=True, kw_only=True)
class Retainer(Record):
    """What a price per week, month or year holds, and how it goes on."""

    time: QuantityField = define_key("The working time in each period: 10 hours.")
    rollover: OptionalPeriod = define_key(
        "How long unused time can still be used; without it, it lapses: 1 month.", None
    )
    minimum: OptionalPeriod = define_key("How long it runs at least: 3 months.", None)
    notice: OptionalPeriod = define_key("How long before the end it is given up: 30 days.", None)
    billed: BilledField = define_key("ahead or after: when each period is billed.", "ahead")
    extra: OptionalPrice = define_key("What time beyond it costs: 65 EUR per hour.", None)


@dataclass(frozen=True, kw_only=True)
class Example(Record):
    """An order to work out on the pricing page."""

    quantity: OptionalQuantity = define_key(
        "How much is ordered: 3200 words. One, if left out.", None
    )
    rate: OptionalId = define_key("Which of the rates; the service's own price, if left out.", None)
    with_: Ids = define_key("The adjustments that apply.", ())
    used: Quantities = define_key(
        "Of a retainer: the time that is used in each period, one after the other.", ()
    )


@dataclass(frozen=True, kw_only=True)
class Service(Record):
    """Something that is sold."""

    name: TextField = define_key("What it is called.")
    summary: OptionalProse = define_key("One line: what it is for.", None)
    price: PriceField = define_key("What it costs; `on request` where that depends.")
    minimum: OptionalMinimum = define_key(
        "The least that is billed: 40 EUR, or an amount of work: 2 hours.", None
    )
    increment: OptionalQuantity = define_key(
        "Time is billed in steps of this, rounded up: 15 minutes.", None
    )
    tiers: OptionalTiers = define_key("Prices by quantity; the first is the price above.", None)
    tiering: TieringField = define_key(
        "each: every tier's price for its own part; whole: the tier reached, for all of it.", "each"
    )
    rates: Annotated[Mapping[str, RateClass], SeveralRecords(RateClass, named=True)] = define_key(
        "Other prices of the same service.", factory=dict
    )
    services: Ids = define_key("The services that this package is made of.", ())
    retainer: Retainer | None = define_key("What a price per week, month or year holds.", None)
    change: PriceChange | None = define_key("The price from a date on.", None)
    delivery: OptionalPeriod = define_key("How long it takes.", None)
    note: OptionalProse = define_key("A short remark beside the price, such as: no lock-in.", None)
    includes: OptionalProseList = define_key("What the price includes.", None)
    excludes: OptionalProseList = define_key("What it does not include.", None)
    examples: Annotated[tuple[Example, ...], SeveralRecords(Example)] = define_key(
        "Orders to work out on the pricing page.", ()
    )


@dataclass(frozen=True, kw_only=True)
class Adjustment(Record):
    """Something that changes a price. Several change it in the order in which they stand in the file."""

    name: OptionalText = define_key("What it is called; Surcharge or Discount, if left out.", None)
    surcharge: OptionalAmount = define_key("Added: a share of the base price, or a sum.", None)
    discount: OptionalDiscount = define_key("Taken off: a share of the base price, or a sum.", None)
    factor: OptionalMultiple = define_key("In place of a surcharge: 1.5 ×.", None)
    when: ProseField = define_key("When it applies.")
    on: BaseField = define_key(
        "base: of the price itself; running total: of what the adjustments before it have made of it.",
        "base",
    )
    not_with: Ids = define_key("Adjustments that it cannot be combined with.", ())
    services: Ids = define_key("The only services that it is for; all, if left out.", ())


@dataclass(frozen=True, kw_only=True)
class OnePager(Record):
    """A printed sheet."""

    title: ProseField = define_key("The headline; the part in ** ** is set apart.")
    text: OptionalProse = define_key("Two or three sentences under it.", None)
    services: Ids = define_key("The services on it, with their prices.", ())
    rules: RuleIds = define_key("The rules on it, each with its figure.", ())
    fine: OptionalProse = define_key("Small print at the foot.", None)
    heading: OptionalText = define_key("The heading over the small print.", None)
    paper: Paper = define_key("What it is printed on.", "A4")


@dataclass(frozen=True, kw_only=True)
class Topic(Record):
    """A topic of one's own, or another title for one of ours; its rules stand in a section of its name."""

    title: TextField = define_key("What it is called.")


@dataclass(frozen=True, kw_only=True)
class OwnRule(Record):
    """A rule that the catalogue does not have."""

    title: ProseField = define_key("What it is called.")
    text: ProseField = define_key("What it says; may use {{ figures }}.")
    summary: OptionalProse = define_key("The rule in one line.", None)
    why: OptionalProse = define_key("The reason, shown beside the rule.", None)
    note: OptionalProse = define_key("A remark in small print, shown under the rule.", None)
    duty: DutyField = define_key("Who keeps it: client, freelancer or both.", "both")


RULE_WORDS = {
    "title": make_shape_leaf("text", prose=True, about="In place of our title."),
    "summary": make_shape_leaf("text", prose=True, about="In place of our one line."),
    "text": make_shape_leaf(
        "text", prose=True, about="In place of our text; may use {{ figures }}."
    ),
    "why": make_shape_leaf("text", prose=True, about="The reason, shown beside the rule."),
    "note": make_shape_leaf(
        "text", prose=True, about="A remark in small print, shown under the rule."
    ),
}
"""What an author may say about any rule, in place of ours or besides."""


CASE_KEYS: dict[str, Leaf] = {
    "for": CLIENT_LEAF,
    "services": IDS_LEAF,
    "from": make_shape_leaf("date", about="The first day of this variant."),
    "until": make_shape_leaf("date", about="The last day of this variant."),
}
"""When a variant of a rule holds."""


SINGLE_SECTIONS: dict[str, type[Record]] = {"business": Business, "brand": Brand}


NAMED_SECTIONS: dict[str, type[Record]] = {
    "services": Service,
    "adjustments": Adjustment,
    "onepagers": OnePager,
    "topics": Topic,
}


KeyContent = Leaf | type[Record] | SeveralRecords


def _list_leaves(kind: type[Record]) -> dict[str, KeyContent]:
    return {
        format_key(name): _find_content(hint)
        for name, hint in get_type_hints(kind, include_extras=True).items()
    }


# Cast, since mypy does not take a class for hashable where its instances have a hash of their own.
list_leaves: Callable[[type[Record]], dict[str, KeyContent]] = cast("Any", cache(_list_leaves))
"""What each key of a record holds: a leaf, a record of its own, or several."""


def _find_content(hint: Any) -> KeyContent:
    options = [*getattr(hint, "__metadata__", ()), hint, *getattr(hint, "__args__", ())]
    return next(
        one
        for one in options
        if isinstance(one, Leaf | SeveralRecords)
        or (isinstance(one, type) and issubclass(one, Record))
    )


def list_required_keys(kind: type[Any]) -> set[str]:
    """The keys that must be there."""
    return {
        format_key(key.name)
        for key in fields(kind)
        if key.default is MISSING and key.default_factory is MISSING
    }


def _make_record_validator(kind: type[Record]) -> SchemaValidator:
    return SchemaValidator(_make_record_schema(kind))


make_record_validator: Callable[[type[Record]], SchemaValidator] = cast(
    "Any", cache(_make_record_validator)
)
"""Reads a group of keys as a record. Its `validate_python` raises pydantic's ValidationError."""


def _make_record_schema(kind: type[Any]) -> CoreSchema:
    keys = _make_keys_schema(list_leaves(kind), list_required_keys(kind))
    names = {format_key(name): name for name in get_type_hints(kind)}
    return no_info_after_validator_function(
        lambda values: kind(**{names[key]: value for key, value in values.items()}), keys
    )


def _make_keys_schema(leaves: Mapping[str, KeyContent], required: set[str]) -> CoreSchema:
    keys = {
        name: typed_dict_field(_make_content_schema(holds), required=name in required)
        for name, holds in leaves.items()
    }
    return typed_dict_schema(keys, extra_behavior="forbid")


def _make_content_schema(holds: KeyContent) -> CoreSchema:
    if isinstance(holds, SeveralRecords):
        inner = _make_record_schema(holds.kind)
        return (
            dict_schema(str_schema(pattern=f"^{SLUG.pattern}$"), inner, min_length=1)
            if holds.named
            else list_schema(inner, min_length=1)
        )
    return (
        _make_record_schema(holds)
        if isinstance(holds, type)
        else with_info_plain_validator_function(holds.validate_value)
    )


class KeyGroup:
    """What an author may write in one place, known only once the catalogue is read."""

    def __init__(self, leaves: Mapping[str, Leaf], required: set[str]) -> None:
        self.leaves = leaves
        self.required = required
        self._validator = SchemaValidator(_make_keys_schema(leaves, required))

    def validate_group(self, body: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
        """The values by name. Raises pydantic's ValidationError."""
        found: dict[str, Any] = self._validator.validate_python(body, context=context)
        return found


def _make_value_leaf(value: ValueSpec) -> Leaf:
    most = Decimal(value.most) if value.most else None
    context = Context(
        choices=value.choices or {}, most=most, kinds=tuple(value.kinds), gives=value.gives
    )
    return make_shape_leaf(value.shape, about=value.about, bounds=context)


@cache
def make_rule_record(rule_id: str) -> KeyGroup:
    """One rule of the catalogue: its values, the words of any rule, and when it holds."""
    spec = find_rule_spec(rule_id)
    values = {value.name: _make_value_leaf(value) for value in spec.values.values()}
    return KeyGroup(
        values | RULE_WORDS | CASE_KEYS,
        {value.name for value in spec.values.values() if value.required},
    )


@cache
def make_no_rule_record() -> KeyGroup:
    """The variant that says that there is no such rule in some case."""
    none = make_shape_leaf("yes-no", about="yes where there is no such rule in this case.")
    return KeyGroup({"none": none} | CASE_KEYS, {"none"})
