"""What must be said of the sums of a rule that private clients read with a tax in them.

The tax is reckoned here anew, from the rates of the business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from lindero.catalogue.facts import Fact
from lindero.expected.speech import Part, Slot, Speech, join
from lindero.rulebook.rule import Rule
from lindero.shapes import Figure, Money, Price
from lindero.shapes.legal_tender import find_currency_decimals
from lindero.shapes.shape import list_parts

Said = tuple[Part, ...]


def say_consumer_sums(speech: Speech, rule: Rule) -> Said:
    """Each sum of a variant that businesses and private clients read, as the latter pay it."""
    names = _list_added_taxes(speech, rule)
    facts = [
        fact for fact in rule.facts.values() if fact.spec and rule.spec and not fact.spec.untaxed
    ]
    sums = [*dict.fromkeys(sum_ for fact in facts for sum_ in _list_sums(fact.figure))]
    if not names or not sums:
        return ()
    taxes = [speech.rulebook.business.taxes[name].name for name in names]
    said = join([(speech.write(tax),) for tax in taxes if tax])
    case = next((f"@{key}" for key in [facts[0].address.partition("@")[2]] if key), "")
    taxed = [
        Slot(Fact(f"{rule.id}.sums.{at}-taxed{case}", _add_taxes(speech, names, sum_)))
        for at, sum_ in enumerate(sums, 1)
    ]
    if len(sums) == 1 and any(fact.figure == sums[0] for fact in facts):
        return (*speech.say("price_for_consumers", price=taxed[0], tax=said), ".")
    plain = [Slot(Fact(f"{rule.id}.sums.{at}{case}", sum_)) for at, sum_ in enumerate(sums, 1)]
    entries = [
        speech.say("sum_for_consumers", price=price, plain=before)
        for price, before in zip(taxed, plain, strict=True)
    ]
    return (*speech.say("sums_for_consumers", tax=said, sums=join(entries)), ".")


def _list_added_taxes(speech: Speech, rule: Rule) -> tuple[str, ...]:
    """The taxes in what private clients pay; none where a service is taxed in another way."""
    book = speech.rulebook
    taxes = {name: tax for name, tax in book.business.taxes.items() if tax.included == "consumer"}
    sold = {key: one for key, one in book.services.items() if not one.for_}
    named = {key: one for key, one in sold.items() if key in rule.written_case.services}
    alone = {(one.tax.rate, one.tax.taxes) if one.tax else None for one in (named or sold).values()}
    if len(rule.clients) < 2 or alone != {None}:
        return ()
    return tuple(name for name, tax in taxes.items() if tax.rate.points)


def _list_sums(figure: object) -> Iterator[Money | Price]:
    match figure:
        case Price(low=None):
            return
        case Money() | Price():
            yield figure
        case _:
            for part in list_parts(figure):
                yield from _list_sums(part)


def _add_taxes(speech: Speech, names: tuple[str, ...], figure: Money | Price) -> Figure:
    if isinstance(figure, Money):
        return _round(figure, sum(_list_taxes(speech, names, figure.amount, figure.currency)))
    if figure.unit is None:
        low, high = (
            _round(end, sum(_list_taxes(speech, names, end.amount, end.currency))) if end else None
            for end in (figure.low, figure.high)
        )
        return replace(figure, low=low, high=high)
    return _add_to_unit_price(speech, names, figure)


def _list_taxes(
    speech: Speech, names: tuple[str, ...], amount: Decimal, currency: str
) -> Iterator[Decimal]:
    """What each tax comes to on a sum, rounded to a coin; those without a currency are exact."""
    taxes, found = speech.rulebook.business.taxes, dict[str, Decimal]()
    while len(found) < len(taxes):
        for name, tax in taxes.items():
            if name not in found and all(other in found for other in tax.on if other in taxes):
                base = amount + sum(found[other] for other in tax.on)
                exact = base * tax.rate.points / 100
                found[name] = _round(Money(exact, currency), 0).amount if currency else exact
    yield from (found[name] for name in names)


def _add_to_unit_price(speech: Speech, names: tuple[str, ...], price: Price) -> Price:
    """As exactly as one says it: the decimals of the price, four below one."""
    ends, is_rounded = dict[str, Money](), False
    for end in ("low", "high"):
        if money := getattr(price, end):
            exact = money.amount + sum(_list_taxes(speech, names, money.amount, ""))
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
