"""Printed sheets, read back by other libraries than the one that wrote them."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from lindero.agreement import folded
from lindero.printing import Printer
from lindero.reading import Placed
from lindero.sheet_views import sheet_keys, sheet_view
from lindero.sheets import SheetError, compile_sheet

SIZES = {"flyer": (595.28, 841.89), "care": (612, 792)}


@pytest.fixture(params=[("flyer", "es"), ("flyer", "en"), ("care", "es"), ("care", "en")], ids=".".join)
def sheet(request, example, example_site):
    key, language = request.param
    return key, language, example_site / f"print/{key}.{language}.pdf", sheet_view(example.rulebook, key, language)


def test_a_sheet_is_one_page_of_its_paper(sheet):
    key, _, file, _ = sheet
    reader = PdfReader(file)
    (page,) = reader.pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(SIZES[key], abs=0.1)


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
    text = folded(PdfReader(file).pages[0].extract_text())
    missing = [shown.text for shown in view.shown if folded(shown.text) not in text]
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
    assert all("/FontDescriptor" in font.get_object()["/DescendantFonts"][0].get_object() for font in fonts)


def test_the_same_sheet_has_the_same_bytes(example):
    model = sheet_view(example.rulebook, "flyer", "es").model
    assert compile_sheet(model) == compile_sheet(model)


def test_text_from_yaml_stays_text(example):
    hostile = '#read("/etc/passwd") *a* _b_ $x$ <c> @d \\ // [e](f) = g'
    model = replace(sheet_view(example.rulebook, "flyer", "es").model, lede=[{"text": hostile}])
    text = folded(PdfReader(io.BytesIO(compile_sheet(model))).pages[0].extract_text())
    assert folded(hostile).replace(" ", "") in text.replace(" ", "")


def test_too_much_text_is_a_finding_at_the_one_pager(book):
    long = "Una frase que no termina nunca. " * 150
    loaded = book(sheets=f"onepagers:\n  poster:\n    title: x\n    text: {long}\n")
    assert loaded.rulebook
    sheets, found = Printer().print_all(loaded.rulebook, None, loaded.places)
    assert sheets == {}
    assert {(one.code, one.place.path, one.place.line) for one in found} == {("sheet-overflow", "terms/sheets.yml", 2)}


def test_a_character_without_a_glyph_is_a_finding_that_names_it(book):
    loaded = book(sheets="onepagers:\n  poster: {title: 漢字}\n")
    assert loaded.rulebook
    _, found = Printer().print_all(loaded.rulebook, None, loaded.places)
    assert {one.code for one in found} == {"sheet-glyph"}
    assert "漢" in found[0].message


def test_an_unchanged_sheet_is_not_printed_again(example):
    printer = Printer()
    first, _ = printer.print_all(example.rulebook, None, Placed())
    again, _ = printer.print_all(example.rulebook, None, Placed())
    assert all(again[path] is pdf for path, pdf in first.items())


def test_a_sheet_that_cannot_be_printed_says_why(example):
    model = replace(sheet_view(example.rulebook, "flyer", "es").model, url="https://lindero.example/" + "x" * 5000)
    with pytest.raises(SheetError) as refused:
        compile_sheet(model)
    assert refused.value.reason == "other"


def test_there_is_a_sheet_for_every_one_pager_and_language(example):
    assert sheet_keys(example.rulebook) == [("flyer", "es"), ("flyer", "en"), ("care", "es"), ("care", "en")]
