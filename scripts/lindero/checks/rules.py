"""Rules about rules: what the author wrote must hold together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lindero.brand.colours import find_shifted_colours
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import Conflict
from lindero.checks.context import CheckContext
from lindero.checks.prices import check_prices
from lindero.checks.prose import (
    find_broken_references,
    find_typed_figures,
    find_unclosed_figures,
    find_untranslated_texts,
)
from lindero.checks.references import find_unknown_names
from lindero.checks.times import (
    find_future_rates,
    find_outside_cutoff,
    find_past_absences,
    find_unknown_region,
)
from lindero.findings.finding import Finding, Related
from lindero.rulebook.cases import RuleCases
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.rulebook import Rule
from lindero.shapes import BoundedCharge, Comparison, Figure, Money, Percent, Stages
from lindero.shapes.money import collect_sums
from lindero.shapes.refusals import format_number
from lindero.shapes.stages import WHOLE_SHARE


def check_rulebook(context: CheckContext) -> list[Finding]:
    """Everything that is wrong between sound parts. What depends on a part that failed is not reported again."""
    checks = (
        _find_missing_needs,
        _find_conflicts,
        _find_wrong_totals,
        find_unknown_names,
        check_prices,
        find_broken_references,
        find_unclosed_figures,
        find_typed_figures,
        find_untranslated_texts,
        _find_other_currencies,
        _find_expired_prices,
        _find_low_contrast,
        find_past_absences,
        find_future_rates,
        find_unknown_region,
        find_outside_cutoff,
    )
    return [found for check in checks for found in check(context)]


def _find_missing_needs(context: CheckContext) -> Iterator[Finding]:
    for rule in _list_answered_rules(context):
        for needed in rule.spec.needs if rule.spec else ():
            other = context.rulebook.rules.get(needed)
            if in_doubt(needed, context.resolved.doubts) or (other and _is_answered(other)):
                continue
            state = (
                "is none"
                if other
                else "is off"
                if needed in context.rulebook.off
                else "is not written"
            )
            message = f"`{rule.id}` makes no sense while `{needed}` {state}"
            yield Finding(
                "needs-rule",
                message,
                context.locate_key(*rule.id.split(".")),
                f"write `{needed}`, or set `{rule.id}` to `none`",
            )


def _find_conflicts(context: CheckContext) -> Iterator[Finding]:
    """Answers that contradict each other, for anybody at any time."""
    for rule in _list_answered_rules(context):
        for conflict in rule.spec.conflicts if rule.spec else ():
            if all(name in context.rulebook.rules for name in conflict.conditions):
                found = (
                    _find_contradiction(context, conflict, held)
                    for held in _iterate_joint_variants(context, tuple(conflict.conditions))
                )
                yield from list(filter(None, found))[:1]


def _find_contradiction(
    context: CheckContext, conflict: Conflict, held: Mapping[str, Rule]
) -> Finding | None:
    facts = []
    for name, conditions in conflict.conditions.items():
        rule = held.get(name)
        if (
            rule is None
            or rule.is_none
            or not all(condition.fits_figures(rule.figures) for condition in conditions)
        ):
            return None
        facts += [fact for condition in conditions if (fact := rule.facts.get(condition.name))]
    named = " and ".join(f"`{fact.address}` ({fact.figure.written})" for fact in facts)
    near = tuple(
        Related(context.locate_value(*fact.path), f"`{fact.address}`") for fact in facts[1:]
    )
    return Finding(
        "conflicting-rules",
        f"{named} contradict each other",
        context.locate_value(*facts[0].path),
        conflict.because,
        related=near,
    )


def _find_wrong_totals(context: CheckContext) -> Iterator[Finding]:
    """Shares of one whole, spread over several rules, come to the whole, for everybody and at any time."""
    for rule in _list_answered_rules(context):
        parts = rule.spec.total if rule.spec else ()
        if any(in_doubt(part, context.resolved.doubts) for part in parts):
            continue
        for facts in {
            tuple(fact.address for fact in facts): facts
            for facts in _iterate_joint_facts(context, parts)
        }.values():
            if not any(fact.address.startswith(f"{rule.id}.") for fact in facts):
                continue  # where this rule has no part of its own, the others leave the rest to the invoice
            if come_to := _show_wrong_total(
                [share for fact in facts for share in _list_shares(fact.figure)]
            ):
                names = " and ".join(f"`{fact.address}`" for fact in facts)
                near = tuple(
                    Related(
                        context.locate_value(*fact.path), f"`{fact.address}`: {fact.figure.written}"
                    )
                    for fact in facts
                )
                message = f"{names} come to {come_to}"
                help_ = "all payments together are 100 % of the price"
                yield Finding(
                    "wrong-total",
                    message,
                    context.locate_key(*rule.id.split(".")),
                    help_,
                    related=near,
                )


def _show_wrong_total(shares: list[Figure]) -> str | None:
    """What shares come to where that is not the whole; sums have no total before there is a price, so beside them only what is too much."""
    come_to = sum(map(_count_certain_points, shares), Decimal(0))
    if all(isinstance(share, Percent) for share in shares):
        return None if come_to == WHOLE_SHARE else f"{format_number(come_to)} %"
    sums = any(isinstance(share, Money) and share.amount for share in shares)
    return (
        f"more than {format_number(WHOLE_SHARE)} %"
        if come_to > WHOLE_SHARE or (come_to == WHOLE_SHARE and sums)
        else None
    )


def _count_certain_points(share: Figure) -> Decimal:
    """The least that a share is, whatever the price."""
    if isinstance(share, Comparison) and share.kind == "larger":
        share = share.first
    if isinstance(share, BoundedCharge) and share.most is None:
        share = share.part
    return share.points if isinstance(share, Percent) else Decimal(0)


def _iterate_joint_facts(
    context: CheckContext, addresses: tuple[str, ...]
) -> Iterator[tuple[Fact, ...]]:
    """The figures at these addresses that hold at once, in every situation."""
    split = [address.rpartition(".") for address in addresses]
    for held in _iterate_joint_variants(context, tuple(rule for rule, _, _ in split)):
        yield tuple(
            fact for rule, _, name in split if rule in held and (fact := held[rule].facts.get(name))
        )


def _iterate_joint_variants(
    context: CheckContext, names: tuple[str, ...]
) -> Iterator[dict[str, Rule]]:
    """The variants of these rules that hold at once, in every situation."""
    book = context.rulebook
    rules = {name: rule for name in names if (rule := book.rules.get(name))}
    cases = tuple(variant.written_case for rule in rules.values() for variant in rule.variants)
    for situation in RuleCases(
        cases, book.business.clients, book.services, context.as_of
    ).situations:
        yield {
            name: variant
            for name, rule in rules.items()
            if (variant := rule.find_variant(situation))
        }


def _list_shares(figure: Figure) -> list[Figure]:
    return [step.share for step in figure.steps] if isinstance(figure, Stages) else [figure]


def _list_answered_rules(context: CheckContext) -> list[Rule]:
    return [rule for rule in context.rulebook.rules.values() if _is_answered(rule)]


def _is_answered(rule: Rule) -> bool:
    return any(not variant.is_none for variant in rule.variants)


def _find_other_currencies(context: CheckContext) -> Iterator[Finding]:
    own = context.rulebook.business.currency
    known = {own, *context.rulebook.business.other_currencies}
    for address, fact in context.rulebook.facts.items():
        if fact.computed:
            continue
        other = next(
            (money.currency for money in collect_sums(fact.figure) if money.currency not in known),
            None,
        )
        if other:
            message = f"`{address}` is in {other}, the business works in {own}"
            help_ = f"write the sum in {own}, or add `other currencies: [{other}]` to the business"
            yield Finding(
                "other-currency", message, context.locate_value(*fact.path), help_, "warning"
            )


def _find_expired_prices(context: CheckContext) -> Iterator[Finding]:
    until, edition = context.rulebook.business.until, context.rulebook.business.edition
    if until is None:
        return
    place = context.locate_key("business", "until")
    if until.date < edition.date:
        yield Finding(
            "expired",
            f"the prices end on {until.machine}, before they start on {edition.machine}",
            place,
            "correct one of the two dates",
        )
    elif until.date < context.as_of:
        message = (
            f"the prices were promised until {until.machine}; today is {context.as_of.isoformat()}"
        )
        yield Finding(
            "expired", message, place, "set a later date, or take the line out", "warning"
        )


def _find_low_contrast(context: CheckContext) -> Iterator[Finding]:
    brand = context.rulebook.brand
    for name, was, used in find_shifted_colours(brand.primary, brand.accent, brand.highlight):
        message = f"text in `{was}` would be hard to read; the pages use `{used}` instead"
        yield Finding(
            "low-contrast",
            message,
            context.locate_key("brand", name),
            f'write `{name}: "{used}"` to make it the brand\'s own',
            "warning",
        )
