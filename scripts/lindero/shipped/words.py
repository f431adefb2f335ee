"""What the files of words may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lindero.reading.tree import PathStep
from lindero.resources.data import PACKAGE, parse_data
from lindero.resources.languages import ADDRESS_FORMS, LANGUAGES
from lindero.shapes.refusals import Problem
from lindero.shipped.reading import (
    by_language,
    group_of,
    list_of,
    name_problem,
    names_to,
    read_anything,
    read_flag,
    read_words,
)

EVENTS = names_to(group_of({"names": list_of(read_words)}, {"arrives": read_flag}))
LENGTH = group_of(
    {},
    {
        "iso": list_of(read_words),
        "minutes": list_of(read_words),
        "days": read_words,
        "work": read_flag,
        "retainer": read_flag,
        "holds": list_of(read_words),
    },
)
UNITS = names_to(
    group_of(
        {"plural": read_words}, {"length": LENGTH, "order": read_flag, "meant": list_of(read_words)}
    )
)
MEANT_KEYS = names_to(list_of(read_words))

PROBLEMS = list_of(
    group_of(
        {
            "title": read_words,
            "problems": names_to(
                group_of({"means": read_words, "example": read_words, "write": read_words})
            ),
        }
    )
)

REFERENCE = group_of({"business": read_anything})

PAGE_WORDS = names_to(read_anything)
LANGUAGE_ROWS = names_to(
    group_of(
        {"name": read_words, "country": read_words, "locale": read_words},
        {
            "address": names_to(read_words),
            "plural": read_words,
            "articles": names_to(list_of(read_words)),
            "contractions": names_to(read_words),
            "halves": names_to(list_of(read_words)),
            "ahead": list_of(read_words),
            "messages": list_of(read_words),
        },
    )
)

LOCAL_WORDS = by_language(
    list_of(group_of({"in": list_of(read_words), "say": names_to(read_words)}))
)


def find_word_problems(name: str, words: Mapping[str, Any]) -> Iterator[Problem]:
    """Keys that one language has and another has not: one of the two is misspelt or forgotten."""
    own = name.partition(".")[0]
    if own in LANGUAGES:
        for other in LANGUAGES:
            there = parse_data((PACKAGE / f"wording/{other}.yml").read_bytes())
            yield from _compare_keys(words, there, f"{other}.yml", ())


def _compare_keys(
    here: Any, there: Any, other: str, steps: tuple[PathStep, ...]
) -> Iterator[Problem]:
    if not isinstance(here, dict) or not isinstance(there, dict):
        return
    # Voices and plurals are a language's own affair; they are read as such elsewhere.
    if {*here, *there} <= {"i", "we", "one", "other", *ADDRESS_FORMS.values(), *LANGUAGES}:
        return
    for key, inner in here.items():
        if key not in there:
            yield name_problem(f"`{other}` has no `{key}`", *steps, key)
        else:
            yield from _compare_keys(inner, there[key], other, (*steps, key))
    for key in there:
        if key not in here:
            yield name_problem(f"`{key}` is missing, which `{other}` has", *steps)
