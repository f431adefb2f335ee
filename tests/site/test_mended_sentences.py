"""What a rule says agrees with the rules beside it, and says nothing that nobody wrote."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import get_args

import pytest

from lindero.catalogue.clauses import Side
from lindero.findings.finding import select_errors
from lindero.reading.prose import Paragraph
from lindero.rulebook.rulebook import Rulebook
from lindero.site.duty_views import DutyMaker
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from support.case_data import read_cases
from support.folders import CASES
from support.rulebooks import BUSINESS

MENDED = read_cases(CASES / "mended_sentences.yml")
TWO_LANGUAGES = BUSINESS.replace("languages: [en]", "languages: [es, en]").rstrip()


def list_sayings(rulebook: Rulebook, language: str) -> Iterator[str]:
    """What pages say of each rule in each case, and the table of both sides."""
    reader = reader_for(rulebook.business, language)
    for rule in rulebook.rules.values():
        for variant in rule.variants:
            scope = Scope(rulebook, reader, str, variant)
            said = Phrases(rulebook, variant, reader)
            bodies = [block.body for block in said.text if isinstance(block, Paragraph)]
            yield from (inline_plain(words, scope) for words in (said.summary, said.brief, *bodies))
    for row in DutyMaker(Scope(rulebook, reader, str)).list_rows():
        for lines in (getattr(row, side) for side in get_args(Side)):
            shown = (*lines.shown, *lines.folded) if lines else ()
            yield from (html.unescape(line.striptags()) for line in shown)


@pytest.mark.parametrize("case", MENDED.values(), ids=MENDED)
def test_a_mended_sentence_stays_mended(book, case):
    loaded = book(business=f"{TWO_LANGUAGES}\n{case.get('business', '')}", rules=case["rules"])
    assert select_errors(loaded.findings) == []
    for language in ("es", "en"):
        said = " ".join(list_sayings(loaded.rulebook, language)).replace("\N{NO-BREAK SPACE}", " ")
        assert [one for one in case.get("says", {}).get(language, ()) if one not in said] == []
        assert [one for one in case.get("never", {}).get(language, ()) if one in said] == []
