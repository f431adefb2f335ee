"""The measure by mutants: what is tried, what counts as saying something else."""

from __future__ import annotations

import pytest

from mutation.listing import PACKAGE, list_mutants, read_nasty_mutants, select_fifth
from mutation.surfaces import find_difference, read_site
from mutation.trial import ChildLost, run_in_child

PAGE = (
    '<html lang="en"><title>Terms</title><p>You pay <b>40 %</b>, <a href="../">see</a>.</p></html>'
)


@pytest.fixture(scope="module")
def mutants():
    return list_mutants()


def test_every_kind_of_file_is_spoilt_in_many_places_and_always_the_same(mutants):
    assert len(mutants) >= 1000
    kinds = {one.kind for one in mutants}
    assert kinds >= {"wording.py", "site.py", "site.j2", "site.html"}
    assert kinds >= {"sheets.py", "sheets.typ", "generators.py"}
    assert len({one.identity for one in mutants}) == len(mutants)
    assert [one.identity for one in list_mutants()] == [one.identity for one in mutants]


def test_a_fifth_is_about_a_fifth_of_every_kind(mutants):
    fifth = select_fifth(mutants)
    assert 0.17 < len(fifth) / len(mutants) < 0.23
    assert {one.kind for one in fifth} == {one.kind for one in mutants}


def test_a_mutant_changes_what_it_says_and_nothing_else(mutants):
    for mutant in mutants:
        text = (PACKAGE / mutant.file).read_text("utf-8")
        assert text[mutant.start : mutant.end] == mutant.before != mutant.after
        assert mutant.apply_to(text) != text
        assert "\n" not in mutant.show_change()


def test_those_that_somebody_thought_of_still_fit_the_code():
    nasty = list(read_nasty_mutants())
    assert len(nasty) >= 80
    assert sum(one.after_other_rules for one in nasty) >= 5


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("40 %", "41 %", "text"),
        ("40 %", "", "text"),
        ("../", "../../", "links"),
        ('lang="en"', 'lang="es"', "spoken"),
        ("<title>Terms", "<title>Prices", "text"),
    ],
)
def test_another_figure_word_link_or_language_is_a_difference(tmp_path, old, new, kind):
    assert f"index.html {kind}: " in find_difference(*read_pair(tmp_path, PAGE.replace(old, new)))


@pytest.mark.parametrize(
    "style",
    [
        PAGE.replace("You", "you"),
        PAGE.replace("<p>", '<p class="large"> '),
        PAGE.replace("40 %", "40.00 %"),
        PAGE.replace("<title>", '<link rel="stylesheet" href="other.css"><title>'),
    ],
)
def test_style_is_none(tmp_path, style):
    assert find_difference(*read_pair(tmp_path, style)) == ""


def test_a_page_that_is_not_there_is_a_difference(tmp_path):
    clean, there = read_pair(tmp_path, PAGE)
    assert find_difference(clean, {}) == "index.html is missing"
    assert find_difference({}, there) == "index.html is new"


def read_pair(folder, other):
    sites = []
    for name, page in (("clean", PAGE), ("spoilt", other)):
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(page, "utf-8")
        sites.append(read_site(folder / name))
    return sites


def test_a_child_that_dies_is_told_from_one_that_answers():
    assert run_in_child(lambda: 2 + 2) == 4
    with pytest.raises(ChildLost):
        run_in_child(lambda: 1 / 0)
