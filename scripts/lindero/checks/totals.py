"""Shares of one whole, spread over several rules, come to the whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lindero.catalogue.facts import Fact
from lindero.checks.context import CheckContext
from lindero.checks.joint_rules import iterate_joint_variants, list_answered_rules
from lindero.findings.finding import Finding, Related
from lindero.rulebook.rulebook import Rule
from lindero.shapes import BoundedCharge, Comparison, Figure, Money, Percent, Stages
from lindero.shapes.refusals import format_number
from lindero.shapes.stages import WHOLE_SHARE


def find_wrong_totals(context: CheckContext) -> Iterator[Finding]:
    """Shares that do not come to the whole, for anybody at any time."""
    for rule in list_answered_rules(context):
        parts = rule.spec.total if rule.spec else ()
        if not parts or any(context.is_doubtful(part) for part in parts):
            continue
        joint = list(_iterate_joint_facts(context, parts))
        # One finding for each set of figures, however many situations have it.
        for facts in {tuple(fact.address for fact in facts): facts for facts in joint}.values():
            # Where this rule has no part of its own, the others leave the rest to the invoice.
            if any(fact.address.startswith(f"{rule.id}.") for fact in facts):
                yield from _find_wrong_total(context, rule, facts)


def _find_wrong_total(
    context: CheckContext, rule: Rule, facts: tuple[Fact, ...]
) -> Iterator[Finding]:
    shares = [share for fact in facts for share in _list_shares(fact.figure)]
    if come_to := _show_wrong_total(shares):
        named = {f"`{fact.address}`": fact for fact in facts}
        near = tuple(
            Related(context.locate_value(*fact.path), f"{name}: {fact.figure.written}")
            for name, fact in named.items()
        )
        message, place = f"{' and '.join(named)} come to {come_to}", context.locate_key(*rule.path)
        help_ = "all payments together are 100 % of the price"
        yield Finding("wrong-total", message, place, help_, related=near)


def _show_wrong_total(shares: list[Figure]) -> str | None:
    """What shares come to where that is not the whole.

    Sums have no total before there is a price: beside them, only what is too much is wrong.
    """
    come_to = sum(map(_count_certain_points, shares), Decimal(0))
    if all(isinstance(share, Percent) for share in shares):
        return None if come_to == WHOLE_SHARE else f"{format_number(come_to)} %"
    sums = any(isinstance(share, Money) and share.amount for share in shares)
    too_much = come_to > WHOLE_SHARE or (come_to == WHOLE_SHARE and sums)
    return f"more than {format_number(WHOLE_SHARE)} %" if too_much else None


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
    for held in iterate_joint_variants(context, tuple(rule for rule, _, _ in split)):
        facts = (held[rule].facts.get(name) for rule, _, name in split if rule in held)
        yield tuple(fact for fact in facts if fact)


def _list_shares(figure: Figure) -> list[Figure]:
    return [step.share for step in figure.steps] if isinstance(figure, Stages) else [figure]
