"""Pages written by hand, as somebody reads them who compares: what they take from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from lindero.frozen import Frozen
from lindero.reading.prose import Mention
from lindero.site.docs_folder import MARKDOWN, Publishing, look_through
from lindero.site.hand_written import find_references
from lindero.site.manuscript_filling import split_front_matter


class Manuscript(Frozen):
    """A page by hand: its path in the docs, its front matter, what its body asks for."""

    path: str
    meta: Mapping[str, Any]
    figures: tuple[str, ...]
    rule_links: tuple[str, ...]


def find_own_files(docs: Path, publishing: Publishing) -> dict[str, str]:
    """Every hand-written file that MkDocs publishes, by address: where it lies in the docs."""
    return {publishing.find_address(path): path for path in look_through(docs, publishing).files}


def read_manuscripts(docs: Path, own_files: Mapping[str, str]) -> dict[str, Manuscript]:
    """The pages among these files, by address."""
    return {
        address: _read_manuscript(docs, path)
        for address, path in own_files.items()
        if is_manuscript(path)
    }


def is_manuscript(path: str) -> bool:
    """Whether MkDocs makes a page of a file."""
    return PurePosixPath(path).suffix in MARKDOWN


def list_replaced_pages(paths: Iterable[str]) -> set[str]:
    """The pages of ours that such files stand in place of; a README is its folder's index."""
    return {
        str(PurePosixPath(path).with_name("index.md"))
        if PurePosixPath(path).name == "README.md"
        else path
        for path in paths
        if is_manuscript(path)
    }


def _read_manuscript(docs: Path, path: str) -> Manuscript:
    head, body = split_front_matter((docs / path).read_text("utf-8-sig", "replace"))
    nodes = [node for _, _, node in find_references(body)]
    return Manuscript(
        path,
        _read_meta(head),
        tuple(node.address for node in nodes if isinstance(node, Mention)),
        tuple(node.rule or "" for node in nodes if not isinstance(node, Mention)),
    )


def _read_meta(head: str) -> Mapping[str, Any]:
    """Front matter as MkDocs reads it; what cannot be read is told by the check of the pages."""
    try:
        meta = yaml.safe_load("\n".join(head.strip().splitlines()[1:-1])) if head else {}
    except yaml.YAMLError:
        return {}
    return meta if isinstance(meta, dict) else {}
