"""A logo's file in; the picture that is published and printed out, or the reason why it is none."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from lindero.brand.drawings import NotDrawn, clean_drawing

MAX_BYTES = 1024 * 1024
MAX_PIXELS = 16_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_JPEG = b"\xff\xd8\xff"
_OTHERS = {
    b"GIF8": "a GIF",
    b"RIFF": "a WebP",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"BM": "a BMP",
    b"8BPS": "a Photoshop file",
}
_NAMES = {"svg": "an SVG drawing", "png": "a PNG picture", "jpg": "a JPEG picture"}
_JPEG_END, _JPEG_SCAN = b"\xff\xd9", 0xDA
# The marks in a JPEG that tell its size; three of their block are something else.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class _PngPart(NamedTuple):
    name: bytes
    body: bytes
    sum: bytes


class Logo(NamedTuple):
    """What is published, and what of the author's file is not: `scripts`, `links`."""

    content: bytes
    removed: tuple[str, ...] = ()


def find_logo_suffix(name: str) -> str:
    """How the published file ends, by the name of the author's: `svg`, `png` or `jpg`."""
    suffix = name.rpartition(".")[2].lower()
    return "jpg" if suffix == "jpeg" else suffix


def read_logo(name: str, content: bytes) -> Logo:
    """The logo in a file of this name. Raises `NotDrawn` with a sentence and a way out."""
    if len(content) > MAX_BYTES:
        raise NotDrawn(
            f"is larger than {MAX_BYTES // 1024} KiB", "make it smaller; a logo needs no more"
        )
    kind, wanted = _find_kind(content), find_logo_suffix(name)
    if kind not in _NAMES:
        raise NotDrawn(f"is {kind}", "export the logo as SVG, PNG or JPEG")
    if kind != wanted:
        raise NotDrawn(
            f"is {_NAMES[kind]} under another name", f"give it a name that ends in `.{kind}`"
        )
    if kind == "svg":
        return Logo(*clean_drawing(content))
    width, height = _measure_png(content) if kind == "png" else _measure_jpeg(content)
    if not width or not height:
        raise NotDrawn("has no width or no height", "export the logo anew")
    if width * height > MAX_PIXELS:
        most = f"more than {MAX_PIXELS // 1_000_000} million are too many"
        raise NotDrawn(
            f"has {width} × {height} pixels; {most}",
            "make it smaller; 1000 pixels of width are plenty",
        )
    if kind == "png":
        _check_pixels(content, width * height)
    return Logo(content)


def wrap_as_drawing(content: bytes) -> str:
    """The logo as an SVG text, which is all that the sheets' engine takes; a picture is wrapped."""
    kind = _find_kind(content)
    if kind == "svg":
        return content.decode("utf-8-sig")
    width, height = _measure_png(content) if kind == "png" else _measure_jpeg(content)
    media, data = "png" if kind == "png" else "jpeg", base64.b64encode(content).decode()
    size = f'width="{width}" height="{height}"'
    picture = f'<image {size} href="data:image/{media};base64,{data}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{picture}</svg>'


def _find_kind(content: bytes) -> str:
    if content.startswith(_PNG):
        return "png"
    if content.startswith(_JPEG):
        return "jpg"
    if not content.strip():
        return "an empty file"
    other = next((name for sign, name in _OTHERS.items() if content.startswith(sign)), None)
    if other:
        return other
    written = content.replace(b"\0", b"")  # whatever the encoding, its signs are those of ASCII
    return "svg" if b"<svg" in written or b":svg" in written else "no picture"


def _measure_png(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, once every part is whole and none of them moves."""
    parts = list(_list_png_parts(content))
    sound = parts and parts[0].name == b"IHDR" and parts[-1].name == b"IEND"
    if not sound or len(parts[0].body) < 13:
        raise NotDrawn("is cut short or damaged", "export the logo anew")
    if any(part.name == b"acTL" for part in parts):
        raise NotDrawn("moves", "export one still picture")
    width, height = struct.unpack(">II", parts[0].body[:8])
    return width, height


def _list_png_parts(content: bytes) -> Iterator[_PngPart]:
    at = len(_PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        end = at + 8 + length
        yield _PngPart(content[at + 4 : at + 8], content[at + 8 : end], content[end : end + 4])
        at = end + 4


def _check_pixels(content: bytes, pixels: int) -> None:
    """What a PNG has packed must come out whole; only a piece of it is held at a time."""
    parts = list(_list_png_parts(content))
    packed = b"".join(part.body for part in parts if part.name == b"IDAT")
    depth, colour = parts[0].body[8:10]
    left = pixels * depth * _PNG_CHANNELS.get(colour, 1) // 8
    unpacking = zlib.decompressobj()
    try:
        while left > 0 and packed and not unpacking.eof:
            left -= len(unpacking.decompress(packed, MAX_BYTES))
            packed = unpacking.unconsumed_tail
    except zlib.error:
        left = 1
    # What only tells about the picture begins with a small letter, and may be amiss.
    if left > 0 or any(part.name[:1].isupper() and not _adds_up(part) for part in parts):
        raise NotDrawn("is cut short or damaged", "export the logo anew")


def _adds_up(part: _PngPart) -> bool:
    return zlib.crc32(part.name + part.body).to_bytes(4) == part.sum


def _measure_jpeg(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, once there are lines of the picture and its end."""
    at, size = 2, None
    while at + 9 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            size = width, height
        if mark == _JPEG_SCAN and size and content.rfind(_JPEG_END) > at:
            return size
        at += 1 if mark == 0xFF else 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    raise NotDrawn("is cut short or damaged", "export the logo anew")
