"""Mutants of the words of a language: the other language, the next word, a negation lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from mutation.mutant import Mutant, make_mutant

_SLOT = re.compile(r"\{\w+\}")
_NEGATION = re.compile(
    r"\b(?:no|not|never|nunca|sin|without|ni|nothing|ninguna?|ningún) ", re.IGNORECASE
)
_NOT_PUBLISHED = {"when", "what_if_terminal"}


class Word(NamedTuple):
    """One text of a language, by its keys, and where it stands in the file."""

    path: tuple[str, ...]
    span: tuple[int, int]
    text: str


def list_word_mutants(file: str, text: str, other: str) -> Iterator[Mutant]:
    """Every mutant that is known of a file of words; `other` is the other language's file."""
    words, strangers = _read_words(text), {word.path: word.text for word in _read_words(other)}
    for at, word in enumerate(words):
        changes = [
            ("language", strangers.get(word.path)),
            *(("neighbour", near) for near in _list_neighbours(words, at)),
            *_change_text(word.text, negation="No " if file.endswith("es.yml") else "Not "),
        ]
        for name, after in changes:
            if after is not None and after != word.text:
                quoted = json.dumps(after, ensure_ascii=False)
                yield make_mutant(file, text, name, word.span, quoted)


def _read_words(text: str) -> list[Word]:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    return [word for word in _walk_words(root, ()) if word.path[0] not in _NOT_PUBLISHED]


def _walk_words(node: yaml.Node, path: tuple[str, ...]) -> Iterator[Word]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk_words(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield from _walk_words(value, (*path, str(at)))
    else:
        yield Word(path, (node.start_mark.index, node.end_mark.index), node.value)


def _list_neighbours(words: list[Word], at: int) -> Iterator[str]:
    """The next text with the same keys at its end, and the next beside it, with like slots."""
    word = words[at]
    slots = sorted(_SLOT.findall(word.text))
    following = [one for one in words[at + 1 :] + words[:at] if _has_slots(one, slots)]
    beside = [one for one in following if one.path[:-1] == word.path[:-1]]
    alike = [one for one in following if len(one.path) > 2 and _is_cousin(one.path, word.path)]
    yield from (group[0].text for group in (beside, alike) if group)


def _has_slots(word: Word, slots: list[str]) -> bool:
    return sorted(_SLOT.findall(word.text)) == slots


def _is_cousin(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """`units.day.noun.one` and `units.month.noun.one`."""
    return one[0] == other[0] and one[2:] == other[2:] and one[1] != other[1]


def _change_text(text: str, negation: str) -> Iterator[tuple[str, str]]:
    slots = _SLOT.findall(text)
    for slot in slots:
        yield "slot", text.replace(slot, "")
    if len(slots) > 1:
        one, other = slots[:2]
        yield "slot", text.replace(one, "\0").replace(other, one).replace("\0", other)
    if _NEGATION.search(text):
        yield "negation", _NEGATION.sub("", text, count=1)
    elif len(text.split()) > 2:
        yield "negation", negation + text[0].lower() + text[1:]
    yield "empty", ""
    yield "added", f"{text} 99 %"
    if re.search(r"\d", text):
        yield "digits", re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text, count=1)
