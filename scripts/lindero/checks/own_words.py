"""What the author's own words say beside the rules: looked for beside all other checks."""

from __future__ import annotations

from lindero.checks.context import CheckContext
from lindero.checks.spoken_figures import FigureJudge, find_spoken_figures
from lindero.checks.unsettled_answers import find_unsettled_answers
from lindero.findings.finding import Finding

WORD_CHECKS = (find_unsettled_answers, find_spoken_figures)
"""They take as long as all others, and need much that those do not."""


def check_own_words(context: CheckContext, judge: FigureJudge | None = None) -> list[Finding]:
    """Everything that is wrong in the author's words, in the light of sound rules.

    A `judge` of other texts that speak of the same rules knows much of what is needed already.
    """
    return [*find_unsettled_answers(context), *find_spoken_figures(context, judge)]
