"""What happens if, in words: the same on the terms page and at the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lindero.catalogue.situations import SituationName
from lindero.outcomes.outcome import NoOutcome, OutcomeLine, SaidLine
from lindero.rulebook.rulebook import Rulebook
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from lindero.wording.reader import Reader


def show_question(reader: Reader, situation: SituationName) -> str:
    """`pago tarde`, after “what happens if”."""
    return str(_find_words(reader)["questions"][situation])


def ask_in_full(reader: Reader, situation: SituationName) -> str:
    """`¿Qué pasa si pago tarde?`."""
    asked = str(reader.words["what_if_terminal"]["asked"])
    return asked.format(question=show_question(reader, situation))


def frame_sum(reader: Reader, line: OutcomeLine) -> str:
    """The sentence of a sum, with places for its figures and its stage."""
    return str(_find_words(reader)["lines"][line.kind])


def say_plainly(book: Rulebook, reader: Reader, line: SaidLine) -> str:
    """A statement as plain text."""
    said = Phrases(book, line.rule, reader).list_lines(line.clause)
    scope = Scope(book, reader, str, line.rule)
    return " ".join(inline_plain(one, scope) for one in said)


def explain_open(reader: Reader, reason: NoOutcome) -> str:
    """Why there is no answer, and which rule or value would give it."""
    words = reader.words["what_if_terminal"]["open"]
    key: str = reason.reason
    if key == "no-price" and not reason.about:
        key = "no-price-at-all"
    elif key == "no-price" and reason.example:
        key = "no-price-of"
    sentence = str(words[key])
    return sentence.format(about=reason.about, example=reason.example)


def _find_words(reader: Reader) -> Mapping[str, Any]:
    words: Mapping[str, Any] = reader.words["what_if"]
    return words
