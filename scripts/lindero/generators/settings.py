"""Where a project keeps its rules, its hand-written pages and its site, as its mkdocs.yml says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lindero.findings.finding import Finding
from lindero.findings.place import Unlocated
from lindero.frozen import Frozen
from lindero.reading.folder import format_path
from lindero.reading.source_files import read_source
from lindero.reading.tree import Scalar
from lindero.reading.yaml_reader import read_document
from lindero.site.docs_folder import AS_USUAL, Publishing, missing_folder

# What MkDocs takes in its own file.
_ONLY_IN_RULES = {
    "tag",
    "anchor",
    "alias",
    "merge-key",
    "comment-in-text",
    "key-not-text",
    "comma-in-number",
}


_TERMS = "terms"
_PLUGINS_WITHOUT_MENU = {"lindero", "search", "material/search"}


class Project(Frozen):
    """The folders of one project; `config_file` may not exist.

    `sheets` says whether the site has the one-pagers, `strict` whether warnings are errors.
    """

    config_file: Path
    terms: Path
    docs: Path
    site: Path
    sheets: bool = True
    strict: bool = False
    publishing: Publishing = AS_USUAL
    findings: tuple[Finding, ...] = ()
    overrides: Path | None = None
    menu_is_plain: bool = False
    """Whether nothing but the files decides which hand-written pages are in the menu."""


def find_project(config_file: Path, terms: Path | None = None) -> Project:
    """Read the folders from mkdocs.yml; where it is silent, the usual ones."""
    data, found = read_written(config_file)
    options, home, theme = _plugin_options(data), config_file.parent, data.get("theme")
    overrides = _read_text(theme.get("custom_dir"), "") if isinstance(theme, dict) else ""
    docs = home / _read_text(data.get("docs_dir"), "docs")
    found += missing_folder(docs) if data and not found else []
    sheets = _is_on(options.get("sheets"), default="true")
    return Project(
        config_file,
        terms or home / _read_text(options.get("terms"), _TERMS),
        docs,
        home / _read_text(data.get("site_dir"), "site"),
        sheets,
        _is_on(data.get("strict"), default="false"),
        Publishing(
            _read_text(data.get("exclude_docs"), ""),
            _is_on(data.get("use_directory_urls"), default="true"),
            sheets,
            _read_text(data.get("draft_docs"), ""),
        ),
        tuple(found),
        home / overrides if overrides else None,
        not found and has_plain_menu(data),
    )


def has_plain_menu(settings: Mapping[str, Any]) -> bool:
    """Whether the author leaves the menu to MkDocs, and no plugin of others may change it."""
    plugins = settings.get("plugins")
    named = {
        name.text if isinstance(name, Scalar) else name
        for entry in (plugins if isinstance(plugins, list) else [plugins])
        for name in (entry if isinstance(entry, Mapping) else [entry])
    }
    chosen = any(settings.get(key) for key in ("nav", "not_in_nav", "hooks"))
    return not chosen and named <= _PLUGINS_WITHOUT_MENU


def nearest_config(config_file: Path) -> Path:
    """The project's mkdocs.yml: here, else, as git looks for its own, in a folder above."""
    if config_file.is_file() or (config_file.parent / _TERMS).is_dir():
        return config_file
    above = (
        Path(*[".."] * (depth + 1), config_file.name) for depth in range(len(Path.cwd().parents))
    )
    return next((file for file in above if _has_rules(file)), config_file)


def _has_rules(config_file: Path) -> bool:
    if not config_file.is_file():
        return (config_file.parent / _TERMS).is_dir()
    return find_project(config_file).terms.is_dir()


def read_plain_settings(config_file: Path) -> dict[str, Any] | None:
    """mkdocs.yml, if all of it stands in that file in plain YAML; else None."""
    document, found = read_document(read_source(config_file, "")[0])
    data = document.data if document and not found else None
    return data if isinstance(data, dict) and "INHERIT" not in data else None


def read_written(config_file: Path) -> tuple[dict[str, Any], list[Finding]]:
    """The settings by our own reader; as MkDocs reads it only where ours gives up."""
    if not config_file.exists():
        return {}, []
    source, found = read_source(config_file, format_path(config_file))
    if found:
        return {}, found
    document, found = read_document(source)
    doubles = [one for one in found if one.code == "duplicate-key"]
    if any(one.code == "too-deep" for one in found):
        return {}, found
    if document and not found and "INHERIT" not in document.data:
        return (document.data if isinstance(document.data, dict) else {}), []
    from lindero.generators.mkdocs_yaml import NoSettings, read_settings

    try:
        return read_settings(config_file, source.text), doubles
    except NoSettings as reason:
        told = [one for one in found if one.code not in _ONLY_IN_RULES]
        generic = Finding(
            "yaml-syntax",
            str(reason),
            Unlocated(source.path),
            "look at what is special in this file",
        )
        return {}, told or [generic]


def _plugin_options(data: dict[str, Any]) -> dict[str, Any]:
    plugins = data.get("plugins")
    named = (
        [entry for entry in plugins if isinstance(entry, dict)]
        if isinstance(plugins, list)
        else [plugins]
    )
    options: Any = next(
        (entry["lindero"] for entry in named if isinstance(entry, dict) and "lindero" in entry), {}
    )
    return options if isinstance(options, dict) else {}


def _is_on(written: Any, *, default: str) -> bool:
    return _read_text(written, default).lower() not in {"false", "no", "off", "n"}


def _read_text(written: Any, default: str) -> str:
    text = written.text if isinstance(written, Scalar) else written
    return str(text) if isinstance(text, str | bool) and text != "" else default
