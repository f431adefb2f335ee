"""Which of the author's files MkDocs publishes, and where: its own answer."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files


def list_own_files(config: MkDocsConfig, files: Files, *, serving: bool) -> dict[str, str]:
    """By address in the site, the path in the docs folder of every file that lies there."""
    return {
        file.dest_uri: file.src_uri
        for file in files
        if file.src_dir == config.docs_dir and is_published(file, serving=serving)
    }


def is_published(file: File, *, serving: bool) -> bool:
    """Whether a file goes into the site; drafts do so only where it is served."""
    level: Any = file.inclusion  # MkDocs has no types for what it can be asked
    return bool(level.is_in_serve() if serving else level.is_included())
