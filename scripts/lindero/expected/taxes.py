"""What must be said of the taxes: on all prices, on one service, on sheets and beside a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lindero.catalogue.facts import Fact
from lindero.expected.speech import Item, Part, Slot, Speech, Statement, join
from lindero.pricing.orders import Quote
from lindero.pricing.sold_figures import TAXED
from lindero.pricing.taxes import TaxTerm
from lindero.records.sections import Service
from lindero.records.taxes import Tax
from lindero.shapes import Text, YesNo

Said = tuple[Part, ...]
Named = tuple[str, Fact | None]


def list_tax_items(speech: Speech) -> Iterator[Item]:
    """What prices have to do with the taxes."""
    business = speech.rulebook.business
    for said in _say_groups(speech, business.clients, "", "tax_entry"):
        yield Statement("business.tax", said)
    for tax in business.taxes.values():
        others = [business.taxes[name].name for name in tax.on]
        if others:
            said = speech.say("tax_on", tax=speech.write(tax.name), others=_join(speech, others))
            yield Statement("business.tax", said)
    for tax in business.taxes.values():
        if tax.why:
            yield Statement("business.tax.why", speech.line(tax.why))
    if any(service.tax for service in speech.rulebook.services.values()):
        yield Statement("business.tax", speech.say("tax_unless"))
    charged = [tax for tax in business.taxes.values() if tax.is_charged]
    if business.rounding and charged:
        yield Statement("business.rounding", speech.say(f"tax_rounding_{business.rounding}"))


def say_sheet_taxes(speech: Speech) -> Said:
    """What the prices on a sheet have to do with the taxes, in one line."""
    client = speech.rulebook.audience.client
    buyers = (client,) if client else speech.rulebook.business.clients
    said: list[Part] = []
    for part in _say_groups(speech, buyers, "sheet_", "sheet_tax_entry"):
        said += [" · "] if said else []
        said += part
    return tuple(said)


def _say_groups(speech: Speech, buyers: Sequence[str], start: str, entry: str) -> Iterator[Said]:
    groups: dict[str, list[Named]] = {"included": [], "by_client": [], "added": [], "none": []}
    for name, tax in speech.rulebook.business.taxes.items():
        address = f"business.tax.{name}.rate" if name else "business.tax.rate"
        named = (speech.write(tax.name), speech.rulebook.facts.get(address))
        groups[_tell_group(tax, buyers)].append(named)
    none = groups.pop("none")
    for group, several in groups.items():
        if several:
            yield _say_taxes(speech, f"{start}tax_{group}", several, entry)
    for called, _ in none:
        key = f"{start}no_tax_named" if called else f"{start}no_tax"
        yield speech.say(key, tax=called)


def _tell_group(tax: Tax, buyers: Sequence[str]) -> str:
    if tax.rate.points == 0:
        return "none"
    if isinstance(tax.included, YesNo):
        return "included" if tax.included.yes else "added"
    return "by_client" if len(buyers) > 1 else "included" if "consumer" in buyers else "added"


def _say_taxes(speech: Speech, key: str, named: Sequence[Named], entry: str) -> Said:
    if len(named) == 1:
        ((tax, rate),) = named
        return speech.say(key, tax=tax, rate=Slot(rate) if rate else "")
    entries = [speech.say(entry, tax=tax, rate=Slot(rate) if rate else "") for tax, rate in named]
    return speech.say(key.replace("tax_", "taxes_"), taxes=join(entries))


def _join(speech: Speech, names: Sequence[Text | None]) -> Said:
    return join([(speech.write(name),) for name in names if name])


def list_service_tax_items(speech: Speech, key: str, service: Service) -> Iterator[Item]:
    """What is other with the taxes on one service."""
    if service.tax is None:
        return
    address, terms = f"services.{key}.tax", speech.rulebook.prices.taxes[key]
    names = [tax.name for tax in speech.rulebook.business.taxes.values() if tax.name]
    if names and not terms:
        yield Statement(address, speech.say("service_no_tax", tax=_join(speech, names)))
    for word, included in (("included", True), ("added", False)):
        named = [(speech.write(one.name), one.rate) for one in terms if one.included is included]
        if named:
            yield Statement(address, _say_taxes(speech, f"service_tax_{word}", named, "tax_entry"))
    if service.tax.why:
        yield Statement(f"{address}.why", speech.line(service.tax.why))


def list_consumer_prices(speech: Speech, key: str) -> Iterator[Item]:
    """What private clients pay where the price is written without a tax."""
    address = f"services.{key}.price{TAXED}"
    if address in speech.rulebook.facts:
        taxes, inside = speech.rulebook.business.taxes, speech.rulebook.prices.consumer_taxes[key]
        names = _join(speech, [taxes[name].name for name in inside])
        said = speech.say("price_for_consumers", price=speech.figure(address), tax=names)
        yield Statement(address, said)


def list_examples_notes(speech: Speech) -> Iterator[Item]:
    """That private clients pay the totals of the examples, though they read other prices."""
    rulebook = speech.rulebook
    names = dict.fromkeys(
        name
        for key, quotes in rulebook.example_quotes.items()
        if any(isinstance(one, Quote) for one in quotes)
        for name in rulebook.prices.consumer_taxes[key]
    )
    if names:
        said = _join(speech, [rulebook.business.taxes[name].name for name in names])
        yield Statement("examples", speech.say("examples_for_consumers", tax=said))


def say_sheet_service_tax(speech: Speech, key: str, service: Service) -> Iterator[Said]:
    """The taxes on a service of a sheet, where they are others."""
    terms = speech.rulebook.prices.taxes[key] if service.tax else ()
    for term in terms:
        yield speech.say("sheet_service_tax", tax=speech.write(term.name), rate=Slot(term.rate))
    names = [tax.name for tax in speech.rulebook.business.taxes.values() if tax.name]
    if service.tax and names and not terms:
        yield speech.say("sheet_service_no_tax", tax=_join(speech, names))


def say_plan_taxes(speech: Speech, terms: Sequence[TaxTerm]) -> Said:
    """Which taxes the price of a plan contains, and which are added to it."""
    said: list[Part] = []
    for key, included in (("example_with_tax", True), ("example_without_tax", False)):
        names = [term.name for term in terms if term.included is included]
        said += speech.say(key, tax=_join(speech, names)) if names else ()
    return tuple(said)
