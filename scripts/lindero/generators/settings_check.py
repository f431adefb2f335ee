"""What MkDocs would refuse of mkdocs.yml, told with its place and without running anything."""

from __future__ import annotations

import importlib.util
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lindero.findings.finding import Finding, suggest_word
from lindero.findings.place import Place, Unlocated
from lindero.generators.settings import Project, read_written
from lindero.reading.folder import format_path
from lindero.reading.source_files import read_source
from lindero.reading.tree import PathStep, PlaceTree, Scalar
from lindero.reading.yaml_reader import read_document
from lindero.rulebook.rulebook import Rulebook
from lindero.site.dead_links import as_readme, own_files
from lindero.site.docs_folder import look_through

# To ask MkDocs takes longer than all of `check`; a test compares.
SETTINGS = frozenset(
    [
        "site_name",
        "nav",
        "pages",
        "exclude_docs",
        "draft_docs",
        "not_in_nav",
        "site_url",
        "site_description",
        "site_author",
        "theme",
        "docs_dir",
        "site_dir",
        "copyright",
        "google_analytics",
        "dev_addr",
        "use_directory_urls",
        "repo_url",
        "repo_name",
        "edit_uri_template",
        "edit_uri",
        "extra_css",
        "extra_javascript",
        "extra_templates",
        "markdown_extensions",
        "mdx_configs",
        "strict",
        "remote_branch",
        "remote_name",
        "extra",
        "plugins",
        "hooks",
        "watch",
        "validation",
        "config_file_path",
    ]
)


OPTIONS: dict[str, type] = {"terms": str, "sheets": bool, "verify": bool}


_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|/|#")


# What any plugin takes.
_ANY_OPTION = "enabled"


def check_settings(project: Project, rulebook: Rulebook | None) -> list[Finding]:
    """What stops MkDocs or makes it warn; nothing where no mkdocs.yml can be read."""
    if project.findings or not project.config_file.exists():
        return []
    return list(_Check(project, rulebook).find_all())


class _Check:
    """One reading of the settings, with the place of every piece that stands in this file."""

    def __init__(self, project: Project, rulebook: Rulebook | None) -> None:
        self.project, self.rulebook = project, rulebook
        source = read_source(project.config_file, format_path(project.config_file))[0]
        document = read_document(source)[0]
        self.path = source.path
        self.places = document.places if document else PlaceTree()
        self.data: dict[str, Any] = _make_plain(read_written(project.config_file)[0])

    def find_all(self) -> Iterator[Finding]:
        """Everything, in the order of what an author has to look at."""
        for name in self.data:
            if name not in SETTINGS:
                help_ = suggest_word(name, SETTINGS, none_fits="take it out")
                message = f"MkDocs knows no setting `{name}`"
                yield self._tell(message, help_, name, severity="warning")
        yield from self._check_theme()
        yield from self._check_plugins()
        yield from self._check_extensions()
        yield from self._check_nav()

    def _check_theme(self) -> Iterator[Finding]:
        if not _names_ours(self.data.get("plugins")):
            return  # pages as files go into any site
        theme = self.data.get("theme")
        name = theme.get("name") if isinstance(theme, dict) else theme
        if name != "material":
            message = "Lindero's pages need Material for MkDocs"
            yield self._tell(message, "write `theme: {name: material}`", "theme", "name")

    def _check_plugins(self) -> Iterator[Finding]:
        write = "write `plugins: [lindero]`"
        written = self.data.get("plugins")
        if written is not None and not isinstance(written, list | dict):
            yield self._tell("`plugins` is a list", write, "plugins")
            return
        for name, step, options in _list_named(written):
            if name == "lindero":
                yield from self._check_options(options, "plugins", *step)
            elif not _is_plugin(name):
                known = _list_installed("mkdocs.plugins")
                help_ = suggest_word(name, known) or "install it, or take it out"
                yield self._tell(f"there is no plugin `{name}`", help_, "plugins", *step)
        if not _names_ours(written):
            message = "mkdocs.yml does not name the plugin"
            yield self._tell(message, write, "plugins", severity="warning")

    def _check_options(self, options: Any, *at: PathStep) -> Iterator[Finding]:
        if not isinstance(options, dict | None):
            known = ", ".join(f"`{name}`" for name in OPTIONS)
            yield self._tell("the plugin's options are keys with values", f"they are {known}", *at)
            return
        for name, value in (options or {}).items():
            shape = bool if name == _ANY_OPTION else OPTIONS.get(name)
            if shape is None:
                help_, message = suggest_word(name, OPTIONS), f"the plugin has no option `{name}`"
                yield self._tell(message, help_, *at, name, severity="warning")
            elif not _fits_shape(value, shape):
                help_ = "write the name of a folder" if shape is str else "write `true` or `false`"
                yield self._tell(f"`{name}` cannot be `{value}`", help_, *at, name)

    def _check_extensions(self) -> Iterator[Finding]:
        written = self.data.get("markdown_extensions")
        if written is not None and not isinstance(written, list | dict):
            help_ = "write `markdown_extensions: [attr_list]`"
            yield self._tell("`markdown_extensions` is a list", help_, "markdown_extensions")
            return
        for name, step, _ in _list_named(written):
            if not _is_extension(name):
                message = f"there is no Markdown extension `{name}`"
                help_ = "correct its name, install it, or take it out"
                yield self._tell(message, help_, "markdown_extensions", *step)

    def _check_nav(self) -> Iterator[Finding]:
        targets = list(_list_targets(self.data.get("nav"), "nav"))
        if not targets or self.rulebook is None:
            return
        publishing = self.project.publishing
        own = own_files(self.rulebook, publishing, unsure=False)
        known = {*own.pages, *own.sheets, *look_through(self.project.docs, publishing).files}
        for target, at in targets:
            here = posixpath.normpath(target)
            if not _ELSEWHERE.match(target) and not {here, as_readme(here)} & known:
                help_ = suggest_word(target, known, none_fits="correct the path, or take it out")
                yield self._tell(f"`{target}` leads nowhere", help_, *at, severity="warning")

    def _tell(
        self, message: str, help_: str | None, *at: PathStep, severity: Any = "error"
    ) -> Finding:
        mark = self.places.find_piece(at).mark if at[0] in self.places.children else None
        place: Place = mark or Unlocated(self.path)
        return Finding("bad-setting", message, place, help_, severity)


