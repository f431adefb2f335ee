"""What an order costs: one reckoning, exact, with every line explained.

Each line is rounded once, half up, to the decimals of its currency (CLDR, by way of Babel); the
total is the sum of the lines as they are shown. The order of the reckoning: the day rate in place
of hours, a first block and whole steps, or the least time as it is, price by quantity, minimum
charge, adjustments in the order of the price list, the discount for volume, taxes. What a client
withholds is a share of the sum before tax, rounded once as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from lindero.catalogue.facts import Fact, make_quantity_fact
from lindero.pricing.charging import BillingStep, Charging, Measure, exceeds_steps
from lindero.pricing.consumer_sums import list_told_effects
from lindero.pricing.joint_adjustments import AdjustmentLimits, check_floor, choose_adjustments
from lindero.pricing.orders import (
    NoPrice,
    Order,
    PriceList,
    Quote,
    QuoteLine,
    QuoteLineKind,
    choose_price,
    find_effect,
    list_price_ends,
    lowers_price,
)
from lindero.pricing.retainers import reckon_retainer
from lindero.pricing.rounding import add_sums, make_rounding, round_money
from lindero.pricing.taxes import ExactSums, TaxSums, TaxTerm, reckon_taxes
from lindero.pricing.tiers import split_by_tiers
from lindero.pricing.volume_discounts import find_volume_share
from lindero.records.sections import Adjustment, Service
from lindero.shapes import Amount, Count, Figure, Money, Multiple, Percent, Price
from lindero.shapes.payables import apply_charge
from lindero.shapes.quantities import Quantity, make_whole_quantity


def reckon_order(prices: PriceList, order: Order, address: str, charging: Charging) -> Quote:
    """What an order costs where these rules for all work hold; raises NoPrice."""
    service, asked = prices.services[order.service], order
    price_address, price = choose_price(service, order)
    if by_day := charging.switch_to_day_rate(service, order, price):
        order = by_day
        price_address, price = choose_price(service, order)
    chosen = dict(choose_adjustments(prices, order))
    limits = AdjustmentLimits(charging.facts, prices.lent)
    limits.check_joint(chosen)
    ordered = make_quantity_fact(f"{address}.quantity", asked.quantity) if asked.quantity else None
    on_request = Quote((), Fact(f"{address}.total", Price("request"), computed=True), ordered)
    if price.low is None:
        return on_request
    if order.quantity and price.unit is None:
        raise NoPrice("no-unit", order.quantity.unit)
    reckoning = _Reckoning(price, address, charging, list_told_effects(prices, order))
    if by_day:
        reckoning.tell_day_rate(asked)
        billed: Fraction | None = Fraction(1)
    else:
        billed = reckoning.bill_quantity(service, order) if price.unit else None
    steps = None
    if service.tiers and not order.rate and billed is not None:
        steps = split_by_tiers(service, order.service, billed)
    if steps == ():
        return on_request
    for step_address, step_price, number in steps or ((price_address, price, billed),):
        reckoning.charge_price(Fact(step_address, step_price), number, tier=bool(steps))
    reckoning.use_retainer(service, order)
    reckoning.reach_minimum(service, order.service, billed)
    before = reckoning.sums
    reckoning.apply_adjustments(chosen, limits, billed)
    check_floor(charging.find_sure_least(service, order.service), before, reckoning.sums)
    if terms := prices.taxes.get(order.service):
        reckoning.apply_taxes(terms, by_line=prices.taxes_by_line)
    quote = Quote(tuple(reckoning.lines), reckoning.total, ordered)
    share = prices.withheld.get(order.service)
    return reckoning.withhold_share(quote, share) if share else quote


@dataclass
class _Reckoning:
    """The lines so far, what each adds, their sums and the taxes in them.

    All of these are one sum, or the two ends of a range.
    """

    price: Price
    address: str
    charging: Charging
    told_effects: Mapping[str, Amount | Multiple]
    lines: list[QuoteLine] = field(default_factory=list)
    added: list[ExactSums] = field(default_factory=list)
    sums: ExactSums = ()
    taxes: ExactSums = ()

    def __post_init__(self) -> None:
        assert self.price.low
        self.currency = self.price.low.currency
        self.unit = self.price.unit or ""
        self.sums = self.taxes = [Fraction(0)] * len(list_price_ends(self.price))

    @property
    def total(self) -> Fact:
        """What all lines come to."""
        return self._make_total("total", self.sums)

    def _make_total(self, name: str, sums: ExactSums) -> Fact:
        total = self._join_ends(sums)
        kind: Literal["fixed", "from"] = "from" if self.price.kind == "from" else "fixed"
        whole = Price(kind, total) if isinstance(total, Money) else total
        return Fact(f"{self.address}.{name}", whole, computed=True)

    def tell_day_rate(self, asked: Order) -> None:
        """Hours that are charged as a day."""
        assert asked.quantity
        ordered = self._compute_quantity("ordered", asked.quantity)
        parts = {"ordered": ordered, "switch": self.charging.facts["day-switch"]}
        self.lines.append(QuoteLine("switch", parts))

    def bill_quantity(self, service: Service, order: Order) -> Fraction:
        """How much is billed, in the unit of the price: at least the minimum, in whole steps."""
        usual = Quantity(len(order.used) or self.price.every, self.unit)
        billed = self._convert_quantity(order.quantity or usual)
        first = self.charging.find_first_block(service, self.price)
        block = self._convert_quantity(first.quantity) if first else Fraction(0)
        # The steps of a retainer are for the time beyond it, which `use_retainer` bills.
        step = self._find_time_step(service, order.service) if not service.retainer else None
        least = self.charging.find_least_quantity(service, order.service, self.price)
        number = self._convert_quantity(least.quantity) if least else Fraction(0)
        after = max(billed - block, Fraction(0))
        # The least is charged as it is, and not in steps.
        least = least if exceeds_steps(number - block, after, self.unit, step) else None
        if least and number >= billed:
            return self._bill_at_least("at_least", "least", billed, least)
        if first:
            billed = self._bill_at_least("first", "first", billed, first)
        billed = self._bill_steps(billed, block, step) if step else billed
        return self._bill_at_least("at_least", "least", billed, least) if least else billed

    def _find_time_step(self, service: Service, key: str) -> BillingStep | None:
        step = self.charging.find_step(service, key, self.price)
        if step and step.quantity.convert_to(self.unit) is None:
            raise NoPrice("other-unit", step.quantity.unit)
        return step

    def _bill_at_least(
        self, kind: QuoteLineKind, name: str, billed: Fraction, least: Measure
    ) -> Fraction:
        number = self._convert_quantity(least.quantity)
        if number <= billed:
            return billed
        self.charging.check_reach(least.fact)
        parts = {"ordered": self._compute_count("ordered", billed), name: least.fact}
        self.lines.append(QuoteLine(kind, parts))
        return number

    def _bill_steps(self, billed: Fraction, block: Fraction, step: BillingStep) -> Fraction:
        """In whole steps, which begin after a first block."""
        steps = block + step.round_number(billed - block, self.unit)
        if steps != billed:
            parts = {
                "ordered": self._compute_count("ordered", billed),
                "step": step.fact,
                "billed": self._compute_count("billed", steps),
            }
            self.lines.append(QuoteLine("rounded", parts))
        return steps

    def charge_price(self, fact: Fact, number: Fraction | None, *, tier: bool) -> None:
        """A quantity at a price, or a price as it is."""
        price = fact.figure
        assert isinstance(price, Price)
        if price.low:
            self._check_currency(price.low, fact.address)
        ends = list_price_ends(price)
        if number is None:
            self._add_line("price", ends, {"price": fact})
        else:
            parts = {"quantity": self._compute_count("quantity", number), "price": fact}
            amounts = [end * number / price.every for end in ends]
            self._add_line("tier" if tier else "quantity", amounts, parts)

    def use_retainer(self, service: Service, order: Order) -> None:
        """What is used in each period of a retainer: within it, carried over, or charged."""
        if not order.used:
            return
        retainer = service.retainer
        if not retainer or not retainer.holds or not self.unit:
            raise NoPrice("no-retainer")
        for quantity in order.used:
            if quantity.convert_to(retainer.holds.unit) is None:
                raise NoPrice("other-unit", quantity.unit)
        price = Fact(f"services.{order.service}.retainer.extra", retainer.extra or Price("request"))
        step = self.charging.find_step(service, order.service, self.price)
        for period in reckon_retainer(retainer, order.used, self.unit, step):
            parts = {
                "period": self._compute_fact("period", Count(period.number)),
                "used": self._compute_quantity("used", period.used),
            }
            if period.extra:
                self._charge_extra(period.extra, price, parts)
            elif period.left:
                parts["carried"] = self._compute_quantity("carried", period.left)
                self.lines.append(QuoteLine("carried", parts))
            else:
                self.lines.append(QuoteLine("within", parts))

    def _charge_extra(self, extra: Quantity, fact: Fact, parts: Mapping[str, Fact]) -> None:
        price = fact.figure
        assert isinstance(price, Price)
        if price.low is None:
            raise NoPrice("no-extra")
        number = extra.convert_to(price.unit or "")
        if number is None:
            raise NoPrice("other-unit", extra.unit)
        each = Fraction(self._check_currency(price.low, fact.address).amount)
        parts = {**parts, "extra": self._compute_quantity("extra", extra), "price": fact}
        self._add_line("extra", [each * number / price.every] * len(self.sums), parts)

    def reach_minimum(self, service: Service, service_id: str, billed: Fraction | None) -> None:
        """What is missing to the minimum charge; a price for the whole is what it is."""
        minimum = self.charging.find_least_sum(service, service_id, self.unit)
        if minimum is None:
            return
        least = Fraction(self._check_currency(minimum.money, minimum.fact.address).amount)
        self.charging.check_each(minimum, self.unit, [end / (billed or 1) for end in self.sums])
        if any(end < least for end in self.sums):
            self.charging.check_reach(minimum.fact)
            parts = {"minimum": minimum.fact}
            self._add_line("minimum", [max(least - end, Fraction(0)) for end in self.sums], parts)

    def apply_adjustments(
        self, chosen: Mapping[str, Adjustment], limits: AdjustmentLimits, billed: Fraction | None
    ) -> None:
        """All of an order; those on the base count from here, the others from their turn."""
        base, taken = self.sums, dict[str, ExactSums]()
        added: ExactSums = [Fraction(0)] * len(self.sums)
        for key, adjustment in chosen.items():
            before = self.sums
            self.apply_adjustment(key, adjustment, base if adjustment.on == "base" else before)
            change = [after - earlier for after, earlier in zip(self.sums, before, strict=True)]
            if lowers_price(adjustment):
                taken[key] = [-one for one in change]
            else:
                added = add_sums(added, change)
        limits.check_cap(added, self._round_ends(base))
        if volume := limits.facts.get("discount-volume"):
            counted = add_sums(base, added) if limits.is_volume_on_total() else base
            share = find_volume_share(volume, self._round_ends(counted), self.price, billed)
            if share:
                self._take_volume_discount(Fact(volume.address, share), counted, taken, limits)

    def _take_volume_discount(
        self,
        share: Fact,
        base: ExactSums,
        taken: Mapping[str, ExactSums],
        limits: AdjustmentLimits,
    ) -> None:
        """What the size of the order takes off, where that counts beside its other discounts."""
        assert isinstance(share.figure, Amount)
        found = self._charge_effect(share.address, share.figure, base)
        if not limits.counts_volume(found, taken):
            self.lines.append(QuoteLine("lone_discount", {}))
            return
        parts = {
            "volume": self._compute_fact("volume", share.figure),
            "base": self._compute_fact("base", self._join_ends(base)),
        }
        least = [min(one, there) for one, there in zip(found, self.sums, strict=True)]
        self._add_line("volume", least, parts, adds=-1)

    def apply_adjustment(self, key: str, adjustment: Adjustment, base: ExactSums) -> None:
        """One adjustment on its base; nothing can be taken off beyond what is there."""
        effect = find_effect(adjustment)
        if effect is None:
            return
        kind, written = effect
        address, told = f"adjustments.{key}.{kind}", self.told_effects.get(key)
        fact = self._compute_fact(kind, told) if told else Fact(address, written)
        found = self._charge_effect(address, told or written, base)
        if lowers := lowers_price(adjustment):
            found = [min(abs(one), there) for one, there in zip(found, self.sums, strict=True)]
        parts = {
            kind: fact,
            "base": self._compute_fact("base", self._join_ends(base)),
        }
        self._add_line(kind, found, parts, adds=-1 if lowers else 1, about=key)

    def _charge_effect(self, address: str, figure: Amount | Multiple, base: ExactSums) -> ExactSums:
        """What an adjustment comes to on each end of its base; of a multiple, the change alone."""
        if isinstance(figure, Money):
            return [Fraction(self._check_currency(figure, address).amount)] * len(self.sums)
        ends = self._round_ends(base)
        try:
            found = [Fraction(apply_charge(figure, end).amount) for end in ends]
        except ValueError:
            raise NoPrice("currency", address) from None
        if isinstance(figure, Multiple):
            return [after - before for after, before in zip(found, base, strict=True)]
        return found

    def apply_taxes(self, terms: Sequence[TaxTerm], *, by_line: bool) -> None:
        """Those that the prices contain, shown apart; then those that are added."""
        # Of nothing there is no tax, though of each line there may be.
        parts = self.added if by_line and any(self.sums) else [self.sums]
        found = reckon_taxes(terms, parts, make_rounding(self.currency))
        added = [tax for tax in found if not tax.term.included]
        for tax in found:
            if tax.term.included:
                figures = self._list_tax_parts(tax)
                self._show_line("contained", tax.amounts, figures, about=tax.term.key)
        if added and sum(line.adds != 0 for line in self.lines) > 1:
            self._show_line("subtotal", self.sums, {})
        for tax in added:
            self._add_line("tax", tax.amounts, self._list_tax_parts(tax), about=tax.term.key)
        by_end = zip(*(tax.amounts for tax in found), strict=True)
        self.taxes = [sum(amounts, Fraction()) for amounts in by_end]

    def _list_tax_parts(self, tax: TaxSums) -> dict[str, Fact]:
        """The rate, and on what, where other taxes stand in its base."""
        rate = {"rate": tax.term.rate}
        based = {"base": self._compute_fact("base", self._join_ends(tax.base))}
        return rate | based if tax.term.on else rate

    def withhold_share(self, quote: Quote, share: Fact) -> Quote:
        """The same, with what the client withholds of the sum before tax, and what is left."""
        assert isinstance(share.figure, Percent)
        base = [end - tax for end, tax in zip(self.sums, self.taxes, strict=True)]
        points = Fraction(share.figure.points)
        kept = self._round_sums([end * points / 100 for end in base])
        here = f"{self.address}.withheld"
        parts = {"share": share, "base": Fact(f"{here}.base", self._join_ends(base), computed=True)}
        amount = Fact(f"{here}.amount", self._join_ends(kept), computed=True)
        left = [end - part for end, part in zip(self.sums, kept, strict=True)]
        return replace(
            quote,
            withheld=QuoteLine("withheld", parts, amount, -1),
            paid=self._make_total("paid", left),
        )

    def _round_sums(self, amounts: ExactSums) -> ExactSums:
        return [Fraction(round_money(amount, self.currency)) for amount in amounts]

    def _show_line(
        self, kind: QuoteLineKind, amounts: ExactSums, parts: Mapping[str, Fact], about: str = ""
    ) -> None:
        amount = self._compute_fact("amount", self._join_ends(amounts))
        self.lines.append(QuoteLine(kind, parts, amount, about=about))

    def _add_line(
        self,
        kind: QuoteLineKind,
        amounts: ExactSums,
        parts: Mapping[str, Fact],
        *,
        adds: Literal[-1, 1] = 1,
        about: str = "",
    ) -> None:
        amounts = self._round_sums(amounts)  # before they are added: the total is what is shown
        amount = self._compute_fact("amount", self._join_ends(amounts))
        self.lines.append(QuoteLine(kind, parts, amount, adds, about))
        self.added.append([adds * one for one in amounts])
        self.sums = [there + adds * one for there, one in zip(self.sums, amounts, strict=True)]

    def _compute_fact(self, name: str, figure: Figure) -> Fact:
        """A figure of the line that comes next."""
        return Fact(self._address_part(name), figure, computed=True)

    def _compute_count(self, name: str, number: Fraction) -> Fact:
        return self._compute_quantity(name, make_whole_quantity(number, self.unit))

    def _compute_quantity(self, name: str, quantity: Quantity) -> Fact:
        return make_quantity_fact(self._address_part(name), quantity, computed=True)

    def _address_part(self, name: str) -> str:
        return f"{self.address}.lines.{len(self.lines) + 1}.{name}"

    def _round_ends(self, amounts: ExactSums) -> list[Money]:
        return [Money(round_money(amount, self.currency), self.currency) for amount in amounts]

    def _join_ends(self, amounts: ExactSums) -> Money | Price:
        ends = self._round_ends(amounts)
        return ends[0] if ends[0] == ends[-1] else Price("range", ends[0], ends[-1])

    def _convert_quantity(self, quantity: Quantity) -> Fraction:
        found = quantity.convert_to(self.unit)
        if found is None:
            raise NoPrice("other-unit", quantity.unit)
        return found

    def _check_currency(self, money: Money, address: str) -> Money:
        if money.currency != self.currency:
            raise NoPrice("currency", address)
        return money
