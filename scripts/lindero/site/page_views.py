"""What a template gets to see: records whose figures and words are ready to be placed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from markupsafe import Markup

from lindero.catalogue.facts import Fact
from lindero.catalogue.specs import WORK_STAGES
from lindero.reading.prose import fold_whitespace, parse_inline
from lindero.records.fields import PAPERS
from lindero.rulebook.cases import ALWAYS
from lindero.rulebook.rulebook import Rule, Rulebook
from lindero.site.addresses import (
    PageKind,
    list_page_kinds,
    make_relative_link,
    page_address,
    sheet_path,
)
from lindero.site.example_views import make_payment_example
from lindero.site.pricing_views import PricingContent, PricingMaker
from lindero.site.view_maker import ViewMaker
from lindero.wording.business import BusinessView, make_business_view, show_sheet_title
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, blocks_html, figure_html, inline_html
from lindero.wording.phrases import Phrases
from lindero.wording.reader import NBSP

_LARGE_FIGURES = 5


_LARGE_PART = 12


class PageLink(NamedTuple):
    """Somewhere to go; `href` is relative to the page."""

    name: str
    href: str
    note: str = ""


class RuleView(NamedTuple):
    """One rule on a page; `figure` is its large figure."""

    id: str
    title: str
    figure: Markup | None
    label: str
    brief: Markup
    summary: Markup
    text: Markup
    why: Markup | None
    example: Markup | None
    note: Markup | None
    case: str
    others: tuple[RuleView, ...]
    duty: str
    duty_words: str
    is_none: bool
    href: str

    @property
    def variants(self) -> tuple[RuleView, ...]:
        """The rule and what it is in other cases."""
        return (self, *self.others)


@dataclass(frozen=True)
class TopicView:
    """A topic and its rules."""

    id: str
    title: str
    count: str
    rules: tuple[RuleView, ...]


class DutyRow(NamedTuple):
    """What each side does at one stage of a project."""

    title: str
    client: tuple[Markup, ...]
    freelancer: tuple[Markup, ...]


class PlanLabel(NamedTuple):
    """A figure along the boundary line of the welcome page's drawing."""

    text: str
    address: str
    value: str


class WelcomeContent(NamedTuple):
    """What the welcome page shows between head and foot."""

    figures: tuple[RuleView, ...]
    duties: tuple[DutyRow, ...]
    plan: tuple[PlanLabel, ...]


class TermsContent(NamedTuple):
    """What the terms page shows between head and foot."""

    topics: tuple[TopicView, ...]


class PageView(NamedTuple):
    """One page: the head and foot that all share, and the content of its kind."""

    title: str
    description: str
    words: Mapping[str, Any]
    business: BusinessView
    edition: Markup
    promise: Markup
    lede: Markup
    content: WelcomeContent | TermsContent | PricingContent
    next_steps: tuple[PageLink, ...]
    contact: Markup

    @property
    def longest_word(self) -> int:
        """How many letters the headline's longest word has: the headline is sized by it."""
        return max(map(len, self.promise.striptags().split()), default=1)


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
                return TermsContent(tuple(topic for topic in topics if topic))
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
            tuple(self._make_rule_view(rule) for rule in chosen),
            tuple(row for row in map(self._make_duty_row, WORK_STAGES) if row),
            tuple(
                self._make_plan_label(rule.main) for rule in chosen if rule.main and not rule.others
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

    def _choose_large_rules(self) -> list[Rule]:
        """The author's choice, else the first rules of the catalogue that have a figure."""
        chosen = [self.rulebook.rules[rule_id] for rule_id in self.rulebook.business.figures]
        usual = [rule for rule in self.rulebook.rules.values() if rule.main]
        return (chosen or usual)[:_LARGE_FIGURES]

    def _make_rule_view(self, rule: Rule) -> RuleView:
        phrases, scope = Phrases(self.rulebook, rule, self.reader), replace(self.scope, rule=rule)
        return RuleView(
            id=rule.id,
            title=phrases.title,
            figure=_break_large_figure(figure_html(rule.main, self.reader, "short"))
            if rule.main
            else None,
            label=phrases.label,
            brief=inline_html((*phrases.brief, *phrases.elsewhere), scope),
            summary=inline_html(phrases.summary, scope),
            text=blocks_html(phrases.text, scope),
            why=inline_html(phrases.why, scope) if phrases.why else None,
            note=inline_html(phrases.note, scope) if phrases.note else None,
            case=phrases.case,
            others=tuple(map(self._make_rule_view, rule.others)),
            example=make_payment_example(scope, rule),
            duty=rule.duty,
            duty_words=self.words[f"duty_{rule.duty}"],
            is_none=rule.is_none,
            href=self.rule_href(rule.id),
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

    def _make_duty_row(self, stage: str) -> DutyRow | None:
        sides: dict[str, list[Markup]] = {"client": [], "freelancer": []}
        for rule in self.rulebook.rules.values():
            if rule.spec and rule.spec.stage == stage:
                for side, lines in sides.items():
                    lines.extend(self._list_duty_lines(rule, side))
        if not any(sides.values()):
            return None
        return DutyRow(
            self.words[f"stage_{stage}"], tuple(sides["client"]), tuple(sides["freelancer"])
        )

    def _list_duty_lines(self, rule: Rule, side: str) -> Iterator[Markup]:
        """What a side does by a rule; each variant that says something else with its case."""
        said = [Phrases(self.rulebook, variant, self.reader) for variant in rule.variants]
        lines = [
            inline_html(phrases.describe_duty(side), replace(self.scope, rule=variant))
            for phrases, variant in zip(said, rule.variants, strict=True)
        ]
        if len(set(lines)) == 1:
            yield from lines[:1] if lines[0] else ()
            return
        for at, (phrases, variant, line) in enumerate(zip(said, rule.variants, lines, strict=True)):
            if line and line not in lines[:at]:
                yield (
                    _add_case(phrases.case, line)
                    if variant.is_other or variant.case != ALWAYS
                    else line
                )

    def _make_plan_label(self, fact: Fact) -> PlanLabel:
        return PlanLabel(
            self.reader.show_figure(fact.figure, fact.spec, "short"),
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
        return f"{title} PDF, {self.words[f'paper_{PAPERS[paper]}']}."

    def _make_invitation(self) -> Markup:
        """The invitation to write, with what the rules say of the answer."""
        invitation = self.fill_words("contact_text")
        rule = self.rulebook.find_role_rule("answer-time")
        if rule is None or rule.others:
            return invitation
        answer = Phrases(self.rulebook, rule, self.reader).describe_duty("freelancer")
        shown = inline_html(answer, replace(self.scope, rule=rule))
        return Markup("{} {}").format(invitation, shown) if shown else invitation


def _break_large_figure(figure: Markup) -> Markup:
    """A figure in large type; what is wider than a phone's column may break."""
    fits = all(len(part) <= _LARGE_PART for part in re.sub("<[^>]*>", "", figure).split(" "))
    return figure if fits else figure.replace(NBSP, " ")


def _add_case(case: str, line: Markup) -> Markup:
    """`Para consumidores: pagas …`; a capital stays where it is a word of its own, as in “I”."""
    return Markup("{}: {}").format(
        case, line[:1].lower() + line[1:] if line[1:2].islower() else line
    )
