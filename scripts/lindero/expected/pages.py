"""What every generated page must say, from the headline to the invitation to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lindero.expected.answers import list_answer_items
from lindero.expected.cards import list_card_items, make_audience_case
from lindero.expected.duties import list_duty_items, say_duty
from lindero.expected.prices import list_pricing_items
from lindero.expected.rules import list_index_items, list_topic_items
from lindero.expected.speech import Cluster, Item, Part, Slot, Speech, Statement
from lindero.reading.prose import parse_inline
from lindero.records.fields import PAPERS
from lindero.rulebook.cases import EVERYBODY, Audience
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook

PageKind = Literal["welcome", "terms", "pricing"]

_LARGE_FIGURES = 5


def list_page_items(rulebook: Rulebook, language: str, kind: PageKind) -> tuple[Item, ...]:
    """Everything that a generated page says, in order."""
    speech = Speech(rulebook, language)
    return tuple(_PageTeller(speech, kind).list_items())


def find_page_kind(rulebook: Rulebook, language: str, path: str) -> PageKind | None:
    """What a generated page of the site is, by its path: `en/terms/index.html`."""
    root = "" if language == rulebook.languages[0] else f"{language}/"
    places: dict[str, PageKind] = {
        "index.html": "welcome",
        "pricing/index.html": "pricing",
        "terms/index.html": "terms",
    }
    return places.get(path.removeprefix(root))


class _PageTeller:
    def __init__(self, speech: Speech, kind: PageKind) -> None:
        self.speech, self.kind = speech, kind
        self.rulebook, self.words = speech.rulebook, speech.words

    def list_items(self) -> Iterator[Item]:
        yield from self._list_head()
        if self.kind == "terms":
            told = [*list_answer_items(self.speech)]
            yield from told[:1]  # the index has the heading, too
            yield from list_index_items(self.speech)
            yield from told
            yield from list_topic_items(self.speech)
        elif self.kind == "pricing":
            yield from list_pricing_items(self.speech)
        else:
            yield from self._list_welcome()
        yield from self._list_next_steps()
        yield from self._list_invitation()

    def _list_head(self) -> Iterator[Item]:
        business, welcome = self.rulebook.business, self.kind == "welcome"
        if welcome:
            for text in (business.trade, business.place):
                if text:
                    yield Statement("business", (self.speech.write(text),))
        promise = business.promise if welcome else None
        said = (
            self.speech.line(promise)
            if promise
            else self.speech.inlines(parse_inline(str(self.words[f"{self.kind}_promise"])))
        )
        yield Statement("business.promise" if promise else "headline", said)
        yield Statement("headline", self._say_lede())
        if not welcome:
            yield show_edition(self.speech)

    def _say_lede(self) -> tuple[Part, ...]:
        if self.kind == "welcome" and self.rulebook.business.welcome:
            return self.speech.line(self.rulebook.business.welcome)
        if self.kind != "terms":
            return self.speech.say(f"{self.kind}_lede")
        topics = {rule.topic for rule in self.rulebook.rules.values()}
        return self.speech.say(
            "terms_lede",
            rules=self.speech.count("rule_count", len(self.rulebook.rules)),
            topics=self.speech.count("topic_count", len(topics)),
        )

    def _list_welcome(self) -> Iterator[Item]:
        # The buttons under the headline, and figures along the drawing beside it.
        steps = [step[0] for step in self._list_steps()][:2]
        chosen = self._choose_large_rules()
        plan = [rule.main for rule, audience in chosen if rule.main and audience == EVERYBODY]
        drawn = [Statement(fact.address, (Slot(fact, "short"),), wanted=False) for fact in plan]
        yield from (Statement("next steps", (name,)) for name in steps)
        if chosen:
            yield Cluster("the drawing", tuple(drawn))
            yield Statement("figures", (self.words["figures_heading"],))
            yield show_edition(self.speech)
            for rule, audience in chosen:
                speech = self.speech.narrowed(self.rulebook.narrow_to(audience))
                yield from list_card_items(speech, rule, make_audience_case(audience))
        yield from list_duty_items(self.speech)

    def _choose_large_rules(self) -> list[tuple[Rule, Audience]]:
        """The author's choice, else the first rules of the catalogue that have a figure."""
        rules, chosen = self.rulebook.rules, self.rulebook.business.figures
        if not chosen:
            usual = [(rule, EVERYBODY) for rule in rules.values() if rule.main]
            return usual[:_LARGE_FIGURES]
        named = [(one.rule, self.rulebook.make_audience(one.for_)) for one in chosen]
        told = [(self.rulebook.narrow_rule(rules[rule], one), one) for rule, one in named]
        return [(rule, one) for rule, one in told if rule][:_LARGE_FIGURES]

    def _list_next_steps(self) -> Iterator[Item]:
        steps = [*self._list_steps()]
        if steps:
            yield Statement("next steps", (self.words["next_heading"],))
        for name, note in steps:
            yield Statement("next steps", (name,))
            yield Statement("next steps", note)

    def _list_steps(self) -> Iterator[tuple[str, tuple[Part, ...]]]:
        kinds = [kind for kind in ("pricing", "terms") if kind != self.kind]
        if not self.rulebook.services:
            kinds = [kind for kind in kinds if kind != "pricing"]
        for kind in kinds:
            counted = (
                self.speech.count("service_count", len(self.rulebook.services))
                if kind == "pricing"
                else self.speech.count("rule_count", len(self.rulebook.rules))
            )
            yield self.words[f"see_{kind}"], (counted,)
        for key in [*self.rulebook.onepagers][:1]:
            yield self.words["get_sheet"], tuple(self._describe_sheet(key))

    def _describe_sheet(self, key: str) -> Iterator[Part]:
        """Its title, whom it is for, and its paper."""
        sheet = self.rulebook.onepagers[key]
        speech = self.speech.narrowed(self.rulebook.narrow_to_sheet(key))
        yield from (self._unmark(part) for part in speech.line(sheet.title))
        if readers := name_sheet_readers(self.speech, key):
            yield from (" ", *readers, ".")
        yield f" PDF, {self.words[f'paper_{PAPERS[sheet.paper]}']}."

    def _unmark(self, part: Part) -> Part:
        return Slot(part.fact, part.length, marked=False) if isinstance(part, Slot) else part

    def _list_invitation(self) -> Iterator[Item]:
        business = self.rulebook.business
        if not (business.email or business.phone):
            return
        yield Statement("contact", (self.words["contact_heading"],))
        yield Statement("contact", self.speech.say("contact_text"))
        rule = self.rulebook.find_role_rule("answer-time")
        if rule and not rule.others:
            answers = [clause for clause in rule.said if clause.who == "freelancer"]
            for clause in answers[:1]:
                yield Statement(rule.id, say_duty(self.speech, rule, clause))
        yield Statement("contact", (str(business.email or business.phone),))


def name_sheet_readers(speech: Speech, key: str) -> tuple[Part, ...]:
    """Whom a sheet is for; the services that it offers stand in its price list."""
    rulebook = speech.rulebook
    sheet = rulebook.onepagers[key]
    audience = rulebook.make_audience(sheet.for_)
    if audience.client and {*audience.services} == {*sheet.services}:
        audience = Audience(audience.client)
    return speech.people("readers", audience)


def show_edition(speech: Speech) -> Statement:
    """Since when the rules hold, and until when."""
    dates = {"date": speech.figure("business.edition")}
    if "business.until" in speech.rulebook.facts:
        dates["until"] = speech.figure("business.until")
    key = "edition_until" if "until" in dates else "edition"
    return Statement("business.edition", speech.say(key, **dates))
