"""Which services are what a rule speaks of, by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lindero.frozen import Frozen
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES
from lindero.spoken.phrases import find_matches
from lindero.spoken.pieces import split_pieces


class ServiceKind(Frozen):
    """What a rule speaks of that a service may be.

    `figures` are addresses of the rule by the key of a retainer that says the same, `covers` that
    of the list of what is done, `phrases` the words for it by language.
    """

    figures: Mapping[str, str]
    covers: str
    phrases: Mapping[str, tuple[str, ...]]


def load_service_kinds() -> Iterator[ServiceKind]:
    """All that a service may be known as."""
    kinds: list[dict[str, Any]] = read_shipped_yaml("spoken/service_kinds.yml")
    for kind in kinds:
        phrases = {language: tuple(kind[language]) for language in LANGUAGES}
        yield ServiceKind(kind["figures"], kind["covers"], phrases)


def is_named_so(kind: ServiceKind, names: Iterable[tuple[str, str]]) -> bool:
    """Whether the name of a service, by language, says what it is.

    One that is the same in all languages may be any of them.
    """
    return any(
        next(find_matches(phrase, [*split_pieces(name)]), None)
        for language, name in names
        for phrase in kind.phrases[language]
    )
