"""Figures in the author's own words on hand-written pages, compared with the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lindero.checks.spoken_figures import FigureJudge, list_prose_figures
from lindero.findings.finding import Finding
from lindero.findings.place import Place, Source
from lindero.loading import Loaded
from lindero.reading.folder import format_path
from lindero.reading.source_files import read_source
from lindero.rulebook.rulebook import Rulebook
from lindero.site.addresses import find_page_language
from lindero.site.docs_folder import Publishing, look_through
from lindero.site.markdown_code import find_code
from lindero.spoken.allowances import Allowance, list_allowances
from lindero.spoken.markings import APART, PlainText, blank_match, strip_marks

if TYPE_CHECKING:
    from lindero.spoken.comparison import SpokenFigure

# As text: most pages say no figure.
_FRONT_MATTER = r"\A---[ \t]*\r?\n(?P<head>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*\r?\n"
_KEY = r"(?m)^[ \t]*(?:- )?[\w-]+:|^[ \t]*- |[\"']"
_TAG = r"<[a-zA-Z/!][^<>]*>|\{:[^}\n]*\}|https?://\S+"
_ALTERNATIVE = r"""\balt=(?P<quote>["'])(?P<words>[^"']*)(?P=quote)"""
_PARAGRAPHS = r"\n[ \t]*\n"


def list_own_figures(
    loaded: Loaded, folder: Path, publishing: Publishing
) -> Iterator[tuple[SpokenFigure, Place]]:
    """Every figure in the author's own words, in the rules and on hand-written pages."""
    assert loaded.rulebook
    judge = FigureJudge(loaded.rulebook, loaded.places, loaded.as_of, thorough=True)
    for figure, place, _ in list_prose_figures(loaded.prose, "", judge):
        yield figure, place
    for source, language in iterate_pages(loaded.rulebook, folder, publishing):
        for figure in list_page_figures(judge, source, language):
            yield figure, source.make_span(figure.start, figure.end)


def iterate_pages(
    rulebook: Rulebook, folder: Path, publishing: Publishing
) -> Iterator[tuple[Source, str]]:
    """Every page written by hand, with its language."""
    for path in look_through(folder, publishing).list_pages():
        source, _problems = read_source(folder / path, format_path(folder / path))
        yield source, find_page_language(rulebook, path)


def list_page_figures(judge: FigureJudge, source: Source, language: str) -> list[SpokenFigure]:
    """Every figure that a page says in words of its own, front matter and alt texts too."""
    return judge.compare_words(source.text, language, strip=strip_page)


def strip_page(text: str) -> PlainText:
    """Only the words that a page says in the author's name."""
    return strip_marks(blank_code(text))


def check_page_figures(judge: FigureJudge, source: Source, language: str) -> Iterator[Finding]:
    """What contradicts the rules, and what could be named by its address."""
    allowances = list(list_allowances(source.text))
    for figure in list_page_figures(judge, source, language):
        near = [(source, one) for one in allowances if _stands_near(one, figure.start, source.text)]
        yield from judge.report_figure(figure, source.make_span(figure.start, figure.end), near)
    yield from judge.report_allowances(source)


def _stands_near(allowance: Allowance, at: int, text: str) -> bool:
    """Whether a figure stands in an allowance's own paragraph or in the next one."""
    low, high = sorted((allowance.start, at))
    gaps = len(re.findall(_PARAGRAPHS, text[low:high]))
    return gaps == 0 or (gaps == 1 and at > allowance.start)


def blank_code(text: str) -> str:
    """The page without code, comments, tags and keys of the front matter; offsets are kept."""
    for start, end in find_code(text):
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    text = re.sub(_FRONT_MATTER, _part_lines, text)
    return re.sub(_TAG, _keep_alternative, text)


def _part_lines(match: re.Match[str]) -> str:
    head = re.sub(_KEY, blank_match, match[0].replace("---", "   ").replace("...", "   "))
    return head.replace("\n", APART)


def _keep_alternative(match: re.Match[str]) -> str:
    """A tag says nothing to a reader but the words in place of a picture."""
    blank = blank_match(match)
    if not (found := re.search(_ALTERNATIVE, match[0])):
        return blank
    start, end = found.span("words")
    return f"{APART}{blank[1:start]}{found['words']}{blank[end:-1]}{APART}"
