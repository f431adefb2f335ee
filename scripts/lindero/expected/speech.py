"""Sentences as patterns: words that must stand as they are, and slots for figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import Any, NamedTuple

from lindero.catalogue.clauses import SPEAKER, WITH_ARTICLE, Clause, Form, Sentence
from lindero.catalogue.facts import Fact
from lindero.expected.lexicon import Lexicon, find_lexicon
from lindero.expected.saying import Length
from lindero.frozen import Frozen
from lindero.reading.prose import (
    Block,
    Bullets,
    Inline,
    Mention,
    ProseLink,
    Words,
    fold_whitespace,
    parse_inline,
    parse_prose,
)
from lindero.resources.languages import read_language_words
from lindero.resources.voices import Voice
from lindero.rulebook.cases import ALWAYS, Audience, Case, join_clients, leave_sold
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Day, Text

_PLACE = re.compile(r"\{([a-z_]+)\}")
_ARTICLE_FORMS = {WITH_ARTICLE, "limit"}
_LENGTHS: Mapping[str, Length] = {
    "short": "any",
    "large": "any",
    "length": "length",
    **dict.fromkeys(("", *_ARTICLE_FORMS), "whole"),
}


class Slot(Frozen):
    """Where a figure stands. `open` lets its other `cases` follow, in brackets.

    `marked` says that pages mark the figure; a date in the words of a case, for one, is not.
    `style` is how the texts of a list belong together: all, any, none, or whichever.
    """

    fact: Fact
    length: Length = "any"
    article: bool = False
    open: bool = False
    marked: bool = True
    style: str = ""
    cases: tuple[Fact, ...] = ()


class Joint(NamedTuple):
    """What joins two entries of a list; which word that is depends on the entries."""


class LinkTo(NamedTuple):
    """That the words behind it lead somewhere: to a URL, or to a rule, `rule:payment.deposit`."""

    href: str


Part = str | Slot | Joint | LinkTo
JOINT = Joint()


class Statement(NamedTuple):
    """Something that a surface says; `name` is how findings call it. What is not `wanted` may lack.

    In a cluster, one of those with the same `group` must be said; only what may come `often` is
    said more than once.
    """

    name: str
    parts: tuple[Part, ...]
    wanted: bool = True
    group: str = ""
    often: bool = False


class Cluster(NamedTuple):
    """What a stretch of a surface says, in whatever order."""

    name: str
    statements: tuple[Statement, ...]


Item = Statement | Cluster


@cache
def _choose_words(voice: Voice, country: str) -> Mapping[str, Any]:
    words = read_language_words(voice.language, country)
    return {key: voice.choose(value) for key, value in words.items()}


class Speech:
    """How one rulebook is put into words in one language, as patterns."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self.rulebook = rulebook
        self.language = language
        voice = rulebook.business.voice
        self.voice = Voice(language, voice.speaker, voice.reader)
        self.lexicon: Lexicon = find_lexicon(language, rulebook.business.country)

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """The words of pages and sheets, in the business's voice."""
        return _choose_words(self.voice, self.rulebook.business.country)

    @cached_property
    def figure_words(self) -> Mapping[str, Any]:
        """The words around figures."""
        words = read_language_words(self.language, self.rulebook.business.country)
        figures: Mapping[str, Any] = words["figures"]
        return figures

    @cached_property
    def noun(self) -> str:
        """How the rules call the freelancer."""
        noun = self.rulebook.business.noun
        return noun.in_language(self.language) if noun else str(self.figure_words["freelancer"])

    def say(self, key: str, **parts: Part | Sequence[Part]) -> tuple[Part, ...]:
        """Words of ours with figures in their places."""
        return self.fill(str(self.words[key]), **parts)

    def fill(self, frame: str, **parts: Part | Sequence[Part]) -> tuple[Part, ...]:
        """A frame with its places filled."""
        said: list[Part] = []
        for at, piece in enumerate(_PLACE.split(frame)):
            if at % 2 == 0:
                said += [piece] if piece else []
            else:
                part = parts[piece]
                said += [part] if isinstance(part, str | Slot | Joint) else part
        return tuple(said)

    def count(self, key: str, number: int) -> str:
        """`14 reglas`."""
        forms = self.words[key]
        form = self.lexicon.locale.plural_form(number)
        return str(forms.get(form, forms["other"])).format(n=number)

    def write(self, text: Text | None) -> str:
        """A text as it is written in this language."""
        return text.in_language(self.language) if text else ""

    def figure(self, address: str, length: Length = "any") -> Slot:
        """The rulebook's figure at an address."""
        return Slot(self.rulebook.facts[address], length)

    def clause(self, rule: Rule, clause: Clause, form: Form) -> tuple[Part, ...]:
        """A clause in one of its forms; empty where it cannot be put so."""
        sentence = clause.find_sentence(form, rule.figures)
        return self._put_sentence(rule, sentence) if sentence else ()

    def _put_sentence(self, rule: Rule, sentence: Sentence) -> tuple[Part, ...]:
        text = sentence.words[self.language]
        text = fold_whitespace(text) if sentence.own else self.voice.choose(text)
        parts: list[Part] = []
        for node in parse_inline(text):
            if isinstance(node, Mention) and node.address.lower() == SPEAKER:
                parts.append(self.noun)
            elif isinstance(node, Mention) and node.address in rule.facts:
                length: Length = "any" if sentence.own else _LENGTHS.get(node.form_name, "full")
                style = node.form_name if node.form_name in {"any", "none"} else "all"
                article = node.form_name in _ARTICLE_FORMS and not sentence.own
                parts.append(Slot(rule.facts[node.address], length, article, style=style))
            else:
                parts += self._put_inline(node, rule)
        return tuple(parts)

    def line(self, text: Text | None, rule: Rule | None = None) -> tuple[Part, ...]:
        """An author's text on one line."""
        if text is None:
            return ()
        return self.inlines(parse_inline(fold_whitespace(self.write(text))), rule)

    def blocks(self, text: Text | None, rule: Rule | None = None) -> Iterator[tuple[Part, ...]]:
        """An author's prose, paragraph by paragraph and entry by entry."""
        block: Block
        for block in parse_prose(self.write(text)):
            entries = block.entries if isinstance(block, Bullets) else (block.body,)
            yield from (self.inlines(entry, rule) for entry in entries)

    def inlines(self, nodes: Iterable[Inline], rule: Rule | None = None) -> tuple[Part, ...]:
        """A line of prose."""
        return tuple(part for node in nodes for part in self._put_inline(node, rule))

    def _put_inline(self, node: Inline, rule: Rule | None) -> Iterator[Part]:
        if isinstance(node, Words):
            yield node.text
        elif isinstance(node, Mention):
            fact = self.rulebook.find_fact(node.address, rule)
            assert fact  # checks have made sure of it
            own = rule is not None and node.address in rule.facts
            yield Slot(fact, open=not own, cases=() if own else self._list_cases(node.address))
        else:
            yield from [LinkTo(node.href)] if isinstance(node, ProseLink) else []
            yield from self.inlines(node.body, rule)

    def _list_cases(self, address: str) -> tuple[Fact, ...]:
        """What a figure is in each of its cases, or will be."""
        coming = self.rulebook.find_coming_price(address) or ()
        told = (fact for _, fact in self.rulebook.find_cases(address) if fact)
        return (*told, *coming[:1])

    def case(self, case: Case) -> tuple[Part, ...]:
        """`para consumidores, desde el 1 de marzo de 2027`; empty where it always holds."""
        said = list(self.people("case", Audience(case.client, case.services)))
        days = {"from": case.start, "until": case.end}
        if case.start and case.start == case.end:
            days = {"on": case.start}
        given = {name: Slot(Fact("", Day(day)), marked=False) for name, day in days.items() if day}
        if given:
            said += [", "] if said else []
            said += self.say(f"case_{'_'.join(given)}", **given)
        return tuple(said)

    def people(self, key: str, audience: Audience) -> tuple[Part, ...]:
        """`para empresas que contratan «Web»`, with the words that have this key."""
        who = [*([audience.client] if audience.client else [])]
        who += ["services"] if audience.services else []
        if not who:
            return ()
        named = [self._quote_service(name) for name in audience.services]
        return self.say(f"{key}_{'_'.join(who)}", services=join(named))

    def _quote_service(self, name: str) -> tuple[Part, ...]:
        service = self.rulebook.services.get(name)
        return self.say("quoted", name=self.write(service.name) if service else name)

    def cases(self, variants: Sequence[Rule]) -> tuple[Part, ...]:
        """The cases of variants that say the same; what holds in general needs no further one."""
        cases = {variant.case for variant in variants}
        everybody = {Case(client) for client in self.rulebook.business.clients}
        first = variants[0]
        if ALWAYS in cases or everybody <= cases or first.is_general(variants):
            if not first.others and not first.is_other:
                return ()
            return self.say("case_general" if first.is_other else "case_in_general")
        said: list[Part] = []
        told = (variant.case for variant in variants)
        for case in self._join_clients(told):
            said += ["; "] if said else []
            said += self.case(case)
        return tuple(said)

    def case_names(self, rule: Rule, variant: Rule) -> Iterator[tuple[Part, ...]]:
        """How a case may be called: by itself, or for all clients where they share it."""
        mine, joined = variant.case, self._join_clients(one.case for one in rule.variants)
        whole = (one for one in joined if self._leave_sold(one, mine.client) == mine)
        yield from filter(None, map(self.case, dict.fromkeys((mine, *whole))))

    def _join_clients(self, cases: Iterable[Case]) -> list[Case]:
        return join_clients(cases, self.rulebook.business.clients, self.rulebook.sold_to)

    def _leave_sold(self, case: Case, client: str | None) -> Case:
        return replace(leave_sold(case, client, self.rulebook.sold_to), client=client)

    def narrowed(self, rulebook: Rulebook) -> Speech:
        """The same language for the rulebook as an audience is told it."""
        return Speech(rulebook, self.language)


def join(entries: Sequence[Sequence[Part]]) -> tuple[Part, ...]:
    """Entries of a list, one after the other."""
    said: list[Part] = []
    for entry in entries:
        said += [JOINT] if said else []
        said += entry
    return tuple(said)


def compare_parts(parts: Sequence[Part]) -> tuple[object, ...]:
    """What parts say, whatever variant their figures are of: equal for those that read the same."""
    return tuple(
        (part.fact.figure, part.length) if isinstance(part, Slot) else part for part in parts
    )
