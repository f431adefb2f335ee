"""Pages as templates get to see them: figures and words that are ready to be placed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from lindero.frozen import Frozen
from lindero.site.example_views import ExampleView
from lindero.wording.business import BusinessView


class PageLink(Frozen):
    """Somewhere to go; `href` is relative to the page."""

    name: str
    href: str
    note: str = ""


class CardView(Frozen):
    """A rule on the welcome page: its large figure, and what completes it, a line for each case."""

    figure: Markup | None
    label: str
    lines: tuple[Markup, ...]
    href: str


class VariantView(Frozen):
    """What a rule says in a case; `case` is empty where it always holds.

    `sums` are those that private clients read otherwise.
    """

    case: str
    figure: Markup | None
    summary: Markup
    text: Markup
    sums: Markup


class RuleView(Frozen):
    """One rule on a page, with each of its cases."""

    id: str
    title: str
    label: str
    variants: tuple[VariantView, ...]
    why: tuple[Markup, ...]
    example: Markup | None
    note: tuple[Markup, ...]
    duty: str | None
    duty_words: str
    is_none: bool

    @property
    def figure(self) -> Markup | None:
        """Its large figure."""
        return self.variants[0].figure


class TopicView(Frozen):
    """A topic and its rules."""

    id: str
    title: str
    count: str
    rules: tuple[RuleView, ...]


class DutyLines(Frozen):
    """What a side does at one stage: the lines that stand open, and those that unfold."""

    shown: tuple[Markup, ...]
    folded: tuple[Markup, ...]
    fold_words: str


class DutyRow(Frozen):
    """What each side does at one stage of a project, and what both do alike."""

    title: str
    client: DutyLines | None
    freelancer: DutyLines | None
    both: DutyLines | None


class PlanLabel(Frozen):
    """A figure along the boundary line of the welcome page's drawing."""

    text: str
    address: str
    value: str


class WelcomeContent(Frozen):
    """What the welcome page shows between head and foot."""

    figures: tuple[CardView, ...]
    duties: tuple[DutyRow, ...]
    plan: tuple[PlanLabel, ...]


class AnswerBlockView(Frozen):
    """What the same rules say: sentences and sums, and the way to these rules."""

    lines: tuple[AnswerLineView, ...]
    rules: tuple[PageLink, ...]


class AnswerLineView(Frozen):
    """A sentence or a sum; `is_sum` sets it apart, `is_below` puts it under the sum before it."""

    text: Markup
    is_sum: bool = False
    is_below: bool = False


class AnswerView(Frozen):
    """What happens if …: a question and its answer."""

    question: str
    blocks: tuple[AnswerBlockView, ...]


class ChoiceView(Frozen):
    """A kind of client or a service that can be chosen; the chosen one leads to where it stands."""

    name: str
    anchor: str
    is_chosen: bool


class AnsweredCaseView(Frozen):
    """The answers to one kind of client about one service, with the way to the others."""

    anchor: str
    choices: tuple[tuple[ChoiceView, ...], ...]
    price: Markup | None
    alike: Markup | None
    answers: tuple[AnswerView, ...]


class AnswersView(Frozen):
    """What happens if …: what differs by case, and what is the same for all."""

    anchor: str
    cases: tuple[AnsweredCaseView, ...]
    common: tuple[AnswerView, ...]


class TermsContent(Frozen):
    """What the terms page shows between head and foot."""

    topics: tuple[TopicView, ...]
    answers: AnswersView | None


class PricedView(NamedTuple):
    """A name or a limit, and its price."""

    name: Markup
    price: Markup


class ServiceView(NamedTuple):
    """One service with its price; `until` and `change` where that price is about to change."""

    id: str
    name: str
    line: Markup | None
    price: Markup
    until: Markup | None
    change: Markup | None
    when: Markup | None
    includes: tuple[Markup, ...]
    excludes: tuple[Markup, ...]
    notes: tuple[Markup, ...]
    tiers: tuple[PricedView, ...]
    tiering: str
    rates: tuple[PricedView, ...]
    parts: tuple[PricedView, ...]
    saving: Markup | None


class AdjustmentView(NamedTuple):
    """Something that changes a price: a signed figure, and on what it is reckoned."""

    id: str
    name: str
    figure: Markup
    when: Markup
    terms: tuple[Markup, ...]


class PricingContent(NamedTuple):
    """What the pricing page shows between head and foot."""

    services: tuple[ServiceView, ...]
    adjustments: tuple[AdjustmentView, ...]
    adjustments_note: str
    examples: tuple[ExampleView, ...]
    examples_note: Markup
    services_note: Markup


class PageView(Frozen):
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
