"""Pages as templates get to see them: figures and words that are ready to be placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from lindero.site.pricing_views import PricingContent
from lindero.wording.business import BusinessView


@dataclass(frozen=True)
class PageLink:
    """Somewhere to go; `href` is relative to the page."""

    name: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class CardView:
    """A rule on the welcome page: its large figure, and what completes it, a line for each case."""

    figure: Markup | None
    label: str
    lines: tuple[Markup, ...]
    href: str


@dataclass(frozen=True)
class VariantView:
    """What a rule says in a case; `case` is empty where it always holds.

    `sums` are those that private clients read otherwise.
    """

    case: str
    figure: Markup | None
    summary: Markup
    text: Markup
    sums: Markup


@dataclass(frozen=True)
class RuleView:
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


@dataclass(frozen=True)
class TopicView:
    """A topic and its rules."""

    id: str
    title: str
    count: str
    rules: tuple[RuleView, ...]


@dataclass(frozen=True)
class DutyLines:
    """What a side does at one stage: the lines that stand open, and those that unfold."""

    shown: tuple[Markup, ...]
    folded: tuple[Markup, ...]
    fold_words: str


@dataclass(frozen=True)
class DutyRow:
    """What each side does at one stage of a project, and what both do alike."""

    title: str
    client: DutyLines | None
    freelancer: DutyLines | None
    both: DutyLines | None


@dataclass(frozen=True)
class PlanLabel:
    """A figure along the boundary line of the welcome page's drawing."""

    text: str
    address: str
    value: str


@dataclass(frozen=True)
class WelcomeContent:
    """What the welcome page shows between head and foot."""

    figures: tuple[CardView, ...]
    duties: tuple[DutyRow, ...]
    plan: tuple[PlanLabel, ...]


@dataclass(frozen=True)
class AnswerBlockView:
    """What the same rules say: sentences and sums, and the way to these rules."""

    lines: tuple[AnswerLineView, ...]
    rules: tuple[PageLink, ...]


@dataclass(frozen=True)
class AnswerLineView:
    """A sentence or a sum; `is_sum` sets it apart, `is_below` puts it under the sum before it."""

    text: Markup
    is_sum: bool = False
    is_below: bool = False


@dataclass(frozen=True)
class AnswerView:
    """What happens if …: a question and its answer."""

    question: str
    blocks: tuple[AnswerBlockView, ...]


@dataclass(frozen=True)
class ChoiceView:
    """A kind of client or a service that can be chosen; the chosen one leads to where it stands."""

    name: str
    anchor: str
    is_chosen: bool


@dataclass(frozen=True)
class AnsweredCaseView:
    """The answers to one kind of client about one service, with the way to the others."""

    anchor: str
    choices: tuple[tuple[ChoiceView, ...], ...]
    price: Markup | None
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class AnswersView:
    """What happens if …: what differs by case, and what is the same for all."""

    anchor: str
    cases: tuple[AnsweredCaseView, ...]
    common: tuple[AnswerView, ...]


@dataclass(frozen=True)
class TermsContent:
    """What the terms page shows between head and foot."""

    topics: tuple[TopicView, ...]
    answers: AnswersView | None


@dataclass(frozen=True)
class PageView:
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
