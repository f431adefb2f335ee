"""The project that a command works on: its settings, its rules, the folders it fills."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lindero.cli.options import is_config_named
from lindero.cli.reports import exit_with_error, report_findings, show_path

if TYPE_CHECKING:
    from lindero import Finding, Loaded
    from lindero.disk.targets import Target
    from lindero.generators.checked_rules import CheckedRules
    from lindero.generators.settings import Project

ELSEWHERE_BY_OPTION = "name another folder with `-d`"


def find_today() -> date:
    """The author's own day: rules begin and end where they live, not in UTC."""
    return date.today()  # noqa: DTZ011 - see above


def open_project(config_file: Path, terms: Path | None = None) -> Project:
    """Where everything lies; a mkdocs.yml that was named must be there."""
    from lindero.generators.settings import find_project

    if is_config_named(click.get_current_context()):
        require_config(config_file)
    return find_project(config_file, terms)


def require_config(config_file: Path) -> None:
    """Stop where there is no mkdocs.yml, and say how to begin."""
    if not config_file.exists():  # a pipe is told as what cannot be read
        from lindero.reading.folder import how_to_begin

        begin = how_to_begin(config_file.parent)
        exit_with_error(f"there is no `{show_path(config_file)}` here; {begin}")


def load_project(project: Project, as_of: date | None) -> tuple[CheckedRules, list[Finding]]:
    """The rules, and all that was found in them, in the settings and in hand-written pages."""
    from lindero.generators.checked_rules import check_rules

    rules = check_rules(project, as_of or find_today())
    return rules, [*project.findings, *rules.findings]


def load_sound_project(project: Project, as_of: date | None, *, strict: bool = False) -> Loaded:
    """A rulebook to go on with; where there is none, the command ends here."""
    rules, found = load_project(project, as_of)
    report_findings(found, strict=strict)
    return rules.loaded


def is_strict(project: Project, said: bool | None) -> bool:
    """What the person said, else what mkdocs.yml says."""
    return project.strict if said is None else said


def make_target(
    project: Project, folder: Path, elsewhere: str, *, beside_site: bool = False
) -> Target:
    """A folder to fill, with everything of the project that it must not touch."""
    from lindero.disk.targets import Source, Target, list_project_sources
    from lindero.generators.folder_owners import list_neighbour_sources

    sources = list_project_sources(
        project.config_file, project.terms, project.docs, project.overrides
    )
    sources += list_neighbour_sources(folder, project.config_file, project.terms)
    if beside_site:
        sources += (Source(project.site, "the folder of the site", room_inside=True),)
    return Target(folder, show_path(folder), sources, elsewhere)
