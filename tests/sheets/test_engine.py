"""Printed sheets, read back by other libraries than the one that wrote them."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from lindero.reading.tree import PlaceTree
from lindero.sheets.engine import SheetError, compile_sheet
from lindero.sheets.model import SheetPrice
from lindero.sheets.printing import Printer
from lindero.sheets.views import list_sheet_keys, make_sheet_view
from support.folders import ROOT
from support.publication import page_texts
from support.read_back import fold_spaces

SIZES = {"flyer": (595.28, 841.89), "care": (612, 792)}


@pytest.fixture(
    params=[("flyer", "es"), ("flyer", "en"), ("care", "es"), ("care", "en")], ids=".".join
)
def sheet(request, example, example_site):
    key, language = request.param
    return (
        key,
        language,
        example_site / f"print/{key}.{language}.pdf",
        make_sheet_view(example.rulebook, key, language),
    )


def test_a_sheet_is_one_page_of_its_paper(sheet):
    key, _, file, _ = sheet
    reader = PdfReader(file)
    (page,) = reader.pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        SIZES[key], abs=0.1
    )


def test_a_sheet_says_its_language_and_title_and_is_tagged(sheet):
    _, language, file, view = sheet
    catalog = PdfReader(file).trailer["/Root"]
    assert str(catalog["/Lang"]).split("-")[0] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert PdfReader(file).metadata.title == view.model.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()


def test_every_figure_of_a_sheet_can_be_read_again(sheet):
    _, _, file, view = sheet
    text = fold_spaces(PdfReader(file).pages[0].extract_text())
    missing = [shown.text for shown in view.shown_facts if fold_spaces(shown.text) not in text]
    assert missing == []


def test_the_code_leads_to_the_terms_in_the_readers_language(sheet):
    _, language, file, _ = sheet
    picture = pypdfium2.PdfDocument(file)[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"https://lindero.example/{'' if language == 'es' else 'en/'}terms/"


def test_only_our_own_fonts_are_used_and_all_are_embedded(sheet):
    _, _, file, _ = sheet
    fonts = PdfReader(file).pages[0]["/Resources"]["/Font"].values()
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts}
    assert names
    assert all(name.startswith(("Figtree", "Fraunces")) for name in names)
    assert all(
        "/FontDescriptor" in font.get_object()["/DescendantFonts"][0].get_object() for font in fonts
    )


def test_the_same_sheet_has_the_same_bytes(example):
    model = make_sheet_view(example.rulebook, "flyer", "es").model
    assert compile_sheet(model) == compile_sheet(model)


def test_text_from_yaml_stays_text(example):
    hostile = '#read("/etc/passwd") *a* _b_ $x$ <c> @d \\ // [e](f) = g'
    model = replace(
        make_sheet_view(example.rulebook, "flyer", "es").model, lede=[{"text": hostile}]
    )
    text = fold_spaces(PdfReader(io.BytesIO(compile_sheet(model))).pages[0].extract_text())
    assert fold_spaces(hostile).replace(" ", "") in text.replace(" ", "")


def test_too_much_text_is_a_finding_at_the_one_pager(book):
    long = "Una frase que no termina nunca. " * 150
    loaded = book(sheets=f"onepagers:\n  poster:\n    title: x\n    text: {long}\n")
    assert loaded.rulebook
    sheets, found = Printer().print_all(loaded.rulebook, None, loaded.places)
    assert sheets == {}
    assert {(one.code, one.place.path, one.place.line) for one in found} == {
        ("sheet-overflow", "terms/sheets.yml", 2)
    }


def test_a_character_without_a_glyph_is_a_finding_that_names_it(book):
    loaded = book(sheets="onepagers:\n  poster: {title: 漢字}\n")
    assert loaded.rulebook
    _, found = Printer().print_all(loaded.rulebook, None, loaded.places)
    assert {one.code for one in found} == {"sheet-glyph"}
    assert "漢" in found[0].message


def test_of_a_letter_with_accents_only_those_without_a_glyph_are_named(book):
    accents = "\u0301\u0302\u0303\u0304"
    loaded = book(sheets=f'onepagers:\n  poster: {{title: "A{accents}rea"}}\n')
    assert loaded.rulebook
    _, found = Printer().print_all(loaded.rulebook, None, loaded.places)
    assert "U+0303 COMBINING TILDE" in found[0].message
    assert not any("U+0041" in one.message for one in found)


def test_an_unchanged_sheet_is_not_printed_again(example):
    printer = Printer()
    first, _ = printer.print_all(example.rulebook, None, PlaceTree())
    again, _ = printer.print_all(example.rulebook, None, PlaceTree())
    assert all(again[path].pdf is sheet.pdf for path, sheet in first.items())


# Printed by a process of its own: in this one, others have left room that nobody would see filled.
_TWELVE_SHEETS = """
import resource
from dataclasses import replace
from datetime import date
from pathlib import Path
from lindero.loading import load_rulebook
from lindero.sheets.engine import compile_sheet
from lindero.sheets.views import make_sheet_view

