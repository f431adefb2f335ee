"""Moments: what has happened when a stage of the work is reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from lindero.reading.tree import Scalar
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE, read_language_words
from lindero.shapes.refusals import Context
from lindero.shapes.texts import Text, parse_text


def parse_moment(written: object, context: Context = Context()) -> Text:
    """An event (`on delivery`, `after start`) in every reader's words, or the author's text.

    What readers are told of an event is known in each language: `con la entrega` is *on delivery*.
    """
    if isinstance(written, Scalar):
        phrase = " ".join(written.text.split()).lower()
        if moment := _load_known_moments().get(phrase):
            return moment
    return parse_text(written, context)


@cache
def _load_known_moments() -> dict[str, Text]:
    """What an author may write for an event, and the text in every language."""
    known: dict[str, Text] = {}
    for event in read_shipped_yaml("wording/events.yml"):
        for phrase, moment in _list_moments(event):
            known.setdefault(phrase.lower(), moment)
    return known


def _list_moments(event: str) -> Iterator[tuple[str, Text]]:
    """Each way of writing an event; a reader's own phrase stays as it is in its language."""
    words = {
        language: read_language_words(language)["events"][event]
        for language in (TOOL_LANGUAGE, *LANGUAGES)
    }
    for way in ("on", "before", "after"):
        usual = {language: _say_way(said, way, language) for language, said in words.items()}
        for name in read_shipped_yaml("wording/events.yml")[event]["names"]:
            yield f"{way} {name}", Text(tuple(usual.items()))
        for phrase in usual.values():
            yield phrase, Text(tuple(usual.items()))
        if way == "on" and not _is_vague(event):
            for language, said in words.items():
                yield said["short"], Text(tuple({**usual, language: said["short"]}.items()))


def _say_way(event: Mapping[str, str], way: str, language: str) -> str:
    """How readers are told of it; what an event has under `after` goes on from a length of time."""
    if way != "after":
        return event[way]
    past: str = read_language_words(language)["figures"]["past"]
    return past.format(event=event["noun"])


def _is_vague(event: str) -> bool:
    """Whether the short words for an event are those for another too, as in *on the day*."""
    shown = [
        {event: words["short"] for event, words in read_language_words(language)["events"].items()}
        for language in LANGUAGES
    ]
    return any(Counter(shorts.values())[shorts[event]] > 1 for shorts in shown)
