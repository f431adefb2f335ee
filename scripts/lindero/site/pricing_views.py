"""What the pricing page gets to see: services, what changes their prices, and orders worked out line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from lindero.pricing.orders import find_effect
from lindero.reading.prose import fold_whitespace, parse_inline
from lindero.records.sections import Adjustment, Service
from lindero.shapes import BoundedCharge, Comparison, Multiple, Text
from lindero.shapes.quantities import Quantity
from lindero.site.example_views import ExampleView, make_example_views
from lindero.wording.amounts import show_per_unit
from lindero.wording.markup import Scope, figure_html, inline_html


@dataclass(frozen=True)
class PricedView:
    """A name or a limit, and its price."""

    name: Markup
    price: Markup


@dataclass(frozen=True)
class ServiceView:
    """One service with its price; `until` and `change` where that price is about to change."""

    id: str
    name: str
    line: Markup | None
    price: Markup
    until: Markup | None
    change: Markup | None
    when: Markup | None
    includes: tuple[Markup, ...]
    excludes: tuple[Markup, ...]
    notes: tuple[Markup, ...]
    tiers: tuple[PricedView, ...]
    tiering: str
    rates: tuple[PricedView, ...]
    parts: tuple[PricedView, ...]
    saving: Markup | None


@dataclass(frozen=True)
class AdjustmentView:
    """Something that changes a price; `figure` is signed, `terms` say on what it is reckoned and what it excludes."""

    id: str
    name: str
    figure: Markup
    when: Markup
    terms: tuple[Markup, ...]


class PricingViews:
    """The parts of the pricing page, for one reader."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._rulebook = scope.rulebook
        self._reader = scope.reader
        self._words: Mapping[str, Any] = scope.reader.words

    def make_parts(self) -> dict[str, Any]:
        """Everything that the page shows besides its head and foot."""
        stacked = any(one.on == "running total" for one in self._rulebook.adjustments.values())
        return {
            "services": tuple(
                self._make_service_view(key, service)
                for key, service in self._rulebook.services.items()
            ),
            "adjustments": tuple(
                self._make_adjustment_view(key, one)
                for key, one in self._rulebook.adjustments.items()
            ),
            "adjustments_note": self._words["adjustments_note"] if stacked else "",
            "examples": self._list_examples(),
            "tax_note": self.show_tax_note(),
        }

    def show_tax_note(self) -> Markup | None:
        """Whether the prices contain the tax."""
        tax = self._rulebook.business.tax
        if tax is None:
            return None
        key = "tax_included" if tax.included.yes else "tax_added"
        return self._fill_words(
            key, tax=self._show_text(tax.name), rate=self._show_figure("business.tax.rate")
        )

    def _list_examples(self) -> tuple[ExampleView, ...]:
        return tuple(
            view for key in self._rulebook.services for view in make_example_views(self._scope, key)
        )

    def _make_service_view(self, key: str, service: Service) -> ServiceView:
        address = f"services.{key}"
        when = (
            [self._fill_words("delivery_in", period=self._show_figure(f"{address}.delivery"))]
            if service.delivery
            else []
        )
        when += [self._show_prose(service.note, key)] if service.note else []
        return ServiceView(
            id=key,
            name=self._show_text(service.name),
            line=self._show_prose(service.summary, key) if service.summary else None,
            price=self._show_figure(f"{address}.price"),
            until=self._fill_words("price_until", date=self._show_figure(f"{address}.change.until"))
            if service.change
            else None,
            change=self._show_change(address) if service.change else None,
            when=Markup(" · ").join(when) if when else None,
            includes=tuple(self._show_prose(entry, key) for entry in service.includes.entries)
            if service.includes
            else (),
            excludes=tuple(self._show_prose(entry, key) for entry in service.excludes.entries)
            if service.excludes
            else (),
            notes=tuple(self._list_notes(address, service)),
            tiers=tuple(self._list_tiers(address, service)),
            tiering=self._words[f"tiers_{service.tiering}"],
            rates=self._list_rates(address, service),
            parts=self._list_parts(service),
            saving=self._show_saving(address),
        )

    def _show_change(self, address: str) -> Markup:
        return self._fill_words(
            "price_from",
            price=self._show_figure(f"{address}.change.price"),
            date=self._show_figure(f"{address}.change.from"),
        )

    def _list_notes(self, address: str, service: Service) -> Iterator[Markup]:
        if service.minimum:
            key = "minimum_work" if isinstance(service.minimum, Quantity) else "minimum_charge"
            yield self._fill_words(key, minimum=self._show_figure(f"{address}.minimum"))
        if service.increment:
            yield self._fill_words("increment", increment=self._show_figure(f"{address}.increment"))
        if service.retainer:
            yield Markup(" ").join(self._describe_retainer(f"{address}.retainer", service))

    def _describe_retainer(self, address: str, service: Service) -> Iterator[Markup]:
        """What a retainer holds and how it goes on, a sentence each."""
        retainer, unit = service.retainer, service.price.unit
        assert retainer
        assert unit
        yield self._fill_words(
            "retainer_time",
            time=self._show_figure(f"{address}.time"),
            per=show_per_unit(self._reader, unit),
        )
        if retainer.rollover is None:
            yield self._fill_words("retainer_lapses")
        for name in ("rollover", "extra", "minimum", "notice"):
            if getattr(retainer, name) is not None:
                yield self._fill_words(
                    f"retainer_{name}", **{name: self._show_figure(f"{address}.{name}")}
                )
        yield self._fill_words(
            f"retainer_{retainer.billed}",
            unit=self._reader.find_unit_words(unit)["noun"]["one"],
        )

    def _list_tiers(self, address: str, service: Service) -> Iterator[PricedView]:
        if service.tiers is None:
            return
        for at, step in enumerate(service.tiers.steps, 1):
            limit = f"{address}.tiers.{at if step.up_to else at - 1}.limit"
            name = self._fill_words(
                "tier_up_to" if step.up_to else "tier_over", limit=self._show_figure(limit)
            )
            yield PricedView(name, self._show_figure(f"{address}.tiers.{at}.price"))
        if step.up_to:
            yield PricedView(
                self._fill_words("tier_over", limit=self._show_figure(limit)),
                Markup.escape(self._words["tier_ask"]),
            )

    def _list_rates(self, address: str, service: Service) -> tuple[PricedView, ...]:
        return tuple(
            PricedView(
                Markup.escape(self._show_text(rate.name)),
                self._show_figure(f"{address}.rates.{key}.price"),
            )
            for key, rate in service.rates.items()
        )

    def _list_parts(self, service: Service) -> tuple[PricedView, ...]:
        """The services of a package; each leads to itself."""
        link = Markup('<a href="#services.{}">{}</a>')
        return tuple(
            PricedView(
                link.format(key, self._show_text(self._rulebook.services[key].name)),
                self._show_figure(f"services.{key}.price"),
            )
            for key in service.services
        )

    def _show_saving(self, address: str) -> Markup | None:
        facts = self._rulebook.facts
        if f"{address}.apart" not in facts:
            return None
        apart = self._fill_words("package_apart", apart=self._show_figure(f"{address}.apart"))
        if f"{address}.saving" not in facts:
            return apart
        return Markup("{} {}").format(
            apart, self._fill_words("package_saving", saving=self._show_figure(f"{address}.saving"))
        )

    def _make_adjustment_view(self, key: str, adjustment: Adjustment) -> AdjustmentView:
        effect = find_effect(adjustment)
        assert effect
        kind, figure = effect
        sign = (
            "" if isinstance(figure, Multiple) else "+" if kind == "surcharge" else "\N{MINUS SIGN}"
        )
        shown = Markup("{}{}").format(sign, self._show_figure(f"adjustments.{key}.{kind}", "short"))
        name = self._show_text(adjustment.name) if adjustment.name else ""
        return AdjustmentView(
            key,
            name,
            shown,
            self._show_prose(adjustment.when),
            tuple(self._list_terms(key, adjustment)),
        )

    def _list_terms(self, key: str, adjustment: Adjustment) -> Iterator[Markup]:
        effect = find_effect(adjustment)
        if effect and isinstance(effect[1], BoundedCharge | Comparison):
            yield self._fill_words(
                "adjustment_whole", figure=self._show_figure(f"adjustments.{key}.{effect[0]}")
            )
        if adjustment.on == "running total":
            yield self._fill_words("adjustment_running")
        services, others = self._rulebook.services, self._rulebook.adjustments
        if adjustment.services:
            yield self._fill_words(
                "adjustment_only",
                services=self._join_names(
                    Markup.escape(self._show_text(services[name].name))
                    for name in adjustment.services
                ),
            )
        if excluded := [
            other
            for name, other in others.items()
            if name in adjustment.not_with or key in other.not_with
        ]:
            yield self._fill_words(
                "adjustment_not_with",
                others=self._join_names(self._name_adjustment(other) for other in excluded),
            )

    def _name_adjustment(self, adjustment: Adjustment) -> Markup:
        """Its name; without one, when it applies."""
        return (
            Markup.escape(self._show_text(adjustment.name))
            if adjustment.name
            else self._show_prose(adjustment.when)
        )

    def _join_names(self, names: Iterable[Markup]) -> Markup:
        quoted = Markup.escape(self._words["quoted"])
        shown = (quoted.format(name=name.rstrip(".")) for name in names)
        return Markup(self._reader.join_list(str(name) for name in shown))  # noqa: S704 - every name is markup already

    def _show_text(self, text: Text) -> str:
        return text.in_language(self._reader.language)

    def _show_prose(self, text: Text, service: str = "") -> Markup:
        return inline_html(
            parse_inline(fold_whitespace(self._show_text(text))),
            replace(self._scope, service=service),
        )

    def _show_figure(self, address: str, form: str = "") -> Markup:
        return figure_html(self._rulebook.facts[address], self._reader, form)

    def _fill_words(self, key: str, **figures: Markup | str) -> Markup:
        return Markup.escape(self._words[key]).format(**figures)
