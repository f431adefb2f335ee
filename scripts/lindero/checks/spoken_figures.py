"""Figures in the author's own words: a contradiction is told, what agrees is offered by address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from lindero.catalogue.facts import find_holder
from lindero.checks.allowed_warnings import list_allowances_beside, list_sources
from lindero.checks.context import CheckContext
from lindero.checks.prose import iterate_prose, locate_token, report_typed_figure
from lindero.findings.finding import Finding, Related, suggest_word
from lindero.findings.place import Place, Source, Span
from lindero.reading.tree import PathStep, PlaceTree
from lindero.rulebook.resolution import WrittenProse
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Choice, Hours, YesNo
from lindero.spoken.allowances import ALLOWED_CODES, EXAMPLE, Allowance, list_allowances
from lindero.spoken.first_look import FirstLook, is_spoken, list_forms
from lindero.spoken.known_addresses import (
    ANY_SERVICE,
    SERVICES,
    TAXES,
    is_ruled_out,
    knows_address,
)
from lindero.spoken.markings import PlainText, strip_marks
from lindero.spoken.named_figures import SpelledText, spell_figures
from lindero.spoken.service_terms import show_own_term
from lindero.spoken.tax_answers import show_taxes

if TYPE_CHECKING:  # loaded with the first text that can have a figure
    from lindero.spoken.comparison import SpokenFigure, TextComparer


@dataclass
class FigureJudge:
    """What is told of figures in texts, and which allowances they have used up.

    One that is `thorough` also reads texts in which nothing speaks of any rule.
    """

    rulebook: Rulebook
    places: PlaceTree
    as_of: date
    thorough: bool = False
    _comparers: dict[str, TextComparer] = field(default_factory=dict)
    _looks: dict[tuple[str, bool], FirstLook] = field(default_factory=dict)
    _names: dict[str, set[str]] = field(default_factory=dict)
    _used: set[tuple[str, int]] = field(default_factory=set)

    def compare_words(
        self,
        text: str,
        language: str,
        home: str = "",
        strip: Callable[[str], PlainText] = strip_marks,
        *,
        written: str | None = None,
    ) -> list[SpokenFigure]:
        """Every figure of a text in one of the business's languages; it may be `written` other."""
        worth = self._is_worth_reading(text, text if written is None else written, language, home)
        names = self.rulebook.adds_taxes and "{{ services." in text and is_spoken(language)
        if not worth and not names:
            return []
        if language not in self._comparers:
            from lindero.spoken.comparison import TextComparer  # noqa: PLC0415 - rarely used

            self._comparers[language] = TextComparer(self.rulebook, language, self._knows)
        comparer, plain = self._comparers[language], strip(text)
        found = comparer.compare_words(text, plain, home) if worth else []
        return [*found, *(comparer.find_untaxed_names(plain) if names else ())]

    def compare_spelled(
        self, prose: WrittenProse, language: str, text: str
    ) -> tuple[SpelledText, list[SpokenFigure]]:
        """The figures of one of the rulebook's own texts, those of own rules among them.

        An own figure agrees with itself, so only words that surely speak of another rule find one.
        """
        language = language or self.rulebook.languages[0]
        spelled = SpelledText(text)
        if "{{" in text and is_spoken(language):
            rule = self.rulebook.rules.get(prose.rule or "")
            spelled = spell_figures(text, language, self.rulebook, rule)
        return spelled, self.compare_words(spelled.text, language, prose.home, written=text)

    def _is_worth_reading(self, text: str, written: str, language: str, home: str) -> bool:
        if not is_spoken(language):
            return False
        if self.thorough:
            return True
        key = language, home.startswith(SERVICES)
        if key not in self._looks:
            is_told = partial(self._is_told_of, of_service=key[1])
            if language not in self._names:
                self._names[language] = self._list_names(language)
            self._looks[key] = FirstLook(language, is_told, self._names[language])
        return self._looks[key].may_speak_of_rule(text, written)

    def _is_told_of(self, address: str, *, of_service: bool) -> bool:
        """Whether a rule says it; what each service says is spoken of at its own text alone."""
        if address.startswith(ANY_SERVICE):
            return of_service
        return self._knows(address)

    @cached_property
    def _knows(self) -> Callable[[str], bool]:
        return cache(partial(knows_address, self.rulebook))

    def _list_names(self, language: str) -> set[str]:
        """The words that services are called by, as one and as several.

        A number is a word of a name only where it is the whole name.
        """
        services = self.rulebook.services
        names = [text for one in services.values() for _, text in one.name.by_language]
        split = [name.lower().replace("-", " ").split() for name in (*names, *services)]
        said = {word for words in split for word in words if not word.isdigit() or words == [word]}
        return {form for word in said for form in list_forms(word, language)}

    def report_figure(
        self, figure: SpokenFigure, place: Place, allowances: Iterable[tuple[Source, Allowance]]
    ) -> Iterator[Finding]:
        """A contradiction, unless it is allowed; a figure that could be named instead."""
        if figure.address is None or figure.verdict not in {"agrees", "differs"}:
            return
        if figure.verdict == "agrees":
            fact = self.rulebook.find_fact(figure.address)
            named = fact and not isinstance(fact.figure, YesNo | Choice | Hours)
            if figure.is_quantity and named:
                yield report_typed_figure(figure.words, figure.address, place)
            return
        until = None
        for source, allowance in allowances:
            if allowance.covers_words(figure.words):
                self._used.add((source.path, allowance.start))
                if allowance.last_day >= self.as_of:
                    return
                until = allowance.last_day
        yield self._report_contradiction(figure, place, until)

    def _report_contradiction(
        self, figure: SpokenFigure, place: Place, until: date | None
    ) -> Finding:
        assert figure.address
        fact = self.rulebook.find_fact(figure.address)
        late = f"; this was allowed until {until}" if until else ""
        address, path, written = self._find_written(figure.address)
        message = f"`{figure.words}` is said here, and `{address}` is `{written}`"
        help_ = f"write `{{{{ {figure.address} }}}}`, or change the rule"
        if not (fact and figure.is_quantity) or isinstance(fact.figure, YesNo | Choice):
            help_ = "say here what the rule says, or change the rule"
        mark = self.places.find_piece(path).mark
        related = (Related(mark, "the rule"),) if mark else ()
        return Finding("contrary-figure", message + late, place, help_, related=related)

    def _find_written(self, address: str) -> tuple[str, Sequence[PathStep], str]:
        """At which address and where it stands what an address says, and in which words."""
        fact = self.rulebook.find_fact(address)
        if is_ruled_out(self.rulebook, address):
            address = find_holder(address)
        if rule := self.rulebook.rules.get(address):
            # Words that there is no such rule are contradicted by what it says first.
            fact = next((one for told in rule.variants for one in told.facts.values()), None)
            if fact is None:
                return address, rule.path, "none"
            address = fact.address
        if fact:
            return address, fact.path, fact.figure.written
        written = show_taxes if address == TAXES else partial(show_own_term, address=address)
        return address, address.split("."), written(self.rulebook)

    def report_allowances(self, source: Source) -> Iterator[Finding]:
        """Allowances of a file that cannot be read, and those that nothing needs."""
        for allowance in list_allowances(source.text):
            place = source.make_span(allowance.start, allowance.end)
            if not allowance.words:
                message = f"`{place.text}` does not say what is allowed until when, and why"
                if allowance.no_day:
                    message = f"there is no day `{allowance.no_day}`"
                yield Finding("bad-allowance", message, place, f"write it like `{EXAMPLE}`")
            elif allowance.words in ALLOWED_CODES:
                continue  # an answer to a warning, whose turn comes once all are there
            elif (source.path, allowance.start) not in self._used:
                message = f"nothing here needs the allowance for `{allowance.words}`"
                help_: str | None = "take it out"
                if re.fullmatch(r"[a-z]+-?[a-z]+", allowance.words):
                    help_ = suggest_word(allowance.words, sorted(ALLOWED_CODES))
                yield Finding("needless-allowance", message, place, help_, "warning")