def _make_plain(data: Any) -> Any:
    """Our reader's scalars as values."""
    if isinstance(data, dict):
        return {str(key): _make_plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_make_plain(entry) for entry in data]
    return data.value if isinstance(data, Scalar) else data


def _list_named(written: Any) -> Iterator[tuple[str, tuple[PathStep, ...], Any]]:
    """Each name of a list or of keys, the way to it, and what it is given."""
    for number, entry in enumerate(written if isinstance(written, list) else [written]):
        start: tuple[PathStep, ...] = (number,) if isinstance(written, list) else ()
        if isinstance(entry, dict):
            yield from ((str(name), (*start, name), value) for name, value in entry.items())
        elif entry is not None:
            yield str(entry), start, None


def _names_ours(plugins: Any) -> bool:
    return "lindero" in (name for name, *_ in _list_named(plugins))


def _fits_shape(value: Any, shape: type) -> bool:
    # YAML 1.1, which MkDocs reads, has more words for true and false.
    said = shape is bool and str(value).lower() in {"yes", "no", "on", "off"}
    return value is None or said or isinstance(value, shape)


def _is_plugin(name: str) -> bool:
    wanted = {name.removeprefix("/"), f"material/{name}"}
    return bool(wanted & _list_installed("mkdocs.plugins"))


def _is_extension(name: str) -> bool:
    module = name.partition(":")[0]
    return (
        _has_module(f"markdown.extensions.{module}")
        or _has_module(module)
        or name in _list_installed("markdown.extensions")
    )


def _list_installed(group: str) -> set[str]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and seldom needed

    return {one.name for one in entry_points(group=group)}


def _has_module(name: str) -> bool:
    """Whether Python could import it, found without importing the packages above it."""
    top, *below = name.split(".")
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return False
    if spec is None or not below:
        return spec is not None
    paths = (Path(folder, *below) for folder in spec.submodule_search_locations or ())
    return any(path.is_dir() or path.with_suffix(".py").is_file() for path in paths)


def _list_targets(entry: Any, *at: PathStep) -> Iterator[tuple[str, tuple[PathStep, ...]]]:
    """Every target in the navigation, however deep, with the way to it."""
    if isinstance(entry, str):
        yield entry, at
    steps = enumerate(entry) if isinstance(entry, list) else ()
    for step, inner in entry.items() if isinstance(entry, dict) else steps:
        yield from _list_targets(inner, *at, step)
