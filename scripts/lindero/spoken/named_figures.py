"""A text with the figures of own rules in place of their names, to be read like typed ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lindero.catalogue.facts import Fact
from lindero.resources.data import read_shipped_yaml
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Count, Deadline, Figure, Money, Percent, Period

_NAME = r"\{\{ *(?P<name>[\w.-]+)[^{}]*\}\}"


class NamedFigure(NamedTuple):
    """Where a spelled figure stands, its token in the author's text, and which one of them it is.

    `written` is the figure as the author wrote it at its value.
    """

    start: int
    end: int
    token: str
    nth: int
    written: str


class SpelledText(NamedTuple):
    """A text to be read, and the figures in it that the author named."""

    text: str
    named: Sequence[NamedFigure] = ()

    def find_named(self, start: int, end: int) -> NamedFigure | None:
        """The named figure that a stretch has a part of, if there is one."""
        return next((one for one in self.named if one.start < end and start < one.end), None)

    def restore_words(self, start: int, end: int) -> str:
        """A stretch as it stands in the author's text, names and all."""
        parts, at = [""], start
        for one in self.named:
            if start <= one.start and one.end <= end:
                parts += [self.text[at : one.start], one.token]
                at = one.end
        return "".join([*parts, self.text[at:end]])


def spell_figures(
    text: str, language: str, rulebook: Rulebook, rule: Rule | None = None
) -> SpelledText:
    """The text with each figure of an own rule in words; `rule` is the one whose text it is."""
    spelled, named, at = "", list[NamedFigure](), 0
    for found in re.finditer(_NAME, text):
        token, fact = found[0], rulebook.find_fact(found["name"], rule)
        words = _spell_own(fact, language, rulebook) if fact else ""
        if fact and words:
            spelled += text[at : found.start()]
            start, at = len(spelled), found.end()
            spelled += words
            nth = text.count(token, 0, found.start())
            named.append(NamedFigure(start, len(spelled), token, nth, fact.figure.written))
    return SpelledText(spelled + text[at:], named) if named else SpelledText(text)


def _spell_own(fact: Fact, language: str, rulebook: Rulebook) -> str:
    """The words of a figure of an own rule; none of the catalogue's, which is where it belongs."""
    rule = rulebook.rules.get(fact.holder)
    return _spell_figure(fact.figure, language) if rule and rule.spec is None else ""


def _spell_figure(figure: Figure, language: str) -> str:
    """As somebody would type it; nothing for what is no single share, sum or length of time."""
    match figure:
        case Deadline(period=Period() as period) if not figure.steps:
            return _spell_period(period, language)
        case Period():
            return _spell_period(figure, language)
        case Money() | Percent() | Count():
            return figure.written
    return ""


def _spell_period(period: Period, language: str) -> str:
    units = read_shipped_yaml(f"spoken/words.{language}.yml")["units"]
    return f"{period.count} {units[period.unit][0]}" if period.unit in units else ""
