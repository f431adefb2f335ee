"""What private clients pay in place of the sums of a rule, in the words of the price list."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from lindero.catalogue.facts import Fact
from lindero.reading.prose import Inline, Words
from lindero.rulebook.consumer_rules import find_sum_taxes, list_consumer_sums
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.wording.markup import FoundMention
from lindero.wording.reader import Reader


def describe_consumer_sums(book: Rulebook, rule: Rule, reader: Reader) -> tuple[Inline, ...]:
    """`72,60 € por hora para particulares, con IVA.`; nothing where all read the same."""
    sums, taxes = [*list_consumer_sums(book, rule)], find_sum_taxes(book, rule)
    if not sums or taxes is None:
        return ()
    named = [book.business.taxes[name].name for name in taxes.names]
    tax = (Words(reader.join_list(name.in_language(reader.language) for name in named if name)),)
    if len(sums) == 1 and sums[0].is_whole:
        shown = _fill(str(reader.words["price_for_consumers"]), price=_show(sums[0].taxed), tax=tax)
        return (*shown, Words("."))
    entries = {
        f"sum{at}": _fill(
            str(reader.words["sum_for_consumers"]),
            price=_show(one.taxed),
            plain=_show(one.written),
        )
        for at, one in enumerate(sums)
    }
    listed = _fill(reader.join_list(f"{{{name}}}" for name in entries), **entries)
    return (*_fill(str(reader.words["sums_for_consumers"]), tax=tax, sums=listed), Words("."))


def _show(fact: Fact) -> tuple[Inline, ...]:
    return (FoundMention(fact.address, "", "", fact),)


def _fill(frame: str, **parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A frame with figures in its places."""
    return tuple(_walk_frame(frame, parts))


def _walk_frame(frame: str, parts: dict[str, tuple[Inline, ...]]) -> Iterator[Inline]:
    for words, name, _, _ in Formatter().parse(frame):
        if words:
            yield Words(words)
        yield from parts[name] if name else ()
