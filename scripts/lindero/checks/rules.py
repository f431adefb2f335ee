"""Rules about rules: what the author wrote must hold together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lindero.brand.colours import shifted
from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import Conflict
from lindero.checks.context import Checked
from lindero.checks.prices import check_prices
from lindero.checks.prose import every_language_has_its_text, figures_are_closed, mentions_lead_somewhere, no_figure_is_typed
from lindero.checks.references import names_are_known
from lindero.checks.times import cutoff_in_hours, holiday_region, past_absences, rates_to_come
from lindero.findings.finding import Diagnostic, Related
from lindero.rulebook.cases import Variants
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.rulebook import Rule
from lindero.shapes import Bounded, Compared, Figure, Money, Percent, Stages
from lindero.shapes.refusals import plain
from lindero.shapes.stages import WHOLE
from lindero.shapes.sums import sums_in


def check_rulebook(checked: Checked) -> list[Diagnostic]:
    """Everything that is wrong between sound parts. What depends on a part that failed is not reported again."""
    checks = (
        _needs,
        _conflicts,
        _totals,
        names_are_known,
        check_prices,
        mentions_lead_somewhere,
        figures_are_closed,
        no_figure_is_typed,
        every_language_has_its_text,
        _currencies,
        _expiry,
        _colours,
        past_absences,
        rates_to_come,
        holiday_region,
        cutoff_in_hours,
    )
    return [found for check in checks for found in check(checked)]


def _needs(checked: Checked) -> Iterator[Diagnostic]:
    for rule in _answered(checked):
        for needed in rule.spec.needs if rule.spec else ():
            other = checked.rulebook.rules.get(needed)
            if in_doubt(needed, checked.resolved.doubts) or (other and _is_answered(other)):
                continue
            state = "is none" if other else "is off" if needed in checked.rulebook.off else "is not written"
            message = f"`{rule.id}` makes no sense while `{needed}` {state}"
            yield Diagnostic("needs-rule", message, checked.place(*rule.id.split(".")), f"write `{needed}`, or set `{rule.id}` to `none`")


def _conflicts(checked: Checked) -> Iterator[Diagnostic]:
    """Answers that contradict each other, for anybody at any time."""
    for rule in _answered(checked):
        for conflict in rule.spec.conflicts if rule.spec else ():
            if all(name in checked.rulebook.rules for name in conflict.conditions):
                found = (_contradiction(checked, conflict, held) for held in _held(checked, tuple(conflict.conditions)))
                yield from list(filter(None, found))[:1]


def _contradiction(checked: Checked, conflict: Conflict, held: Mapping[str, Rule]) -> Diagnostic | None:
    facts = []
    for name, conditions in conflict.conditions.items():
        rule = held.get(name)
        if rule is None or rule.is_none or not all(condition.holds(rule.figures) for condition in conditions):
            return None
        facts += [fact for condition in conditions if (fact := rule.facts.get(condition.name))]
    named = " and ".join(f"`{fact.address}` ({fact.figure.written})" for fact in facts)
    near = tuple(Related(checked.value(*fact.path), f"`{fact.address}`") for fact in facts[1:])
    return Diagnostic("conflicting-rules", f"{named} contradict each other", checked.value(*facts[0].path), conflict.because, related=near)


def _totals(checked: Checked) -> Iterator[Diagnostic]:
    """Shares of one whole, spread over several rules, come to the whole, for everybody and at any time."""
    for rule in _answered(checked):
        parts = rule.spec.total if rule.spec else ()
        if any(in_doubt(part, checked.resolved.doubts) for part in parts):
            continue
        for facts in {tuple(fact.address for fact in facts): facts for facts in _held_together(checked, parts)}.values():
            if not any(fact.address.startswith(f"{rule.id}.") for fact in facts):
                continue  # where this rule has no part of its own, the others leave the rest to the invoice
            if come_to := _wrong_total([share for fact in facts for share in _shares(fact.figure)]):
                names = " and ".join(f"`{fact.address}`" for fact in facts)
                near = tuple(Related(checked.value(*fact.path), f"`{fact.address}`: {fact.figure.written}") for fact in facts)
                message = f"{names} come to {come_to}"
                help_ = "all payments together are 100 % of the price"
                yield Diagnostic("wrong-total", message, checked.place(*rule.id.split(".")), help_, related=near)


def _wrong_total(shares: list[Figure]) -> str | None:
    """What shares come to where that is not the whole; sums have no total before there is a price, so beside them only what is too much."""
    come_to = sum(map(_certain_points, shares), Decimal(0))
    if all(isinstance(share, Percent) for share in shares):
        return None if come_to == WHOLE else f"{plain(come_to)} %"
    sums = any(isinstance(share, Money) and share.amount for share in shares)
    return f"more than {plain(WHOLE)} %" if come_to > WHOLE or (come_to == WHOLE and sums) else None


def _certain_points(share: Figure) -> Decimal:
    """The least that a share is, whatever the price."""
    if isinstance(share, Compared) and share.kind == "larger":
        share = share.first
    if isinstance(share, Bounded) and share.most is None:
        share = share.part
    return share.points if isinstance(share, Percent) else Decimal(0)


def _held_together(checked: Checked, addresses: tuple[str, ...]) -> Iterator[tuple[Fact, ...]]:
    """The figures at these addresses that hold at once, in every situation."""
    split = [address.rpartition(".") for address in addresses]
    for held in _held(checked, tuple(rule for rule, _, _ in split)):
        yield tuple(fact for rule, _, name in split if rule in held and (fact := held[rule].facts.get(name)))


def _held(checked: Checked, names: tuple[str, ...]) -> Iterator[dict[str, Rule]]:
    """The variants of these rules that hold at once, in every situation."""
    book = checked.rulebook
    rules = {name: rule for name in names if (rule := book.rules.get(name))}
    cases = tuple(variant.written for rule in rules.values() for variant in rule.variants)
    for situation in Variants(cases, book.business.clients, book.services, checked.as_of).situations:
        yield {name: variant for name, rule in rules.items() if (variant := rule.at(situation))}


def _shares(figure: Figure) -> list[Figure]:
    return [step.share for step in figure.steps] if isinstance(figure, Stages) else [figure]


def _answered(checked: Checked) -> list[Rule]:
    return [rule for rule in checked.rulebook.rules.values() if _is_answered(rule)]


def _is_answered(rule: Rule) -> bool:
    return any(not variant.is_none for variant in rule.variants)


def _currencies(checked: Checked) -> Iterator[Diagnostic]:
    own = checked.rulebook.business.currency
    known = {own, *checked.rulebook.business.other_currencies}
    for address, fact in checked.rulebook.facts.items():
        if fact.computed:
            continue
        other = next((money.currency for money in sums_in(fact.figure) if money.currency not in known), None)
        if other:
            message = f"`{address}` is in {other}, the business works in {own}"
            help_ = f"write the sum in {own}, or add `other currencies: [{other}]` to the business"
            yield Diagnostic("other-currency", message, checked.value(*fact.path), help_, "warning")


def _expiry(checked: Checked) -> Iterator[Diagnostic]:
    until, edition = checked.rulebook.business.until, checked.rulebook.business.edition
    if until is None:
        return
    place = checked.place("business", "until")
    if until.date < edition.date:
        yield Diagnostic(
            "expired", f"the prices end on {until.machine}, before they start on {edition.machine}", place, "correct one of the two dates"
        )
    elif until.date < checked.as_of:
        message = f"the prices were promised until {until.machine}; today is {checked.as_of.isoformat()}"
        yield Diagnostic("expired", message, place, "set a later date, or take the line out", "warning")


def _colours(checked: Checked) -> Iterator[Diagnostic]:
    brand = checked.rulebook.brand
    for name, was, used in shifted(brand.primary, brand.accent, brand.highlight):
        message = f"text in `{was}` would be hard to read; the pages use `{used}` instead"
        yield Diagnostic(
            "low-contrast", message, checked.place("brand", name), f'write `{name}: "{used}"` to make it the brand\'s own', "warning"
        )
