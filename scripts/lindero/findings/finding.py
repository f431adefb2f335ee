"""What is wrong, where, what to do; and the forms it is printed in."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal, NamedTuple

from lindero.findings.place import Place, Span
from lindero.frozen import Frozen

Severity = Literal["error", "warning"]


_LIST_AT_MOST = 10


class Related(NamedTuple):
    """A second place that explains the first."""

    place: Place
    message: str


class Finding(Frozen):
    """What is wrong at a place; `help` says what to write instead.

    `code` is kebab-case and never reused; `message` is lower case without a full stop.
    """

    code: str
    message: str
    place: Place
    help: str | None = None
    severity: Severity = "error"
    related: tuple[Related, ...] = ()


def select_errors(findings: Iterable[Finding]) -> list[Finding]:
    """Only the errors."""
    return [found for found in findings if found.severity == "error"]


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by file, then by place in it; each finding once."""
    return sorted(dict.fromkeys(findings), key=_make_sort_key)


def _make_sort_key(found: Finding) -> tuple[str, int, int]:
    start, end = (found.place.start, found.place.end) if isinstance(found.place, Span) else (-1, -1)
    return found.place.path, start, end


def format_counts(*counts: tuple[int, str]) -> str:
    """`24 rules, 1 service`."""
    return ", ".join(
        f"{number} {word}" if number == 1 else f"{number} {word}s" for number, word in counts
    )


def suggest_word(word: str, known: Iterable[str], *, none_fits: str = "") -> str | None:
    """A help line: the near word, else the list of what fits, or `none_fits` for a long one."""
    names = list(dict.fromkeys(known))
    near = get_close_matches(word.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    if near:
        match = next(name for name in names if name.lower() == near[0])
        return f"did you mean `{match}`?"
    if not names or (none_fits and len(names) > _LIST_AT_MOST):
        return none_fits or None
    shown = ", ".join(f"`{name}`" for name in names[:_LIST_AT_MOST])
    more = "" if len(names) <= _LIST_AT_MOST else f" and {len(names) - _LIST_AT_MOST} more"
    return f"{none_fits + '; ' if none_fits else ''}what fits here: {shown}{more}"
