"""What the pricing page says of every service and of what changes a price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lindero.catalogue.facts import Fact
from lindero.expected.consumer_sums import (
    add_consumer_taxes,
    say_adjustment_sums,
    say_package_sums,
    say_service_sums,
)
from lindero.expected.examples import list_example_items
from lindero.expected.speech import Item, Part, Slot, Speech, Statement, join
from lindero.expected.taxes import (
    list_consumer_prices,
    list_examples_notes,
    list_service_tax_items,
    list_tax_items,
)
from lindero.pricing.orders import find_effect
from lindero.pricing.sold_figures import TAXED
from lindero.records.sections import Adjustment, Service
from lindero.rulebook.cases import Audience
from lindero.rulebook.lent_figures import is_ceiling
from lindero.shapes import BoundedCharge, Comparison, Multiple
from lindero.shapes.quantities import Quantity


def list_pricing_items(speech: Speech) -> Iterator[Item]:
    """Services, adjustments and worked examples, in order."""
    rulebook, words = speech.rulebook, speech.words
    yield Statement("services", (words["services_heading"],))
    yield from list_tax_items(speech)
    for key, service in rulebook.services.items():
        yield from _list_service_items(speech, key, service)
    if rulebook.adjustments:
        yield Statement("adjustments", (words["adjustments_heading"],))
        if any(one.on == "running total" for one in rulebook.adjustments.values()):
            yield Statement("adjustments", (words["adjustments_note"],))
        for key, adjustment in rulebook.adjustments.items():
            yield from _list_adjustment_items(speech, key, adjustment)
    examples = [item for key in rulebook.services for item in list_example_items(speech, key)]
    if examples:
        yield Statement("examples", (words["examples_heading"],))
        yield from list_examples_notes(speech)
        yield from examples


def _list_service_items(speech: Speech, key: str, service: Service) -> Iterator[Item]:
    address = f"services.{key}"
    yield Statement(address, (speech.write(service.name),))
    if service.summary:
        yield Statement(f"{address}.summary", speech.line(service.summary))
    yield Statement(f"{address}.price", (speech.figure(f"{address}.price"),))
    if service.change:
        until, start = (speech.figure(f"{address}.change.{day}") for day in ("until", "from"))
        yield Statement(f"{address}.change", speech.say("price_until", date=until))
        price = speech.figure(f"{address}.change.price")
        yield Statement(f"{address}.change", speech.say("price_from", price=price, date=start))
    yield from _list_remarks(speech, key, service)
    yield from _list_package_items(speech, key, service)
    yield from _list_tier_items(speech, key, service)
    if service.rates:
        yield Statement(f"{address}.rates", (speech.words["rates_heading"],))
        for name, rate in service.rates.items():
            price = speech.figure(f"{address}.rates.{name}.price")
            yield Statement(f"{address}.rates.{name}", (speech.write(rate.name), " ", price))
    yield from _list_notes(speech, key, service)


def _list_remarks(speech: Speech, key: str, service: Service) -> Iterator[Item]:
    """For whom, in what time, and what it includes and does not."""
    address = f"services.{key}"
    if service.for_:
        readers = speech.people("readers", Audience(service.for_))
        yield Statement(f"{address}.for", readers)
    yield from list_consumer_prices(speech, key)
    if service.delivery:
        period = speech.figure(f"{address}.delivery", "full")
        yield Statement(f"{address}.delivery", speech.say("delivery_in", period=period))
    if service.note:
        yield Statement(f"{address}.note", _keep_cases(speech, key, speech.line(service.note)))
    for name in ("includes", "excludes"):
        if texts := getattr(service, name):
            yield Statement(f"{address}.{name}", (speech.words[name],))
            for entry in texts.entries:
                said = _keep_cases(speech, key, speech.line(entry))
                yield Statement(f"{address}.{name}", said)


def _keep_cases(speech: Speech, key: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Beside a service no figure is told in cases that are only for others."""
    return tuple(
        replace(part, cases=tuple(_list_cases_of(speech, key, part)))
        if isinstance(part, Slot) and part.cases
        else part
        for part in parts
    )


