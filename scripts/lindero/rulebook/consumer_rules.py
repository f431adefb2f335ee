"""Rules as private clients read them, where prices are written without a tax: sums with it.

A sum that both kinds of client read is written like the prices that both read: before the taxes
that only private clients are told in a price. It is a price itself, or measured by prices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lindero.catalogue.facts import Fact
from lindero.pricing.consumer_sums import AddedTaxes
from lindero.pricing.sold_figures import TAXED
from lindero.rulebook.rule import Rule
from lindero.shapes import Money, Price
from lindero.shapes.money import collect_sums
from lindero.shapes.shape import list_parts

if TYPE_CHECKING:
    from lindero.rulebook.rulebook import Rulebook


class ConsumerSum(NamedTuple):
    """A sum of a rule as it is written, and as private clients read it.

    It `is_whole` where an answer of the rule is nothing but that sum.
    """

    written: Fact
    taxed: Fact
    is_whole: bool


def find_sum_taxes(book: Rulebook, rule: Rule) -> AddedTaxes | None:
    """What private clients pay on top of the sums of a variant that businesses read, too.

    None where that is nothing, and where it is one thing for one service and another for another.
    """
    if len(rule.clients) < 2 or not any(one.names for one in book.added_taxes.values()):
        return None
    sold = [key for key, one in book.services.items() if one.for_ is None]
    chosen = [key for key in rule.written_case.services if key in sold] or sold
    found = [book.added_taxes[key] for key in chosen]
    alike = found and all(one == found[0] for one in found)
    return found[0] if alike and found[0].names else None


def list_consumer_sums(book: Rulebook, rule: Rule) -> Iterator[ConsumerSum]:
    """The sums of a variant that private clients read with a tax, each once."""
    taxes = find_sum_taxes(book, rule)
    priced = [fact for fact in rule.facts.values() if taxes and is_priced(rule, fact)]
    sums = {figure: fact for fact in priced for figure in _list_sums(fact.figure)}
    for at, (figure, fact) in enumerate(sums.items(), 1):
        assert taxes
        address, case = f"{rule.id}.sums.{at}", _find_case(fact)
        written = Fact(f"{address}{case}", figure, computed=True)
        taxed = Fact(f"{address}{TAXED}{case}", taxes.add_to(figure), computed=True)
        yield ConsumerSum(written, taxed, fact.figure == figure)


def is_priced(rule: Rule, fact: Fact) -> bool:
    """Whether the sums of a value are prices, or measured by prices; of own rules nobody knows."""
    return bool(rule.spec and fact.spec and not fact.spec.untaxed)


def tell_consumers(book: Rulebook, rule: Rule) -> Rule:
    """A rule as private clients are told it, with the taxes in what they pay."""
    variants = [_add_taxes(book, variant) for variant in rule.variants]
    return replace(variants[0], others=tuple(variants[1:]))


def _add_taxes(book: Rulebook, rule: Rule) -> Rule:
    taxes = find_sum_taxes(book, rule)
    if taxes is None:
        return rule
    facts = {
        name: _add_to_fact(fact, taxes) if is_priced(rule, fact) else fact
        for name, fact in rule.facts.items()
    }
    return replace(rule, facts=facts)


def _add_to_fact(fact: Fact, taxes: AddedTaxes) -> Fact:
    if not collect_sums(fact.figure):
        return fact
    plain, _, case = fact.address.partition("@")
    address = f"{plain}{TAXED}{'@' if case else ''}{case}"
    figure = taxes.add_to(fact.figure)
    return replace(fact, address=address, figure=figure, written_at=fact.path, computed=True)


def _find_case(fact: Fact) -> str:
    _, sign, case = fact.address.partition("@")
    return f"{sign}{case}"


def _list_sums(figure: object) -> Iterator[Money | Price]:
    """The sums and prices in a figure, in the order of writing."""
    if isinstance(figure, Money) or (isinstance(figure, Price) and figure.low):
        yield figure
    elif not isinstance(figure, Price):
        for part in list_parts(figure):
            yield from _list_sums(part)
