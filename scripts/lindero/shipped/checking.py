"""Holds one shipped file to its schema; whatever is wrong with it stops everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import Any

from lindero.findings.finding import Finding
from lindero.findings.forms import render_findings
from lindero.findings.place import Source, Unlocated
from lindero.reading.tree import PlaceTree
from lindero.reading.yaml_reader import read_document
from lindero.shapes.key_groups import Parser
from lindero.shapes.refusals import Context, Problem, Refusal
from lindero.shipped import words
from lindero.shipped.reading import read_anything

_WORD_FILES = {
    "events.yml": words.EVENTS,
    "units.yml": words.UNITS,
    "keys.yml": words.MEANT_KEYS,
    "problems.*.yml": words.PROBLEMS,
    "reference.yml": words.REFERENCE,
    "*.yml": words.PAGE_WORDS,
}


_NAMED_ALONE = frozenset({"risks.yml", "sample_sizes.yml", "two_sides.yml", "words.yml"})
"""Files of the catalogue whose schema tells all that can be wrong with a name."""


class ShippedDataMistake(Exception):
    """A mistake of ours: the file, the line and a sentence for each."""


def check_shipped_file(name: str, text: str) -> None:
    """Raises ShippedDataMistake where a file, by its path inside the package, breaks its schema."""
    document, found = read_document(Source(name, text))
    # The problem reference shows signs that nobody sees, which rules may not have in them.
    found = [one for one in found if one.code != "control-character"]
    if document and not found:
        found = _list_findings(_find_problems(name, document.data), document.places, name)
    if found:
        raise ShippedDataMistake("\n" + render_findings(found, "short"))


def _find_problems(name: str, written: object) -> Iterator[Problem]:
    folder, _, file = name.partition("/")
    try:
        data = _find_schema(folder, file)(written, Context())
    except Refusal as refused:
        yield from refused.problems
        return
    yield from _find_unknown_names(folder, file, data)


# Rules and starters wait for their turn: they know all shapes, and shapes read files of words.
def _find_schema(folder: str, file: str) -> Parser:
    if folder == "wording":
        return next(schema for name, schema in _WORD_FILES.items() if fnmatch(file, name))
    if folder == "resources":
        return words.LOCAL_WORDS if file == "local_words.yml" else words.LANGUAGE_ROWS
    if folder == "guide":
        return read_anything  # a rulebook, which its test loads as one
    if folder == "catalogue":
        from lindero.shipped.rules import CATALOGUE_FILES, RULE_FILE

        return CATALOGUE_FILES.get(file, RULE_FILE)
    if folder == "spoken":
        from lindero.shipped.spoken import SPOKEN_FILES

        return next(schema for name, schema in SPOKEN_FILES.items() if fnmatch(file, name))
    from lindero.shipped.starters import STARTER_FILES

    return next(schema for name, schema in STARTER_FILES.items() if fnmatch(file, name))


def _find_unknown_names(folder: str, file: str, data: Any) -> Iterable[Problem]:
    if folder in {"resources", "guide", "spoken"} or file in _NAMED_ALONE:
        return ()
    if folder == "wording":
        return words.find_word_problems(file, data)
    if folder == "catalogue":
        from lindero.shipped.rules import find_rule_problems, list_rules
        from lindero.shipped.situations import find_situation_problems
        from lindero.shipped.statements import find_point_problems

        if file == "points.yml":
            return find_point_problems(data)
        if file == "situations.yml":
            return find_situation_problems(data, list_rules())
        return find_rule_problems(file.removeprefix("rules/").partition(".")[0], data)
    from lindero.shipped.starters import find_starter_problems

    return find_starter_problems(file, data)


def _list_findings(problems: Iterable[Problem], places: PlaceTree, name: str) -> list[Finding]:
    found = []
    for problem in problems:
        piece = places.find_piece(problem.path)
        mark = piece.key_mark if problem.on_key else piece.mark
        found.append(Finding(problem.code, problem.message, mark or Unlocated(name), problem.help))
    return found
