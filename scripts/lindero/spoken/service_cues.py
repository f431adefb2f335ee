"""Which figures speak of a service: its name stands beside them, and little else between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lindero.rulebook.rulebook import Rulebook
from lindero.spoken.first_look import fold_plural
from lindero.spoken.pieces import Piece, split_pieces
from lindero.spoken.word_tables import SpokenWords

_FAR = 14
_UNKNOWN_AT_MOST = 2
_NEAR = 4  # pieces between a sum and a service behind it
_TELLING = 6  # letters


class ServiceMention(NamedTuple):
    """Where a service is named in a sentence; of no width where the sentence before names it."""

    service: str
    start: int
    end: int


class ServiceWords(NamedTuple):
    """The words of a service's key and names, and those that suffice to know it by."""

    words: frozenset[str]
    telling: frozenset[str]


class ServiceNames(dict[str, ServiceWords]):
    """By service, the words that it is called by."""

    @cached_property
    def by_word(self) -> Mapping[str, Sequence[str]]:
        """By word, the services that are called by it: there may be hundreds of services."""
        found: dict[str, list[str]] = {}
        for key, service in self.items():
            for word in service.words:
                found.setdefault(word, []).append(key)
        return found


def list_service_words(rulebook: Rulebook, plurals: Mapping[str, str]) -> ServiceNames:
    """By service, the words that it is called by."""
    found = ServiceNames()
    for key, service in rulebook.services.items():
        names = [_list_words(text, plurals) for _, text in service.name.by_language]
        own = _list_words(key.replace("-", " "), plurals)
        single = [word for name in names if len(name) == 1 for word in name]
        # Which is the noun differs by language; a long word at either end is telling enough.
        ends = [word for name in names for word in (*name[:1], *name[-1:])]
        telling = {*own, *single, *(word for word in ends if len(word) >= _TELLING)}
        found[key] = ServiceWords(frozenset(sum(names, own)), frozenset(telling))
    return found


def _list_words(text: str, plurals: Mapping[str, str]) -> list[str]:
    words = (piece.word for piece in split_pieces(text))
    return [fold_plural(word, plurals) for word in words if len(word) > 2]


def find_mentions(
    pieces: Sequence[Piece],
    services: ServiceNames,
    words: SpokenWords,
) -> Iterator[ServiceMention]:
    """Each service where most of its words stand; none where two are meant as well."""
    at = 0
    while at < len(pieces):
        begun = services.by_word.get(fold_plural(pieces[at].word, words.plurals), ())
        ends = {
            key: found for key in begun if (found := _match_name(pieces, at, services[key], words))
        }
        longest = max((count for count, _ in ends.values()), default=0)
        best = [key for key, (count, _) in ends.items() if count == longest]
        end = max((end for count, end in ends.values() if count == longest), default=at + 1)
        if len(best) == 1:
            yield ServiceMention(best[0], at, end)
        at = end


def find_heading(pieces: Sequence[Piece], services: ServiceNames, words: SpokenWords) -> str:
    """The service whose name is all that a sentence says; "" if it says something else."""
    mentions = list(find_mentions(pieces, services, words))
    if len(mentions) != 1:
        return ""
    start, end = mentions[0].start, mentions[0].end
    others = [*pieces[:start], *pieces[end:]]
    is_alone = all(piece.word in words.idle or not piece.word.isalnum() for piece in others)
    return "" if not is_alone or any(piece.quantity for piece in others) else mentions[0].service


def _match_name(
    pieces: Sequence[Piece],
    at: int,
    service: ServiceWords,
    words: SpokenWords,
) -> tuple[int, int] | None:
    """How many words of a name stand from a place on, and where they end."""
    seen: set[str] = set()
    end = last = at
    while end < len(pieces):
        word = fold_plural(pieces[end].word, words.plurals)
        if word in service.words and pieces[end].word not in words.idle:
            seen.add(word)
            last = end + 1
        elif not seen or pieces[end].word not in words.idle:
            break
        end += 1
    is_sure = len(seen) > 1 or bool(seen & service.telling - words.general)
    return (len(seen), last) if is_sure else None


def measure_way(
    pieces: Sequence[Piece], mention: ServiceMention, figure: int, words: SpokenWords
) -> int | None:
    """How far a figure is from a service whose it may be; None where other things are between."""
    is_behind = figure >= mention.end
    between = pieces[mention.end : figure] if is_behind else pieces[figure + 1 : mention.start]
    if len(between) > _FAR or any(piece.word == ";" for piece in between):
        return None
    quantity = pieces[figure].quantity
    behind = pieces[figure + 1].word if figure + 1 < len(pieces) else ""
    if quantity and quantity.kind == "money" and behind in words.attaching:
        return None  # `€300 of plants`
    if quantity and quantity.kind == "time" and not (is_behind and _leads_to_time(between, words)):
        return None
    if quantity and quantity.kind == "time" and _counts_several(pieces, mention):
        return None  # `three studio days in one month`
    if is_behind and not names_whole_service(pieces, mention, words):
        return None
    before = {piece.word for piece in pieces[max(mention.start - 3, 0) : mention.start]}
    if is_behind and before & words.purposes:
        return None  # `a template for your shop costs …`
    outside = _drop_bracketed(between)
    unknown = [piece for piece in outside if not piece.quantity and piece.word not in words.links]
    is_heading = mention.start == mention.end
    allowed = _UNKNOWN_AT_MOST if is_behind and not is_heading else 0
    if len(unknown) > allowed or (not is_behind and len(between) > _NEAR):
        return None
    return len(between) + 2 * len(unknown)


def _counts_several(pieces: Sequence[Piece], mention: ServiceMention) -> bool:
    """Whether a number stands before a service: several take longer than one, or are a series."""
    before = (piece.quantity for piece in pieces[max(mention.start - 3, 0) : mention.start])
    return any(one and one.kind == "number" and one.number != 1 for one in before)


def _drop_bracketed(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without what stands in brackets: it only explains the name."""
    words = [piece.word for piece in pieces]
    if "(" not in words or ")" not in words[words.index("(") :]:
        return pieces
    start = words.index("(")
    return [*pieces[:start], *pieces[words.index(")", start) + 1 :]]


def names_whole_service(
    pieces: Sequence[Piece], mention: ServiceMention, words: SpokenWords
) -> bool:
    """Whether a name ends where it seems to: not in `portrait lens` or `portrait of grandma`."""
    if mention.end in {mention.start, len(pieces)}:
        return True
    following = pieces[mention.end]
    if following.word in words.idle:
        return following.word not in words.attaching
    known = following.word in words.links or following.word in words.general
    return known or bool(following.quantity)


def _leads_to_time(between: Sequence[Piece], words: SpokenWords) -> bool:
    """Whether a length of time is one of delivery: `in three weeks`, or one of a list."""
    said = [piece.word for piece in between if not piece.quantity and piece.word.isalpha()]
    return bool(between) and (not said or not words.arrivals.isdisjoint(said))
