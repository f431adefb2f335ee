"""A statement in words for a finding: its English sentence with the figures as they are written."""

from __future__ import annotations

import re

from lindero.catalogue.clauses import SPEAKER, Clause
from lindero.resources.languages import TOOL_LANGUAGE
from lindero.rulebook.rule import Rule
from lindero.shapes import Choice, Text

_FIGURE = re.compile(r"\{\{ *([\w-]+)[^}]*\}\}")


def quote_clause(rule: Rule, clause: Clause) -> str:
    """What it says, for whoever reads a finding; the page words the figures in its own way."""
    sentence = clause.find_sentence("says", rule.figures)
    text = _show_text(clause.prose) if clause.prose else ""
    if sentence:
        words = sentence.words
        text = str(words.get(TOOL_LANGUAGE) or next(iter(words.values())))
    return _FIGURE.sub(lambda found: _write_figure(rule, found[1]), text)


def _write_figure(rule: Rule, name: str) -> str:
    if name.lower() == SPEAKER:
        return "The freelancer" if name[0].isupper() else "the freelancer"
    fact = rule.facts.get(name)
    if fact is None:
        return "…"
    figure = fact.figure
    if isinstance(figure, Choice):
        choices = (fact.spec.choices if fact.spec else None) or {}
        return str(choices.get(figure.name, {}).get(TOOL_LANGUAGE, figure.name))
    return _show_text(figure) if isinstance(figure, Text) else figure.written


def _show_text(text: Text) -> str:
    """In English, or in the language that the author chose."""
    return dict(text.by_language).get(TOOL_LANGUAGE, text.written)
