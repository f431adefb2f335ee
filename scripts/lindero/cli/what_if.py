"""The answer to `lindero what-if`, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lindero.outcomes.outcome import BELOW, NoOutcome, Outcome, OutcomeLine, SaidLine
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes.money import collect_sums
from lindero.site.example_views import show_taxes_named
from lindero.wording.answers import ask_in_full, explain_open, frame_sum, say_plainly
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope
from lindero.wording.reader import NBSP, Reader


class SpokenOutcome:
    """An outcome, as it is told in one language."""

    def __init__(self, outcome: Outcome, book: Rulebook, language: str) -> None:
        self._outcome, self._book = outcome, book
        amounts = [line.amount for line in outcome.sums]
        price = [outcome.price.figure] if outcome.price else []
        reader = reader_for(book.business, language)
        self._reader: Reader = reader.align_sums(collect_sums((*price, *amounts)))

    @property
    def json(self) -> str:
        """For programs: sums as they are written, statements in words, and what says so."""
        outcome = self._outcome
        told = {
            "situation": outcome.situation,
            "client": outcome.circumstances.client,
            "service": outcome.circumstances.service or None,
            "price": outcome.price.figure.written if outcome.price else None,
            "lines": [self._encode_line(line) for line in outcome.lines],
            "unworked": outcome.unworked.reason if outcome.unworked else None,
        }
        return json.dumps(told, ensure_ascii=False, indent=2)

    @property
    def text(self) -> str:
        """For a terminal: the question, what each rule makes of it, and which rules these are."""
        return "\n".join(self._list_lines()).replace(NBSP, " ")

    def _encode_line(self, line: OutcomeLine | SaidLine) -> dict[str, Any]:
        if isinstance(line, SaidLine):
            said = say_plainly(self._book, self._reader, line).replace(NBSP, " ")
            return {"kind": "says", "text": said, "because": [line.address]}
        return {
            "kind": line.kind,
            "side": line.side,
            **({"at": dict(line.at.by_language)} if line.at else {}),
            **({"delay": line.delay.written} if line.delay else {}),
            "amount": line.amount.written,
            "because": [fact.address for fact in line.sources],
        }

    def _list_lines(self) -> Iterator[str]:
        outcome, reader = self._outcome, self._reader
        yield ask_in_full(reader, outcome.situation)
        if outcome.price:
            key, book = outcome.circumstances.service, self._book
            scope = Scope(book.tell_client(outcome.circumstances.client), reader, str)
            shown = reader.show_figure(outcome.price.figure, outcome.price.spec)
            named = book.services[key].name.in_language(reader.language)
            yield f"{named}, {shown}{show_taxes_named(scope, key)}"
        for line in outcome.lines:
            below = isinstance(line, OutcomeLine) and line.kind in BELOW
            yield f"{'  -' if below else '-'} {self._show_line(line)}"
        rules = dict.fromkeys(rule for line in outcome.lines for rule in line.rules)
        because = str(reader.words["what_if_terminal"]["because"])
        yield because.format(addresses=", ".join(rules))
        if outcome.unworked:
            yield explain_open(reader, outcome.unworked)

    def _show_line(self, line: OutcomeLine | SaidLine) -> str:
        if isinstance(line, SaidLine):
            return say_plainly(self._book, self._reader, line)
        reader, price = self._reader, self._outcome.price
        return frame_sum(reader, line).format(
            amount=reader.show_figure(line.amount),
            at=line.at.in_language(reader.language) if line.at else "",
            delay=reader.show_figure(line.delay) if line.delay else "",
            price=reader.show_figure(price.figure, price.spec) if price else "",
        )


def explain_refusal(reason: NoOutcome, book: Rulebook, language: str) -> str:
    """Why nothing answers, and which rule would."""
    return explain_open(reader_for(book.business, language), reason)
