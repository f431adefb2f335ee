"""A build from beginning to end: nothing twice, and the sheets beside MkDocs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from lindero.disk.targets import Target
from lindero.generators.checked_rules import CheckedRules
from lindero.generators.folder_owners import name_owner
from lindero.sheets.printing import Printer


class BuildFailed(Exception):
    """MkDocs or the plugin refused; the text is for the author."""


def build_whole(rules: CheckedRules, site: Target, *, strict: bool, digest: str = "") -> str:
    """Build the site of sound rules; returns what agrees, in a line or two. Raises BuildFailed.

    `digest` is that of all inputs, if this very site can be told to be unchanged next time.
    """
    loaded = rules.loaded
    assert loaded.rulebook
    site = replace(site, owner=name_owner("site", loaded.rulebook))
    with ThreadPoolExecutor(1) as pool:
        # The engine lets Python go on while it works; so it is busy before MkDocs is even there.
        printing = (
            pool.submit(Printer().print_all, loaded.rulebook, loaded.logo, loaded.places)
            if rules.project.sheets
            else None
        )
        from lindero.generators.mkdocs_run import build_site  # noqa: PLC0415 - MkDocs takes a while

        return build_site(rules, printing, site, strict=strict, digest=digest)
