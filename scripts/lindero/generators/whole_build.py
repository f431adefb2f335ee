"""A build from beginning to end: nothing twice, and the sheets beside MkDocs."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

from lindero.agreement.known_work import KnownWork
from lindero.disk.targets import Target
from lindero.findings.finding import Finding
from lindero.generators.checked_rules import CheckedRules
from lindero.generators.folder_owners import name_owner
from lindero.sheets.printing import Printer, Sheet


class HeadStart(NamedTuple):
    """What is under way when MkDocs begins, and what need not be done again."""

    printing: Future[tuple[dict[str, Sheet], list[Finding]]] | None
    known: KnownWork


class BuildFailed(Exception):
    """MkDocs or the plugin refused; the text is for the author."""


def build_whole(
    rules: CheckedRules,
    site: Target,
    *,
    strict: bool,
    digest: str = "",
    known: KnownWork | None = None,
) -> str:
    """Build the site of sound rules; returns what agrees, in a line or two. Raises BuildFailed.

    `digest` is that of all inputs, if this very site can be told to be unchanged next time; what
    is `known` of the last build is not done again.
    """
    loaded = rules.loaded
    assert loaded.rulebook
    known = known or KnownWork()
    site = replace(site, owner=name_owner("site", loaded.rulebook))
    with ThreadPoolExecutor(1) as pool:
        # The engine lets Python go on while it works; so it is busy before MkDocs is even there.
        printing = (
            pool.submit(
                Printer(known.printed).print_all, loaded.rulebook, loaded.logo, loaded.places
            )
            if rules.project.sheets
            else None
        )
        from lindero.generators.mkdocs_run import build_site  # noqa: PLC0415 - MkDocs takes a while

        begun = HeadStart(printing, known)
        return build_site(rules, begun, site, strict=strict, digest=digest)
