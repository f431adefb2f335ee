"""Rules as private clients read them, where prices are written without a tax: sums with it.

A sum that both kinds of client read is written like the prices that both read: before the taxes
that only private clients are told in a price. It is a price itself, or measured by prices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lindero.catalogue.facts import Fact
from lindero.pricing.consumer_sums import AddedTaxes, find_common_taxes
from lindero.pricing.sold_figures import TAXED, ConsumerSum, pair_sums
from lindero.rulebook.rule import Rule
from lindero.shapes.money import collect_sums

if TYPE_CHECKING:
    from lindero.rulebook.rulebook import Rulebook


def find_sum_taxes(book: Rulebook, rule: Rule) -> AddedTaxes | None:
    """What private clients pay on top of the sums of a variant that businesses read, too.

    None where that is one thing for one service and another for another, and where none is sold.
    """
    if len(rule.clients) < 2 or not book.adds_taxes:
        return AddedTaxes((), ())
    named = rule.written_case.services
    sold = [key for key in named or book.services if key in book.services]
    chosen = [key for key in sold if book.services[key].for_ is None]
    if named and not chosen:
        return AddedTaxes((), ())
    return find_common_taxes([book.added_taxes[key] for key in chosen])


def list_consumer_sums(book: Rulebook, rule: Rule) -> Iterator[ConsumerSum]:
    """The sums of a variant that private clients read with a tax, each once."""
    taxes = find_sum_taxes(book, rule)
    if taxes is None or not taxes.names:
        return iter(())
    priced = [fact for fact in rule.facts.values() if is_priced(rule, fact)]
    return pair_sums(rule.id, priced, taxes)


def is_priced(rule: Rule, fact: Fact) -> bool:
    """Whether the sums of a value are prices, or measured by prices; of own rules nobody knows."""
    return bool(rule.spec and fact.spec and not fact.spec.untaxed)


def tell_consumers(book: Rulebook, rule: Rule) -> Rule:
    """A rule as private clients are told it, with the taxes in what they pay."""
    variants = [_add_taxes(book, variant) for variant in rule.variants]
    return replace(variants[0], others=tuple(variants[1:]))


def _add_taxes(book: Rulebook, rule: Rule) -> Rule:
    taxes = find_sum_taxes(book, rule)
    if taxes and not taxes.names:
        return rule
    facts = {
        name: _add_to_fact(fact, taxes) if is_priced(rule, fact) else fact
        for name, fact in rule.facts.items()
    }
    return replace(rule, facts=facts)


def _add_to_fact(fact: Fact, taxes: AddedTaxes | None) -> Fact:
    if not collect_sums(fact.figure):
        return fact
    if taxes is None:
        return replace(fact, is_open=True)
    plain, _, case = fact.address.partition("@")
    address = f"{plain}{TAXED}{'@' if case else ''}{case}"
    figure = taxes.add_to(fact.figure)
    return replace(fact, address=address, figure=figure, written_at=fact.path, computed=True)
