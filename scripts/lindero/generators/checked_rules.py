"""A project's rules, read and checked once for everything that is made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from lindero.findings.finding import Finding
from lindero.generators.settings import Project
from lindero.loading import Loaded, load_rulebook
from lindero.site.hand_written import check_manuscripts


class CheckedRules(NamedTuple):
    """The rules of a project, and all that was found in them and in the hand-written pages."""

    project: Project
    loaded: Loaded
    findings: tuple[Finding, ...]

    def fit_project(self, project: Project) -> bool:
        """Whether these are the rules and pages of another reading of the settings, too."""
        return all(
            one.absolute() == other.absolute()
            for one, other in (
                (self.project.terms, project.terms),
                (self.project.docs, project.docs),
            )
        )


def check_rules(project: Project, as_of: date) -> CheckedRules:
    """Read the rules, and look at the pages by hand in their light."""
    loaded = load_rulebook(project.terms, as_of)
    pages = check_manuscripts(loaded, project.docs, publishing=project.publishing)
    return CheckedRules(project, loaded, (*loaded.findings, *pages))


def drop_sheets(loaded: Loaded) -> Loaded:
    """The same rulebook as if it had no one-pagers."""
    return replace(
        loaded, rulebook=replace(loaded.rulebook, onepagers={}) if loaded.rulebook else None
    )


def select_published(project: Project, loaded: Loaded) -> Loaded:
    """What of a rulebook the site shows: without sheets, no links to any."""
    return loaded if project.sheets else drop_sheets(loaded)
