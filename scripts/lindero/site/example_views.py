"""Orders worked out, in words: each line explained, each figure with its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.pricing.cancelling import CancellingExample
from lindero.pricing.late_charges import LateExample
from lindero.pricing.orders import Quote, QuoteLine, lowers_price
from lindero.pricing.own_delays import OwnDelayExample
from lindero.pricing.payment_plans import ExamplePlan, Payment
from lindero.pricing.rate_classes import ClassExample
from lindero.pricing.side_costs import CostExample, ReserveExample
from lindero.records.sections import Example
from lindero.rulebook.cases import Case
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import BoundedCharge, Comparison, Multiple, Percent
from lindero.shapes.money import collect_sums
from lindero.site.view_maker import ViewMaker
from lindero.wording.case_lines import lower_start
from lindero.wording.cases import raise_start, show_case
from lindero.wording.markup import Scope, figure_html
from lindero.wording.reader import Reader


class LineView(NamedTuple):
    """One line: what it is, and what it comes to; without a sum it only explains."""

    kind: str
    label: Markup
    sum: Markup | None


class ExampleView(NamedTuple):
    """One order; `after` stands below the total, `until` says how long the price holds.

    Where a part is withheld, `paid` is what the client pays.
    """

    title: Markup
    lines: tuple[LineView, ...]
    total: LineView
    after: tuple[LineView, ...]
    paid: LineView | None
    until: Markup | None


def make_example_views(scope: Scope, service_id: str) -> Iterator[ExampleView]:
    """The worked examples of one service."""
    service = scope.rulebook.services[service_id]
    until = scope.rulebook.facts.get(f"services.{service_id}.change.until")
    for example, quote in zip(
        service.examples, scope.rulebook.example_quotes[service_id], strict=True
    ):
        if not isinstance(quote, Quote):
            continue
        maker = _ExampleMaker(scope, service_id, example, quote)
        lines = [maker.make_line_view(line) for line in quote.lines]
        yield ExampleView(
            maker.show_title(quote),
            tuple(view for view in lines if view.kind != "contained"),
            maker.make_total_view("total_invoice" if quote.paid else "total", quote.total),
            (
                *(view for view in lines if view.kind == "contained"),
                *([maker.make_line_view(quote.withheld)] if quote.withheld else []),
            ),
            maker.make_total_view(maker.choose_whose("total_paid"), quote.paid)
            if quote.paid
            else None,
            maker.show_until(until) if until else None,
        )


class _ExampleMaker(ViewMaker):
    def __init__(self, scope: Scope, key: str, example: Example, quote: Quote) -> None:
        super().__init__(scope)
        self._key, self._service = key, scope.rulebook.services[key]
        self._example = example
        last = (quote.withheld.amount if quote.withheld else None, quote.paid)
        column = (*(line.amount for line in quote.lines), quote.total, *last)
        sums = collect_sums(tuple(fact.figure for fact in column if fact))
        self._column_reader = scope.reader.align_sums(sums)

    def show_amount(self, fact: Fact) -> Markup:
        """A sum in the column, where all have decimals or none has."""
        return figure_html(fact, self._column_reader)

    def make_total_view(self, key: str, fact: Fact) -> LineView:
        """A sum of all, under the name that it has among the words."""
        return LineView("total", self.fill_words(key), self.show_amount(fact))

    def choose_whose(self, key: str) -> str:
        """The word that says whose part it is, where private clients read it too."""
        clients = [self._service.for_] if self._service.for_ else self.rulebook.business.clients
        return f"{key}_business" if "consumer" in clients else key

    def show_until(self, day: Fact) -> Markup:
        """The last day of the price that is reckoned with."""
        return self.fill_words("price_until", date=self.show_fact(day))

    def show_title(self, quote: Quote) -> Markup:
        """`Traducción: 3200 palabras, urgente`."""
        named = [self._name_rate()] if self._example.rate else []
        if quote.ordered:
            named.append(self.show_fact(quote.ordered))
        named += [
            Markup.escape(self._name_adjustment(key))
            for key in self.rulebook.adjustments
            if key in self._example.with_
        ]
        name = Markup.escape(self.show_text(self._service.name))
        return Markup(": ").join([name, Markup(", ").join(named)]) if named else name

    def make_line_view(self, line: QuoteLine) -> LineView:
        """One line in words."""
        figures = {name: self.show_fact(fact) for name, fact in line.parts.items()}
        sum_ = self.show_amount(line.amount) if line.amount else None
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
            case "surcharge" | "discount" | "factor" | "volume":
                return self._show_effect(line, figures)
            case "lone_surcharge" | "lone_discount":
                return self.fill_words(f"line_{line.kind}", name=self._name_effect(line.about))
            case "tax" | "contained":
                tax = self.rulebook.prices.find_tax(self._key, line.about)
                key = f"line_{line.kind}_on" if tax.on else f"line_{line.kind}"
                return self.fill_words(key, tax=self.show_text(tax.name), **figures)
            case "withheld":
                return self.fill_words(self.choose_whose("line_withheld"), **figures)
            case "within" | "carried" | "extra":
                noun = self.reader.find_unit_words(self._service.price.unit or "month")["noun"][
                    "one"
                ]
                return self.fill_words(
                    f"line_{line.kind}", unit=noun[0].upper() + noun[1:], **figures
                )
            case "tier":
                return self.fill_words("line_quantity", **figures)
        return self.fill_words(f"line_{line.kind}", **figures)

    def _show_effect(self, line: QuoteLine, figures: Mapping[str, Markup]) -> Markup:
        """What an adjustment does, and on what."""
        figure = line.parts[line.kind].figure
        name = self._name_effect(line.about)
        key = "line_sum"
        if isinstance(figure, Percent):
            key = "line_share"
        elif isinstance(figure, BoundedCharge | Comparison):
            key = "line_bounded"
        elif isinstance(figure, Multiple):
            key = "line_factor"
        return self.fill_words(key, name=name, figure=figures[line.kind], base=figures["base"])

    def _name_effect(self, key: str) -> str:
        """An adjustment; without one, what the size of the order takes off."""
        return self._name_adjustment(key) if key else str(self.words["adjustment_volume"])

    def _name_adjustment(self, key: str) -> str:
        adjustment = self.rulebook.adjustments[key]
        if adjustment.name:
            return self.show_text(adjustment.name)
        kind = "discount" if lowers_price(adjustment) else "surcharge"
        return str(self.words[f"adjustment_{kind}"])

    def _name_rate(self) -> Markup:
        return Markup.escape(self.show_text(self._service.rates[self._example.rate or ""].name))


def make_rule_example(scope: Scope, rule: Rule) -> Markup | None:
    """What a rule comes to in money, if it is one of those that are worked out.

    Where that depends on the client, each kind has its own, after its name.
    """
    book = scope.rulebook
    told = {client: _tell_client(scope, client) for client in ("", *book.business.clients)}
    shown: list[tuple[str, Markup | None]] = [
        (client, _show_payment_plan(told[client], rule, plan))
        for client, plan in book.example_plans
    ]
    if rule is book.find_role_rule("late-rate"):
        shown = [
            (client, _show_late_example(scope, one, is_first=not client))
            for client, one in book.late_examples
        ]
    elif rule is book.find_role_rule("due-on-cancelling"):
        shown = [
            (client, _show_cancelling(told[client], one))
            for client, one in book.cancelling_examples
        ]
    elif rule is book.find_role_rule("own-delay-rate"):
        shown = [
            (client, _show_own_delay(told[client], one)) for client, one in book.own_delay_examples
        ]
    elif rule is book.find_role_rule("reserve"):
        shown = [
            (client, _show_reserve(told[client], one)) for client, one in book.reserve_examples
        ]
    elif rule is book.find_role_rule("mileage"):
        shown = [*_list_costs(told, book.side_costs)]
    elif rule is book.find_role_rule("least-charge"):
        shown = [*_list_costs(told, book.least_examples)]
    elif rule is book.find_role_rule("rate-levels"):
        shown = [(client, _show_classes(told[client], one)) for client, one in book.class_examples]
    said = [_name_client(scope, client, one) for client, one in shown if one]
    return Markup(" ").join(said) if said else None


def _tell_client(scope: Scope, client: str) -> Scope:
    """The scope of an example for one kind of client, who reads prices as that one pays them."""
    return replace(scope, rulebook=scope.rulebook.tell_client(client))


def _name_client(scope: Scope, client: str, example: Markup) -> Markup:
    """`Para empresas: …`."""
    if not client:
        return example
    case = raise_start(show_case(Case(client), scope.rulebook, scope.reader))
    return Markup("{}: {}").format(case, example)


def _show_late_example(scope: Scope, example: LateExample, *, is_first: bool) -> Markup:
    """What a round sum costs that is paid late, in one line."""
    reader = scope.reader.align_sums(collect_sums((example.owed.figure, example.charge.figure)))
    frame = str(reader.words["example_late"])
    return Markup.escape(frame if is_first else lower_start(frame)).format(
        owed=figure_html(example.owed, reader),
        delay=figure_html(example.delay, reader, "short"),
        charge=figure_html(example.charge, reader),
    )


def _show_payment_plan(scope: Scope, rule: Rule, plan: ExamplePlan) -> Markup | None:
    """What the rules of payment come to on one service, under the rule that says so."""
    rulebook = scope.rulebook
    chosen = [
        (payment, fact)
        for payment, fact in plan.parts
        if _has_role(rulebook, rule, "instalments")
        or (_has_role(rulebook, rule, "deposit") and payment.kind in {"deposit", "rest"})
    ]
    if not chosen:
        return None
    scope = _align_sums(scope, plan.service, [fact for _, fact in chosen])
    parts = [_show_payment(scope, payment, fact) for payment, fact in chosen]
    return _fill_service_frame(scope, "example_plan", plan.service, parts=_join(scope, parts))


def _has_role(book: Rulebook, rule: Rule, role: Role) -> bool:
    """Whether a value of a rule has a role, whomever the rulebook is told to."""
    found = book.find_role_rule(role)
    return found is not None and found.id == rule.id


def _show_cancelling(scope: Scope, example: CancellingExample) -> Markup:
    """What cancelling one service comes to in all, stage by stage."""
    scope = _align_sums(scope, example.service, example.facts)
    parts = [
        Markup("{} {}").format(
            figure_html(fact, scope.reader), cost.at.in_language(scope.reader.language)
        )
        for cost, fact in example.costs
    ]
    frame, service = "example_cancelling", example.service
    return _fill_service_frame(scope, frame, service, parts=_join(scope, parts))


def _show_own_delay(scope: Scope, example: OwnDelayExample) -> Markup:
    """What a late delivery takes off the price of one service."""
    scope = _align_sums(scope, example.service, [example.taken_off])
    figures = {
        "delay": figure_html(example.delay, scope.reader),
        "taken": figure_html(example.taken_off, scope.reader),
    }
    return _fill_service_frame(scope, "example_own_late", example.service, **figures)


def _show_reserve(scope: Scope, example: ReserveExample) -> Markup:
    """What is set aside besides the price of one service."""
    scope = _align_sums(scope, example.service, [example.reserve])
    reserve = figure_html(example.reserve, scope.reader)
    return _fill_service_frame(scope, "example_reserve", example.service, reserve=reserve)


def _list_costs(
    told: Mapping[str, Scope], costs: Sequence[tuple[str, CostExample]]
) -> Iterator[tuple[str, Markup]]:
    """What each comes to, by client; one line after the other."""
    for client, examples in groupby(costs, key=lambda pair: pair[0]):
        lines = [
            _show_cost(told[client], one, is_first=at == 0 and bool(client))
            for at, (_, one) in enumerate(examples)
        ]
        yield client, Markup(" ").join(lines)


def _show_cost(scope: Scope, example: CostExample, *, is_first: bool) -> Markup:
    """What one of these costs; the first one follows the client's name."""
    frame = f"example_{example.kind}"
    if example.service:
        scope = _align_sums(scope, example.service, [example.cost])
        figures = _show_given(example, scope.reader)
        return _fill_service_frame(scope, f"{frame}_rate", example.service, **figures)
    sums = [sum_ for fact in example.facts for sum_ in collect_sums(fact.figure)]
    words = str(scope.reader.words[frame])
    shown = Markup.escape(lower_start(words) if is_first else words)
    return shown.format(**_show_given(example, scope.reader.align_sums(sums)))


