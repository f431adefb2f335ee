"""An adjustment that is a surcharge or discount of a rule says the figure of that rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from lindero.catalogue.facts import Fact, find_holder
from lindero.checks.adjustment_meanings import find_meant_charges
from lindero.checks.context import CheckContext
from lindero.checks.service_rules import report_service_clash
from lindero.findings.finding import Finding
from lindero.pricing.orders import EFFECTS, find_effect, lowers_price
from lindero.reading.prose import Mention, ProseLink, parse_prose, walk_inlines
from lindero.rulebook.lent_figures import choose_effect
from lindero.rulebook.rule import Rule
from lindero.shapes import Amount, Brackets, Choice, Figure, Money, Multiple, Percent, Text, YesNo
from lindero.spoken.adjusting_words import RuleCharge

_EACH_STEP = (
    "write an adjustment for each step, or lead to the rest in `when`: `[the others](rule:{})`"
)


def find_contrary_adjustments(context: CheckContext) -> Iterator[Finding]:
    """Adjustments that say another figure than the rule that they are, or one of several."""
    meanings = {key: find_meant_charges(context, key) for key in context.rulebook.adjustments}
    for key, charges in meanings.items():
        findings = (
            *_compare_figure(context, key, charges),
            *_compare_steps(context, key, meanings),
        )
        yield from findings[:1]


def _compare_figure(
    context: CheckContext, key: str, charges: tuple[RuleCharge, ...]
) -> Iterator[Finding]:
    """What an adjustment says beside rules of which none, in no case, says the same."""
    effect = find_effect(context.rulebook.adjustments[key])
    if effect is None or key in context.rulebook.lent:
        return
    kind, figure = effect
    path = ("adjustments", key, kind)
    for service in _list_services(context, key):
        rules = [rule for one in charges for rule in _list_cases(context, one, service)]
        facts = [fact for one in charges for rule in rules for fact in _list_facts(rule, one)]
        denied = {name for one in charges for name in one.denied}
        if any(_agrees(figure, fact, rules, denied) for fact in facts):
            continue
        for fact in facts[:1]:
            found = report_service_clash(context, path, _find_rule(rules, fact), fact, service)
            help_ = _suggest_figure(context, key, fact)
            yield (
                found if isinstance(fact.figure, Brackets | Choice) else replace(found, help=help_)
            )
        if rules and not facts and all(rule.is_none for rule in rules):
            yield report_service_clash(context, path, rules[0], service=service)


def _suggest_figure(context: CheckContext, key: str, fact: Fact) -> str:
    adjustment = context.rulebook.adjustments[key]
    kind = next(one for one in EFFECTS if getattr(adjustment, one))
    fitting = choose_effect(fact.figure, kind, lowers=lowers_price(adjustment))
    instead = "" if fitting == kind else f" in place of `{kind}`"
    return f"write `{fitting}: {fact.address}`{instead}, or change the rule"


def _list_services(context: CheckContext, key: str) -> list[str]:
    book = context.rulebook
    named = book.adjustments[key].services or tuple(book.services)
    return [service for service in named if service in book.services]


def _list_cases(context: CheckContext, charge: RuleCharge, service: str) -> tuple[Rule, ...]:
    """What the rule of a charge says to those who buy a service, today or later."""
    book = context.rulebook
    rule = book.rules.get(find_holder(charge.figures[0]))
    told = book.narrow_rule(rule, book.make_audience([service])) if rule else None
    return told.variants if told else ()


def _list_facts(rule: Rule, charge: RuleCharge) -> list[Fact]:
    """The figures of a charge, as one case of its rule has them."""
    return [
        fact for fact in rule.facts.values() if fact.address.partition("@")[0] in charge.figures
    ]


def _find_rule(rules: list[Rule], fact: Fact) -> Rule:
    return next(rule for rule in rules if fact in rule.facts.values())


def _agrees(
    figure: Amount | Multiple, fact: Fact, rules: list[Rule], denied: Collection[str]
) -> bool:
    """Whether both may be true: equal, a step of a scale, or below the most that is charged."""
    if isinstance(fact.figure, Choice):
        return fact.figure.name not in denied
    if isinstance(fact.figure, Brackets):
        return any(_comes_to(figure, step.result) == 0 for step in fact.figure.steps)
    difference = _comes_to(figure, fact.figure)
    ceiling = _find_rule(rules, fact).find_role_fact("rush-ceiling")
    if ceiling and ceiling.figure == YesNo(yes=True):
        return difference is None or difference <= 0
    return difference in {None, 0}


def _comes_to(figure: Figure, other: Figure) -> Fraction | int | None:
    """By how much one changes a price more than the other; None where nobody can say."""
    if figure == other:
        return 0
    one, two = _read_change(figure), _read_change(other)
    if one is None or two is None:
        return None
    return abs(one[1]) - abs(two[1]) if one[0] == two[0] else 1


def _read_change(figure: Figure) -> tuple[str, Fraction] | None:
    """By what a price changes: a share in percent, or a sum of a currency."""
    match figure:
        case Percent(points=points):
            return "%", Fraction(points)
        case Multiple(factor=factor):
            return "%", (Fraction(factor) - 1) * 100
        case Money(amount=amount, currency=currency):
            return currency, Fraction(amount)
    return None


def _compare_steps(
    context: CheckContext, key: str, meanings: Mapping[str, tuple[RuleCharge, ...]]
) -> Iterator[Finding]:
    """A scale of which the adjustments tell some steps only, and do not lead to the rest."""
    adjustment, charges = context.rulebook.adjustments[key], meanings[key]
    effect = find_effect(adjustment)
    if effect is None or len(charges) != 1:
        return
    beside = _list_figures_of(context, charges[0], meanings)
    for service in _list_services(context, key):
        for rule in _list_cases(context, charges[0], service):
            for fact in _list_untold_scales(rule, charges[0], beside):
                if not _leads_to(adjustment.when, fact):
                    path = ("adjustments", key, effect[0])
                    found = report_service_clash(context, path, rule, fact, service)
                    yield replace(found, help=_EACH_STEP.format(rule.id))


def _list_figures_of(
    context: CheckContext, charge: RuleCharge, meanings: Mapping[str, tuple[RuleCharge, ...]]
) -> list[Amount | Multiple]:
    """What all adjustments that are this surcharge or discount say."""
    same = [key for key, charges in meanings.items() if charge in charges]
    effects = [find_effect(context.rulebook.adjustments[key]) for key in same]
    return [effect[1] for effect in effects if effect]


def _list_untold_scales(
    rule: Rule, charge: RuleCharge, beside: Sequence[Amount | Multiple]
) -> Iterator[Fact]:
    """Scales with a step that changes a price and that none of the figures beside them says."""
    for fact in _list_facts(rule, charge):
        steps = fact.figure.steps if isinstance(fact.figure, Brackets) else ()
        changing = [step.result for step in steps if not _is_no_share(step.result)]
        if not all(any(_comes_to(one, step) == 0 for one in beside) for step in changing):
            yield fact


def _is_no_share(figure: Figure) -> bool:
    return isinstance(figure, Percent) and not figure.points


def _leads_to(when: Text, fact: Fact) -> bool:
    """Whether a reader learns where the other steps stand."""
    nodes = [node for _, text in when.by_language for node in walk_inlines(parse_prose(text))]
    named = {node.address for node in nodes if isinstance(node, Mention)}
    linked = {node.rule for node in nodes if isinstance(node, ProseLink)}
    return fact.address in named or fact.holder in linked
