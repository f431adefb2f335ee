"""Rules that need others have them, and none contradicts another."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.catalogue.specs import Conflict
from lindero.checks.context import CheckContext
from lindero.checks.joint_rules import is_answered, list_answered_rules
from lindero.findings.finding import Finding, Related
from lindero.rulebook.rule import Rule
from lindero.shapes.nothing import is_nothing


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
    for variant in context.rulebook.list_role_variants("withheld"):
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
    """Answers of one rule that cannot stand beside each other; each cause is told once."""
    for rule in list_answered_rules(context):
        told = set()
        for conflict in rule.spec.conflicts if rule.spec else ():
            if conflict.because in told:
                continue
            met = (
                variant
                for variant in rule.variants
                if not variant.is_none
                and all(one.fits_figures(variant.figures) for one in conflict.conditions)
            )
            if variant := next(met, None):
                told.add(conflict.because)
                yield _report_conflict(context, conflict, variant)


def _report_conflict(context: CheckContext, conflict: Conflict, variant: Rule) -> Finding:
    names = dict.fromkeys(condition.name for condition in conflict.conditions)
    facts = [fact for name in names if (fact := variant.facts.get(name))]
    named = " and ".join(f"`{fact.address}` ({fact.figure.written})" for fact in facts)
    place, *near = [context.locate_value(*fact.path) for fact in facts]
    related = tuple(
        Related(other, f"`{fact.address}`") for other, fact in zip(near, facts[1:], strict=True)
    )
    lacking = " and ".join(f"`{variant.id}.{name}`" for name in names if name not in variant.facts)
    message = f"{named} contradict each other" if near else f"{named} wants {lacking} beside it"
    return Finding("conflicting-rules", message, place, conflict.because, related=related)
