"""A new project: a starter copied into a folder, with the schema for editors."""

from __future__ import annotations

from pathlib import Path

from lindero.schemas import schema_text
from lindero.vocabulary import PACKAGE
from lindero.writing import write_file

SCHEMA_FILE = "lindero.schema.json"
_GITIGNORE = "site/\nprint/\n.site-*/\n"


class FolderInUse(Exception):
    """The folder already holds some of the files; nothing was written."""


def start_project(folder: Path, language: str) -> list[Path]:
    """Write a small working rulebook; never over an existing file."""
    starter = PACKAGE / "starters" / language
    files = {file.relative_to(starter): file.read_bytes() for file in sorted(starter.rglob("*")) if file.is_file()}
    files |= {Path(SCHEMA_FILE): schema_text().encode(), Path(".gitignore"): _GITIGNORE.encode()}
    taken = [path for path in (*files, Path("terms")) if (folder / path).exists()]
    if taken:
        raise FolderInUse(f"`{folder}` already has `{taken[0].as_posix()}`; choose another folder")
    for path, content in files.items():
        write_file(folder / path, content)
    return sorted(files)
