"""The table of both sides holds what each owes, once, for whomever it is shown to."""

from __future__ import annotations

import html
from datetime import date

import pytest

from lindero.loading import load_rulebook
from lindero.rulebook.cases import EVERYBODY, Audience
from lindero.rulebook.rulebook import Rulebook
from lindero.site.duty_views import DutyMaker
from lindero.site.page_content import DutyLines
from lindero.wording.figures import reader_for
from lindero.wording.markup import Scope, inline_plain
from lindero.wording.phrases import Phrases
from support.folders import HOMES, ROOT

AUDIENCES = [EVERYBODY, Audience("business"), Audience("consumer")]
SIDES = ("client", "freelancer", "both")


def list_lines(duties: DutyLines | None) -> list[str]:
    lines = (*duties.shown, *duties.folded) if duties else ()
    return [html.unescape(line.striptags()) for line in lines]


def list_duties(rulebook: Rulebook, scope: Scope, side: str) -> dict[tuple[str, str], set[str]]:
    """What each clause of each rule may stand there as: it reads otherwise in other cases."""
    duties: dict[tuple[str, str], set[str]] = {}
    for rule in rulebook.rules.values():
        for variant in rule.variants:
            inside = Scope(rulebook, scope.reader, str, variant)
            said = Phrases(rulebook, variant, scope.reader).describe_duties(side)
            owed = {clause.name for clause in variant.said if clause.who == side}
            assert said.keys() == owed
            for name, words in said.items():
                text = " ".join(inline_plain(words, inside).casefold().split())
                duties.setdefault((rule.id, name), set()).add(text)
    return duties


@pytest.mark.parametrize("home", [ROOT, *HOMES], ids=lambda home: home.name)
@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda one: one.client or "everybody")
def test_every_duty_stands_there_once(home, audience):
    whole = load_rulebook(home / "terms", date(2026, 12, 1)).rulebook
    assert whole
    rulebook = whole.narrow_to(audience)
    for language in rulebook.business.languages:
        reader = reader_for(rulebook.business, language)
        scope = Scope(rulebook, reader, str)
        rows = DutyMaker(scope).list_rows()
        link = f" {reader.words['other_cases']}"
        for side in SIDES:
            told = [line for row in rows for line in list_lines(getattr(row, side))]
            lines = [line.removesuffix(link).casefold() for line in told]
            duties = list_duties(rulebook, scope, side)
            assert len(lines) == len(duties)
            for duty, texts in duties.items():
                standing = [line for line in lines if line.endswith(tuple(texts))]
                assert len(standing) == 1, (language, duty, texts, standing)


def test_what_is_folded_away_is_the_rest_of_many_lines(example):
    scope = Scope(example.rulebook, reader_for(example.rulebook.business, "en"), str)
    cells = [getattr(row, side) for row in DutyMaker(scope).list_rows() for side in SIDES]
    folded = [cell for cell in cells if cell and cell.folded]
    assert folded
    for cell in folded:
        assert len(cell.shown) == 3
        assert len(cell.folded) >= 2
        assert cell.fold_words == f"And {len(cell.folded)} more"
    assert all(len(cell.shown) <= 4 for cell in cells if cell)


def test_a_rule_of_ones_own_is_named_and_leads_to_its_text(book):
    rule = "drones: {title: Drones, duty: freelancer, text: The studio flies.}"
    rulebook = book(work=f"work:\n  {rule}\n").rulebook
    scope = Scope(rulebook, reader_for(rulebook.business, "en"), lambda rule: f"#{rule}")
    (row,) = DutyMaker(scope).list_rows()
    assert row.freelancer.shown == ('<a href="#work.drones">Drones</a>',)