def _list_cases_of(speech: Speech, key: str, slot: Slot) -> Iterator[Fact]:
    """The cases of a figure that those who buy a service may be told."""
    told = speech.rulebook.find_cases(slot.fact.address)
    others = {
        id(fact) for rule, fact in told if rule.case.services and key not in rule.case.services
    }
    yield from (fact for fact in slot.cases if id(fact) not in others)


def _list_package_items(speech: Speech, key: str, service: Service) -> Iterator[Item]:
    address, services = f"services.{key}", speech.rulebook.services
    if service.services:
        yield Statement(address, (speech.words["package_heading"],))
    for part in service.services:
        price = _tell_part_price(speech, service, part)
        yield Statement(f"services.{part}", (speech.write(services[part].name), " ", price))
    for name in ("apart", "saving"):
        if f"{address}.{name}" in speech.rulebook.facts:
            shown = {name: speech.figure(f"{address}.{name}")}
            yield Statement(f"{address}.{name}", speech.say(f"package_{name}", **shown))
    if said := say_package_sums(speech, key):
        yield Statement(f"{address}.apart", said)


def _tell_part_price(speech: Speech, package: Service, part: str) -> Slot:
    """What a part costs; in a package for private clients alone, with the tax that they pay."""
    address, written = f"services.{part}.price", speech.rulebook.services[part].price
    taxed = add_consumer_taxes(speech, part, written)
    if package.for_ == "consumer" and taxed != written:
        return Slot(Fact(f"{address}{TAXED}", taxed))
    return speech.figure(address)


def _list_tier_items(speech: Speech, key: str, service: Service) -> Iterator[Item]:
    if service.tiers is None:
        return
    address = f"services.{key}"
    yield Statement(f"{address}.tiers", (speech.words["tiers_heading"],))
    last = len(service.tiers.steps)
    for at, step in enumerate(service.tiers.steps, 1):
        reach = tell_reach(speech, address, service, at)
        price = speech.figure(f"{address}.tiers.{at}.price")
        yield Statement(f"{address}.tiers.{at}", (*reach, " ", price))
        if at == last and step.up_to:
            over = speech.say("tier_over", lower=speech.figure(f"{address}.tiers.{at}.limit"))
            yield Statement(f"{address}.tiers", (*over, " ", speech.words["tier_ask"]))
    yield Statement(f"{address}.tiering", (speech.words[f"tiers_{service.tiering}"],))


def tell_reach(speech: Speech, address: str, service: Service, at: int) -> tuple[Part, ...]:
    """From where and up to where a tier goes: it ends at its limit, and begins where one ended."""
    ends = [f"{address}.tiers.{number}.limit" for number in (at - 1, at)]
    if at == 1:
        return speech.say("tier_up_to", limit=speech.figure(ends[1]))
    lower = speech.figure(ends[0])
    if service.tiers and service.tiers.steps[at - 1].up_to is None:
        return speech.say("tier_over", lower=lower)
    return speech.say("tier_between", lower=lower, limit=speech.figure(ends[1]))


def _list_notes(speech: Speech, key: str, service: Service) -> Iterator[Item]:
    address = f"services.{key}"
    yield from list_service_tax_items(speech, key, service)
    if service.minimum:
        words = "minimum_work" if isinstance(service.minimum, Quantity) else "minimum_charge"
        minimum = speech.figure(f"{address}.minimum")
        yield Statement(f"{address}.minimum", speech.say(words, minimum=minimum))
    if service.increment:
        step = speech.figure(f"{address}.increment")
        yield Statement(f"{address}.increment", speech.say("increment", increment=step))
    if service.retainer:
        yield from _list_retainer_items(speech, f"{address}.retainer", service)
    if said := say_service_sums(speech, key):
        yield Statement(f"{address}.sums", said)


