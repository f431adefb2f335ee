"""Makes what a template gets to see of a page, of a rulebook for one reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from markupsafe import Markup

from lindero.catalogue.facts import Fact
from lindero.reading.prose import fold_whitespace, parse_inline
from lindero.records.fields import PAPERS
from lindero.rulebook.cases import EVERYBODY, Audience, Case
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.site.addresses import (
    PageKind,
    list_page_kinds,
    make_relative_link,
    page_address,
    sheet_path,
)
from lindero.site.answer_views import AnswersMaker
from lindero.site.duty_views import DutyMaker, drop_addresses
from lindero.site.example_views import make_rule_example
from lindero.site.page_content import (
    CardView,
    PageLink,
    PageView,
    PlanLabel,
    PricingContent,
    RuleView,
    TermsContent,
    TopicView,
    VariantView,
    WelcomeContent,
)
from lindero.site.pricing_views import PricingMaker
from lindero.site.view_maker import ViewMaker
from lindero.wording.business import (
    BusinessView,
    make_business_view,
    show_sheet_readers,
    show_sheet_title,
)
from lindero.wording.case_lines import (
    CaseGroup,
    describe_card,
    group_variants,
)
from lindero.wording.cases import name_cases, raise_start, show_case
from lindero.wording.consumer_sums import describe_consumer_sums
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, blocks_html, figure_html, inline_html
from lindero.wording.phrases import Phrases
from lindero.wording.reader import LARGE, NBSP

_LARGE_FIGURES = 5


_LARGE_PART = 12


class PageMaker(ViewMaker):
    """Makes the view of one page in one language."""

    def __init__(self, rulebook: Rulebook, language: str, kind: PageKind) -> None:
        self.kind: PageKind = kind
        self.here = page_address(rulebook, language, kind)
        self.terms = page_address(rulebook, language, "terms")
        super().__init__(Scope(rulebook, reader_for(rulebook.business, language), self.rule_href))

    def make_view(self) -> PageView:
        """The page's view."""
        business = make_business_view(self.rulebook, self.reader)
        content = self._make_content()
        return PageView(
            title=self.words[f"{self.kind}_title"],
            description=self._describe_page(business),
            words=self.words,
            business=business,
            edition=self._show_edition(),
            promise=self._show_promise(),
            lede=self._show_lede(content),
            content=content,
            next_steps=self._list_next_steps(),
            contact=self._make_invitation(),
        )

    def _make_content(self) -> WelcomeContent | TermsContent | PricingContent:
        match self.kind:
            case "welcome":
                return self._make_welcome()
            case "terms":
                topics = map(self._make_topic_view, self.rulebook.topics)
                answers = AnswersMaker(self.scope).make_answers()
                return TermsContent(tuple(topic for topic in topics if topic), answers)
            case "pricing":
                return PricingMaker(self.scope).make_content()

    def rule_href(self, rule_id: str) -> str:
        """The way from this page to a rule's permanent anchor."""
        return make_relative_link(self.here, f"{self.terms}#{rule_id}")

    def _describe_page(self, business: BusinessView) -> str:
        return str(self.words[f"{self.kind}_description"]).format(
            name=business.name, trade=business.trade or business.name
        )

    def _show_edition(self) -> Markup:
        until = "business.until" in self.rulebook.facts
        dates = {"date": self.show_figure("business.edition")} | (
            {"until": self.show_figure("business.until")} if until else {}
        )
        return self.fill_words("edition_until" if until else "edition", **dates)

    def _make_welcome(self) -> WelcomeContent:
        chosen = self._choose_large_rules()
        return WelcomeContent(
            tuple(self._make_card(rule, audience) for rule, audience in chosen),
            DutyMaker(self.scope).list_rows(),
            tuple(
                self._make_plan_label(rule.main)
                for rule, audience in chosen
                if rule.main and not rule.others and audience == EVERYBODY
            ),
        )

    def _show_lede(self, content: WelcomeContent | TermsContent | PricingContent) -> Markup:
        """The sentence under the headline."""
        own = self.rulebook.business.welcome
        if self.kind == "welcome" and own:
            return self.show_prose(own)
        counts = {}
        if isinstance(content, TermsContent):
            counts["rules"] = self._show_count("rule_count", len(self.rulebook.rules))
            counts["topics"] = self._show_count("topic_count", len(content.topics))
        return self.fill_words(f"{self.kind}_lede", **counts)

    def _show_promise(self) -> Markup:
        """The headline; its bold part is set apart."""
        own = self.rulebook.business.promise if self.kind == "welcome" else None
        said = self.show_text(own) if own else str(self.words[f"{self.kind}_promise"])
        html = str(inline_html(parse_inline(fold_whitespace(said)), self.scope))
        return Markup(html.replace("<strong>", "<em>").replace("</strong>", "</em>"))  # noqa: S704 - escaped before

    def _show_count(self, key: str, number: int) -> str:
        return self.reader.choose_plural(number, self.words[key]).format(n=number)

    def _choose_large_rules(self) -> list[tuple[Rule, Audience]]:
        """The author's choice, else the first rules of the catalogue that have a figure."""
        rules, chosen = self.rulebook.rules, self.rulebook.business.figures
        if not chosen:
            usual = [(rule, EVERYBODY) for rule in rules.values() if rule.main]
            return usual[:_LARGE_FIGURES]
        named = [(one.rule, self.rulebook.make_audience(one.for_)) for one in chosen]
        told = ((self.rulebook.narrow_rule(rules[rule], one), one) for rule, one in named)
        return [(rule, one) for rule, one in told if rule][:_LARGE_FIGURES]

    def _make_card(self, rule: Rule, audience: Audience) -> CardView:
        """A rule's large figure, with whom it is for, and what holds in other cases."""
        rulebook = self.rulebook.narrow_to(audience)
        words = describe_card(rulebook, rule, self.reader)
        case = Case(audience.client, audience.services)
        label = [words.label, show_case(case, rulebook, self.reader)]
        lines = (inline_html(line.body, self._scope_rule(line.rule)) for line in words.lines)
        return CardView(
            self._show_large_figure(rule),
            ", ".join(part for part in label if part),
            tuple(line for line in lines if line),
            self.rule_href(rule.id),
        )

    def _scope_rule(self, rule: Rule) -> Scope:
        return replace(self.scope, rule=rule)

    def _show_large_figure(self, rule: Rule) -> Markup | None:
        main = rule.main
        return _break_large_figure(figure_html(main, self.reader, "short")) if main else None

    def _make_rule_view(self, rule: Rule) -> RuleView:
        """A rule with its cases; those that read the same are one."""
        phrases, scope = Phrases(self.rulebook, rule, self.reader), self._scope_rule(rule)
        groups = group_variants(self.rulebook, rule, self.reader, self._say_whole_variant)
        return RuleView(
            id=rule.id,
            title=phrases.title,
            label=phrases.label_beside_title,
            variants=tuple(_drop_repeated_figures(map(self._make_variant_view, groups))),
            why=self._show_remarks(rule, "why"),
            note=self._show_remarks(rule, "note"),
            example=make_rule_example(scope, rule),
            duty=rule.side,
            duty_words=phrases.part,
            is_none=rule.is_none,
        )

    def _show_remarks(self, rule: Rule, name: Literal["why", "note"]) -> tuple[Markup, ...]:
        """The author's remarks; what is of one case has that case before it."""
        shown = []
        for variant, text, of_case in rule.list_remarks(name):
            words = Phrases(self.rulebook, variant, self.reader).describe_remark(text)
            line = inline_html(words, self._scope_rule(variant))
            case = name_cases(self.rulebook, [variant], self.reader) if of_case else ""
            shown.append(Markup("{}: {}").format(raise_start(case), line) if case else line)
        return tuple(shown)

    def _say_whole_variant(self, rule: Rule) -> tuple[str, ...]:
        """All that a page says of a variant, without the addresses of its figures."""
        phrases, scope = Phrases(self.rulebook, rule, self.reader), self._scope_rule(rule)
        texts = (inline_html(phrases.summary, scope), blocks_html(phrases.text, scope))
        figure = self._show_large_figure(rule) or Markup("")
        return tuple(map(drop_addresses, (figure, *texts)))

    def _make_variant_view(self, group: CaseGroup) -> VariantView:
        phrases = Phrases(self.rulebook, group.rule, self.reader)
        scope = self._scope_rule(group.rule)
        return VariantView(
            case=raise_start(group.case),
            figure=self._show_large_figure(group.rule),
            summary=inline_html(phrases.summary, scope),
            text=blocks_html(phrases.text, scope),
            sums=inline_html(describe_consumer_sums(self.rulebook, group.rule, self.reader), scope),
        )

    def _make_topic_view(self, name: str) -> TopicView | None:
        rules = tuple(
            self._make_rule_view(rule)
            for rule in self.rulebook.rules.values()
            if rule.topic == name
        )
        if not rules:
            return None
        title = self.rulebook.topics[name].in_language(self.reader.language)
        return TopicView(name, title, self._show_count("rule_count", len(rules)), rules)

    def _make_plan_label(self, fact: Fact) -> PlanLabel:
        return PlanLabel(
            self.reader.show_figure(fact.figure, fact.spec, LARGE),
            fact.address,
            self.reader.encode_figure(fact.figure),
        )

    def _list_next_steps(self) -> tuple[PageLink, ...]:
        others = [
            kind for kind in list_page_kinds(self.rulebook) if kind not in {"welcome", self.kind}
        ]
        steps = [
            PageLink(self.words[f"see_{kind}"], self._page_href(kind), self._step_note(kind))
            for kind in others
        ]
        return (*steps, *self._list_sheet_links()[:1])

    def _page_href(self, kind: PageKind) -> str:
        return make_relative_link(
            self.here, page_address(self.rulebook, self.reader.language, kind)
        )

    def _step_note(self, kind: PageKind) -> str:
        if kind == "pricing":
            return self._show_count("service_count", len(self.rulebook.services))
        return self._show_count("rule_count", len(self.rulebook.rules))

    def _list_sheet_links(self) -> tuple[PageLink, ...]:
        return tuple(
            PageLink(
                self.words["get_sheet"],
                make_relative_link(self.here, sheet_path(key, self.reader.language)),
                self._sheet_note(key),
            )
            for key in self.rulebook.onepagers
        )

    def _sheet_note(self, key: str) -> str:
        paper = self.rulebook.onepagers[key].paper
        title = show_sheet_title(self.rulebook, key, self.reader)
        readers = show_sheet_readers(self.rulebook, key, self.reader)
        readers = f"{readers}. " if readers else ""
        return f"{title} {readers}PDF, {self.words[f'paper_{PAPERS[paper]}']}."

    def _make_invitation(self) -> Markup:
        """The invitation to write, with what the rules say of the answer."""
        invitation = self.fill_words("contact_text")
        rule = self.rulebook.find_role_rule("answer-time")
        if rule is None or rule.others:
            return invitation
        answers = Phrases(self.rulebook, rule, self.reader).describe_duties("freelancer")
        shown = [inline_html(answer, self._scope_rule(rule)) for answer in answers.values()][:1]
        return Markup(" ").join([invitation, *shown])


def _drop_repeated_figures(variants: Iterable[VariantView]) -> Iterator[VariantView]:
    """The cases of a rule; what reads like the large figure is not set large again."""
    large = None
    for at, variant in enumerate(variants):
        figure = variant.figure.striptags() if variant.figure else ""
        large = figure if at == 0 else large
        yield replace(variant, figure=None) if at and figure == large else variant


def _break_large_figure(figure: Markup) -> Markup:
    """A figure in large type; what is wider than a phone's column may break."""
    fits = all(len(part) <= _LARGE_PART for part in re.sub("<[^>]*>", "", figure).split(" "))
    return figure if fits else figure.replace(NBSP, " ")
