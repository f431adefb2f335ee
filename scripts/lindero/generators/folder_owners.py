"""Whose a folder is: how ours are signed, and where those of other projects lie."""

from __future__ import annotations

import os
from pathlib import Path

from lindero.disk.manifest import Owner
from lindero.disk.targets import Source
from lindero.generators.settings import find_project
from lindero.reading.folder import format_path
from lindero.rulebook.rulebook import Rulebook


def name_owner(kind: str, rulebook: Rulebook) -> Owner:
    """How a folder is signed that is filled from a rulebook."""
    business = rulebook.business
    return Owner(kind, business.name.in_language(rulebook.languages[0]), business.site)


def list_neighbour_sources(
    folder: Path, config_file: Path | None = None, terms: Path | None = None
) -> tuple[Source, ...]:
    """Rules, pages and site of every other project that a folder lies in.

    A project may have several mkdocs.yml, and may itself lie in a folder of another.
    """
    home = Path(os.path.realpath(config_file)).parent if config_file else None
    found: list[Source] = []
    for above in Path(os.path.realpath(folder)).parents:
        file = above / "mkdocs.yml"
        if above == home or not file.is_file():
            continue
        other, of = find_project(file), f"of another project, `{format_path(file)}`"
        same = terms and os.path.realpath(terms) == os.path.realpath(other.terms)
        if other.terms.is_dir() and not same:
            found += [
                Source(other.terms, f"the folder of the rules {of}"),
                Source(other.docs, f"the folder of the hand-written pages {of}"),
                Source(other.site, f"the folder of the site {of}"),
            ]
    return tuple(
        one for one in found if not (home and home.is_relative_to(os.path.realpath(one.folder)))
    )
