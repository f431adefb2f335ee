"""A service that is what a rule speaks of says the same of it as the rule."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.facts import find_holder
from lindero.checks.adjustment_meanings import list_spoken_texts
from lindero.checks.context import CheckContext
from lindero.checks.service_rules import report_service_clash
from lindero.findings.finding import Finding
from lindero.records.sections import Service
from lindero.shapes import Choice, Figure, Period
from lindero.shapes.periods import compare_lengths
from lindero.spoken.service_kinds import find_shared_figures


def find_other_kind(context: CheckContext, key: str, service: Service) -> Iterator[Finding]:
    """Another notice, or another time of billing, than a rule has for this kind of service."""
    if service.retainer is None:
        return
    for figures in find_shared_figures(list_spoken_texts(context, service.name)):
        for name, address in figures.items():
            own = getattr(service.retainer, name)
            yield from _compare_with_rule(context, (key, name), address, own)


def _compare_with_rule(
    context: CheckContext, at: tuple[str, str], address: str, own: object
) -> Iterator[Finding]:
    book, (key, name) = context.rulebook, at
    rule = book.rules.get(find_holder(address))
    told = book.narrow_rule(rule, book.make_audience([key])) if rule else None
    for variant in told.variants if told else ():
        fact = variant.facts.get(address.rpartition(".")[2])
        if fact and _differs(own, fact.figure):
            path = ("services", key, "retainer", name)
            yield report_service_clash(context, path, variant, fact)
            return


def _differs(own: object, figure: Figure) -> bool:
    match own, figure:
        case (Period() as one, Period() as other):
            return bool(compare_lengths(one, other))
        case (str() as billed, Choice(name=other_billed)):
            return (billed == "ahead") != (other_billed == "ahead")
    return False
