"""Where a project keeps its rules, its hand-written pages and its site, as its mkdocs.yml says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from lindero.diagnostics import Diagnostic
from lindero.docs_folder import AS_USUAL, Publishing, missing_folder
from lindero.loading import Loaded, shown_path
from lindero.reading import Scalar, decode, read_document
from lindero.syntax import explain_syntax


@dataclass(frozen=True)
class Project:
    """The folders of one project; `config_file` may not exist. `sheets` says whether the site has the one-pagers.

    `strict` says whether the settings take warnings as errors.
    """

    config_file: Path
    terms: Path
    docs: Path
    site: Path
    sheets: bool = True
    strict: bool = False
    publishing: Publishing = AS_USUAL
    found: tuple[Diagnostic, ...] = ()

    def published(self, loaded: Loaded) -> Loaded:
        """What of a rulebook the site shows: without sheets, no links to any."""
        return loaded if self.sheets else without_sheets(loaded)


def without_sheets(loaded: Loaded) -> Loaded:
    """The same rulebook as if it had no one-pagers."""
    return replace(loaded, rulebook=replace(loaded.rulebook, onepagers={}) if loaded.rulebook else None)


def find_project(config_file: Path, terms: Path | None = None) -> Project:
    """Read the folders from mkdocs.yml, with the defaults of MkDocs and of the plugin where it is silent."""
    data, found = _read_settings(config_file)
    options, home = _plugin_options(data), config_file.parent
    docs = home / _text(data.get("docs_dir"), "docs")
    found += missing_folder(docs) if data and not found else []
    sheets = _is_on(options.get("sheets"), default="true")
    return Project(
        config_file,
        terms or home / _text(options.get("terms"), "terms"),
        docs,
        home / _text(data.get("site_dir"), "site"),
        sheets,
        _is_on(data.get("strict"), default="false"),
        Publishing(
            _text(data.get("exclude_docs"), ""),
            _is_on(data.get("use_directory_urls"), default="true"),
            sheets,
        ),
        tuple(found),
    )


def _read_settings(config_file: Path) -> tuple[dict[str, Any], list[Diagnostic]]:
    """mkdocs.yml by our own reader; only one that takes over other files or the environment needs MkDocs's."""
    if not config_file.is_file():
        return {}, []
    content = config_file.read_bytes()
    if b"INHERIT" in content or b"!ENV" in content:
        try:
            return _read_with_mkdocs(config_file), []
        except yaml.YAMLError as error:
            source, found = decode(shown_path(config_file), content)
            return {}, found or [explain_syntax(source, error)]
    source, found = decode(shown_path(config_file), content)
    document, more = read_document(source)
    problems = [one for one in (*found, *more) if one.code in {"not-utf8", "yaml-syntax", "duplicate-key"}]
    return (document.data if document and isinstance(document.data, dict) else {}), problems


def _read_with_mkdocs(config_file: Path) -> dict[str, Any]:
    from mkdocs.utils.yaml import yaml_load

    with config_file.open("rb") as file:
        data = yaml_load(file)
    return data if isinstance(data, dict) else {}


def _plugin_options(data: dict[str, Any]) -> dict[str, Any]:
    plugins = data.get("plugins")
    named = [entry for entry in plugins if isinstance(entry, dict)] if isinstance(plugins, list) else [plugins]
    options: Any = next((entry["lindero"] for entry in named if isinstance(entry, dict) and "lindero" in entry), {})
    return options if isinstance(options, dict) else {}


def _is_on(written: Any, *, default: str) -> bool:
    return _text(written, default).lower() not in {"false", "no", "off", "n"}


def _text(written: Any, default: str) -> str:
    text = written.text if isinstance(written, Scalar) else written
    return str(text) if isinstance(text, str | bool) and text != "" else default