def find_spoken_figures(
    context: CheckContext, judge: FigureJudge | None = None
) -> Iterator[Finding]:
    """Figures in the rulebook's own texts that contradict its rules, or repeat them."""
    judge = judge or FigureJudge(context.rulebook, context.places, context.as_of)
    for figure, place, prose in list_prose_figures(context.resolved.prose, context.home, judge):
        yield from judge.report_figure(figure, place, _list_comments_above(prose, place))
    for source in list_sources(context.places):
        yield from judge.report_allowances(source)


def list_prose_figures(
    texts: Iterable[WrittenProse], home: str, judge: FigureJudge
) -> Iterator[tuple[SpokenFigure, Place, WrittenProse]]:
    """Every figure in the rulebook's own texts, where it stands and in which text."""
    seen: Counter[tuple[int, str]] = Counter()
    for prose, language, text in iterate_prose(texts):
        spelled, figures = judge.compare_spelled(prose, language, text)
        for figure in figures:
            if not figure.is_quantity and _is_left_out(prose):
                continue
            named = spelled.find_named(figure.start, figure.end)
            if not named or not figure.is_quantity:
                words = spelled.restore_words(figure.start, figure.end)
                nth = seen[id(prose.placed), words]
                seen[id(prose.placed), words] += 1
                place = locate_token(prose.placed, words, nth, home)
                yield figure._replace(words=words), place, prose
            elif figure.verdict == "differs":  # that it agrees is nothing to tell: it is not typed
                place = locate_token(prose.placed, named.token, named.nth, home)
                yield figure._replace(words=named.written), place, prose


def _is_left_out(prose: WrittenProse) -> bool:
    """Whether a text only names things: what a price leaves out, when an adjustment applies."""
    key = prose.placed.key
    return key is not None and key.text in {"excludes", "when"}


def _list_comments_above(prose: WrittenProse, place: Place) -> Iterator[tuple[Source, Allowance]]:
    """The allowances on a text's own line, and in the comments right above it and its key."""
    for span in (one for one in (place, prose.placed.key_mark) if isinstance(one, Span)):
        yield from list_allowances_beside(span)