rulebook = load_rulebook(Path("terms"), date(2026, 12, 1)).rulebook
model = make_sheet_view(rulebook, "flyer", "es").model
for number in range(12):
    compile_sheet(replace(model, title=f"{number}"))
    if number in {2, 11}:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted otherwise")
def test_many_sheets_take_hardly_more_memory_than_a_few():
    command = [sys.executable, "-c", _TWELVE_SHEETS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    few, many = map(int, done.stdout.split())
    assert many - few < 15


def test_a_sheet_that_cannot_be_printed_says_why(example):
    model = replace(
        make_sheet_view(example.rulebook, "flyer", "es").model,
        url="https://lindero.example/" + "x" * 5000,
    )
    with pytest.raises(SheetError) as refused:
        compile_sheet(model)
    assert refused.value.reason == "other"


def test_there_is_a_sheet_for_every_one_pager_and_language(example):
    assert list_sheet_keys(example.rulebook) == [
        ("flyer", "es"),
        ("flyer", "en"),
        ("care", "es"),
        ("care", "en"),
    ]


WORDS = {
    "the title": {"heading": [{"text": "W" * 40}]},
    "the title's strong part": {"heading": [{"strong": [{"text": "w" * 40}]}]},
    "the introduction": {"lede": [{"text": "w" * 60}]},
    "the name": {"studio": "W" * 40},
    "the trade": {"trade_line": "W" * 90},
    "the person": {"person": "W" * 40},
    "the address for mail": {"email": "a" * 60 + "@lindero.example"},
    "the address of the site": {"url_label": "a" * 60 + ".example/terms"},
    "the fine print": {"fine": [{"paragraph": [{"text": "w" * 90}]}]},
    "the fine print's list": {"fine": [{"bullets": [[{"text": "w" * 90}]]}]},
}


@pytest.mark.parametrize("changed", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("key", ["flyer", "care"])
def test_a_word_wider_than_its_place_is_refused_by_name(example, key, changed):
    with pytest.raises(SheetError) as refused:
        compile_sheet(replace(make_sheet_view(example.rulebook, key, "es").model, **changed))
    assert refused.value.reason == "word"
    assert refused.value.detail.strip("`")[:20] in str(changed)


@pytest.mark.parametrize("part", ["services", "rules"])
def test_so_is_one_in_the_list(example, part):
    model = make_sheet_view(example.rulebook, "flyer", "es").model
    first = replace(
        getattr(model, part)[0], **{"name" if part == "services" else "label": "w" * 60}
    )
    with pytest.raises(SheetError) as refused:
        compile_sheet(replace(model, **{part: (first, *getattr(model, part)[1:])}))
    assert refused.value.reason == "word"


def test_the_finding_names_the_word(book):
    loaded = book(sheets=f"onepagers:\n  poster: {{title: {'Donaudampfschiff' * 4}}}\n")
    _, (found,) = Printer().print_all(loaded.rulebook, None, loaded.places)
    assert (found.code, found.place.line) == ("sheet-overflow", 2)
    assert "DonaudampfschiffDonau" in found.message


def test_a_long_word_makes_the_type_smaller_before_it_is_refused(example):
    model = replace(
        make_sheet_view(example.rulebook, "flyer", "es").model,
        heading=[{"text": "Lebensmittelzertifizierung"}],
    )
    page = pypdfium2.PdfDocument(compile_sheet(model))[0]
    rights = [
        page.get_textpage().get_charbox(at)[2] for at in range(page.get_textpage().count_chars())
    ]
    assert max(rights) < page.get_width() - 40


def test_a_price_fits_however_many_digits_it_has(example):
    model = make_sheet_view(example.rulebook, "flyer", "en").model
    figures = [
        *(f"COP\N{NO-BREAK SPACE}{digit},200,000" for digit in range(1, 10)),
        "Rp\N{NO-BREAK SPACE}120,000,000,000–Rp\N{NO-BREAK SPACE}450,000,000,000",
        f"IDR\N{NO-BREAK SPACE}{'444,' * 9}444",
    ]
    for figure in figures:
        price = SheetPrice("", figure, "per month")
        services = tuple(replace(one, price=price) for one in model.services)
        page = pypdfium2.PdfDocument(compile_sheet(replace(model, services=services)))[0]
        words = page.get_textpage()
        rights = [words.get_charbox(at)[2] for at in range(words.count_chars())]
        assert max(rights) < page.get_width() - 40, figure


@pytest.mark.parametrize("given", ["email", "phone", "person"])
def test_what_is_not_given_is_neither_shown_nor_linked(example, given):
    none = {"email": "", "phone": "", "person": ""}
    model = replace(
        make_sheet_view(example.rulebook, "flyer", "es").model,
        **none | {given: "hola@lindero.example"},
    )
    page = PdfReader(io.BytesIO(compile_sheet(model))).pages[0]
    links = [note["/A"]["/URI"] for note in page["/Annots"] if "/URI" in note["/A"]]
    assert [link for link in links if link.startswith("mailto:")] == (
        ["mailto:hola@lindero.example"] if given == "email" else []
    )
    assert page.extract_text().count("hola@lindero.example") == 1


def test_a_fresh_rulebook_has_no_link_to_nobody(book):
    loaded = book(sheets="onepagers:\n  poster: {title: Hello}\n")
    sheets, _ = Printer().print_all(loaded.rulebook, None, loaded.places)
    assert b"mailto" not in next(iter(sheets.values())).pdf
    assert not [
        text
        for text in page_texts(loaded.rulebook).values()
        if 'href="mailto:"' in text or 'href="tel:"' in text
    ]


@pytest.mark.parametrize("size", [(3000, 100), (100, 3000), (300, 300)])
def test_a_logo_of_any_shape_stays_on_the_sheet(example, size):
    width, height = size
    logo = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path fill="red" d="M0 0h{width}v{height}H0z"/></svg>'
    )
    page = pypdfium2.PdfDocument(
        compile_sheet(make_sheet_view(example.rulebook, "flyer", "es").model, logo.encode())
    )[0]
    red = page.render(scale=1).to_pil().convert("RGB").load()
    found = [
        x for x in range(595) for y in range(90) if red[x, y][0] > 200 and max(red[x, y][1:]) < 60
    ]
    assert found
    assert max(found) < 400


def test_check_and_build_refuse_alike_what_cannot_be_printed(project_copy, change):
    change(
        "terms/onepagers.yml", "onepagers:", "onepagers:\n  poster: {title: {es: 漢字, en: Hello}}"
    )
    for command in ("check", "build"):
        done = subprocess.run(
            [sys.executable, "-m", "lindero", command],
            cwd=project_copy,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "error[sheet-glyph]" in done.stderr
        assert "U+6F22" in done.stderr
    assert not (project_copy / "site").exists()
