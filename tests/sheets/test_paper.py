"""What is said to fit on paper without printing it does fit, whatever it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

import lindero
from lindero.loading import load_rulebook
from lindero.reading.tree import PlaceTree
from lindero.records.sections import OnePager
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import Text
from lindero.sheets.engine import compile_sheet
from lindero.sheets.model import SheetPrice, SheetRule, SheetService
from lindero.sheets.paper import (
    KNOWN,
    LINES,
    LONGEST_WORD,
    MOST,
    RULES,
    SERVICES,
    check_paper,
    measure_breadth,
    surely_fits,
)
from lindero.sheets.printing import Printer
from lindero.sheets.views import list_sheet_keys, make_sheet_view
from support.folders import CASES, ROOT
from support.rulebooks import AS_OF

FONTS = sorted((Path(lindero.__file__).parent / "brand/fonts").glob("*.ttf"))
BOOKS = sorted(CASES.glob("rulebooks/*/terms"))
# The longest that the catalogue and its figures come to on one of those cards.
LABEL, SENTENCE, BIG, TIME = 46, 210, 30, 80
# Letters counted once that are the widest of their kind, in words of the worst lengths.
FILLERS = {
    "short words": "oo no ",
    "words of all lengths": "nuevo con o gobernado ",
    "words of twelve": "o" * 12 + " ",
    "long words": "o" * LONGEST_WORD + " ",
    "capitals": "GOLDONOG D ",
}


def filled(filler: str, most: int) -> str:
    text = ""
    for letter in filler * most:
        if measure_breadth(text + letter) >= most:
            break
        text += letter
    return text.rstrip() + "o"


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_every_font_has_every_character_that_is_known(font):
    cmap = TTFont(font).getBestCmap()
    assert [
        chr(point)
        for point in range(32, 0x2200)
        if KNOWN.fullmatch(chr(point)) and point not in cmap
    ] == []


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("filler", FILLERS.values(), ids=FILLERS)
def test_a_sheet_with_the_most_of_everything_fits(example, filler, paper):
    def most(name: str) -> str:
        return filled(filler, MOST[name])

    service = SheetService(
        most("service"),
        [{"text": most("summary")}],
        filled(filler, TIME),
        SheetPrice("desde", "1.450.000–2.300.000 €", filled(filler, 50)),
    )
    rule = SheetRule(
        filled("88 ddd ", BIG), filled(filler, LABEL), [{"text": filled(filler, SENTENCE)}]
    )
    lines = [[{"text": filled(filler, MOST["fine"] // LINES)}]] * LINES
    model = replace(
        make_sheet_view(example.rulebook, "flyer", "es").model,
        paper=paper,
        studio=most("name"),
        trade_line=f"{most('trade')} · {most('place')}",
        person=most("person"),
        audience="Para consumidores",
        email="o" * (MOST["address"] - 12) + "@xx.example",
        url_label="o" * (MOST["address"] - 8 - 8) + ".example/en/terms",
        heading=[{"strong": [{"text": most("title")}]}],
        lede=[{"text": most("text")}],
        services=(service,) * SERVICES,
        rules=(rule,) * RULES,
        fine=[{"bullets": lines}],
        fine_heading=most("heading"),
    )
    assert compile_sheet(model)


@pytest.mark.parametrize("terms", BOOKS, ids=lambda terms: terms.parent.name)
def test_what_stands_on_a_card_is_no_longer_than_was_tried(terms):
    book = load_rulebook(terms, AS_OF).rulebook
    for rule in book.rules:
        for language in (
            book.languages if surely_fits(alone := with_one_card(book, rule), "x") else ()
        ):
            (card,) = make_sheet_view(alone, "x", language).model.rules
            said = "".join(str(node.get("text", "")) for node in card.text)
            measured = (
                measure_breadth(card.big) if card.label else 0,
                measure_breadth(card.label),
                measure_breadth(said),
            )
            assert all(
                found <= most for found, most in zip(measured, (BIG, LABEL, SENTENCE), strict=True)
            ), card


def with_one_card(book: Rulebook, rule: str) -> Rulebook:
    sheet = OnePager(title=Text((("", "x"),)), rules=(rule,))
    return replace(
        book,
        onepagers={"x": sheet},
        business=book.business.change_keys(trade=None, place=None, person=None),
    )


def test_the_example_needs_no_printing(example):
    assert [
        key for key in example.rulebook.onepagers if not surely_fits(example.rulebook, key)
    ] == []


WORDS = st.text("aeimnorsw MWÑé8%.,—-€\n", max_size=60) | st.sampled_from(
    ["x" * 19, "WWWWWWWWWW " * 5, "nueve palabras largas " * 9, "漢", "a\u0301"]
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_said_to_fit_is_printed(data):
    example = load_rulebook(ROOT / "terms", AS_OF).rulebook
    assert example

    def text(times: int = 1) -> Text:
        return Text((("", " ".join(data.draw(WORDS) for _ in range(times)) or "x"),))

    business = example.business.change_keys(name=text(), trade=text(), place=text(), person=text())
    services = {
        key: one.change_keys(name=text(), summary=text(2), note=text())
        for key, one in example.services.items()
    }
    rules = data.draw(
        st.lists(st.sampled_from(sorted(example.rules)), min_size=0, max_size=7, unique=True)
    )
    chosen = data.draw(st.lists(st.sampled_from(sorted(services)), max_size=6, unique=True))
    sheet = example.onepagers["flyer"].change_keys(
        title=text(),
        text=text(4),
        fine=text(8),
        heading=text(),
        services=chosen,
        rules=rules,
    )
    book = replace(example, business=business, services=services, onepagers={"x": sheet})
    if surely_fits(book, "x"):
        assert Printer().print_all(book, None, PlaceTree())[1] == []


def test_what_is_in_doubt_is_printed_and_told(book):
    long = "Una frase que no termina nunca. " * 150
    loaded = book(
        sheets=f"onepagers:\n  poster: {{title: x, text: {long}}}\n  good: {{title: x}}\n"
    )
    assert {(one.code, one.place.line) for one in check_paper(loaded)} == {("sheet-overflow", 2)}
    assert list_sheet_keys(loaded.rulebook)
