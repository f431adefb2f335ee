"""What a site has beside its pages: map for search engines, index of the search."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from lindero.agreement.finished_site import FinishedSite
from lindero.expected.frame_wordings import fold_text

_LOCATION = re.compile(r"<loc>\s*([^<]*?)\s*</loc>")
_DIGITS = re.compile(r"\d+")
_MAP, _ZIPPED, _INDEX = "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"


def find_list_faults(site: FinishedSite, ours: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong, with the file in which it stands."""
    for path, check in ((_MAP, _check_map(site, ours)), (_INDEX, _check_index(site))):
        if path in site.files:
            yield from ((path, fault) for fault in check)
    if _ZIPPED in site.files and _MAP in site.files:
        yield from ((_ZIPPED, fault) for fault in _check_zipped(site))


def _check_map(site: FinishedSite, ours: set[str]) -> Iterator[str]:
    text = (site.folder / _MAP).read_text("utf-8", "replace")
    listed = _LOCATION.findall(text)
    found = {address: site.find_landing("", address) for address in listed}
    for address, landing in found.items():
        if not address.startswith(site.address):
            yield f"`{address}` is not below `{site.address}`"
        elif landing is None or not site.leads_somewhere(landing):
            yield f"`{address}` is no page of the site"
    there = {landing.path for landing in found.values() if landing}
    for path in sorted(ours - there) if listed else ():
        yield f"`{path}` is not in the list"


def _check_zipped(site: FinishedSite) -> Iterator[str]:
    try:
        listed = gzip.decompress((site.folder / _ZIPPED).read_bytes())
    except (OSError, EOFError):
        yield "the file cannot be read"
        return
    plain = (site.folder / _MAP).read_bytes()
    if sorted(_LOCATION.findall(listed.decode("utf-8", "replace"))) != sorted(
        _LOCATION.findall(plain.decode("utf-8", "replace"))
    ):
        yield f"the file lists other pages than `{_MAP}`"


def _check_index(site: FinishedSite) -> Iterator[str]:
    """What the search finds stands on the page that it leads to."""
    try:
        entries = json.loads((site.folder / _INDEX).read_bytes())["docs"]
        pairs = [(str(entry["location"]), f"{entry['title']} {entry['text']}") for entry in entries]
    except (ValueError, KeyError, TypeError):
        yield "the index of the search cannot be read"
        return
    for location, text in pairs:
        landing = site.find_landing("", location or "./")
        if landing is None or landing.path not in site.built:
            yield f"`{location}` is no page of the site"
            continue
        there = {*_DIGITS.findall(_read_words(site.read_page(landing.path)))}
        words = _read_words(LexborHTMLParser(text))
        if strange := {*_DIGITS.findall(words)} - there:
            yield f"`{location}` has figures that the page does not show: {', '.join(strange)}"


def _read_words(tree: LexborHTMLParser) -> str:
    return " ".join(fold_text(node.text(separator=" ")) for node in tree.css("title, body"))
