"""What must be said of the sums of a rule that private clients read with a tax in them.

The tax is reckoned here anew, from the rates of the business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce

from lindero.catalogue.facts import Fact
from lindero.expected.speech import Part, Slot, Speech, join
from lindero.pricing.sold_figures import TAXED
from lindero.records.sections import Service
from lindero.rulebook.rule import Rule
from lindero.shapes import Figure, Money, Price
from lindero.shapes.legal_tender import find_currency_decimals
from lindero.shapes.quantities import Quantity
from lindero.shapes.shape import list_parts

Said = tuple[Part, ...]
Rates = Mapping[str, Decimal]
"""The percents of the taxes that services bear, by the id of each."""
Numbered = Mapping[int, Money | Price]
"""Sums by the number that each has in its address."""


def say_consumer_sums(speech: Speech, rule: Rule) -> Said:
    """Each sum of a variant that businesses and private clients read, as the latter pay it."""
    rates = _list_rule_taxes(speech, rule)
    facts = [
        fact for fact in rule.facts.values() if fact.spec and rule.spec and not fact.spec.untaxed
    ]
    sums = [*dict.fromkeys(sum_ for fact in facts for sum_ in _list_sums(fact.figure))]
    if not rates or not sums:
        return ()
    case = next((f"@{key}" for key in [facts[0].address.partition("@")[2]] if key), "")
    if len(sums) == 1 and any(fact.figure == sums[0] for fact in facts):
        taxed = Fact(f"{rule.id}.sums.1{TAXED}{case}", _add_taxes(speech, rates, sums[0]))
        said = _say_names(speech, rates)
        return (*speech.say("price_for_consumers", price=Slot(taxed), tax=said), ".")
    return _say_sums(speech, rule.id, case, rates, dict(enumerate(sums, 1)))


def _say_sums(speech: Speech, address: str, case: str, rates: Rates, sums: Numbered) -> Said:
    pairs = [
        (
            Fact(f"{address}.sums.{at}{case}", sum_),
            Fact(f"{address}.sums.{at}{TAXED}{case}", _add_taxes(speech, rates, sum_)),
        )
        for at, sum_ in sums.items()
    ]
    return _say_pairs(speech, rates, pairs)


def _say_pairs(speech: Speech, rates: Rates, pairs: Iterable[tuple[Fact, Fact]]) -> Said:
    """Sums as businesses pay them, each with what private clients pay in its place."""
    entries = [
        speech.say("sum_for_consumers", price=Slot(taxed), plain=Slot(plain))
        for plain, taxed in pairs
    ]
    said = speech.say("sums_for_consumers", tax=_say_names(speech, rates), sums=join(entries))
    return (*said, ".") if entries else ()


def _say_names(speech: Speech, rates: Rates) -> Said:
    named = [speech.rulebook.business.taxes[name].name for name in _list_added(speech, rates)]
    return join([(speech.write(tax),) for tax in named if tax])


def say_service_sums(speech: Speech, key: str) -> Said:
    """What a service costs besides its price, as private clients pay it."""
    rates, sums = _list_common_taxes(speech, [key]), _list_service_sums(speech, key)
    return _say_sums(speech, f"services.{key}", "", rates, sums) if rates else ()


def say_package_sums(speech: Speech, key: str) -> Said:
    """What the parts of a package cost one by one, and what it saves, as private clients pay it."""
    services, facts = speech.rulebook.services, speech.rulebook.facts
    rates, address = _list_common_taxes(speech, [key]), f"services.{key}"
    if not rates or f"{address}.apart" not in facts:
        return ()
    written = {part: services[part].price for part in services[key].services}
    taxed = [add_consumer_taxes(speech, part, price).low for part, price in written.items()]
    apart = reduce(Money.__add__, filter(None, taxed))
    price = add_consumer_taxes(speech, key, services[key].price).low
    sums = {"apart": apart, "saving": apart - price if price else apart}
    known = [name for name in sums if f"{address}.{name}" in facts]
    plain = [facts[f"{address}.{name}"] for name in known]
    return _say_pairs(
        speech,
        rates,
        [
            (fact, Fact(fact.address + TAXED, replace(fact.figure, low=sums[name])))
            for name, fact in zip(known, plain, strict=True)
            if isinstance(fact.figure, Price) and fact.figure.low != sums[name]
        ],
    )


def say_sheet_sums(speech: Speech, key: str) -> Said:
    """Those of them that stand beside the price on a sheet, where no stop follows."""
    service, rates = speech.rulebook.services[key], _list_common_taxes(speech, [key])
    shown = _list_figure_sums(_list_terms(service))
    sums = {at: sum_ for at, sum_ in _list_service_sums(speech, key).items() if sum_ in shown}
    return _say_sums(speech, f"services.{key}", "", rates, sums)[:-1] if rates else ()


def _list_service_sums(speech: Speech, key: str) -> Numbered:
    service, retainer = speech.rulebook.services[key], speech.rulebook.services[key].retainer
    *first, change = _list_terms(service)
    rates = [rate.price for rate in service.rates.values()]
    written = [*first, *rates, retainer.extra if retainer else None, change]
    sums = [sum_ for sum_ in _list_figure_sums(written) if sum_ != service.price]
    return dict(enumerate(sums, 1))


def _list_terms(service: Service) -> list[object]:
    """The minimum of a service, the prices of its tiers, the price to come."""
    minimum = None if isinstance(service.minimum, Quantity) else service.minimum
    tiers = [step.result for step in (service.tiers.steps if service.tiers else ())]
    return [minimum, *tiers, service.change.price if service.change else None]


def add_consumer_taxes(speech: Speech, key: str, price: Price) -> Price:
    """The price of a service as private clients pay it."""
    rates = _list_common_taxes(speech, [key])
    taxed = _add_taxes(speech, rates, price) if rates else price
    assert isinstance(taxed, Price)
    return taxed


def say_adjustment_sums(speech: Speech, key: str) -> Said:
    """The sums in an adjustment, as private clients pay them."""
    adjustment = speech.rulebook.adjustments[key]
    sums = _list_figure_sums([adjustment.surcharge, adjustment.discount])
    rates = _list_common_taxes(speech, adjustment.services or speech.rulebook.services)
    numbered = dict(enumerate(sums, 1))
    return _say_sums(speech, f"adjustments.{key}", "", rates, numbered) if rates else ()


def _list_figure_sums(figures: list[object]) -> list[Money | Price]:
    known = [figure for figure in figures if figure is not None]
    return [*dict.fromkeys(sum_ for figure in known for sum_ in _list_sums(figure))]


def _list_common_taxes(speech: Speech, keys: Iterable[str]) -> Rates:
    """The taxes on some services, where private clients read any in all prices alike."""
    business, services = speech.rulebook.business, speech.rulebook.services
    found = [_list_rates(speech, services[key]) for key in keys if not services[key].for_]
    alike = found and len(business.clients) > 1 and all(one == found[0] for one in found)
    return found[0] if alike and _list_added(speech, found[0]) else {}


def _list_rates(speech: Speech, service: Service) -> Rates:
    """The percents of the taxes that a service bears."""
    own = service.tax
    return {
        name: ((own and own.rate) or tax.rate).points
        for name, tax in speech.rulebook.business.taxes.items()
        if not (own and own.taxes) or name in own.taxes
    }


def _list_added(speech: Speech, rates: Rates) -> list[str]:
    taxes = speech.rulebook.business.taxes
    return [name for name in rates if rates[name] and taxes[name].included == "consumer"]


def _list_rule_taxes(speech: Speech, rule: Rule) -> Rates:
    """The taxes on what private clients pay; none where one service is taxed in another way.

    Nor where nothing of a case is sold to both.
    """
    services, cased = speech.rulebook.services, rule.written_case.services
    named = [key for key in cased if not services[key].for_]
    if len(rule.clients) < 2 or (cased and not named):
        return {}
    return _list_common_taxes(speech, named or services)


def _list_sums(figure: object) -> Iterator[Money | Price]:
    match figure:
        case Price(low=None):
            return
        case Money() | Price():
            yield figure
        case _:
            for part in list_parts(figure):
                yield from _list_sums(part)


def _add_taxes(speech: Speech, rates: Rates, figure: Money | Price) -> Figure:
    if isinstance(figure, Money):
        return _round(figure, sum(_list_taxes(speech, rates, figure.amount, figure.currency)))
    if figure.unit is None:
        low, high = (
            _round(end, sum(_list_taxes(speech, rates, end.amount, end.currency))) if end else None
            for end in (figure.low, figure.high)
        )
        return replace(figure, low=low, high=high)
    return _add_to_unit_price(speech, rates, figure)


def _list_taxes(speech: Speech, rates: Rates, amount: Decimal, currency: str) -> Iterator[Decimal]:
    """What each tax comes to on a sum, rounded to a coin; those without a currency are exact."""
    taxes, found = speech.rulebook.business.taxes, dict[str, Decimal]()
    while len(found) < len(rates):
        for name, points in rates.items():
            others = [other for other in taxes[name].on if other in rates]
            if name not in found and all(other in found for other in others):
                base = amount + sum(found[other] for other in others)
                exact = base * points / 100
                found[name] = _round(Money(exact, currency), 0).amount if currency else exact
    yield from (found[name] for name in _list_added(speech, rates))


def _add_to_unit_price(speech: Speech, rates: Rates, price: Price) -> Price:
    """As exactly as one says it: the decimals of the price, four below one."""
    ends, is_rounded = dict[str, Money](), False
    for end in ("low", "high"):
        if money := getattr(price, end):
            exact = money.amount + sum(_list_taxes(speech, rates, money.amount, ""))
            own = -int(money.amount.normalize().as_tuple().exponent)
            digits = max(find_currency_decimals(money.currency)[0], own, 4 if exact < 1 else 0)
            amount = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
            is_rounded |= amount != exact
            ends[end] = Money(amount, money.currency)
    low, high = ends.get("low"), ends.get("high")
    return replace(price, low=low, high=high, is_rounded=is_rounded or None)


def _round(money: Money, added: Decimal | int) -> Money:
    digits, _ = find_currency_decimals(money.currency)
    amount = (money.amount + added).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return Money(amount, money.currency)
