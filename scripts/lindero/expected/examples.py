"""What the worked examples say, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lindero.catalogue.facts import Fact
from lindero.expected.speech import Item, Part, Slot, Speech, Statement
from lindero.pricing.orders import Quote, QuoteLine
from lindero.records.sections import Example, Service
from lindero.shapes import BoundedCharge, Comparison, Multiple, Percent

Said = tuple[Part, ...]


def list_example_items(speech: Speech, key: str) -> Iterator[Item]:
    """The worked examples of one service."""
    service = speech.rulebook.services[key]
    quotes = speech.rulebook.example_quotes[key]
    for example, quote in zip(service.examples, quotes, strict=True):
        if isinstance(quote, Quote):
            yield from _ExampleTeller(speech, key, example).list_items(quote)


class _ExampleTeller:
    def __init__(self, speech: Speech, key: str, example: Example) -> None:
        self.speech, self.key, self.example = speech, key, example
        self.service: Service = speech.rulebook.services[key]

    def list_items(self, quote: Quote) -> Iterator[Item]:
        address = f"services.{self.key}"
        yield Statement(address, self._show_title(quote))
        if self.service.change:
            until = self.speech.figure(f"{address}.change.until")
            yield Statement(f"{address}.change", self.speech.say("price_until", date=until))
        lines = [line for line in quote.lines if line.kind != "contained"]
        for line in lines:
            yield self._tell_line(line)
        total = "total_invoice" if quote.paid else "total"
        yield self._tell_sum(total, quote.total)
        for line in quote.lines:
            if line.kind == "contained":
                yield self._tell_line(line)
        if quote.withheld:
            yield self._tell_line(quote.withheld)
        if quote.paid:
            yield self._tell_sum(self._name_payer("total_paid"), quote.paid)

    def _name_payer(self, key: str) -> str:
        """The words that say whose part it is, where private clients read them too."""
        clients = self.speech.rulebook.business.clients
        sold_to = [self.service.for_] if self.service.for_ else clients
        return f"{key}_business" if "consumer" in sold_to else key

    def _tell_sum(self, key: str, fact: Fact) -> Statement:
        return Statement(fact.address, (*self.speech.say(key), " ", Slot(fact)))

    def _show_title(self, quote: Quote) -> Said:
        named: list[Said] = [(self._name_rate(),)] if self.example.rate else []
        named += [(Slot(quote.ordered),)] if quote.ordered else []
        named += [
            (self._name_adjustment(key),)
            for key in self.speech.rulebook.adjustments
            if key in self.example.with_
        ]
        said: list[Part] = [self.speech.write(self.service.name)]
        for at, one in enumerate(named):
            said += [", " if at else ": ", *one]
        return tuple(said)

    def _tell_line(self, line: QuoteLine) -> Statement:
        figures = {name: Slot(fact) for name, fact in line.parts.items()}
        label = self._label_line(line, figures)
        if line.amount is None:
            return Statement(f"services.{self.key}.examples", label)
        sign = "\N{MINUS SIGN}" if line.adds < 0 else ""
        return Statement(line.amount.address, (*label, f" {sign}", Slot(line.amount)))

    def _label_line(self, line: QuoteLine, figures: Mapping[str, Slot]) -> Said:
        say, kind = self.speech.say, line.kind
        if kind == "price":
            rate = self.example.rate
            return (self._name_rate() if rate else self.speech.write(self.service.name),)
        if kind in {"surcharge", "discount", "factor", "volume"}:
            return self._label_effect(line, figures)
        if kind in {"lone_surcharge", "lone_discount"}:
            return say(f"line_{kind}", name=self._name_effect(line.about))
        if kind in {"tax", "contained"}:
            tax = self.speech.rulebook.prices.find_tax(self.key, line.about)
            key = f"line_{kind}_on" if tax.on else f"line_{kind}"
            return say(key, tax=self.speech.write(tax.name), **figures)
        if kind == "withheld":
            return say(self._name_payer("line_withheld"), **figures)
        if kind in {"within", "carried", "extra"}:
            forms = self.speech.words["units"][self.service.price.unit or "month"]
            return say(f"line_{kind}", unit=forms["noun"]["one"], **figures)
        return say("line_quantity" if kind == "tier" else f"line_{kind}", **figures)

    def _label_effect(self, line: QuoteLine, figures: Mapping[str, Slot]) -> Said:
        figure = line.parts[line.kind].figure
        key = "line_sum"
        if isinstance(figure, Percent):
            key = "line_share"
        elif isinstance(figure, BoundedCharge | Comparison):
            key = "line_bounded"
        elif isinstance(figure, Multiple):
            key = "line_factor"
        name = self._name_effect(line.about)
        return self.speech.say(key, name=name, figure=figures[line.kind], base=figures["base"])

    def _name_effect(self, key: str) -> str:
        return self._name_adjustment(key) if key else str(self.speech.words["adjustment_volume"])

    def _name_adjustment(self, key: str) -> str:
        adjustment = self.speech.rulebook.adjustments[key]
        if adjustment.name:
            return self.speech.write(adjustment.name)
        is_less = adjustment.factor is not None and adjustment.factor.factor < 1
        kind = "discount" if adjustment.discount or is_less else "surcharge"
        return str(self.speech.words[f"adjustment_{kind}"])

    def _name_rate(self) -> str:
        return self.speech.write(self.service.rates[self.example.rate or ""].name)
