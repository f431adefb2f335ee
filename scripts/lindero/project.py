"""Where a project keeps its rules, its hand-written pages and its site, as its mkdocs.yml says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lindero.reading import Scalar, decode, read_document


@dataclass(frozen=True)
class Project:
    """The folders of one project; `config_file` may not exist."""

    config_file: Path
    terms: Path
    docs: Path
    site: Path


def find_project(config_file: Path, terms: Path | None = None) -> Project:
    """Read the three folders from mkdocs.yml, with the defaults of MkDocs and of the plugin where it is silent."""
    data = _read_settings(config_file)
    home = config_file.parent
    return Project(
        config_file,
        terms or home / _text(_plugin_options(data).get("terms"), "terms"),
        home / _text(data.get("docs_dir"), "docs"),
        home / _text(data.get("site_dir"), "site"),
    )


def _read_settings(config_file: Path) -> dict[str, Any]:
    if not config_file.is_file():
        return {}
    source, _ = decode(config_file.name, config_file.read_bytes())
    document, _ = read_document(source)
    return document.data if document and isinstance(document.data, dict) else {}


def _plugin_options(data: dict[str, Any]) -> dict[str, Any]:
    plugins = data.get("plugins")
    named = [entry for entry in plugins if isinstance(entry, dict)] if isinstance(plugins, list) else [plugins]
    options: Any = next((entry["lindero"] for entry in named if isinstance(entry, dict) and "lindero" in entry), {})
    return options if isinstance(options, dict) else {}


def _text(written: Any, default: str) -> str:
    return written.text if isinstance(written, Scalar) and written.text else default
