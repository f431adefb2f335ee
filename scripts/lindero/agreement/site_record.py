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
_STYLES = {".css", ".svg"}


class SiteRecord(NamedTuple):
    """What the last build knew: of which files it made what, which it left out, how pages read."""

    sources: Mapping[str, str]
    left_out: frozenset[str]
    made: frozenset[str]
    readings: Mapping[str, str]


def write_record(
    site: Path,
    sources: Mapping[str, str],
    left_out: Iterable[str],
    made: Iterable[str],
    readings: Mapping[str, str] | None = None,
) -> None:
    """Leave the record in a site that is finished; `left_out` are files that plugins kept back.

    `readings` are those of `digest_readings`, where they are known.
    """
    lists = {"left_out": sorted(left_out), "made": sorted(made)}
    known = readings or digest_readings(site)
    data = {"sources": dict(sources), "readings": dict(known), **lists}
    write_file(site / RECORD, json.dumps(data, ensure_ascii=False, sort_keys=True).encode())


def read_record(site: Path) -> SiteRecord | None:
    """The record of a site, if it has one that can be read."""
    try:
        data = json.loads((site / RECORD).read_bytes())
        left_out, made = (frozenset(data[name]) for name in ("left_out", "made"))
        return SiteRecord(dict(data["sources"]), left_out, made, dict(data["readings"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def recall_own_files(record: SiteRecord | None, own_files: Mapping[str, str]) -> dict[str, str]:
    """The author's files by address, as MkDocs and its plugins laid them where they knew them."""
    if record is None:
        return dict(own_files)
    known = {source: address for address, source in record.sources.items()}
    return {
        known.get(source, address): source
        for address, source in own_files.items()
        if source not in record.left_out
    }


def digest_readings(site: Path) -> dict[str, str]:
    """For each page and style of a site, the digest of how it reads."""
    found = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*")))
    digests = {path: digest_reading(path, site / path) for path in found}
    return {path: digest for path, digest in digests.items() if digest}


def digest_reading(path: str, file: Path) -> str | None:
    """The digest of how a page or its styles read; None for what is no text to a browser."""
    is_text = is_page(path) or PurePosixPath(path).suffix in _STYLES
    return hash_content(fold_reading(path, file.read_bytes())) if is_text else None


def fold_reading(path: str, content: bytes) -> bytes:
    """The same for two files that a browser takes alike: quotes, white space, comments aside."""
    text = content.decode("utf-8", "replace")
    if is_page(path):
        text = _COMMENT.sub("", LexborHTMLParser(text).html or "")
        folded = " ".join(text.split())
        # Four times through it by hand is eight times as fast as one pattern.
        for gap in (" <", "< ", " >", "> "):
            folded = folded.replace(gap, gap.strip())
        return folded.encode()
    if PurePosixPath(path).suffix in _STYLES:
        return "".join(_NOTE.sub("", text).split()).replace(";}", "}").encode()
    return content
