"""A project's rules, read and checked once for everything that is made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding
from lindero.generators.settings import Project
from lindero.loading import Loaded, add_findings, read_rulebook
from lindero.side_work import working_beside


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
    read, context = read_rulebook(project.terms, as_of)
    _ = context and context.rulebook.facts  # or each of both would list them
    with working_beside(partial(_look_at_words, project, read, context), threaded=False) as words:
        from lindero.checks.every_check import check_rulebook  # noqa: PLC0415 - not for the other

        found = check_rulebook(context, lambda: words()[0]) if context else []
        loaded = add_findings(read, found)
        return CheckedRules(project, loaded, (*loaded.findings, *words()[1]))


def _look_at_words(
    project: Project, read: Loaded, context: CheckContext | None
) -> tuple[list[Finding], list[Finding]]:
    """What is found in the author's own words: in the rules, and in the pages by hand."""
    from lindero.checks.own_words import check_own_words  # noqa: PLC0415 - only who looks needs it
    from lindero.checks.spoken_figures import FigureJudge  # noqa: PLC0415 - as above
    from lindero.site.hand_written import check_manuscripts  # noqa: PLC0415 - as above

    judge = FigureJudge(context.rulebook, context.places, context.as_of) if context else None
    pages = check_manuscripts(read, project.docs, publishing=project.publishing, judge=judge)
    return check_own_words(context, judge) if context else [], pages


def drop_sheets(loaded: Loaded) -> Loaded:
    """The same rulebook as if it had no one-pagers."""
    return replace(
        loaded, rulebook=replace(loaded.rulebook, onepagers={}) if loaded.rulebook else None
    )


def select_published(project: Project, loaded: Loaded) -> Loaded:
    """What of a rulebook the site shows: without sheets, no links to any."""
    return loaded if project.sheets else drop_sheets(loaded)
