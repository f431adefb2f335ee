"""What adjustments, packages, one-pagers and the business name is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from lindero.checks.context import CheckContext
from lindero.checks.prose import suggest_rule
from lindero.findings.finding import Finding, suggest_word
from lindero.reading.tree import PathStep


def find_unknown_names(context: CheckContext) -> Iterator[Finding]:
    """Services and rules that one-pagers and the business name and that are not there."""
    for key, sheet in context.rulebook.onepagers.items():
        path = ("onepagers", key)
        yield from report_unknown_names(context, "service", sheet.services, (*path, "services"))
        yield from report_unknown_names(context, "rule", sheet.rules, (*path, "rules"))
    named = [shown.rule for shown in context.rulebook.business.figures]
    yield from report_unknown_names(context, "rule", named, ("business", "figures"))


def find_missing_figures(context: CheckContext) -> Iterator[Finding]:
    """Rules whose figure the business wants to show large, and that have none."""
    book = context.rulebook
    for at, shown in enumerate(book.business.figures):
        rule = book.rules.get(shown.rule)
        told = rule and book.narrow_rule(rule, book.make_audience(shown.for_))
        if told and told.main is None and not told.is_none:
            place = context.locate_value("business", "figures", at, "rule")
            help_ = "choose a rule that has a figure of its own"
            yield Finding("no-figure", f"`{shown.rule}` has no figure to show", place, help_)


def report_unknown_names(
    context: CheckContext,
    kind: Literal["service", "adjustment", "rule"],
    names: Iterable[str],
    path: tuple[PathStep, ...],
) -> Iterator[Finding]:
    """Those of a list that are not there, and would be seen if they were."""
    book = context.rulebook
    known = {"service": book.services, "adjustment": book.adjustments, "rule": book.rules}[kind]
    none_fits = ""
    if kind == "adjustment" and not known:
        none_fits = "there are no adjustments; write them under `adjustments:`"
    for at, name in enumerate(names):
        address = name if kind == "rule" else f"{kind}s.{name}"
        if name not in known and not context.is_doubtful(address):
            # Whom it speaks to may stand beside a rule: `{rule: payment.due, for: consumer}`.
            place = context.locate_value(*path, at, "rule")
            help_ = (
                suggest_rule(name, book, "`lindero topics` tells which rules are answered")
                if kind == "rule"
                else suggest_word(name, known, none_fits=none_fits)
            )
            yield Finding(f"unknown-{kind}", f"there is no {kind} `{name}`", place, help_)
