"""Which rules, and which of their variants, hold at once."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.rulebook.cases import RuleCases
from lindero.rulebook.rule import Rule


def list_answered_rules(context: CheckContext) -> list[Rule]:
    """The rules that somebody has, today or later."""
    return [rule for rule in context.rulebook.rules.values() if is_answered(rule)]


def is_answered(rule: Rule) -> bool:
    """Whether any variant says more than that there is no such rule."""
    return any(not variant.is_none for variant in rule.variants)


def iterate_joint_variants(
    context: CheckContext, names: tuple[str, ...]
) -> Iterator[dict[str, Rule]]:
    """The variants of these rules that hold at once, in every situation."""
    yield from (held for held, _ in iterate_joint_cases(context, names))


def iterate_joint_cases(
    context: CheckContext, names: tuple[str, ...]
) -> Iterator[tuple[dict[str, Rule], tuple[str, ...]]]:
    """The variants of these rules that hold at once, and for which services they do."""
    book = context.rulebook
    rules = {name: rule for name in names if (rule := book.rules.get(name))}
    cases = tuple(variant.written_case for rule in rules.values() for variant in rule.variants)
    together = RuleCases(cases, book.business.clients, book.services, context.as_of)
    named = {situation.service for situation in together.situations}
    others = [key for key in book.services if key not in named]
    for situation in together.situations:
        if book.sold_to.get(situation.service, situation.client) != situation.client:
            continue
        held = {name: rule.find_variant(situation) for name, rule in rules.items()}
        services = [situation.service] if situation.service in book.services else others
        sold = (key for key in services if book.services[key].for_ in {None, situation.client})
        yield {name: variant for name, variant in held.items() if variant}, tuple(sold)
