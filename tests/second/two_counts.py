"""Random terms, counted by the product and by the second count, and where the two differ."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from lindero.calendar.deadlines import NoAnswer, when_due
from lindero.loading import load_rulebook
from second.day_count import When, count_term
from second.random_terms import Question, draw_rulebook

PER_RULEBOOK = 40


def find_disagreements(seed: int, home: Path, questions: int = PER_RULEBOOK) -> Iterator[str]:
    """Every question of a draw that the two answer differently, in words."""
    draw = draw_rulebook(seed, questions)
    terms = home / f"terms-{seed}"
    terms.mkdir()
    for name, text in draw.files.items():
        (terms / f"{name}.yml").write_text(text, "utf-8")
    loaded = load_rulebook(terms, date(2026, 1, 1), shown_from=home)
    shutil.rmtree(terms)
    if loaded.rulebook is None:
        yield f"seed {seed}: refused: {[one.message for one in loaded.findings]}"
        return
    for question in draw.questions:
        second = count_term(draw.business, question.term, question.start, **question.answers)
        try:
            first: When | str = when_due(loaded.rulebook, question.address, question.start).ends
        except NoAnswer as none:
            first = str(none)
        if not is_same(first, second):
            yield describe(seed, question, first, second, draw.files["rules"])


def is_same(first: When | str, second: When) -> bool:
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first.astimezone(UTC) == second.astimezone(UTC)
    return type(first) is type(second) and first == second


def describe(seed: int, question: Question, first: object, second: object, rules: str) -> str:
    asked = f"{question.address}: {question.term} from {question.start} {question.answers}"
    if isinstance(second, datetime) and isinstance(question.start, datetime):
        second = second.astimezone(question.start.tzinfo)
    return f"seed {seed}: {asked}\n  first {first}, second {second}\n{rules}"
