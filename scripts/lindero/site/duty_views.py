"""Makes the table of both sides: what each does, stage by stage, every duty once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import get_args

from markupsafe import Markup

from lindero.catalogue.clauses import Side
from lindero.catalogue.specs import WORK_STAGES
from lindero.rulebook.rule import Rule
from lindero.site.page_content import DutyLines, DutyRow
from lindero.site.view_maker import ViewMaker
from lindero.wording.case_lines import CaseGroup, group_variants, lower_start
from lindero.wording.cases import raise_start
from lindero.wording.markup import inline_html
from lindero.wording.phrases import Phrases

_OPEN_LINES = 3
"""So many lines of a side stand open at each stage; one more is not worth unfolding."""


class DutyMaker(ViewMaker):
    """The rows of the table, for one reader."""

    def list_rows(self) -> tuple[DutyRow, ...]:
        """A row for each stage at which somebody does something."""
        return tuple(filter(None, map(self._make_row, WORK_STAGES)))

    def _make_row(self, stage: str) -> DutyRow | None:
        rules = [rule for rule in self.rulebook.rules.values() if rule.stage == stage]
        client, freelancer, both = (self._fold_lines(rules, side) for side in get_args(Side))
        if not (client or freelancer or both):
            return None
        return DutyRow(self.words[f"stage_{stage}"], client, freelancer, both)

    def _fold_lines(self, rules: Iterable[Rule], side: Side) -> DutyLines | None:
        """What a side does by some rules; of many lines, the first of each rule come first."""
        by_rule = [self._list_lines(rule, side) for rule in rules]
        lines = [line for lines in by_rule for line in lines]
        if len(lines) <= _OPEN_LINES + 1:
            return DutyLines(tuple(lines), (), "") if lines else None
        first = [line for lines in by_rule for line in lines[:1]]
        lines = [*first, *(line for lines in by_rule for line in lines[1:])]
        shown, folded = tuple(lines[:_OPEN_LINES]), tuple(lines[_OPEN_LINES:])
        return DutyLines(shown, folded, self.words["duties_more"].format(n=len(folded)))

    def _list_lines(self, rule: Rule, side: Side) -> list[Markup]:
        """What a side does by a rule, each duty in its main case; others are one link away."""
        said = {id(variant): self._say_duties(variant, side) for variant in rule.variants}
        told = [
            self._tell_main_case(rule, {one: duties.get(name) for one, duties in said.items()})
            for name in dict.fromkeys(chain.from_iterable(said.values()))
        ]
        first = next((at for at, (_, has_others) in enumerate(told) if has_others), None)
        return [
            self._link_other_cases(rule, line) if at == first else line
            for at, (line, _) in enumerate(told)
        ]

    def _tell_main_case(self, rule: Rule, said: dict[int, Markup | None]) -> tuple[Markup, bool]:
        """A duty as most readers have it, with its case; and whether others have another."""

        def say(variant: Rule) -> str:
            return drop_addresses(said[id(variant)] or Markup(""))

        groups = group_variants(self.rulebook, rule, self.reader, say)
        lines = ((group, said[id(group.rule)]) for group in groups)
        main, line = next((group, line) for group, line in lines if line)
        return _put_case_before(main, line), len(groups) > 1

    def _say_duties(self, variant: Rule, side: Side) -> dict[str, Markup]:
        scope = replace(self.scope, rule=variant)
        said = Phrases(self.rulebook, variant, self.reader).describe_duties(side)
        return {name: inline_html(words, scope) for name, words in said.items()}

    def _link_other_cases(self, rule: Rule, line: Markup) -> Markup:
        href, words = self.scope.rule_href(rule.id), self.words["other_cases"]
        return Markup('{} <a href="{}">{}</a>').format(line, href, words)


def drop_addresses(html: Markup) -> str:
    """What a page says, whatever variant its figures are of."""
    return re.sub(r' data-rule="[^"]*"', "", html)


def _put_case_before(group: CaseGroup, line: Markup) -> Markup:
    """`Para consumidores: pagas …`; a capital stays where it is a word of its own, as in “I”."""
    if not group.case:
        return line
    # Where a figure opens the sentence, there is nothing to lower.
    start = Markup(lower_start(line)) if line[:1].isalpha() else line  # noqa: S704 - escaped before
    return Markup("{}: {}").format(raise_start(group.case), start)
