"""What the pricing page gets to see: services, adjustments and worked orders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from lindero.catalogue.facts import Fact
from lindero.pricing.consumer_sums import find_adjustment_taxes
from lindero.pricing.orders import Quote, find_effect
from lindero.pricing.sold_figures import (
    TAXED,
    ConsumerSum,
    list_adjustment_sums,
    list_package_sums,
    list_service_sums,
    locate_part_price,
)
from lindero.pricing.taxes import locate_rate
from lindero.pricing.tiers import locate_limits, name_reach
from lindero.records.sections import Adjustment, Service
from lindero.rulebook.cases import Audience
from lindero.rulebook.lent_figures import is_ceiling
from lindero.shapes import BoundedCharge, Comparison, Multiple, Price, Text
from lindero.shapes.quantities import Quantity
from lindero.site.example_views import make_example_views
from lindero.site.page_content import AdjustmentView, PricedView, PricingContent, ServiceView
from lindero.site.view_maker import ViewMaker
from lindero.wording.amounts import align_price, show_per_unit
from lindero.wording.cases import show_readers
from lindero.wording.markup import figure_html
from lindero.wording.reader import LARGE
from lindero.wording.taxes import TaxStatement, choose_plural, list_tax_statements

_RETAINER_FIGURES = ("rollover", "carried", "leeway", "extra")
_RETAINER_TERMS = ("minimum", "notice")
_RETAINER_FORMS = {"extra": "", "notice": "possessive"}
"""What a retainer may say of what it holds, and besides, in the forms that its sentences want."""


class PricingMaker(ViewMaker):
    """The parts of the pricing page, for one reader."""

    def make_content(self) -> PricingContent:
        """Everything that the page shows besides its head and foot."""
        services, adjustments = self.rulebook.services, self.rulebook.adjustments
        stacked = any(one.on == "running total" for one in adjustments.values())
        return PricingContent(
            tuple(self._make_service_view(key, service) for key, service in services.items()),
            tuple(self._make_adjustment_view(key, one) for key, one in adjustments.items()),
            self.words["adjustments_note"] if stacked else "",
            tuple(view for key in services for view in make_example_views(self.scope, key)),
            self._show_examples_note(),
            Markup(" ").join(self._list_service_notes()),
        )

    def _show_examples_note(self) -> Markup:
        """That private clients, whose prices have a tax in them, pay what businesses pay."""
        taxes, inside = self.rulebook.business.taxes, self.rulebook.prices.consumer_taxes
        names = dict.fromkeys(one for key in self._list_quoted() for one in inside[key])
        said = self._join_texts(taxes[name].name for name in names)
        return self.fill_words("examples_for_consumers", tax=said) if said else Markup()

    def _list_quoted(self) -> list[str]:
        """The services of which an example is worked out."""
        quotes = self.rulebook.example_quotes.items()
        return [key for key, found in quotes if any(isinstance(one, Quote) for one in found)]

    def _list_service_notes(self) -> Iterator[Markup]:
        """What holds for all services: what prices have to do with the taxes."""
        business = self.rulebook.business
        for statement in list_tax_statements(business.taxes, business.clients):
            yield self._show_statement(statement)
        for tax in business.taxes.values():
            if others := [business.taxes[name].name for name in tax.on]:
                shown = self._join_texts(others)
                yield self.fill_words("tax_on", tax=self._join_texts([tax.name]), others=shown)
        for tax in business.taxes.values():
            if tax.why:
                yield self.show_prose(tax.why)
        if any(service.tax for service in self.rulebook.services.values()):
            yield self.fill_words("tax_unless")
        if business.rounding and any(tax.is_charged for tax in business.taxes.values()):
            yield self.fill_words(f"tax_rounding_{business.rounding}")

    def _show_statement(self, statement: TaxStatement) -> Markup:
        taxes, facts = self.rulebook.business.taxes, self.rulebook.facts
        named = [
            (self._join_texts([taxes[name].name]), facts.get(locate_rate(name)))
            for name in statement.names
        ]
        return self._show_taxes(statement.words, named)

    def _show_taxes(self, words: str, named: Sequence[tuple[str, Fact | None]]) -> Markup:
        """A sentence about one tax, or about several with their rates."""
        shown = [
            {"tax": name, "rate": self.show_fact(rate) if rate else ""} for name, rate in named
        ]
        if len(shown) == 1:
            return self.fill_words(words, **shown[0])
        entries = self.reader.join_list(str(self.fill_words("tax_entry", **one)) for one in shown)
        return self.fill_words(words, taxes=Markup(entries))  # noqa: S704 - every entry is markup already

    def _join_texts(self, texts: Iterable[Text | None]) -> str:
        shown = [self.show_text(text) for text in texts if text]
        return self.reader.join_list(shown) if shown else ""

    def _make_service_view(self, key: str, service: Service) -> ServiceView:
        address = f"services.{key}"
        when = [self._show_buyers(service.for_)] if service.for_ else []
        when += self._list_consumer_prices(key)
        when += (
            [self.fill_words("delivery_in", period=self.show_figure(f"{address}.delivery", "word"))]
            if service.delivery
            else []
        )
        when += [self.show_prose(service.note, key)] if service.note else []
        return ServiceView(
            id=key,
            name=self.show_text(service.name),
            line=self.show_prose(service.summary, key) if service.summary else None,
            price=self._show_price(f"{address}.price", self._list_prices(self.rulebook.services)),
            until=self.fill_words("price_until", date=self.show_figure(f"{address}.change.until"))
            if service.change
            else None,
            change=self._show_change(address) if service.change else None,
            when=Markup(" · ").join(when) if when else None,
            includes=tuple(self.show_prose(entry, key) for entry in service.includes.entries)
            if service.includes
            else (),
            excludes=tuple(self.show_prose(entry, key) for entry in service.excludes.entries)
            if service.excludes
            else (),
            notes=(
                *self._list_tax_notes(key, service),
                *self._list_notes(address, service),
                *self._list_service_sums(key),
            ),
            tiers=tuple(self._list_tiers(address, service)),
            tiering=self.words[f"tiers_{service.tiering}"],
            rates=self._list_rates(address, service),
            parts=self._list_parts(service),
            saving=self._show_saving(key),
        )

    def _list_prices(self, services: Iterable[str]) -> list[Price]:
        return [self.rulebook.services[key].price for key in services]

    def _show_price(self, address: str, beside: Iterable[Price]) -> Markup:
        """One of several prices that stand one under the other."""
        fact = self.rulebook.facts[address]
        assert isinstance(fact.figure, Price)
        return figure_html(fact, align_price(self.reader, fact.figure, beside))

    def _show_buyers(self, client: str) -> Markup:
        """`Para empresas`."""
        return Markup.escape(show_readers(Audience(client), self.rulebook, self.reader))

    def _show_change(self, address: str) -> Markup:
        return self.fill_words(
            "price_from",
            price=self.show_figure(f"{address}.change.price"),
            date=self.show_figure(f"{address}.change.from"),
        )

    def _list_consumer_prices(self, key: str) -> Iterator[Markup]:
        """What private clients pay, where the price is written without a tax."""
        address = f"services.{key}.price{TAXED}"
        if address in self.rulebook.facts:
            taxes = self.rulebook.business.taxes
            names = [taxes[name].name for name in self.rulebook.prices.consumer_taxes[key]]
            price = self.show_figure(address)
            yield self.fill_words("price_for_consumers", price=price, tax=self._join_texts(names))

    def _list_service_sums(self, key: str) -> Iterator[Markup]:
        """What private clients pay in place of the other prices of a service."""
        if sums := [*list_service_sums(self.rulebook.prices, key)]:
            yield self._show_sums(sums, self.rulebook.prices.consumer_taxes[key])

    def _show_sums(self, sums: Iterable[ConsumerSum], taxes: Iterable[str]) -> Markup:
        entries = [
            self.fill_words(
                "sum_for_consumers",
                price=self.show_fact(one.taxed),
                plain=self.show_fact(one.written),
            )
            for one in sums
        ]
        listed = Markup(self.reader.join_list(str(entry) for entry in entries))  # noqa: S704 - every entry is markup already
        tax = self._join_texts(self.rulebook.business.taxes[name].name for name in taxes)
        return self.fill_words("sums_for_consumers", tax=tax, sums=listed) + Markup(".")

    def _list_tax_notes(self, key: str, service: Service) -> Iterator[Markup]:
        """What is other with the taxes on this service, and why."""
        if service.tax is None:
            return
        terms = self.rulebook.prices.taxes[key]
        names = [tax.name for tax in self.rulebook.business.taxes.values() if tax.name]
        if names and not terms:
            yield self.fill_words("service_no_tax", tax=self._join_texts(names))
        for words, included in (("service_tax_included", True), ("service_tax_added", False)):
            named = [
                (self.show_text(term.name), term.rate)
                for term in terms
                if term.included == included
            ]
            if named:
                yield self._show_taxes(words if len(named) == 1 else choose_plural(words), named)
        if service.tax.why:
            yield self.show_prose(service.tax.why, key)

    def _list_notes(self, address: str, service: Service) -> Iterator[Markup]:
        if service.minimum:
            key = "minimum_work" if isinstance(service.minimum, Quantity) else "minimum_charge"
            yield self.fill_words(key, minimum=self.show_figure(f"{address}.minimum", "word"))
        if service.increment:
            yield self.fill_words("increment", increment=self.show_figure(f"{address}.increment"))
        if service.retainer:
            yield Markup(" ").join(self._describe_retainer(f"{address}.retainer", service))

    def _describe_retainer(self, address: str, service: Service) -> Iterator[Markup]:
        """What a retainer holds and how it goes on, a sentence each."""
        retainer, unit = service.retainer, service.price.unit
        assert retainer
        assert unit
        per = show_per_unit(self.reader, unit)
        start = "retainer" if retainer.time else "retainer_pieces"
        if retainer.holds:
            name = "time" if retainer.time else "pieces"
            shown = self.show_figure(f"{address}.{name}", "word")
            yield self.fill_words(f"retainer_{name}", **{name: shown, "per": per})
        if retainer.holds and retainer.rollover is None:
            yield self.fill_words("retainer_lapses" if retainer.time else "retainer_pieces_lapse")
        for name in (*_RETAINER_FIGURES, *_RETAINER_TERMS):
            if getattr(retainer, name) is not None:
                form = _RETAINER_FORMS.get(name, "word")
                shown = self.show_figure(f"{address}.{name}", form)
                key = f"{start if name in _RETAINER_FIGURES else 'retainer'}_{name}"
                yield self.fill_words(key, **{name: shown, "per": per})
        yield self.fill_words(
            f"retainer_{retainer.billed}",
            unit=self.reader.find_unit_words(unit)["noun"]["one"],
        )

    def _list_tiers(self, address: str, service: Service) -> Iterator[PricedView]:
        if service.tiers is None:
            return
        beside = [step.result for step in service.tiers.steps if isinstance(step.result, Price)]
        for at in range(1, len(service.tiers.steps) + 1):
            limits = locate_limits(service, address, at)
            shown = {name: self.show_figure(limit) for name, limit in limits.items()}
            name = self.fill_words(f"tier_{name_reach(limits)}", **shown)
            yield PricedView(name, self._show_price(f"{address}.tiers.{at}.price", beside))
        if "limit" in shown:
            yield PricedView(
                self.fill_words("tier_over", lower=shown["limit"]),
                Markup.escape(self.words["tier_ask"]),
            )

    def _list_rates(self, address: str, service: Service) -> tuple[PricedView, ...]:
        beside = [rate.price for rate in service.rates.values()]
        return tuple(
            PricedView(
                Markup.escape(self.show_text(rate.name)),
                self._show_price(f"{address}.rates.{key}.price", beside),
            )
            for key, rate in service.rates.items()
        )

    def _list_parts(self, service: Service) -> tuple[PricedView, ...]:
        """The services of a package; each leads to itself."""
        link = Markup('<a href="#services.{}">{}</a>')
        beside = self._list_prices(service.services)
        return tuple(
            PricedView(
                link.format(key, self.show_text(self.rulebook.services[key].name)),
                self._show_price(locate_part_price(self.rulebook.prices, service, key), beside),
            )
            for key in service.services
        )

    def _show_saving(self, key: str) -> Markup | None:
        """What the parts of a package cost one by one and what it saves, for either client."""
        addresses = {name: f"services.{key}.{name}" for name in ("apart", "saving")}
        said = [
            self.fill_words(f"package_{name}", **{name: self.show_figure(address)})
            for name, address in addresses.items()
            if address in self.rulebook.facts
        ]
        if sums := [*list_package_sums(self.rulebook.prices, key)]:
            said.append(self._show_sums(sums, self.rulebook.prices.consumer_taxes[key]))
        return Markup(" ").join(said) or None

    def _make_adjustment_view(self, key: str, adjustment: Adjustment) -> AdjustmentView:
        effect = find_effect(adjustment)
        assert effect
        kind, figure = effect
        sign = (
            "" if isinstance(figure, Multiple) else "+" if kind == "surcharge" else "\N{MINUS SIGN}"
        )
        shown = Markup("{}{}").format(sign, self.show_figure(f"adjustments.{key}.{kind}", LARGE))
        if is_ceiling(self.rulebook, key):
            shown = self.fill_words("adjustment_up_to", figure=shown)
        name = self.show_text(adjustment.name) if adjustment.name else ""
        return AdjustmentView(
            key,
            name,
            shown,
            self.show_prose(adjustment.when),
            tuple(self._list_terms(key, adjustment)),
        )

    def _list_terms(self, key: str, adjustment: Adjustment) -> Iterator[Markup]:
        effect = find_effect(adjustment)
        if effect and isinstance(effect[1], BoundedCharge | Comparison):
            yield self.fill_words(
                "adjustment_whole", figure=self.show_figure(f"adjustments.{key}.{effect[0]}")
            )
        prices = self.rulebook.prices
        if sums := [*list_adjustment_sums(prices, key)]:
            taxes = find_adjustment_taxes(prices, key)
            yield self._show_sums(sums, taxes.names if taxes else ())
        if adjustment.on == "running total":
            yield self.fill_words("adjustment_running")
        services, others = self.rulebook.services, self.rulebook.adjustments
        if adjustment.services:
            yield self.fill_words(
                "adjustment_only",
                services=self._join_names(
                    Markup.escape(self.show_text(services[name].name))
                    for name in adjustment.services
                ),
            )
        if excluded := [
            other
            for name, other in others.items()
            if name in adjustment.not_with or key in other.not_with
        ]:
            yield self.fill_words(
                "adjustment_not_with",
                others=self._join_names(self._name_adjustment(other) for other in excluded),
            )

    def _name_adjustment(self, adjustment: Adjustment) -> Markup:
        """Its name; without one, when it applies."""
        return (
            Markup.escape(self.show_text(adjustment.name))
            if adjustment.name
            else self.show_prose(adjustment.when)
        )

    def _join_names(self, names: Iterable[Markup]) -> Markup:
        quoted = Markup.escape(self.words["quoted"])
        shown = (quoted.format(name=name.rstrip(".")) for name in names)
        return Markup(self.reader.join_list(str(name) for name in shown))  # noqa: S704 - every name is markup already
