"""Rules that need others have them, and none contradicts another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lindero.catalogue.clauses import NO_RULE, Condition
from lindero.catalogue.specs import Conflict
from lindero.checks.context import CheckContext
from lindero.checks.joint_rules import is_answered, iterate_joint_variants, list_answered_rules
from lindero.findings.finding import Finding, Related
from lindero.findings.place import Place
from lindero.rulebook.rule import Rule
from lindero.shapes.deadlines import Deadline
from lindero.shapes.nothing import is_nothing
from lindero.shapes.periods import Period, compare_lengths


def find_missing_needs(context: CheckContext) -> Iterator[Finding]:
    """Rules that make no sense without another one."""
    book = context.rulebook
    for rule in list_answered_rules(context):
        for needed in rule.spec.needs if rule.spec else ():
            other = book.rules.get(needed)
            if context.is_doubtful(needed) or (other and is_answered(other)):
                continue
            state = "is off" if needed in book.off else "is not written"
            message = f"`{rule.id}` makes no sense while `{needed}` {'is none' if other else state}"
            place = context.locate_key(*rule.path)
            help_ = f"write `{needed}`, or set `{rule.id}` to `none`"
            yield Finding("needs-rule", message, place, help_)


def find_unwithheld_shares(context: CheckContext) -> Iterator[Finding]:
    """What only private clients would withhold, who do not do so."""
    rule = context.rulebook.find_role_rule("withheld")
    for variant in rule.variants if rule else ():
        fact = variant.find_role_fact("withheld")
        if fact and variant.clients == ("consumer",):
            message = f"`{fact.address}` is told to private clients alone, who withhold nothing"
            help_ = (
                f"write it for businesses, or `{variant.spec.name if variant.spec else ''}: none`"
            )
            place = context.locate_value(*fact.path)
            yield Finding("never-withheld", message, place, help_, "warning")


def find_worthless_figures(context: CheckContext) -> Iterator[Finding]:
    """Shares and sums of nothing, where no sentence says in words that there is nothing."""
    for rule in list_answered_rules(context):
        for fact in (fact for one in rule.variants for fact in one.facts.values()):
            if fact.spec and fact.spec.nothing != "said" and is_nothing(fact.figure):
                message = f"`{fact.address}` is `{fact.figure.written}`: readers would see a nought"
                help_ = "leave the line out, or say in a text of your own what it means"
                place = context.locate_value(*fact.path)
                yield Finding("worth-nothing", message, place, help_, "warning")


def find_conflicts(context: CheckContext) -> Iterator[Finding]:
    """Answers that contradict each other, for anybody at any time; each pair is told once."""
    for rule in list_answered_rules(context):
        for conflict in rule.spec.conflicts if rule.spec else ():
            if all(name in context.rulebook.rules for name in conflict.conditions):
                joint = iterate_joint_variants(context, tuple(conflict.conditions))
                found = (_find_contradiction(context, conflict, held) for held in joint)
                yield from list(filter(None, found))[:1]


def _find_contradiction(
    context: CheckContext, conflict: Conflict, held: Mapping[str, Rule]
) -> Finding | None:
    answers = []
    for name, conditions in conflict.conditions.items():
        rule = held.get(name)
        if rule is None or not _are_met(rule, conditions):
            return None
        answers += _list_answers(context, rule, conditions)
    if conflict.shorter and not _is_shorter(*(_find_length(held, one) for one in conflict.shorter)):
        return None
    named = " and ".join(f"`{name}` ({written})" for name, written, _ in answers)
    first, *near = answers
    message = f"{named} contradict each other"
    related = tuple(Related(place, f"`{name}`") for name, _, place in near)
    return Finding("conflicting-rules", message, first[2], conflict.because, related=related)


def _are_met(rule: Rule, conditions: tuple[Condition, ...]) -> bool:
    if rule.is_none:
        return all(condition.name == NO_RULE for condition in conditions)
    return all(condition.fits_figures(rule.figures) for condition in conditions)


def _list_answers(
    context: CheckContext, rule: Rule, conditions: tuple[Condition, ...]
) -> list[tuple[str, str, Place]]:
    """What a rule answers to the conditions, as it is written and where; or that it is none."""
    if rule.is_none:
        return [(rule.id, NO_RULE, context.locate_key(*rule.path))]
    names = dict.fromkeys(condition.name for condition in conditions)
    facts = [fact for name in names if (fact := rule.facts.get(name))]
    return [(fact.address, fact.figure.written, context.locate_value(*fact.path)) for fact in facts]


def _find_length(held: Mapping[str, Rule], address: str) -> Period | None:
    """How long the figure at an address is; of a deadline, how long after its event."""
    rule_id, _, name = address.rpartition(".")
    figure = held[rule_id].figures.get(name)
    if isinstance(figure, Deadline):
        return figure.period if not figure.steps else None
    return figure if isinstance(figure, Period) else None


def _is_shorter(one: Period | None, other: Period | None) -> bool:
    """Whether that is certain, whatever the calendar."""
    return bool(one and other and (compare_lengths(one, other) or 0) < 0)
