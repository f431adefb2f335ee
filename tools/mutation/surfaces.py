"""What people and machines for people get of a site: words, links, names that are read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pypdf import PdfReader

_UNSEEN = {"script", "style", "template", "-comment"}
_LINKS = {"href", "src", "id"}
_SPOKEN = {
    "aria-label", "aria-labelledby", "aria-current", "aria-hidden", "alt", "title", "placeholder",
    "lang", "hreflang", "data-copied", "content",
}  # fmt: skip
_TOKEN = re.compile(r"\d[\d.,:/–-]*\d|\d|[^\W\d]+|[−+%€$£¥…]")
_SOFT_BREAK = re.compile("[\u00ad\u2010\ufffe]\\s*\n\\s*|[\u00ad\ufffe]")
_FOLLOWED = {"canonical", "alternate", "prev", "next"}
_TOLD = {"description", "og:title", "og:description", "og:url"}
_NO_CENTS = re.compile(r"[.,]00(?=$|–)")
_EXACT = {"links", "code"}
_AROUND = 4  # words before a difference


@dataclass(frozen=True)
class Surface:
    """One file of a site."""

    kind: str
    content: bytes

    @cached_property
    def streams(self) -> dict[str, str]:
        """What it says, by the way in which it says it; read when somebody asks."""
        return _READERS[self.kind](self.content)


def read_site(site: Path) -> dict[str, Surface]:
    """Every page and sheet of a site, by its path."""
    files = (file for file in sorted(site.rglob("*")) if file.suffix in _READERS)
    return {
        file.relative_to(site).as_posix(): Surface(file.suffix, file.read_bytes()) for file in files
    }


def find_difference(clean: dict[str, Surface], there: dict[str, Surface]) -> str:
    """Where two sites first say something different: `en/index.html text: “…” for “…”`."""
    for path in sorted({*clean, *there}):
        if path not in there or path not in clean:
            return f"{path} is {'missing' if path in clean else 'new'}"
        if clean[path].content != there[path].content:
            for name, said in clean[path].streams.items():
                compare = _compare_lines if name in _EXACT else _compare_words
                found = compare(said, there[path].streams[name])
                if found:
                    return f"{path} {name}: {found}"
    return ""


def _compare_lines(right: str, wrong: str) -> str:
    """The first links that differ, to the letter."""
    pairs = zip_longest(right.split("\n"), wrong.split("\n"), fillvalue="")
    return next((f"“{there}” for “{wanted}”" for wanted, there in pairs if wanted != there), "")


def _compare_words(right: str, wrong: str) -> str:
    """The first words that differ; capitals, spaces and marks of sentences are style."""
    if right == wrong:
        return ""
    wanted, there = _split_tokens(right), _split_tokens(wrong)
    if wanted == there:
        return ""
    pairs = zip(wanted, there, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(wanted), len(there)))
    start = max(at - _AROUND, 0)
    shown = (" ".join(words[start : at + _AROUND]) for words in (there, wanted))
    return "“{}” for “{}”".format(*shown)


def _split_tokens(text: str) -> list[str]:
    """Words and figures; `580,00` is `580`, also where a range begins."""
    return [_NO_CENTS.sub("", token) for token in _TOKEN.findall(text.casefold())]


def _read_page(content: bytes) -> dict[str, str]:
    from selectolax.lexbor import LexborHTMLParser

    texts: list[str] = []
    links: list[str] = []
    spoken: list[str] = []
    root = LexborHTMLParser(content.decode("utf-8", "replace")).root
    assert root
    for node in root.traverse(include_text=True):
        if node.tag == "-text":
            if node.parent is None or node.parent.tag not in _UNSEEN:
                texts.append(node.text_content or "")
            continue
        if _serves_machines(node):
            continue
        for name, value in node.attributes.items():
            if name in _LINKS and node.tag != "input":
                links.append(f"{name}={value}")
            elif name in _SPOKEN:
                spoken.append(f"{name}={value}")
    return {"text": "\n".join(texts), "links": "\n".join(links), "spoken": "\n".join(spoken)}


def _serves_machines(node: Any) -> bool:
    """Styles, scripts, colours and switches, which nobody reads or follows."""
    if node.tag == "link":
        return node.attributes.get("rel") not in _FOLLOWED
    if node.tag == "meta":
        return node.attributes.get("name", node.attributes.get("property")) not in _TOLD
    return node.tag in {"script", "style", "input"} and "aria-label" not in node.attributes


def _read_plain(content: bytes) -> dict[str, str]:
    return {"text": content.decode("utf-8", "replace")}


def _read_sheet(content: bytes) -> dict[str, str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        codes = "\n".join(_read_codes(page) for page in document)
        title = document.get_metadata_value("Title")
    finally:
        document.close()
    reader = PdfReader(BytesIO(content))
    return {
        "text": _SOFT_BREAK.sub("", text),
        "title": title,
        "code": codes,
        "links": "\n".join(_list_sheet_links(reader)),
        "spoken": "\n".join(_list_spoken_names(reader)),
    }


def _read_codes(page: object) -> str:
    """What a telephone reads on a sheet."""
    import zxingcpp

    picture = page.render(scale=2, grayscale=True).to_pil()  # type: ignore[attr-defined]  # untyped
    return "\n".join(code.text for code in zxingcpp.read_barcodes(picture))


def _list_sheet_links(reader: PdfReader) -> list[str]:
    annotations = (one.get_object() for page in reader.pages for one in page.annotations or ())
    return [str(one["/A"]["/URI"]) for one in annotations if "/URI" in one.get("/A", {})]


def _list_spoken_names(reader: PdfReader) -> Iterator[str]:
    """The language of a sheet, and what is read aloud in place of its pictures."""
    root: Any = reader.trailer["/Root"]
    yield f"lang={root.get('/Lang')}"
    waiting = [root.get("/StructTreeRoot")]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict):
            yield from (f"{name}={node[name]}" for name in ("/Alt", "/ActualText") if name in node)
            waiting.append(node.get("/K"))
        elif isinstance(node, list):
            waiting.extend(node)


_READERS = {".html": _read_page, ".pdf": _read_sheet, ".xml": _read_plain, ".txt": _read_plain}
