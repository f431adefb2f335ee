"""What a build made of which file, and how each page reads, for whoever looks at the site later.

The record lies in the site, one of our files like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from lindero.agreement.finished_site import is_page
from lindero.disk.files import write_file
from lindero.disk.manifest import hash_content

RECORD = ".lindero-sources"

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
_GAP = re.compile(" ?([<>]) ?")
_STYLES = {".css", ".svg"}


class SiteRecord(NamedTuple):
    """What the last build knew: the sources of the author's files, what it made, how pages read."""

    sources: Mapping[str, str]
    made: frozenset[str]
    readings: Mapping[str, str]


def write_record(site: Path, sources: Mapping[str, str], made: Iterable[str]) -> None:
    """Leave the record in a site that is finished."""
    found = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*")))
    digests = {path: digest_reading(path, site / path) for path in found}
    readings = {path: digest for path, digest in digests.items() if digest}
    data = {"sources": dict(sources), "made": sorted(made), "readings": readings}
    write_file(site / RECORD, json.dumps(data, ensure_ascii=False, sort_keys=True).encode())


def read_record(site: Path) -> SiteRecord | None:
    """The record of a site, if it has one that can be read."""
    try:
        data = json.loads((site / RECORD).read_bytes())
        return SiteRecord(dict(data["sources"]), frozenset(data["made"]), dict(data["readings"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest_reading(path: str, file: Path) -> str | None:
    """The digest of how a page or its styles read; None for what is no text to a browser."""
    is_text = is_page(path) or PurePosixPath(path).suffix in _STYLES
    return hash_content(fold_reading(path, file.read_bytes())) if is_text else None


def fold_reading(path: str, content: bytes) -> bytes:
    """The same for two files that a browser takes alike: quotes, white space, comments aside."""
    text = content.decode("utf-8", "replace")
    if is_page(path):
        text = _COMMENT.sub("", LexborHTMLParser(text).html or "")
        return _GAP.sub(r"\1", " ".join(text.split())).encode()
    if PurePosixPath(path).suffix in _STYLES:
        return "".join(_NOTE.sub("", text).split()).replace(";}", "}").encode()
    return content
