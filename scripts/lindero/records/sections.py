"""What an author may write, section by section; the keys of rules come from the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from lindero.catalogue.clauses import Side
from lindero.catalogue.specs import ValueSpec, find_rule_spec, load_catalogue
from lindero.records import fields
from lindero.records.keys import RecordKeys
from lindero.records.record import (
    NONE,
    OFF,
    OneOrNamedRecords,
    OneRecord,
    Record,
    SeveralRecords,
    define_key,
)
from lindero.records.shown_rules import SHOWN_RULES, ShownRule
from lindero.records.taxes import NO_SERVICE_TAX, NO_TAX, ServiceTax, Tax
from lindero.resources.languages import ADDRESS_FORMS
from lindero.shapes import (
    Amount,
    Brackets,
    Context,
    Day,
    Multiple,
    Period,
    Price,
    Text,
    TextList,
)
from lindero.shapes.quantities import Minimum, Quantity


class Voice(Record):
    """Who speaks, and how the reader is addressed in Spanish."""

    speaker: str = define_key(fields.SPEAKER, "I or we.", "I")
    reader: str = define_key(fields.READER, "tú or usted, in Spanish.", next(iter(ADDRESS_FORMS)))


class Business(Record):
    """Who works."""

    name: Text = define_key(fields.TEXT, "The business's name.")
    person: Text | None = define_key(fields.TEXT, "Who answers.", None)
    trade: Text | None = define_key(fields.TEXT, "What the business does, in a few words.", None)
    place: Text | None = define_key(fields.TEXT, "The town.", None)
    noun: Text | None = define_key(
        fields.NOUN,
        "How the rules call you, with article, in the singular: {es: el estudio, en: the studio}.",
        None,
    )
    country: str = define_key(fields.COUNTRY, "Two letters, ISO 3166: ES.")
    languages: tuple[str, ...] = define_key(fields.SPOKEN_LANGUAGES, "The first is the main one.")
    currency: str = define_key(fields.CURRENCY, "ISO 4217: EUR.")
    other_currencies: tuple[str, ...] = define_key(
        fields.CURRENCIES, "Further currencies that sums may be in.", ()
    )
    timezone: str = define_key(fields.TIMEZONE, "Europe/Madrid.")
    site: str = define_key(
        fields.WEB_ADDRESS, "Where the site is published, starting with https://."
    )
    email: str | None = define_key(fields.EMAIL_ADDRESS, "Where clients write to.", None)
    phone: str | None = define_key(fields.PHONE, "Where clients call.", None)
    clients: tuple[str, ...] = define_key(
        fields.CLIENT_KINDS, "Who you work for.", ("business", "consumer")
    )
    voice: Voice = define_key(
        OneRecord(Voice), "Who speaks, and how clients are addressed.", Voice()
    )
    tax: Tax | Mapping[str, Tax] | None = define_key(
        OneOrNamedRecords(Tax, none=NO_TAX),
        "The tax on top of the prices, or in them; `none` where none is charged.",
        None,
    )
    rounding: str | None = define_key(
        fields.ROUNDING,
        "sum: each tax is rounded once, on the sum of an order, as if left out; line: on every "
        "line of it.",
        None,
    )
    edition: Day = define_key(
        fields.DAY, "The day from which these rules and prices hold: 2026-12-01."
    )
    until: Day | None = define_key(
        fields.DAY, "The last day of these prices, if you promise one.", None
    )
    promise: Text | None = define_key(
        fields.PROSE, "The headline of the welcome page; the part in ** ** is set apart.", None
    )
    welcome: Text | None = define_key(
        fields.PROSE, "Two or three sentences under the headline.", None
    )
    figures: tuple[ShownRule, ...] = define_key(
        SHOWN_RULES,
        "The five rules whose figures open the welcome page; for one kind of client or some "
        "services: {rule: payment.due, for: consumer}.",
        (),
    )

    @property
    def taxes(self) -> Mapping[str, Tax]:
        """Each tax under its id, also one that is not charged; one alone has none."""
        return {"": self.tax} if isinstance(self.tax, Tax) else self.tax or {}


class Brand(Record):
    """Colours and logo, for site and print alike."""

    primary: str = define_key(fields.COLOUR, "Large areas, ink.", "#17322c")
    accent: str = define_key(fields.COLOUR, "Figures and links.", "#b5481f")
    highlight: str = define_key(fields.COLOUR, "Emphasis on the primary colour.", "#e9b44c")
    logo: str | None = define_key(fields.LOGO, "A file of this project: SVG, PNG or JPEG.", None)


class RateClass(Record):
    """Another price of the same service: for a role, a kind of work, a kind of client."""

    name: Text = define_key(
        fields.TEXT, "What it is called: {es: Dirección de arte, en: Art direction}."
    )
    price: Price = define_key(fields.PRICE, "What it costs: 90 EUR per hour.")


class PriceChange(Record):
    """The price from a date on; until then both are shown."""

    price: Price = define_key(fields.PRICE, "The new price.")
    from_: Day = define_key(fields.DAY, "The first day of the new price: 2027-03-01.")


class Retainer(Record):
    """What a price per week, month or year holds, and how it goes on."""

    time: Quantity | None = define_key(
        fields.QUANTITY, "The working time in each period: 10 hours.", None
    )
    pieces: Quantity | None = define_key(
        fields.QUANTITY, "In place of time, what is made in each period: 4 articles.", None
    )
    rollover: Period | None = define_key(
        fields.PERIOD,
        "How long what is not used keeps; without it, it lapses: 1 month.",
        None,
    )
    carried: Quantity | None = define_key(
        fields.QUANTITY, "The most that is kept for later: 15 hours.", None
    )
    leeway: Quantity | None = define_key(
        fields.QUANTITY, "How much more in each period costs nothing: 30 minutes.", None
    )
    minimum: Period | None = define_key(fields.PERIOD, "How long it runs at least: 3 months.", None)
    notice: Period | None = define_key(
        fields.PERIOD, "How long before the end it is given up: 30 days.", None
    )
    billed: str = define_key(fields.BILLED, "ahead or after: when each period is billed.", "ahead")
    extra: Price | None = define_key(
        fields.PRICE, "What goes beyond it costs: 65 EUR per hour.", None
    )

    @property
    def holds(self) -> Quantity | None:
        """How much there is in each period, of time or pieces; None where nothing is counted."""
        return self.time or self.pieces


class Example(Record):
    """An order to work out on the pricing page."""

    quantity: Quantity | None = define_key(
        fields.QUANTITY, "How much is ordered: 3200 words. One, if left out.", None
    )
    rate: str | None = define_key(
        fields.ID, "Which of the rates; the service's own price, if left out.", None
    )
    with_: tuple[str, ...] = define_key(fields.IDS, "The adjustments that apply.", ())
    used: tuple[Quantity, ...] = define_key(
        fields.USED_TIMES,
        "Of a retainer: what is used of it, period by period, 0 hours where nothing is.",
        (),
    )


class Service(Record):
    """Something that is sold."""

    name: Text = define_key(fields.TEXT, "What it is called.")
    summary: Text | None = define_key(fields.PROSE, "One line: what it is for.", None)
    price: Price = define_key(fields.PRICE, "What it costs; `on request` where that depends.")
    for_: str | None = define_key(
        fields.CLIENT_KIND, "The one kind of client that it is sold to; all, if left out.", None
    )
    minimum: Minimum | None = define_key(
        fields.MINIMUM, "The least that is billed: 40 EUR, or an amount of work: 2 hours.", None
    )
    increment: Quantity | None = define_key(
        fields.QUANTITY, "Time is billed in steps of this, rounded up: 15 minutes.", None
    )
    tiers: Brackets | None = define_key(
        fields.TIERS, "Prices by quantity; the first is the price above.", None
    )
    tiering: str = define_key(
        fields.TIERING,
        "each: every tier's price for its own part; whole: the tier reached, for all of it.",
        "each",
    )
    rates: Mapping[str, RateClass] = define_key(
        SeveralRecords(RateClass, named=True),
        "Other prices of the same service.",
        MappingProxyType({}),
    )
    services: tuple[str, ...] = define_key(
        fields.IDS, "The services that this package is made of.", ()
    )
    retainer: Retainer | None = define_key(
        OneRecord(Retainer), "What a price per week, month or year holds.", None
    )
    change: PriceChange | None = define_key(
        OneRecord(PriceChange), "The price from a date on.", None
    )
    delivery: Period | None = define_key(fields.PERIOD, "How long it takes.", None)
    note: Text | None = define_key(
        fields.PROSE, "A short remark beside the price, such as: no lock-in.", None
    )
    includes: TextList | None = define_key(fields.PROSE_LIST, "What the price includes.", None)
    excludes: TextList | None = define_key(fields.PROSE_LIST, "What it does not include.", None)
    tax: ServiceTax | None = define_key(
        OneRecord(ServiceTax, none=NO_SERVICE_TAX),
        "The tax on it, where it is another than on the rest; `none` where there is none.",
        None,
    )
    examples: tuple[Example, ...] = define_key(
        SeveralRecords(Example), "Orders to work out on the pricing page.", ()
    )


class Adjustment(Record):
    """Something that changes a price; several do so in the order in which they are written."""

    name: Text | None = define_key(
        fields.TEXT, "What it is called; Surcharge or Discount, if left out.", None
    )
    surcharge: Amount | None = define_key(
        fields.SURCHARGE, "Added: a share of the base price, or a sum.", None
    )
    discount: Amount | None = define_key(
        fields.DISCOUNT, "Taken off: a share of the base price, or a sum.", None
    )
    factor: Multiple | None = define_key(fields.MULTIPLE, "In place of a surcharge: 1.5 ×.", None)
    when: Text = define_key(fields.PROSE, "When it applies.")
    on: str = define_key(
        fields.BASE,
        "base: of the price itself; running total: of what the adjustments before it made of it.",
        "base",
    )
    not_with: tuple[str, ...] = define_key(
        fields.IDS, "Adjustments that it cannot be combined with.", ()
    )
    services: tuple[str, ...] = define_key(
        fields.IDS, "The only services that it is for; all, if left out.", ()
    )


class OnePager(Record):
    """A printed sheet."""

    title: Text = define_key(fields.PROSE, "The headline; the part in ** ** is set apart.")
    for_: tuple[str, ...] = define_key(
        fields.AUDIENCE,
        "Whom it speaks to: business or consumer, a service, or a list of them; all, if left out.",
        (),
    )
    text: Text | None = define_key(fields.PROSE, "Two or three sentences under it.", None)
    services: tuple[str, ...] = define_key(fields.IDS, "The services on it, with their prices.", ())
    rules: tuple[str, ...] = define_key(
        fields.RULE_IDS, "The rules on it, each with its figure.", ()
    )
    fine: Text | None = define_key(fields.PROSE, "Small print at the foot.", None)
    heading: Text | None = define_key(fields.TEXT, "The heading over the small print.", None)
    paper: str = define_key(fields.PAPER, "What it is printed on.", "A4")


class Topic(Record):
    """A topic of your own, or a title for one of ours; its rules are a section of its name."""

    title: Text = define_key(fields.TEXT, "What it is called.")


class OwnClause(Record):
    """One statement of a rule of your own; every page, table and sheet takes its words from it."""

    says: Text = define_key(fields.PROSE, "The sentence; may use {{ figures }}.")
    if_: tuple[str, ...] = define_key(fields.CONDITIONS, "Which answers make it true.", ())
    who: Side | None = define_key(fields.SIDE, "Whose part it is, if anybody's.", None)
    you: Text | None = define_key(
        fields.PROSE,
        "Its line in the table of both sides, said to the client; else `says`.",
        None,
    )
    brief: Text | None = define_key(fields.PROSE, "The line under a large figure.", None)
    settles: Mapping[str, str] | None = define_key(
        fields.SETTLED,
        "The points that it decides, each with its answer; docs/points.md has them all.",
        None,
    )


class OwnRule(Record, also=("values",)):
    """A rule that the catalogue does not have."""

    title: Text = define_key(fields.PROSE, "What it is called.")
    text: Text | None = define_key(fields.PROSE, "What it says; may use {{ figures }}.", None)
    clauses: Mapping[str, OwnClause] | None = define_key(
        SeveralRecords(OwnClause, named=True), "What it says, statement by statement.", None
    )
    summary: Text | None = define_key(fields.PROSE, "The rule in one line.", None)
    why: Text | None = define_key(fields.PROSE, "The reason, shown beside the rule.", None)
    note: Text | None = define_key(
        fields.PROSE, "A remark in small print, shown under the rule.", None
    )
    duty: Side | None = define_key(
        fields.SIDE, "Whose part `text` is: client, freelancer or both.", None
    )
    stage: str = define_key(
        fields.STAGE, "Where its lines stand in the table of both sides.", "during"
    )


SINGLE_SECTIONS: dict[str, type[Record]] = {"business": Business, "brand": Brand}

NAMED_SECTIONS: dict[str, type[Record]] = {
    "services": Service,
    "adjustments": Adjustment,
    "onepagers": OnePager,
    "topics": Topic,
}


def list_unwritten_sections(data: Mapping[str, Any]) -> set[str]:
    """The sections that are not there."""
    return {*SINGLE_SECTIONS, *NAMED_SECTIONS, *load_catalogue()} - data.keys()


def _make_value_leaf(value: ValueSpec) -> fields.Leaf:
    bounds = Context(
        choices=value.choices or {},
        most=Decimal(value.most) if value.most else None,
        kinds=tuple(value.kinds),
        gives=value.gives,
    )
    return fields.make_shape_leaf(value.shape, about=value.about, bounds=bounds)


class RuleKeys(RecordKeys[fields.Leaf]):
    """The keys of a rule of the catalogue; a case that answers nothing may say all in its text."""

    def list_missing(self, group: Collection[str]) -> list[str]:
        """The values that are needed, where any is given or nothing else is said."""
        words = fields.RULE_WORDS.keys() | fields.CASE_KEYS.keys()
        return [] if "text" in group and words >= {*group} else super().list_missing(group)


@cache
def make_rule_keys(rule_id: str) -> RuleKeys:
    """One rule of the catalogue: its values, the words of any rule, and when it holds."""
    values = find_rule_spec(rule_id).values
    leaves = {name: _make_value_leaf(value) for name, value in values.items()}
    required = [name for name, value in values.items() if value.required]
    return RuleKeys(leaves | fields.RULE_WORDS | fields.CASE_KEYS, required)


WITHOUT_RULE = {
    key: RecordKeys(
        {key: fields.make_shape_leaf("yes-no", about=about), **fields.CASE_KEYS}, (key,)
    )
    for key, about in (
        (NONE, "yes where there is no such rule in this case, which readers are told."),
        (OFF, "yes where the rule does not concern this case: readers see nothing of it."),
    )
}
"""The variants that say nothing of their case but that there is no rule: the keys of each."""
