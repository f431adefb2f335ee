"""What happens if …, on the terms page: questions that unfold, for a client and a service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from lindero.outcomes.answers import (
    ANSWERS_ANCHOR,
    Answer,
    AnswerBlock,
    AnsweredCase,
    AnswerLine,
    list_answers,
    list_choices,
    list_sum_facts,
)
from lindero.outcomes.outcome import BELOW, SaidLine
from lindero.pricing.payment_plans import list_order_prices
from lindero.rulebook.answered_services import list_alike_services
from lindero.rulebook.cases import Case
from lindero.shapes.money import collect_sums
from lindero.site.example_views import show_taxes_named
from lindero.site.page_content import (
    AnswerBlockView,
    AnsweredCaseView,
    AnswerLineView,
    AnswersView,
    AnswerView,
    ChoiceView,
    PageLink,
)
from lindero.site.view_maker import ViewMaker
from lindero.wording.answers import frame_sum, show_question
from lindero.wording.cases import raise_start, show_case
from lindero.wording.markup import figure_html, inline_html
from lindero.wording.phrases import Phrases


class AnswersMaker(ViewMaker):
    """Makes the view of all answers."""

    def make_answers(self) -> AnswersView | None:
        """All of them; None where the rules answer nothing."""
        answers = list_answers(self.rulebook)
        if not answers.cases and not answers.common:
            return None
        return AnswersView(
            ANSWERS_ANCHOR,
            tuple(self._make_case(case, answers.cases) for case in answers.cases),
            tuple(map(self._make_answer, answers.common)),
        )

    def _make_case(self, case: AnsweredCase, cases: Sequence[AnsweredCase]) -> AnsweredCaseView:
        return AnsweredCaseView(
            case.anchor,
            tuple(
                tuple(self._make_choice(one, name, case) for name, one in row)
                for row in list_choices(case, cases)
            ),
            self._show_price(case) if case.service else None,
            self._show_alike(case, cases) if case.service else None,
            tuple(map(self._make_answer, case.answers)),
        )

    def _make_choice(self, to: AnsweredCase, name: str, case: AnsweredCase) -> ChoiceView:
        if name in self.rulebook.services:
            shown = self.show_text(self.rulebook.services[name].name)
        else:
            shown = raise_start(show_case(Case(name), self.rulebook, self.reader))
        return ChoiceView(shown, to.anchor, to is case)

    def _show_price(self, case: AnsweredCase) -> Markup:
        """`Web esencial, 1450 € sin IVA`, as this kind of client pays it, and what the sums are."""
        service, book = case.service, self.rulebook.tell_client(case.client)
        scope, unit = replace(self.scope, rulebook=book), book.services[service].price.unit
        has_sums = any(list_sum_facts(answer) for answer in case.answers)
        is_net = has_sums and not all(term.included for term in book.prices.taxes[service])
        is_single = unit and service in list_order_prices(book.prices)
        return self.fill_words(
            f"what_if_of{'_net' if is_net else ''}{'_one' if is_single else ''}",
            service=self.show_text(self.rulebook.services[service].name),
            price=ViewMaker(scope).show_figure(f"services.{service}.price"),
            net=show_taxes_named(scope, service),
            unit=self.reader.find_unit_words(unit)["noun"]["one"] if unit else "",
        )

    def _show_alike(self, case: AnsweredCase, cases: Sequence[AnsweredCase]) -> Markup | None:
        """The services of which the same holds, and which have no answers of their own."""
        clients = [case.client] if case.client else self.rulebook.business.clients
        shown = {one.service for one in cases if one.client == case.client}
        alike = list_alike_services(self.rulebook, clients, case.service, shown)
        if not alike:
            return None
        whom = show_case(Case(services=tuple(alike)), self.rulebook, self.reader)
        return self.fill_words("what_if_alike", whom=whom)

    def _make_answer(self, answer: Answer) -> AnswerView:
        sums = collect_sums(tuple(fact.figure for fact in list_sum_facts(answer)))
        teller = _AnswerTeller(replace(self.scope, reader=self.reader.align_sums(sums)))
        question = show_question(self.reader, answer.situation)
        return AnswerView(question, tuple(map(teller.make_block, answer.blocks)))


class _AnswerTeller(ViewMaker):
    """Tells one answer: in all its sums cents are shown, or in none."""

    def make_block(self, block: AnswerBlock) -> AnswerBlockView:
        """What the same rules say, with the way to them."""
        links = (
            PageLink(self._name_rule(rule), self.scope.rule_href(rule), "") for rule in block.rules
        )
        return AnswerBlockView(tuple(self._list_lines(block)), tuple(links))

    def _name_rule(self, rule: str) -> str:
        return Phrases(self.rulebook, self.rulebook.rules[rule], self.reader).title

    def _list_lines(self, block: AnswerBlock) -> Iterator[AnswerLineView]:
        for line in block.lines:
            if isinstance(line, SaidLine):
                yield from map(AnswerLineView, self._show_statement(line))
            else:
                yield AnswerLineView(
                    self._show_sum(line), is_sum=True, is_below=line.line.kind in BELOW
                )

    def _show_statement(self, line: SaidLine) -> Iterator[Markup]:
        scope = replace(self.scope, rule=line.rule)
        said = Phrases(self.rulebook, line.rule, self.reader).list_lines(line.clause)
        yield from (inline_html(one, scope) for one in said)

    def _show_sum(self, line: AnswerLine) -> Markup:
        at = line.line.at
        figures = {name: figure_html(fact, self.reader) for name, fact in line.figures.items()}
        return Markup.escape(frame_sum(self.reader, line.line)).format(
            at=self.show_text(at) if at else "", **figures
        )
