"""What a sheet is but for its words: the code that we read is the one that a phone reads."""

from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp

from lindero.agreement.sheet_frame import draw_squares
from lindero.agreement.sheet_reading import read_sheet

SHEETS = ["print/flyer.es.pdf", "print/flyer.en.pdf", "print/care.es.pdf", "print/care.en.pdf"]


@pytest.mark.parametrize("path", SHEETS)
def test_the_code_that_is_compared_is_the_one_that_a_phone_reads(example_site, path):
    content = (example_site / path).read_bytes()
    picture = pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    squares = read_sheet(content).code
    assert squares == draw_squares(code.text)
    assert squares != draw_squares(f"{code.text}x")


def test_a_sheet_is_read_for_what_it_is(example_site):
    read = read_sheet((example_site / "print/flyer.es.pdf").read_bytes())
    assert (read.page_count, read.language, read.has_active_parts) == (1, "es-ES", False)
    assert read.metadata["Author"] == "Inés Valcárcel"
    assert "https://lindero.example/terms/" in read.links
    assert read.alternatives == ("Código QR con la dirección https://lindero.example/terms/",)
    assert read.unseen_words == ()
    assert read.text_colours
