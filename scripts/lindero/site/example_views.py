"""Orders worked out, in words: each line explained, each figure with its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from lindero.catalogue.facts import Fact
from lindero.pricing.payment_plans import INSTALMENTS_ADDRESS, PAYMENT_RULES, find_example_service
from lindero.pricing.reckoning import QuoteLine, find_effect
from lindero.pricing.sold_figures import make_figure_address, price_examples
from lindero.records.sections import Example, Service
from lindero.rulebook.rulebook import Rule
from lindero.shapes import BoundedCharge, Comparison, Multiple, Percent, Stages
from lindero.shapes.units import find_unit_words
from lindero.site.view_maker import ViewMaker
from lindero.wording.markup import Scope, figure_html


@dataclass(frozen=True)
class LineView:
    """One line: what it is, and what it comes to; without a sum it only explains."""

    kind: str
    label: Markup
    sum: Markup | None


@dataclass(frozen=True)
class ExampleView:
    """One order; `after` stands below the total, `until` says how long the price holds."""

    title: Markup
    lines: tuple[LineView, ...]
    total: Markup
    after: tuple[LineView, ...]
    until: Markup | None


def make_example_views(scope: Scope, service_id: str) -> Iterator[ExampleView]:
    """The worked examples of one service."""
    service = scope.rulebook.services[service_id]
    for at, quote in price_examples(scope.rulebook.prices, service_id):
        maker = _ExampleMaker(
            scope, service, service.examples[at - 1], f"services.{service_id}.examples.{at}"
        )
        lines = [maker.make_line_view(number, line) for number, line in enumerate(quote.lines, 1)]
        shown = tuple(view for view in lines if view.kind != "contained")
        after = tuple(view for view in lines if view.kind == "contained")
        until = scope.rulebook.facts.get(f"services.{service_id}.change.until")
        yield ExampleView(
            maker.show_title(),
            shown,
            maker.show_total(),
            after,
            maker.show_until(until) if until else None,
        )


class _ExampleMaker(ViewMaker):
    def __init__(self, scope: Scope, service: Service, example: Example, address: str) -> None:
        super().__init__(scope)
        self._service = service
        self._example = example
        self._address = address

    def show_until(self, day: Fact) -> Markup:
        """The last day of the price that is reckoned with."""
        return self.fill_words("price_until", date=figure_html(day, self.reader))

    def show_title(self) -> Markup:
        """`Traducción: 3200 palabras, urgente`."""
        named = [self._name_rate()] if self._example.rate else []
        if self._example.quantity:
            named.append(self.show_figure(f"{self._address}.quantity"))
        named += [
            Markup.escape(self._name_adjustment(key))
            for key in self.rulebook.adjustments
            if key in self._example.with_
        ]
        name = Markup.escape(self.show_text(self._service.name))
        return Markup(": ").join([name, Markup(", ").join(named)]) if named else name

    def show_total(self) -> Markup:
        """What it all comes to."""
        return self.show_figure(f"{self._address}.total")

    def make_line_view(self, number: int, line: QuoteLine) -> LineView:
        """One line in words."""
        figures = {
            name: self.show_figure(part.address or make_figure_address(self._address, number, name))
            for name, part in line.parts.items()
        }
        sum_ = (
            self.show_figure(make_figure_address(self._address, number, "amount"))
            if line.amount is not None
            else None
        )
        if sum_ is not None and line.adds < 0:
            sum_ = Markup("\N{MINUS SIGN}{}").format(sum_)
        return LineView(line.kind, self._show_label(line, figures), sum_)

    def _show_label(self, line: QuoteLine, figures: Mapping[str, Markup]) -> Markup:
        match line.kind:
            case "price":
                return (
                    self._name_rate()
                    if self._example.rate
                    else Markup.escape(self.show_text(self._service.name))
                )
            case "surcharge" | "discount" | "factor":
                return self._show_effect(line, figures)
            case "tax" | "contained":
                tax = self.rulebook.business.tax
                assert tax
                return self.fill_words(f"line_{line.kind}", tax=self.show_text(tax.name), **figures)
            case "within" | "carried" | "extra":
                noun = find_unit_words(self._service.price.unit or "month")["noun"][
                    self.reader.language
                ]["one"]
                return self.fill_words(
                    f"line_{line.kind}", unit=noun[0].upper() + noun[1:], **figures
                )
            case "tier":
                return self.fill_words("line_quantity", **figures)
        return self.fill_words(f"line_{line.kind}", **figures)

    def _show_effect(self, line: QuoteLine, figures: Mapping[str, Markup]) -> Markup:
        """What an adjustment does, and on what."""
        figure = line.parts[line.kind].figure
        name = self._name_adjustment(line.about)
        key = "line_sum"
        if isinstance(figure, Percent):
            key = "line_share"
        elif isinstance(figure, BoundedCharge | Comparison):
            key = "line_bounded"
        elif isinstance(figure, Multiple):
            key = "line_factor"
        return self.fill_words(key, name=name, figure=figures[line.kind], base=figures["base"])

    def _name_adjustment(self, key: str) -> str:
        adjustment = self.rulebook.adjustments[key]
        if adjustment.name:
            return self.show_text(adjustment.name)
        effect = find_effect(adjustment)
        return str(self.words[f"adjustment_{effect[0] if effect else 'surcharge'}"])

    def _name_rate(self) -> Markup:
        return Markup.escape(self.show_text(self._service.rates[self._example.rate or ""].name))


def make_payment_example(scope: Scope, rule: Rule) -> Markup | None:
    """What the rules of payment come to on one service, under the rule that says so."""
    if rule.id not in PAYMENT_RULES:
        return None
    facts, prices = scope.rulebook.facts, scope.rulebook.prices
    example = find_example_service(prices)
    own = {
        address: fact
        for address, fact in facts.items()
        if address.startswith(tuple(f"{rule_id}." for rule_id in PAYMENT_RULES))
    }
    parts = [fact for address, fact in own.items() if fact.computed]
    if example is None or not parts:
        return None
    words, reader = scope.reader.words, scope.reader
    stages = own.get(INSTALMENTS_ADDRESS)
    whole_plan = INSTALMENTS_ADDRESS.startswith(f"{rule.id}.")
    shown = [
        _show_payment(scope, fact, stages)
        for fact in parts
        if whole_plan or fact.address.startswith(f"{rule.id}.")
    ]
    if not shown:
        return None
    tax = prices.tax
    net = (
        ""
        if tax is None
        else words["example_with_tax" if tax.included.yes else "example_without_tax"]
    )
    return Markup.escape(words["example_plan"]).format(
        service=prices.services[example[0]].name.in_language(reader.language),
        price=figure_html(facts[f"services.{example[0]}.price"], reader),
        net=net.format(tax=tax.name.in_language(reader.language)) if tax else "",
        parts=Markup(reader.join_list(str(part) for part in shown)),  # noqa: S704 - every part is markup already
    )


def _show_payment(scope: Scope, fact: Fact, stages: Fact | None) -> Markup:
    """`580 € de señal`, `435 € con la entrega`."""
    words, amount = scope.reader.words, figure_html(fact, scope.reader)
    *_, name, number = fact.address.split(".")
    if name == "deposit" or number == "example":
        return Markup.escape(words["example_deposit"]).format(amount=amount)
    if name == "example" and stages and isinstance(stages.figure, Stages):
        return Markup("{} {}").format(
            amount, stages.figure.steps[int(number) - 1].at.in_language(scope.reader.language)
        )
    return Markup.escape(words["example_rest"]).format(amount=amount)
