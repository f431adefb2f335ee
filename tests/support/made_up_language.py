"""A copy of the package that speaks one more language by data alone: English with an x."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from lindero.resources.data import PACKAGE, parse_data
from lindero.resources.languages import LANGUAGES, TOOL_LANGUAGE

CODE = "eo"
"""Esperanto's, since CLDR and Material know it: what is theirs to say is not English by chance."""

ROW = {"name": "xEnglish", "country": "GB", "locale": CODE}

# Names of fields, figures and addresses of links are no words.
_NO_WORD = r"\{\{.*?\}\}|\{[a-z_-]+\}|\]\([^)]*\)|&[a-z]+;"
_IN_EXAMPLE = re.compile(rf"({TOOL_LANGUAGE}): (\[[^\]]*\]|\"[^\"]*\"|[^,{{}}\"]*)")


def disguise_words(text: str) -> str:
    """`Paid in full` as `xPaid xin xfull`."""
    return re.sub(
        rf"({_NO_WORD})|([^\W\d_]+)",
        lambda found: found[1] or f"x{found[2]}",
        text,
    )


def disguise_all(words: Any) -> Any:
    """Every text below."""
    if isinstance(words, str):
        return disguise_words(words)
    if isinstance(words, list):
        return [disguise_all(inner) for inner in words]
    if isinstance(words, dict):
        return {key: disguise_all(inner) for key, inner in words.items()}
    return words


def add_language(data: Any) -> Any:
    """The data, with the made-up words wherever something is said by language."""
    if isinstance(data, str):
        return _IN_EXAMPLE.sub(
            lambda found: f"{found[0]}, {CODE}: {disguise_words(found[2])}", data
        )
    if isinstance(data, list):
        return [add_language(inner) for inner in data]
    if not isinstance(data, dict):
        return data
    spoken = {CODE: disguise_all(data[TOOL_LANGUAGE])} if data.keys() >= LANGUAGES.keys() else {}
    return {key: add_language(inner) for key, inner in data.items()} | spoken


def copy_package(folder: Path) -> Path:
    """The package in a folder, its Python as it is; returns what to put on the path."""
    ignored = shutil.ignore_patterns("__pycache__", "quick_forms", "*.yml")
    copy = folder / PACKAGE.name
    shutil.copytree(PACKAGE, copy, ignore=ignored)
    (copy / "resources/quick_forms").mkdir()
    for file in PACKAGE.rglob("*.yml"):
        data = parse_data(file.read_bytes())
        is_table = file.name == "languages.yml"
        wanted = {**data, CODE: ROW} if is_table else add_language(data)
        _write_yaml(copy / file.relative_to(PACKAGE), wanted)
    words = parse_data((PACKAGE / f"wording/{TOOL_LANGUAGE}.yml").read_bytes())
    _write_yaml(copy / f"wording/{CODE}.yml", disguise_all(words))
    return folder


def _write_yaml(file: Path, data: Any) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
