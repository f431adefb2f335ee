"""What a price or the work includes is not also what it does not include."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.checks.service_rules import list_service_rules
from lindero.findings.finding import Finding, Related
from lindero.reading.tree import PathStep
from lindero.rulebook.rule import Rule
from lindero.shapes import Figure, TextList

_IN, _OUT = "includes", "excludes"
_CONTRARY = (
    (_IN, _OUT),
    (_IN, "extras"),
    ("covers", _OUT),
    ("promised", "excluded"),
    ("cases", "never"),
)
"""Which lists of one rule have no entry in common."""


def find_contrary_entries(context: CheckContext) -> Iterator[Finding]:
    """Entries that a service, or a rule in one of its cases, both includes and excludes."""
    for key, service in context.rulebook.services.items():
        path = ("services", key)
        inside = (service.includes, (*path, _IN))
        yield from _compare_lists(context, inside, (service.excludes, (*path, _OUT)))
        for rule in list_service_rules(context, "not-promised", key):
            if fact := rule.find_role_fact("not-promised"):
                yield from _compare_lists(context, inside, (fact.figure, fact.path))
    for rule in context.rulebook.rules.values():
        for variant in rule.variants:
            yield from _compare_variant(context, variant)


def _compare_variant(context: CheckContext, variant: Rule) -> Iterator[Finding]:
    for names in _CONTRARY:
        inside, outside = (variant.facts.get(name) for name in names)
        if inside and outside:
            yield from _compare_lists(
                context, (inside.figure, inside.path), (outside.figure, outside.path)
            )


def _compare_lists(
    context: CheckContext,
    inside: tuple[Figure | None, tuple[PathStep, ...]],
    outside: tuple[Figure | None, tuple[PathStep, ...]],
) -> Iterator[Finding]:
    if not isinstance(inside[0], TextList) or not isinstance(outside[0], TextList):
        return
    known = {_fold_case(entry.by_language) for entry in inside[0].entries}
    for entry in outside[0].entries:
        if _fold_case(entry.by_language) in known:
            near = Related(context.locate_key(*inside[1]), "included here")
            message = f"`{entry.written}` is both included and not included"
            place = context.locate_key(*outside[1])
            help_ = "keep it in one of the two lists"
            yield Finding("duplicate-entry", message, place, help_, related=(near,))


def _fold_case(texts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((language, text.casefold()) for language, text in texts)
