"""Logos: what is taken, what is refused and why, and what of a drawing is published."""

import io
import os
import time

import pytest
from PIL import Image
from pypdf import PdfReader

from lindero.brand.drawings import NotDrawn
from lindero.brand.logos import MAX_BYTES, read_logo
from lindero.sheets.engine import compile_sheet, look_at_logo
from lindero.sheets.views import make_sheet_view

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 100 40">'
)
RECT = '<rect width="100" height="40" fill="#a00"/>'


def svg(body: str, head: str = HEAD) -> bytes:
    return f"{head}{body}</svg>".encode()


def picture(
    kind: str,
    size: tuple[int, int] = (300, 100),
    mode: str = "RGB",
    colour: object = 128,
    **options,
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def use_bomb(levels: int) -> bytes:
    groups = "".join(
        f'<g id="a{at + 1}">' + f'<use href="#a{at}"/>' * 10 + "</g>" for at in range(levels)
    )
    return svg(f'<g id="a0">{RECT}</g>{groups}')


def zero_bytes(content: bytes, at: int) -> bytes:
    return content[:at] + bytes(20) + content[at + 20 :]


NOISE = {}
for kind in ("PNG", "JPEG"):
    noise = io.BytesIO()
    Image.effect_noise((300, 100), 90).save(noise, kind)
    NOISE[kind] = noise.getvalue()
MOVING = io.BytesIO()
Image.new("RGB", (9, 9)).save(
    MOVING, "PNG", save_all=True, append_images=[Image.new("RGB", (9, 9), "red")]
)
LACE = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "turbulence": (
        svg(f'<filter id="f"><feTurbulence numOctaves="9999"/></filter>{RECT}'),
        "uses filters",
    ),
    "a filter's part alone": (svg("<feTurbulence/>" + RECT), "uses filters"),
    "a filter as an attribute": (
        svg('<rect width="9" height="9" filter="blur(9px)"/>'),
        "uses filters",
    ),
    "a filter as a style": (
        svg('<rect width="9" height="9" style="fill:red; filter:blur(9px)"/>'),
        "uses filters",
    ),
    "a filter in a sheet": (svg(f"<style>rect{{filter:blur(9px)}}</style>{RECT}"), "uses filters"),
    "a web page": (svg(f"<foreignObject><body/></foreignObject>{RECT}"), "a piece of a web page"),
    "a picture of another file": (
        svg('<image href="/etc/passwd" width="9" height="9"/>'),
        "a picture of pixels",
    ),
    "a part of another file": (
        svg('<use href="https://evil.example/a.svg#a"/>'),
        "from another file",
    ),
    "a part of another file, in the old way": (
        svg('<use xlink:href="file:///etc/passwd"/>'),
        "from another file",
    ),
    "a paint of another file": (
        svg('<rect width="9" height="9" fill="url(https://evil.example/a.svg#g)"/>'),
        "from another file",
    ),
    "a paint in a style": (
        svg("<rect width='9' height='9' style='fill:url(\"//evil.example/#g\")'/>"),
        "from another file",
    ),
    "a style sheet of another file": (
        svg(f"<style>@import 'https://evil.example/a.css';</style>{RECT}"),
        "move, load or act",
    ),
    "a font": (svg(f"<style>@font-face{{src:local(a)}}</style>{RECT}"), "move, load or act"),
    "escapes that hide something": (
        svg(f"<style>@\\69mport 'a.css';</style>{RECT}"),
        "move, load or act",
    ),
    "moving": (
        svg('<rect width="9" height="9"><animate attributeName="x" to="9"/></rect>'),
        "moves",
    ),
    "a script by moving": (
        svg('<a><set attributeName="href" to="javascript:alert(1)"/></a>' + RECT),
        "moves",
    ),
    "words of its own": (svg(f"<text>&b;</text>{RECT}", LACE + HEAD), "words of its own"),
    "another file's text": (
        svg("<text>&x;</text>", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD),
        "words of its own",
    ),
    "parts of parts": (use_bomb(7), "too often"),
    "a part of itself": (svg('<g id="a"><use href="#a"/></g>'), "uses itself"),
    "masks of masks": (
        svg(
            "".join(f'<mask id="m{at}"><g mask="url(#m{at + 1})"/></mask>' for at in range(400))
            + RECT
        ),
        "without end",
    ),
    "many elements": (svg(RECT * 5001), "more than 5000 elements"),
    "many levels": (svg("<g>" * 120 + RECT + "</g>" * 120), "more than 100 levels"),
    "much text": (svg("<text>" + "W" * 100_000 + "</text>"), "too often"),
    "many styles": (
        svg("<style>" + "g rect{fill:red}" * 3000 + "</style>" + RECT * 3000),
        "too many styles",
    ),
    "a pattern": (
        svg(
            '<pattern id="p" width=".001" height=".001"/>'
            '<rect width="9" height="9" fill="url(#p)"/>'
        ),
        "repeats a pattern",
    ),
    "a marker": (
        svg('<marker id="p"/><path d="M0 0L9 9" marker-mid="url(#p)"/>'),
        "repeats a marker",
    ),
    "no drawing": (svg(""), "draws nothing"),
    "only definitions": (svg(f"<defs>{RECT}</defs>"), "draws nothing"),
    "cut short": (svg(RECT)[:-9], "is no XML"),
    "not the name space": (b"<svg><rect/></svg>", "its first element is not `svg`"),
    "a page": (b"<html><svg></svg></html>", "its first element is not `svg`"),
    "something else": (b"hello", "is no picture"),
    "nothing": (b"", "is an empty file"),
    "a picture under another name": (picture("PNG"), "is a PNG picture under another name"),
    "too large": (b"<svg" + b" " * MAX_BYTES, "is larger than 1024 KiB"),
}
UNSEEN = {
    "hidden": svg(RECT.replace("<rect", '<rect visibility="hidden"')),
    "of no size": svg('<rect width="0" height="0"/>'),
    "through a style": svg(f"<style>rect{{display:none}}</style>{RECT}"),
    "outside": svg('<rect x="900" width="9" height="9"/>'),
    "clear": picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)),
}
SLOW = {
    "dashes": svg('<path d="M0 20H100000" stroke="red" stroke-dasharray="0.0001"/>'),
    "curves": svg(
        '<path stroke="red" stroke-linejoin="round" d="M0 0' + "C10 10 5 5 20 5" * 40_000 + '"/>'
    ),
    "as many parts of parts as may be": use_bomb(3),
    "as much text as may be": svg("<text font-size='9'>" + "W" * 19_000 + "</text>"),
    "as many styles as may be": svg(
        "<style>" + "g rect{fill:red}" * 200 + "</style><g>" + RECT * 2400 + "</g>"
    ),
    "see-through levels": svg('<g opacity=".9">' * 90 + RECT + "</g>" * 90),
    "a wide field": svg(RECT, HEAD.replace("0 0 100 40", "0 0 1e9 1")),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_a_logo_is_refused_with_the_reason(content, said):
    start = time.process_time()
    with pytest.raises(NotDrawn, match=said) as refused:
        read_logo("logo.svg", content)
    assert refused.value.help
    assert time.process_time() - start < 2


@pytest.mark.parametrize("content", UNSEEN.values(), ids=UNSEEN)
def test_a_logo_that_nobody_sees_is_found_by_the_engine(content):
    name = "logo.svg" if content.startswith(b"<svg") else "logo.png"
    assert look_at_logo(read_logo(name, content).content) == "draws nothing that can be seen"


@pytest.mark.parametrize("content", SLOW.values(), ids=SLOW)
def test_whatever_is_taken_is_drawn_at_once(content, example):
    start = time.process_time()
    logo = read_logo("logo.svg", content).content
    look_at_logo(logo)
    compile_sheet(make_sheet_view(example.rulebook, "care", "en").model, logo)
    assert time.process_time() - start < 2


def test_what_acts_is_left_out_and_told_and_the_drawing_stays():
    hostile = svg(
        '<script>alert(1)</script><metadata>x</metadata>'
        '<a xlink:href="javascript:alert(1)" onclick="alert(2)">'
        '<rect width="9" height="9" onload="alert(3)" data-x="javascript:1" class="b"/></a>',
        '<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/a.css"?>'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        '<!-- a word -->' + HEAD.replace("<svg", '<svg onload="alert(4)" xml:base="https://evil.example/"'),
    )  # fmt: skip
    logo = read_logo("logo.svg", hostile)
    assert logo.removed == ("scripts", "links")
    assert not any(
        word in logo.content
        for word in (
            b"script",
            b"alert",
            b"onload",
            b"onclick",
            b"evil",
            b"DOCTYPE",
            b"href",
            b"base",
            b"javascript",
        )
    )
    assert b'class="b"' in logo.content
    assert look_at_logo(logo.content) is None


def test_what_drawing_programmes_write_is_taken_as_it_is():
    drawn = svg(
        "<style type='text/css'>.st0{fill:url(#g);}</style><defs>"
        "<linearGradient id='g'><stop offset='0' stop-color='#a00'/>"
        "</linearGradient><clipPath id='c'><rect width='50' height='40'/></clipPath></defs>"
        "<g clip-path='url(#c)'><path class='st0' d='M0 0H100V40H0Z'/></g>"
        "<symbol id='s'><path d='M0 0h9v9z'/></symbol>"
        "<use xlink:href='#s'/>",
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd">'
        + HEAD,
    )
    logo = read_logo("logo.svg", drawn)
    assert logo.removed == ()
    assert look_at_logo(logo.content) is None
    assert read_logo("logo.svg", logo.content).content == logo.content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", picture("PNG")),
        ("logo.PNG", picture("PNG", mode="L")),
        ("logo.jpg", picture("JPEG")),
        ("logo.jpeg", picture("JPEG", mode="CMYK")),
        ("logo.jpg", picture("JPEG", progressive=True)),
        ("logo.png", picture("PNG", size=(4000, 4000))),
        ("logo.png", picture("PNG", mode="1", colour=0, size=(33, 7))),
        ("logo.png", picture("PNG", mode="P")),
    ],
)
def test_a_picture_is_taken_and_printed(name, content, example):
    logo = read_logo(name, content)
    assert logo.content == content
    assert look_at_logo(content) is None
    pdf = compile_sheet(make_sheet_view(example.rulebook, "flyer", "es").model, content)
    assert len(PdfReader(io.BytesIO(pdf)).pages[0].images) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.png", MOVING.getvalue(), "moves"),
        ("logo.png", picture("PNG")[:-30], "cut short"),
        ("logo.jpg", picture("JPEG")[:100], "cut short"),
        ("logo.jpg", picture("JPEG")[:-2], "cut short"),
        ("logo.jpg", NOISE["JPEG"][: len(NOISE["JPEG"]) // 2], "cut short"),
        ("logo.png", zero_bytes(NOISE["PNG"], 2000), "damaged"),
        ("logo.png", zero_bytes(picture("PNG"), picture("PNG").index(b"IDAT") + 8), "damaged"),
        ("logo.png", picture("PNG", size=(5000, 5000)), "5000 × 5000 pixels"),
        ("logo.jpg", picture("JPEG", size=(5000, 5000)), "5000 × 5000 pixels"),
        ("logo.jpg", picture("GIF"), "is a GIF"),
        ("logo.png", picture("JPEG"), "is a JPEG picture under another name"),
    ],
)
def test_a_picture_that_cannot_be_a_logo_is_refused(name, content, said):
    with pytest.raises(NotDrawn, match=said):
        read_logo(name, content)


