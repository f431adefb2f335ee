"""An SVG file in; the same drawing out without what acts, leads away or takes long, or why not."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from xml.parsers import expat

MAX_ELEMENTS = 5_000
MAX_DEPTH = 100
MAX_WEIGHT = 20_000
"""Elements and letters as they are drawn: what is used twice counts twice."""
MAX_STYLING = 500_000
"""Rules of a style sheet times elements that each of them is tried on."""
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
_GROUPS = {"svg", "g", "defs", "symbol", "clipPath", "mask", "switch"}
_OTHERS = {
    "linearGradient",
    "radialGradient",
    "stop",
    "tspan",
    "textPath",
    "title",
    "desc",
    "style",
}
_KNOWN = _SHAPES | _GROUPS | _OTHERS
_UNDRAWN = {"defs", "symbol", "clipPath", "mask"}
# What acts or tells about the file, and may be left out without changing what is seen.
_ACTIVE = {"script": "scripts", "handler": "scripts", "listener": "scripts", "a": "links"}
_REFUSED = {
    "foreignObject": "holds a piece of a web page (`foreignObject`)",
    "image": "holds a picture of pixels or of another file (`image`)",
    "filter": "uses filters, which take too long to draw",
    "pattern": "repeats a pattern, which may take too long to draw",
    "marker": "repeats a marker, which may take too long to draw",
} | dict.fromkeys(("animate", "animateMotion", "animateTransform", "animateColor", "set"), "moves")
_ELSEWHERE = "takes something from another file or address"
_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"]*)", re.IGNORECASE)
_OF_STYLE = re.compile(
    r"@import|@font-face|@keyframes|animation|expression\(|javascript:|behavior\s*:|-moz-binding|\\",
    re.IGNORECASE,
)
_SIMPLIFY = "simplify the drawing, or export it as PNG"
_EXPORT = "export it as plain SVG, or as PNG"
ET.register_namespace("", _SVG[1:-1])
ET.register_namespace("xlink", _XLINK[1:-1])


class NotDrawn(Exception):
    """A file that cannot be a logo; the message goes on after its name, `help` is the way out."""

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.help = help_


def clean_drawing(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The drawing that is published, and what kinds of things it lost. Raises `NotDrawn`."""
    root = _DrawingReader().read_drawing(content)
    if root.tag != f"{_SVG}svg":
        raise NotDrawn("is no SVG drawing: its first element is not `svg`", _EXPORT)
    removed: dict[str, None] = {}
    _clean_element(root, removed)
    _refuse_heavy(root)
    if not _is_drawn(root):
        raise NotDrawn(
            "draws nothing that can be seen", "export the logo anew, with its shapes visible"
        )
    return ET.tostring(root, "utf-8"), tuple(removed)


