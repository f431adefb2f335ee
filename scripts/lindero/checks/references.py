"""What one-pagers and the business name is there."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import Checked
from lindero.findings.finding import Diagnostic, suggest
from lindero.rulebook.doubts import in_doubt


def names_are_known(checked: Checked) -> Iterator[Diagnostic]:
    """Services and rules that one-pagers and the business name and that are not there."""
    for key, sheet in checked.rulebook.onepagers.items():
        for at, service in enumerate(sheet.services):
            yield from _unknown(checked, "service", service, ("onepagers", key, "services", at))
        for at, rule in enumerate(sheet.rules):
            yield from _unknown(checked, "rule", rule, ("onepagers", key, "rules", at))
    for at, rule in enumerate(checked.rulebook.business.figures):
        yield from _unknown(checked, "rule", rule, ("business", "figures", at))
        if rule in checked.rulebook.rules and checked.rulebook.rules[rule].main is None:
            message = f"`{rule}` has no figure to show"
            yield Diagnostic("no-figure", message, checked.place("business", "figures", at), "choose a rule that has a figure of its own")


def _unknown(checked: Checked, kind: str, name: str, path: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    known = checked.rulebook.services if kind == "service" else checked.rulebook.rules
    address = f"services.{name}" if kind == "service" else name
    if name not in known and not in_doubt(address, checked.resolved.doubts):
        place = checked.value(*path)
        yield Diagnostic(f"unknown-{kind}", f"there is no {kind} `{name}`", place, suggest(name, known))