_RETAINER_TERMS = {"minimum", "notice"}
"""What is said in one way, whether a retainer holds time or pieces."""


def _list_retainer_items(speech: Speech, address: str, service: Service) -> Iterator[Item]:
    retainer, unit = service.retainer, service.price.unit
    assert retainer
    forms = speech.words["units"][unit]
    held, of_held = ("time", "") if retainer.time else ("pieces", "pieces_")
    if retainer.time or retainer.pieces:
        shown = {held: speech.figure(f"{address}.{held}"), "per": forms["per"]}
        yield Statement(address, speech.say(f"retainer_{held}", **shown))
        if retainer.rollover is None:
            lapses = "retainer_lapses" if retainer.time else "retainer_pieces_lapse"
            yield Statement(address, speech.say(lapses))
    for name in ("rollover", "carried", "leeway", "extra", "minimum", "notice"):
        if getattr(retainer, name) is not None:
            shown = {name: speech.figure(f"{address}.{name}"), "per": forms["per"]}
            words = f"{'' if name in _RETAINER_TERMS else of_held}{name}"
            yield Statement(f"{address}.{name}", speech.say(f"retainer_{words}", **shown))
    billed = speech.say(f"retainer_{retainer.billed}", unit=forms["noun"]["one"])
    yield Statement(f"{address}.billed", billed)


def _list_adjustment_items(speech: Speech, key: str, adjustment: Adjustment) -> Iterator[Item]:
    effect = find_effect(adjustment)
    assert effect
    (kind, figure), address = effect, f"adjustments.{key}"
    shown = speech.figure(f"{address}.{kind}", "short")
    sign = "+" if kind == "surcharge" else "\N{MINUS SIGN}"
    signed: tuple[Part, ...] = (shown,) if isinstance(figure, Multiple) else (sign, shown)
    if is_ceiling(speech.rulebook, key):
        signed = speech.say("adjustment_up_to", figure=signed)
    yield Statement(f"{address}.{kind}", signed)
    if adjustment.name:
        yield Statement(address, (speech.write(adjustment.name),))
    yield Statement(f"{address}.when", speech.line(adjustment.when))
    if isinstance(figure, BoundedCharge | Comparison):
        whole = speech.figure(f"{address}.{kind}", "full")
        yield Statement(f"{address}.{kind}", speech.say("adjustment_whole", figure=whole))
    if said := say_adjustment_sums(speech, key):
        yield Statement(f"{address}.sums", said)
    if adjustment.on == "running total":
        yield Statement(f"{address}.on", speech.say("adjustment_running"))
    if adjustment.services:
        names: list[tuple[Part, ...]] = [
            (speech.write(speech.rulebook.services[one].name),) for one in adjustment.services
        ]
        yield _say_list(speech, f"{address}.services", "adjustment_only", "services", names)
    if others := _list_excluded(speech, key):
        yield _say_list(speech, f"{address}.not_with", "adjustment_not_with", "others", others)


def _list_excluded(speech: Speech, key: str) -> list[tuple[Part, ...]]:
    """The names of the adjustments that do not go with one; without a name, when they apply."""
    adjustments = speech.rulebook.adjustments
    return [
        (speech.write(one.name),) if one.name else speech.line(one.when)
        for other, one in adjustments.items()
        if other in adjustments[key].not_with or key in one.not_with
    ]


def _say_list(
    speech: Speech, name: str, key: str, place: str, entries: list[tuple[Part, ...]]
) -> Statement:
    quoted = [speech.say("quoted", name=_without_stop(entry)) for entry in entries]
    return Statement(name, speech.say(key, **{place: join(quoted)}))


def _without_stop(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    *first, last = parts
    return (*first, last.rstrip(".") if isinstance(last, str) else last)