class _DrawingReader:
    """Builds the tree and stops at the first thing that could cost time or memory."""

    def __init__(self) -> None:
        self._tree = ET.TreeBuilder()
        self._depth = self._count = 0

    def read_drawing(self, content: bytes) -> ET.Element:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.StartElementHandler = self._start_element
        parser.EndElementHandler = self._end_element
        parser.CharacterDataHandler = self._tree.data
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place only
        except (expat.ExpatError, LookupError, ValueError) as error:
            place = f" (line {error.lineno})" if isinstance(error, expat.ExpatError) else ""
            raise NotDrawn(f"is damaged: it is no XML{place}", _EXPORT) from error
        return self._tree.close()

    def _refuse_entities(
        self, _name: str, _system: str | None, _public: str | None, has_own: int
    ) -> None:
        if has_own:
            raise NotDrawn(
                "defines words of its own (`<!ENTITY …>`), which could grow without end", _EXPORT
            )

    def _start_element(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            what = f"{MAX_DEPTH} levels" if self._depth > MAX_DEPTH else f"{MAX_ELEMENTS} elements"
            raise NotDrawn(f"has more than {what}", _SIMPLIFY)
        self._tree.start(
            _spell_name(name), {_spell_name(key): value for key, value in attributes.items()}
        )

    def _end_element(self, name: str) -> None:
        self._depth -= 1
        self._tree.end(_spell_name(name))


def _spell_name(name: str) -> str:
    return "{" + name if "}" in name else name


def _clean_element(element: ET.Element, removed: dict[str, None]) -> None:
    element.attrib = dict(_keep_attributes(element, removed))
    if element.tag == f"{_SVG}style":
        _check_style(element.text or "")
    for child in list(element):
        name = child.tag.removeprefix(_SVG) if child.tag.startswith(_SVG) else ""
        if name in _REFUSED or name.startswith("fe"):
            raise NotDrawn(_REFUSED.get(name, _REFUSED["filter"]), _EXPORT)
        if name in _ACTIVE:
            removed[_ACTIVE[name]] = None
        if name == "a":
            child.tag, child.attrib = (
                f"{_SVG}g",
                {
                    key: value
                    for key, value in child.attrib.items()
                    if _drop_namespace(key) != "href"
                },
            )
        elif name not in _KNOWN:
            element.remove(child)
            continue
        _clean_element(child, removed)


def _keep_attributes(element: ET.Element, removed: dict[str, None]) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        name = _drop_namespace(key)
        acts = name.lower().startswith("on") and not key.startswith("{")
        if acts or "javascript:" in "".join(value.split()).lower():
            removed["scripts"] = None
        elif name == "href" and (key == name or key.startswith(_XLINK)):
            if not value.strip().startswith("#"):
                raise NotDrawn(_ELSEWHERE, _EXPORT)
            yield key, value.strip()
        elif not key.startswith("{") or key == f"{_XML}space":
            if name == "filter":
                raise NotDrawn(_REFUSED["filter"], _EXPORT)
            if name != "base":
                _check_style(value) if name == "style" else _check_addresses(value)
                yield key, value


def _drop_namespace(key: str) -> str:
    return key.rpartition("}")[2]


def _check_style(text: str) -> None:
    _check_addresses(text)
    if _OF_STYLE.search(text):
        raise NotDrawn("has styles that move, load or act", _EXPORT)
    if re.search(r"(?<![\w-])filter\s*:", text, re.IGNORECASE):
        raise NotDrawn(_REFUSED["filter"], _EXPORT)


def _check_addresses(text: str) -> None:
    if any(not target.startswith("#") for target in _URL.findall(text)):
        raise NotDrawn(_ELSEWHERE, _EXPORT)


def _refuse_heavy(root: ET.Element) -> None:
    """Refuse what grows while it is drawn: parts that use parts that use parts."""
    named: dict[str, list[ET.Element]] = {}
    for element in root.iter():
        named.setdefault(element.get("id", ""), []).append(element)
    styles = [element.text or "" for element in root.iter(f"{_SVG}style")]
    rules = sum(text.count("{") for text in styles)
    if rules * sum(1 for _ in root.iter()) > MAX_STYLING:
        raise NotDrawn("has too many styles for so many elements", _SIMPLIFY)
    known: dict[ET.Element, int] = {}
    by_style = [
        part for text in styles for name in _list_targets(text) for part in named.get(name, ())
    ]
    if sum(_weigh_element(part, named, known, ()) for part in (root, *by_style)) > MAX_WEIGHT:
        raise NotDrawn("uses its own parts too often", _SIMPLIFY)


def _list_targets(text: str) -> list[str]:
    return [target[1:].strip() for target in _URL.findall(text)]


def _weigh_element(
    element: ET.Element,
    named: dict[str, list[ET.Element]],
    known: dict[ET.Element, int],
    above: tuple[ET.Element, ...],
) -> int:
    if element in known:
        return known[element]
    if element in above or len(above) > MAX_DEPTH:
        raise NotDrawn(
            "holds a part that uses itself, or parts within parts without end", _SIMPLIFY
        )
    letters = (
        "" if element.tag == f"{_SVG}style" else f"{element.text or ''}{element.tail or ''}".strip()
    )
    weight = 1 + len(letters)
    for child in [
        *element,
        *(part for name in _list_used(element) for part in named.get(name, ())),
    ]:
        weight += _weigh_element(child, named, known, (*above, element))
    known[element] = weight
    return weight


def _list_used(element: ET.Element) -> list[str]:
    links = [value[1:] for key, value in element.attrib.items() if _drop_namespace(key) == "href"]
    return links + [name for value in element.attrib.values() for name in _list_targets(value)]


def _is_drawn(element: ET.Element) -> bool:
    """Whether anything is meant to be drawn; whether it then is seen, only the engine can say."""
    name = element.tag.removeprefix(_SVG)
    if name in _UNDRAWN or element.get("display") == "none":
        return False
    return name in _SHAPES or any(_is_drawn(child) for child in element)
