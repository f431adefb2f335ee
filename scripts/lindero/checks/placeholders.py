"""Nothing is published that still waits for its words."""

from __future__ import annotations

from collections.abc import Iterator

from lindero.checks.context import CheckContext
from lindero.checks.fairness import ANSWER
from lindero.findings.finding import Finding
from lindero.findings.place import Span
from lindero.reading.tree import PlaceTree
from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.first_look import is_spoken
from lindero.spoken.placeholders import find_placeholders, says_sample


def find_left_placeholders(context: CheckContext) -> Iterator[Finding]:
    """Words that stand for others: in texts, names and addresses alike."""
    finished = _has_own_prices(context.rulebook)
    for span in _list_written_texts(context.places):
        for match in find_placeholders(span.text, finished=finished):
            place = span.source.make_span(span.start + match.start(), span.start + match.end())
            yield _report_placeholder(match[0].strip(), place)


def _report_placeholder(words: str, place: Span) -> Finding:
    help_ = f"put in what belongs here; {ANSWER.format(code='placeholder')}"
    message = f"`{words}` stands for something else, and would be published as it is"
    return Finding("placeholder", message, place, help_, "warning")


def _has_own_prices(book: Rulebook) -> bool:
    """Whether something has a price, and nothing is marked as a sample any more.

    In a language without data nobody can tell what is marked.
    """
    if not all(map(is_spoken, book.languages)):
        return False
    notes = [service.note for service in book.services.values() if service.note]
    is_sample = any(says_sample(text) for note in notes for _, text in note.by_language)
    return not is_sample and any(one.price.low for one in book.services.values())


def _list_written_texts(places: PlaceTree) -> list[Span]:
    """Every text that is written."""
    found = [places.value] if isinstance(places.value, Span) else []
    for piece in places.children.values():
        found += _list_written_texts(piece)
    return found
