"""Which of the things that clients ask “what happens if …” about no rule answers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from lindero.catalogue.situations import SITUATIONS, SituationName, load_situations
from lindero.frozen import Frozen
from lindero.loading import Loaded
from lindero.outcomes.outcome import Circumstances, NoOutcome
from lindero.outcomes.situations import work_out
from lindero.pricing.payment_plans import list_order_prices
from lindero.rulebook.rulebook import Rulebook
from lindero.wording.answers import ask_in_full
from lindero.wording.figures import reader_for

_INDENT = " " * 12


class OpenSituation(Frozen):
    """What nothing answers to some kinds of clients, and the rules of which one would."""

    name: str
    asks: str
    clients: tuple[str, ...]
    rules: tuple[str, ...]


def list_open_situations(loaded: Loaded) -> Iterator[OpenSituation]:
    """The open ones in order; none while the rules have mistakes, nor of what is set aside."""
    book = loaded.rulebook
    if book is None:
        return
    reader = reader_for(book.business, book.languages[0])
    for name in SITUATIONS:
        rules = [one for one in load_situations()[name].answering_rules if one not in book.off]
        clients = [
            client for client in book.business.clients if not _is_answered(loaded, name, client)
        ]
        if rules and clients:
            yield OpenSituation(name, ask_in_full(reader, name), tuple(clients), tuple(rules))


def show_open_situations(situations: Iterable[OpenSituation]) -> str:
    """For people: each question, and the rules that would answer it."""
    lines = ["What happens if …, as clients ask, and no rule says:"]
    for one in situations:
        lines.append(f"  {one.name:<10}{one.asks} ({', '.join(one.clients)})")
        lines += textwrap.wrap(
            " or ".join(one.rules), 80, initial_indent=_INDENT, subsequent_indent=_INDENT
        )
    return "\n".join(lines)


def _is_answered(loaded: Loaded, name: SituationName, client: str) -> bool:
    """Whether somebody of that kind gets an answer, whatever is bought."""
    book = loaded.rulebook
    assert book
    return any(
        _has_outcome(book, name, Circumstances(client, service, loaded.as_of))
        for service in _list_bought(book, client)
    )


def _list_bought(book: Rulebook, client: str) -> list[str]:
    priced = list_order_prices(book.prices)
    return [key for key in priced if book.services[key].for_ in {None, client}] or [""]


def _has_outcome(book: Rulebook, name: SituationName, asked: Circumstances) -> bool:
    try:
        work_out(book, name, asked)
    except NoOutcome:
        return False
    return True
