"""Taxes can be told apart and worked out, and those of a service are among the business’s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, Related, suggest_word
from lindero.pricing.consumer_sums import find_open_effect
from lindero.pricing.taxes import bears_tax
from lindero.reading.tree import PathStep
from lindero.records.parsers import CONSUMER
from lindero.records.sections import Service
from lindero.rulebook.consumer_rules import find_sum_taxes, is_priced
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes.money import collect_sums


def find_wrong_taxes(context: CheckContext) -> Iterator[Finding]:
    """Two taxes of one name, a base that there is not, taxes that stand on one another."""
    taxes = context.rulebook.business.taxes
    for name, tax in taxes.items():
        step = (name,) if name else ()
        yield from _find_unknown_taxes(context, tax.on, ("business", "tax", *step, "on"))
        yield from _find_same_name(context, name)
        if name in (*tax.on, *_list_bases(context, name)):
            place = context.locate_key("business", "tax", name, "on")
            message = f"`{name}` stands in its own base"
            if others := [other for other in tax.on if other != name]:
                message += f", by way of `{others[0]}`"
            help_ = "take it out on one side: one of the two is worked out first"
            yield Finding("wrong-tax", message, place, help_)


def _list_bases(context: CheckContext, name: str) -> set[str]:
    """All taxes that one stands on, itself among them where they go round in a circle."""
    taxes, found = context.rulebook.business.taxes, set[str]()
    left = [*taxes[name].on]
    while left:
        one = left.pop()
        if one in taxes and one not in found:
            found.add(one)
            left += taxes[one].on
    return found


def _find_same_name(context: CheckContext, name: str) -> Iterator[Finding]:
    """An earlier tax that is called the same in some language."""
    business = context.rulebook.business
    for other, tax in business.taxes.items():
        if other == name:
            return
        mine = business.taxes[name].name
        for language in business.languages if mine and tax.name else ():
            assert mine
            assert tax.name
            called = mine.in_language(language)
            if called.casefold() == tax.name.in_language(language).casefold():
                place = context.locate_value("business", "tax", name, "name")
                first = context.locate_value("business", "tax", other, "name")
                message = f"`{other}` and `{name}` are both called `{called}`"
                help_ = "a reader must tell one from the other: give each its own name"
                near = (Related(first, f"`{other}`"),)
                yield Finding("wrong-tax", message, place, help_, related=near)
                return


def find_wrong_service_tax(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """A tax on a service that the business does not charge, or a rate of nobody knows which."""
    own, taxes = service.tax, context.rulebook.business.taxes
    if own is None or context.is_doubtful("business"):
        return
    path = ("services", key, "tax")
    if not any(tax.is_charged for tax in taxes.values()):
        if own.taxes or (own.rate and own.rate.points):
            message = f"`{key}` has a tax of its own, and the business charges none"
            help_ = "take it out, or write the tax in the business: `tax: {name: …, rate: …}`"
            yield Finding("wrong-tax", message, context.locate_key(*path), help_)
        return
    yield from _find_unknown_taxes(context, own.taxes, (*path, "taxes"))
    borne = [name for name in taxes if bears_tax(service, name)]
    if own.rate and own.rate.points and len(borne) > 1:
        names = " and ".join(f"`{name}`" for name in borne)
        message = f"`{own.rate.written}` may be the rate of {names}"
        help_ = f"say which one the service bears: `taxes: [{borne[0]}]`"
        yield Finding("wrong-tax", message, context.locate_value(*path, "rate"), help_)


def find_untaxed_sums(context: CheckContext) -> Iterator[Finding]:
    """Sums that private clients read beside prices that contain a tax, and businesses too.

    Those of the catalogue are written without it, like prices, and shown with it. Of a sum in an
    own rule, or where services are taxed in different ways, nobody could say what it contains.
    """
    book = context.rulebook
    names = [tax.name for tax in book.business.taxes.values() if tax.included == CONSUMER]
    if not names or len(book.business.clients) == 1:
        return
    tax = names[0].written if names[0] else "the tax"
    for fact in filter(None, map(partial(_find_open_sum, book), _list_read_rules(book))):
        help_ = "give the rule a case `for: consumer` with what they pay in all"
        yield _report_untaxed(context, fact, tax, help_)
    for effect in map(partial(find_open_effect, book.prices), book.adjustments):
        if effect:
            help_ = "write it once for each of those `services` that bear the same taxes"
            yield _report_untaxed(context, effect, tax, help_)


def _list_read_rules(book: Rulebook) -> Iterator[Rule]:
    """Every variant of a rule that both kinds of client read."""
    for rule in book.rules.values():
        yield from (one for one in rule.variants if len(one.clients) > 1)


def _find_open_sum(book: Rulebook, variant: Rule) -> Fact | None:
    """The first sum of a variant of which nobody knows the taxes."""
    is_clear = book.adds_taxes and find_sum_taxes(book, variant) is not None
    open_sums = (
        one
        for one in variant.facts.values()
        if collect_sums(one.figure)
        and not (is_clear and is_priced(variant, one))
        and not (one.spec and one.spec.untaxed)
    )
    return next(open_sums, None)


def _report_untaxed(context: CheckContext, fact: Fact, tax: str, help_: str) -> Finding:
    message = (
        f"`{fact.address}` is read by private clients, whose prices contain {tax}, "
        "and by businesses, whose prices do not: nobody knows whether this sum does"
    )
    return Finding("untaxed-sum", message, context.locate_value(*fact.path), help_, "warning")


def _find_unknown_taxes(
    context: CheckContext, names: Iterable[str], path: tuple[PathStep, ...]
) -> Iterator[Finding]:
    taxes = context.rulebook.business.taxes
    alone = "there is one tax, which has no id: leave this out"
    for at, name in enumerate(names):
        if name not in taxes:
            help_ = (
                alone
                if "" in taxes
                else suggest_word(name, [one for one in taxes if one not in path])
            )
            place = context.locate_value(*path, at)
            yield Finding("unknown-tax", f"there is no tax `{name}`", place, help_)
