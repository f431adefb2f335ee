"""One rule as it holds for its readers: its answers, its statements, its cases."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from lindero.catalogue.clauses import (
    CLIENT,
    Clause,
    Side,
    find_common_side,
    find_figure_names,
    parse_condition,
)
from lindero.catalogue.facts import Fact
from lindero.catalogue.roles import Role
from lindero.catalogue.specs import RuleSpec
from lindero.frozen import Frozen
from lindero.rulebook.cases import (
    ALWAYS,
    Audience,
    Case,
    RuleCases,
    Situation,
)
from lindero.shapes import Brackets, Choice, Figure, Text, TextList, YesNo
from lindero.shapes.brackets import WHOLE
from lindero.shapes.nothing import is_nothing


class Rule(Frozen):
    """One thing that holds between client and freelancer; an own rule has no `spec`.

    `clauses` are all that it may say, the author's own among them; `stage` is the stage of the work
    at which the table of both sides shows it.

    A rule with variants is the one that most readers are told first, and `others` are the rest that
    hold for somebody today or later. `written_case` is the case as the author wrote it, `case` when
    it really comes first, as of a day; `clients` are the kinds of client that it is for; `heeded`,
    by address, the answers of other rules that its sentences depend on. One that `is_partial` is
    off for some: of them no variant speaks.
    """

    id: str
    facts: Mapping[str, Fact]
    spec: RuleSpec | None = None
    clauses: tuple[Clause, ...] = ()
    stage: str | None = None
    is_none: bool = False
    title: Text | None = None
    summary: Text | None = None
    why: Text | None = None
    note: Text | None = None
    written_case: Case = ALWAYS
    case: Case = ALWAYS
    others: tuple[Rule, ...] = ()
    is_other: bool = False
    is_partial: bool = False
    as_of: date = date.min
    clients: tuple[str, ...] = ()
    heeded: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def variants(self) -> tuple[Rule, ...]:
        """The rule and its others."""
        return (self, *self.others)

    def find_variant(self, situation: Situation) -> Rule | None:
        """The variant that holds there and then."""
        holding = [one for one in self.variants if one.written_case.fits_situation(situation)]
        for one in holding:
            others = (other for other in holding if other is not one)
            if all(one.written_case.comes_before(other.written_case) for other in others):
                return one
        return None

    def is_general(self, told: Sequence[Rule]) -> bool:
        """Whether a rule and the variants told with it hold for all but some services."""
        rest = [one.written_case for one in self.others if one not in told]
        by_service = all(case.services and not (case.start or case.end) for case in rest)
        return self.written_case == ALWAYS and bool(rest) and by_service

    def narrow_to(
        self,
        audience: Audience,
        clients: tuple[str, ...],
        services: Collection[str],
        sold_to: Mapping[str, str],
    ) -> Rule | None:
        """The rule as an audience is told it, of all that a business has; None if it never holds.

        `sold_to` is the kind of client of a service that has one alone. Figures keep their
        addresses.
        """
        if self.is_about_others(audience.client):
            return None
        written = tuple(variant.written_case for variant in self.variants)
        if written == (ALWAYS,):
            return replace(self, clients=(audience.client,)) if audience.client else self
        cases = RuleCases(written, clients, services, self.as_of, audience, sold_to)
        if not cases.winners:
            return None
        first, *others = cases.rank_cases(
            {at for at, variant in enumerate(self.variants) if variant.is_none}
        )
        told = [
            replace(self.variants[at], case=cases.find_effective_case(at), is_other=True, others=())
            for at in (first, *others)
        ]
        return replace(
            self,
            facts=told[0].facts,
            is_none=told[0].is_none,
            summary=told[0].summary,
            clauses=told[0].clauses,
            why=told[0].why,
            note=told[0].note,
            written_case=told[0].written_case,
            case=told[0].case,
            others=tuple(told[1:]),
            is_partial=not cases.are_whole,
        ).settle_clients((audience.client,) if audience.client else clients)

    def is_about_others(self, client: str | None) -> bool:
        """Whether the catalogue's rule is about another kind of client than this one."""
        about = self.spec.client if self.spec else ""
        return bool(client and about and client != about)

    def settle_clients(self, clients: tuple[str, ...]) -> Rule:
        """The rule with whom each variant is for, of all that a business has.

        That a rule about one kind of client is none for the other says nothing to anybody.
        """
        for_whom = [
            replace(variant, clients=(variant.case.client,) if variant.case.client else clients)
            for variant in self.variants
        ]
        first, *others = for_whom
        others = [
            variant
            for variant in others
            if not (variant.is_none and variant.is_about_others(variant.case.client))
        ]
        case = replace(first.case, client=None) if first.spec and first.spec.client else first.case
        return replace(first, case=case, others=tuple(others))

    @property
    def topic(self) -> str:
        """The first part of the id."""
        return self.id.partition(".")[0]

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in the rulebook's YAML."""
        return tuple(self.id.split("."))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures by their short names, and whom the rule is for: `consumer`, if for them too.

        The catalogue's conditions ask for both, and for what the rule heeds of others.
        """
        figures = {name: fact.figure for name, fact in self.facts.items()}
        client = Choice("consumer" if "consumer" in self.clients else "business")
        return {CLIENT: client, **self.heeded, **figures}

    @cached_property
    def said(self) -> tuple[Clause, ...]:
        """The clauses that hold with its answers, in order."""
        return tuple(clause for clause in self.clauses if clause.holds_for(self.figures))

    @property
    def own_text(self) -> Text | None:
        """What the author says in place of ours, or of a rule of his own."""
        return next((clause.prose for clause in self.clauses if clause.prose), None)

    def find_own_words(self, replaced: str) -> Clause | None:
        """The author's text, where it stands for a clause of ours that these answers bring up."""
        own = next((clause for clause in self.clauses if clause.prose), None)
        ours = self.spec.clauses.get(replaced) if self.spec else None
        if own is None or ours is None or ours in self.clauses or self.is_none:
            return None
        return own if ours.holds_for(self.figures) else None

    @property
    def side(self) -> Side | None:
        """Whose part it is in all its cases; None where nobody owes anything."""
        clauses = (clause for variant in self.variants for clause in variant.said)
        return find_common_side(clauses, self.spec.binds if self.spec else None)

    def list_remarks(self, name: Literal["why", "note"]) -> tuple[Remark, ...]:
        """The author's reasons or small print; one that stands with a single case is about all.

        Unless it names a figure that differs by case, or other cases have theirs.
        """
        given = [(variant, getattr(variant, name)) for variant in self.variants]
        told = [(variant, text) for variant, text in given if text]
        texts = [*dict.fromkeys(text for _, text in told)]
        if len(texts) == 1 and not self._names_varied_figure(texts[0]):
            return (Remark(self, texts[0], of_case=False),)
        return tuple(Remark(variant, text, of_case=bool(self.others)) for variant, text in told)

    def _names_varied_figure(self, text: Text) -> bool:
        named = {name for _, said in text.by_language for name in find_figure_names(said)}
        return any(list_figure_cases(self, name) for name in named)

    @property
    def main(self) -> Fact | None:
        """The figure that stands large beside the rule, never an answer.

        The catalogue says which; of an own rule it is the first. Where brackets give another one
        for every price, it is those.
        """
        if self.spec is None:
            facts = self.facts.values()
            shown = (one for one in facts if not isinstance(one.figure, YesNo | Text | TextList))
            return next(shown, None)
        main = self.spec.main
        fact = self.facts.get(main.name) if main else None
        if main and main.large and not parse_condition(main.large).fits_figures(self.figures):
            return None
        fact = self._find_whole_brackets() or fact
        # What is nothing does not stand large: the sentence says it in words.
        is_shown = fact and not isinstance(fact.figure, YesNo) and not is_nothing(fact.figure)
        return fact if is_shown else None

    def _find_whole_brackets(self) -> Fact | None:
        """The figure that says for every price, the highest too, what the main one would say."""
        main = self.spec.main if self.spec else None
        ladders = (
            fact
            for fact in self.facts.values()
            if main and fact.spec and fact.spec.gives == main.name
        )
        return next((fact for fact in ladders if _covers_every_price(fact.figure)), None)

    def list_role_facts(self, role: Role) -> list[Fact | None]:
        """The figure of this role in each variant, and none for those whom the rule leaves out."""
        found = [variant.find_role_fact(role) for variant in self.variants]
        return [*found, None] if self.is_partial else found

    def find_role_fact(self, role: Role) -> Fact | None:
        """The figure that the catalogue gives this role."""
        facts = self.facts.values()
        return next((fact for fact in facts if fact.spec and fact.spec.role == role), None)


def _covers_every_price(figure: Figure) -> bool:
    return isinstance(figure, Brackets) and {"money", WHOLE} <= {*figure.kinds}


class Remark(NamedTuple):
    """Something that an author adds to a rule, and the variant whose figures it names."""

    rule: Rule
    text: Text
    of_case: bool


FigureCases = tuple[tuple[Rule, Fact | None], ...]
"""The variants of a rule, each with a figure that they have by the same name."""


def list_figure_cases(rule: Rule, name: str) -> FigureCases:
    """The figure of a rule in each variant; nothing where all have the same."""
    cases = tuple((variant, variant.facts.get(name)) for variant in rule.variants)
    figures = [fact.figure if fact else None for _, fact in cases]
    return cases if any(figure != figures[0] for figure in figures) else ()
