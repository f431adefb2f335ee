"""A build from beginning to end: nothing twice, and what MkDocs need not wait for beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from lindero.agreement.known_work import KnownWork
from lindero.agreement.verifying import read_sheets_ahead
from lindero.disk.targets import Target
from lindero.expected.lexicon import find_lexicon
from lindero.findings.finding import Finding
from lindero.generators.checked_rules import CheckedRules, select_published
from lindero.generators.folder_owners import name_owner
from lindero.loading import Loaded
from lindero.sheets.printing import Printer, Sheet
from lindero.side_work import Awaited, working_beside
from lindero.wording.figures import reader_for


class PrintedSheets(NamedTuple):
    """All one-pagers by path, what cannot be printed, and how those read that can."""

    sheets: Mapping[str, Sheet]
    findings: list[Finding]
    known: KnownWork


class HeadStart(NamedTuple):
    """What is under way when MkDocs begins, and what need not be done again."""

    printing: Awaited[PrintedSheets] | None
    known: KnownWork


class BuildFailed(Exception):
    """MkDocs or the plugin refused; the text is for the author."""


@contextmanager
def starting_ahead(rules: CheckedRules, known: KnownWork) -> Iterator[HeadStart]:
    """Print the sheets and read them back, beginning before MkDocs is even there.

    What is `known` of the last build is not done again.
    """
    loaded = select_published(rules.project, rules.loaded)
    if not rules.project.sheets:
        yield HeadStart(None, known)
        return
    _read_languages(loaded)
    with working_beside(lambda: _print_sheets(loaded, known)) as printing:
        yield HeadStart(printing, known)


def _read_languages(loaded: Loaded) -> None:
    """Read once what both processes would read of every language."""
    assert loaded.rulebook
    business = loaded.rulebook.business
    for language in loaded.rulebook.languages:
        find_lexicon(language, business.country)
        reader_for(business, language)


def _print_sheets(loaded: Loaded, known: KnownWork) -> PrintedSheets:
    assert loaded.rulebook
    printer = Printer(known.printed)
    sheets, found = printer.print_all(loaded.rulebook, loaded.logo, loaded.places)
    return PrintedSheets(sheets, found, read_sheets_ahead(loaded, sheets, known))


def build_whole(
    rules: CheckedRules,
    site: Target,
    *,
    strict: bool,
    digest: str = "",
    begun: HeadStart | None = None,
) -> str:
    """Build the site of sound rules; returns what agrees, in a line or two. Raises BuildFailed.

    `digest` is that of all inputs, if this very site can be told to be unchanged next time; what
    is `begun` ahead is of the same rules.
    """
    loaded = rules.loaded
    assert loaded.rulebook
    site = replace(site, owner=name_owner("site", loaded.rulebook))
    from lindero.generators.mkdocs_run import build_site  # noqa: PLC0415 - MkDocs takes a while

    return build_site(rules, site, strict=strict, digest=digest, begun=begun)
