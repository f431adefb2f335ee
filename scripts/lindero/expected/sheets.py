"""What every printed sheet must say, from the head to the foot."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.expected.cards import list_card_items
from lindero.expected.consumer_sums import say_sheet_sums
from lindero.expected.pages import name_sheet_readers, show_edition
from lindero.expected.prices import tell_reach
from lindero.expected.speech import Item, Slot, Speech, Statement
from lindero.expected.taxes import (
    list_consumer_prices,
    say_sheet_service_tax,
    say_sheet_taxes,
)
from lindero.pricing.sold_figures import TAXED
from lindero.records.sections import OnePager, Service
from lindero.rulebook.cases import Audience
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Money, Price
from lindero.shapes.quantities import Quantity


def list_sheet_items(rulebook: Rulebook, key: str, language: str) -> tuple[Item, ...]:
    """Everything that a sheet says, in order."""
    whole = Speech(rulebook, language)
    speech = whole.narrowed(rulebook.narrow_to_sheet(key))
    return tuple(_SheetTeller(whole, speech, key).list_items())


class _SheetTeller:
    def __init__(self, whole: Speech, speech: Speech, key: str) -> None:
        self.whole, self.speech, self.key = whole, speech, key
        self.rulebook, self.words = speech.rulebook, speech.words
        self.sheet: OnePager = speech.rulebook.onepagers[key]

    def list_items(self) -> Iterator[Item]:
        address, sheet = f"onepagers.{self.key}", self.sheet
        yield from self._list_head(address)
        if sheet.services:
            yield Statement(address, (self.words["sheet_services"],))
            yield show_edition(self.speech)
            for name in sheet.services:
                yield from self._list_service(name, self.rulebook.services[name])
        if sheet.rules:
            yield Statement(address, (self.words["sheet_rules"],))
            yield from self._list_tax() if sheet.services else [show_edition(self.speech)]
            for rule in sheet.rules:
                yield from list_card_items(self.speech, self.rulebook.rules[rule])
        else:
            yield from self._list_tax()
        yield from self._list_fine(address)
        yield from self._list_foot(address)

    def _list_head(self, address: str) -> Iterator[Item]:
        business, say = self.rulebook.business, self.speech.write
        yield Statement("business.name", (say(business.name),), wanted=not self.rulebook.brand.logo)
        for text in (business.trade, business.place):
            if text:
                yield Statement("business", (say(text),))
        if readers := name_sheet_readers(self.whole, self.key):
            yield Statement(f"{address}.for", readers)
        yield Statement(f"{address}.title", self.speech.line(self.sheet.title))
        if self.sheet.text:
            yield Statement(f"{address}.text", self.speech.line(self.sheet.text))

    def _list_service(self, name: str, service: Service) -> Iterator[Item]:
        address, figure = f"services.{name}", self._find_price
        yield Statement(address, (self.speech.write(service.name),))
        if service.summary:
            yield Statement(f"{address}.summary", self.speech.line(service.summary))
        if service.for_ and not self.rulebook.audience.client:
            readers = self.speech.people("readers", Audience(service.for_))
            yield Statement(f"{address}.for", readers)
        if not self.rulebook.audience.client:
            yield from list_consumer_prices(self.speech, name)
        if service.delivery:
            yield Statement(f"{address}.delivery", (figure(f"{address}.delivery"),))
        yield from self._list_price_terms(address, service)
        for said in say_sheet_service_tax(self.speech, name, service):
            yield Statement(f"{address}.tax", said)
        if service.note:
            yield Statement(f"{address}.note", self.speech.line(service.note))
        if service.change:
            price, start = (figure(f"{address}.change.{part}") for part in ("price", "from"))
            yield Statement(
                f"{address}.change", self.speech.say("price_from", price=price, date=start)
            )
        if said := () if self.rulebook.audience.client else say_sheet_sums(self.speech, name):
            yield Statement(f"{address}.sums", said)
        yield Statement(f"{address}.price", (figure(f"{address}.price"),))
        if service.change:
            until = figure(f"{address}.change.until")
            yield Statement(f"{address}.change", self.speech.say("price_until", date=until))

    def _find_price(self, address: str) -> Slot:
        """A figure; where it is a price, the one that the sheet's readers are to read."""
        taxed = f"{address}{TAXED}"
        own = self.rulebook.audience.client == "consumer" and taxed in self.rulebook.facts
        return self.speech.figure(taxed if own else address)

    def _list_price_terms(self, address: str, service: Service) -> Iterator[Item]:
        figure = self._find_price
        if service.minimum:
            key = "minimum_work" if isinstance(service.minimum, Quantity) else "minimum_charge"
            said = self.speech.say(key, minimum=figure(f"{address}.minimum"))
            yield Statement(f"{address}.minimum", said)
        for at, step in enumerate(service.tiers.steps if service.tiers else (), 1):
            if step.result == service.price:
                continue
            reach = tell_reach(self.speech, address, service, at)
            price = figure(f"{address}.tiers.{at}.price")
            yield Statement(f"{address}.tiers.{at}", (*reach, ": ", price))
        if service.tiers:
            yield Statement(f"{address}.tiering", (self.words[f"tiers_{service.tiering}_brief"],))

    def _list_tax(self) -> Iterator[Item]:
        """What the prices on the sheet have to do with the tax."""
        mains = [self.rulebook.rules[rule].main for rule in self.sheet.rules]
        priced = any(main and isinstance(main.figure, Price | Money) for main in mains)
        if self.rulebook.business.taxes and (self.sheet.services or priced):
            yield Statement("business.tax", say_sheet_taxes(self.speech))

    def _list_fine(self, address: str) -> Iterator[Item]:
        if heading := self.sheet.heading:
            yield Statement(f"{address}.heading", (self.speech.write(heading),))
        elif self.sheet.fine:
            yield Statement(address, (self.words["sheet_fine"],))
        if self.sheet.fine:
            for said in self.speech.blocks(self.sheet.fine):
                yield Statement(f"{address}.fine", said)

    def _list_foot(self, address: str) -> Iterator[Item]:
        business = self.rulebook.business
        yield Statement(address, (self.words["sheet_scan_heading"],))
        yield Statement(address, self.speech.say("sheet_scan_line"))
        yield Statement("business.site", (self._show_address(),))
        if business.person:
            yield Statement("business.person", (self.speech.write(business.person),))
        for name in ("email", "phone"):
            if text := getattr(business, name):
                yield Statement(f"business.{name}", (str(text),))

    def _show_address(self) -> str:
        """Where the terms are, without `https://`."""
        rulebook, language = self.rulebook, self.speech.language
        root = "" if language == rulebook.languages[0] else f"{language}/"
        site = rulebook.business.site.rstrip("/").partition("://")[2]
        return f"{site}/{root}terms"