def _show_given(example: CostExample, reader: Reader) -> dict[str, Markup]:
    given, cost = (figure_html(fact, reader) for fact in example.facts)
    place = reader.words["example_least_places"][example.place] if example.place else ""
    return {"given": given, "cost": cost, "place": Markup.escape(place)}


def _show_classes(scope: Scope, example: ClassExample) -> Markup:
    """What classes of work and client pay of the rate of one service."""
    scope = _align_sums(scope, example.service, example.facts)
    words = scope.reader.words["example_class_rates"]
    parts = [
        Markup.escape(words[role]).format(rate=figure_html(fact, scope.reader))
        for role, fact in example.rates
    ]
    joined = _join(scope, parts)
    return _fill_service_frame(scope, "example_classes", example.service, parts=joined)


def _align_sums(scope: Scope, service: str, facts: Sequence[Fact]) -> Scope:
    """A reader who sees cents in all sums of an example or in none."""
    price = scope.rulebook.facts[f"services.{service}.price"]
    sums = collect_sums((price.figure, *(fact.figure for fact in facts)))
    return replace(scope, reader=scope.reader.align_sums(sums))


def _fill_service_frame(scope: Scope, frame: str, service: str, **parts: Markup) -> Markup:
    """An example that begins with a service and its price."""
    reader, rulebook = scope.reader, scope.rulebook
    return Markup.escape(reader.words[frame]).format(
        service=rulebook.services[service].name.in_language(reader.language),
        price=figure_html(rulebook.facts[f"services.{service}.price"], reader),
        net=show_taxes_named(scope, service),
        **parts,
    )


def _join(scope: Scope, parts: Sequence[Markup]) -> Markup:
    return Markup(scope.reader.join_list(str(part) for part in parts))  # noqa: S704 - every part is markup already


def show_taxes_named(scope: Scope, service: str) -> str:
    """Which taxes a price contains and which are added: ` con IVA`."""
    reader, shown = scope.reader, ""
    for key, included in (("example_with_tax", True), ("example_without_tax", False)):
        terms = scope.rulebook.prices.taxes[service]
        names = [term.name for term in terms if term.included == included]
        if names:
            taxes = reader.join_list(name.in_language(reader.language) for name in names)
            shown += str(reader.words[key]).format(tax=taxes)
    return shown


def _show_payment(scope: Scope, payment: Payment, fact: Fact) -> Markup:
    """`580 € de señal`, `435 € con la entrega`."""
    amount = figure_html(fact, scope.reader)
    if payment.at:
        return Markup("{} {}").format(amount, payment.at.in_language(scope.reader.language))
    return Markup.escape(scope.reader.words[f"example_{payment.kind}"]).format(amount=amount)
