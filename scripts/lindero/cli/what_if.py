"""The answer to `lindero what-if`, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lindero.outcomes.situations import NoOutcome, Outcome, OutcomeLine
from lindero.resources.languages import read_language_words
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Money, Period
from lindero.shapes.money import collect_sums
from lindero.wording.figures import reader_for
from lindero.wording.reader import NBSP, Reader

_BELOW = frozenset({"still", "back", "unsaid"})
"""Lines that belong to the one before them."""


def answer_json(outcome: Outcome) -> str:
    """The answer for programs."""
    return json.dumps(outcome.as_json, ensure_ascii=False, indent=2)


def answer_text(outcome: Outcome, book: Rulebook, language: str) -> str:
    """The answer for a terminal: the situation, and what each rule makes of it."""
    lines = "\n".join(_list_lines(outcome, book, language))
    return lines.replace(NBSP, " ")


def explain_open(reason: NoOutcome, language: str) -> str:
    """Why there is no answer, and which rule would give it."""
    return str(_read_words(language)["open"][reason.reason]).format(about=reason.about)


def _list_lines(outcome: Outcome, book: Rulebook, language: str) -> Iterator[str]:
    amounts = [line.amount for line in outcome.lines if line.amount]
    reader = reader_for(book.business, language)
    reader = reader.align_sums(collect_sums((outcome.price.figure, *amounts)))
    words, asked = _read_words(language), outcome.circumstances
    service = book.services[asked.service].name.in_language(language)
    price = reader.show_figure(outcome.price.figure, outcome.price.spec)
    delay = reader.show_figure(Period(max(asked.days, 1), "day"))
    yield str(words[outcome.situation]).format(service=service, price=price, delay=delay)
    for line in outcome.lines:
        mark = "  -" if line.kind in _BELOW else "-"
        yield f"{mark} {_show_line(reader, words, line)}"
    addresses = dict.fromkeys(fact.address for line in outcome.lines for fact in line.sources)
    yield str(words["because"]).format(addresses=", ".join(addresses))


def _show_line(reader: Reader, words: dict[str, Any], line: OutcomeLine) -> str:
    amount = reader.show_figure(line.amount) if isinstance(line.amount, Money) else ""
    at = line.at.in_language(reader.language) if line.at else ""
    return str(words["lines"][line.kind]).format(amount=amount, at=at)


def _read_words(language: str) -> dict[str, Any]:
    words: dict[str, Any] = read_language_words(language)["what_if"]
    return words
