"""What one-pagers and the business name is there."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, suggest_word
from lindero.rulebook.doubts import in_doubt


def find_unknown_names(context: CheckContext) -> Iterator[Finding]:
    """Services and rules that one-pagers and the business name and that are not there."""
    for key, sheet in context.rulebook.onepagers.items():
        for at, service in enumerate(sheet.services):
            yield from _find_unknown_name(
                context, "service", service, ("onepagers", key, "services", at)
            )
        for at, rule in enumerate(sheet.rules):
            yield from _find_unknown_name(context, "rule", rule, ("onepagers", key, "rules", at))
    for at, rule in enumerate(context.rulebook.business.figures):
        yield from _find_unknown_name(context, "rule", rule, ("business", "figures", at))
        if rule in context.rulebook.rules and context.rulebook.rules[rule].main is None:
            message = f"`{rule}` has no figure to show"
            yield Finding(
                "no-figure",
                message,
                context.locate_key("business", "figures", at),
                "choose a rule that has a figure of its own",
            )


def _find_unknown_name(
    context: CheckContext, kind: str, name: str, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    known = context.rulebook.services if kind == "service" else context.rulebook.rules
    address = f"services.{name}" if kind == "service" else name
    if name not in known and not in_doubt(address, context.resolved.doubts):
        place = context.locate_value(*path)
        yield Finding(
            f"unknown-{kind}", f"there is no {kind} `{name}`", place, suggest_word(name, known)
        )
