"""Which taxes an order bears, and what each of them comes to.

A tax is a share of the sum before tax, or of that with other taxes in it. What is added is rounded
and stands in the base of the next as it is shown; what prices contain is taken out of them, each
tax rounded for itself, and what is left is the sum before tax.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from lindero.catalogue.facts import Fact
from lindero.records.parsers import CONSUMER
from lindero.records.sections import Business, Service
from lindero.records.taxes import Tax
from lindero.shapes import Percent, Text, YesNo

ExactSums = Sequence[Fraction]
RoundSum = Callable[[Fraction], Fraction]


class TaxTerm(NamedTuple):
    """A tax as one service bears it; `on` are the taxes in its base.

    It is `included` where the price has it in it; `for_consumers` where no other price has.
    """

    key: str
    name: Text
    rate: Fact
    included: bool = False
    on: tuple[str, ...] = ()
    for_consumers: bool = False

    @property
    def share(self) -> Fraction:
        """Its rate as a part of one."""
        assert isinstance(self.rate.figure, Percent)
        return Fraction(self.rate.figure.points) / 100


class TaxSums(NamedTuple):
    """What a tax comes to, and on what; each one sum, or the two ends of a range."""

    term: TaxTerm
    base: ExactSums
    amounts: ExactSums


def list_service_taxes(business: Business, key: str, service: Service) -> tuple[TaxTerm, ...]:
    """The taxes that a service bears, each after those in its base."""
    terms = {}
    for name, tax in business.taxes.items():
        rate = _find_rate(name, tax, key, service)
        assert isinstance(rate.figure, Percent)
        if tax.name and rate.figure.points and bears_tax(service, name):
            included = is_included(tax, list_buyers(business, service))
            is_theirs = tax.included == CONSUMER
            terms[name] = TaxTerm(name, tax.name, rate, included, tax.on, is_theirs)
    return tuple(_order_by_base(terms))


def bears_tax(service: Service, name: str) -> bool:
    """Whether it is one of the taxes that a service names, where it names any."""
    return not (service.tax and service.tax.taxes) or name in service.tax.taxes


def list_buyers(business: Business, service: Service) -> tuple[str, ...]:
    """The kinds of client that a service is sold to."""
    return (service.for_,) if service.for_ else business.clients


def is_included(tax: Tax, buyers: Sequence[str]) -> bool:
    """Whether the prices that these buyers read contain it."""
    if tax.included == CONSUMER:
        return {*buyers} == {CONSUMER}
    return isinstance(tax.included, YesNo) and tax.included.yes


def locate_rate(name: str) -> str:
    """The address of a tax's rate; one alone has no id."""
    return f"business.tax.{name}.rate" if name else "business.tax.rate"


def _find_rate(name: str, tax: Tax, key: str, service: Service) -> Fact:
    if service.tax and service.tax.rate is not None:
        return Fact(f"services.{key}.tax.rate", service.tax.rate)
    return Fact(locate_rate(name), tax.rate)


def _order_by_base(terms: Mapping[str, TaxTerm]) -> Iterator[TaxTerm]:
    """Each after those in its base, else as they are written; a circle is left as it is."""
    left = dict(terms)
    while left:
        free = [name for name, term in left.items() if not left.keys() & {*term.on}]
        term = left.pop(free[0] if free else next(iter(left)))
        yield term._replace(on=tuple(name for name in term.on if name in terms))


def reckon_taxes(
    terms: Sequence[TaxTerm], parts: Sequence[ExactSums], round_sum: RoundSum
) -> list[TaxSums]:
    """What each tax comes to on all parts of an order, of which each is rounded for itself."""
    splits = [[split_sum(terms, end, round_sum) for end in part] for part in parts]

    def add_parts(at: int, column: int) -> ExactSums:
        ends = [[end[at][column] for end in part] for part in splits]
        return [sum(several, Fraction()) for several in zip(*ends, strict=True)]

    return [TaxSums(term, add_parts(at, 0), add_parts(at, 1)) for at, term in enumerate(terms)]


def split_sum(
    terms: Sequence[TaxTerm], amount: Fraction, round_sum: RoundSum
) -> list[tuple[Fraction, Fraction]]:
    """Base and amount of each tax in or on a sum; of what is taken off, with a minus."""
    sign, whole = (-1 if amount < 0 else 1), abs(amount)
    shares = _reckon_shares(terms)
    gross = 1 + sum(shares[term.key] for term in terms if term.included)
    amounts = {
        term.key: round_sum(whole * shares[term.key] / gross) for term in terms if term.included
    }
    net, found = whole - sum(amounts.values()), []
    for term in terms:
        base = net + sum(amounts.get(name, 0) for name in term.on)
        amounts.setdefault(term.key, round_sum(base * term.share))
        found.append((sign * base, sign * amounts[term.key]))
    return found


def _reckon_shares(terms: Sequence[TaxTerm]) -> dict[str, Fraction]:
    """Each tax as a part of the sum before tax, exactly."""
    shares = dict[str, Fraction]()
    for term in terms:
        shares[term.key] = term.share * (1 + sum(shares.get(name, 0) for name in term.on))
    return shares