def test_a_picture_of_garbage_is_found_by_the_engine():
    whole = picture("PNG")
    at = whole.index(b"IDAT") + 6
    assert look_at_logo(whole) is None
    assert look_at_logo(whole[:at] + b"xxxx" + whole[at + 4 :])


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("assets/logo.gif", "bad-path", "no picture that site and print can share"),
        ("assets/none.png", "missing-file", "there is no file"),
        ("../logo.svg", "bad-path", "no file of this project"),
        ("/logo.svg", "bad-path", "no file of this project"),
        ("assets\\\\logo.svg", "bad-path", "parts its folders with"),
        ("out.svg", "missing-file", "there is no file"),
        ("pipe.png", "unreadable-file", "a pipe, a device or a socket"),
    ],
)
def test_where_a_logo_may_lie(book, tmp_path, path, code, said):
    elsewhere = tmp_path.parent / "elsewhere.svg"
    elsewhere.write_bytes(svg(RECT))
    (tmp_path / "out.svg").symlink_to(elsewhere)
    os.mkfifo(tmp_path / "pipe.png")
    (found,) = book(brand=f"brand: {{logo: {path}}}\n").findings
    assert (found.code, found.place.line) == (code, 1)
    assert said in found.message


@pytest.mark.parametrize(
    "name",
    ["mi logo (final).jpeg", "logo(1).png", "logo&co.png", "señal.png", "логотип.png", "./a+b.png"],
)
def test_a_logo_may_have_any_name(book, tmp_path, name):
    (tmp_path / name).write_bytes(picture("JPEG" if name.endswith("jpeg") else "PNG"))
    loaded = book(brand=f'brand: {{logo: "{name}"}}\n')
    assert not loaded.findings
    assert loaded.logo
