"""The MkDocs adapter: generated pages in memory, figures in hand-written ones, sheets and agreement after the build."""

from __future__ import annotations

import gc
import html
import os
import re
from datetime import date
from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from lindero.agreement import verify_site
from lindero.diagnostics import Diagnostic, errors_in, render, tally
from lindero.filling import fill_manuscript, fill_plain, language_of
from lindero.loading import Loaded, load_rulebook
from lindero.manuscripts import as_readme, check_manuscripts
from lindero.pages import ASSETS, THEME, make_assets, make_pages, page_body, page_meta
from lindero.printing import Printer
from lindero.project import without_sheets
from lindero.rulebook import Rulebook
from lindero.templating import ShippedTemplates
from lindero.views import language_root
from lindero.wording import reader_for
from lindero.writing import write_file

log = get_plugin_logger("lindero")
_MATERIALS_FAVICON = "assets/images/favicon.png"
_ID = re.compile(r'\bid="([^"]+)"')
_BODY = re.compile(r"<body\b[^>]*>")


class LinderoConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs ships no types for its base
    """The plugin's options in mkdocs.yml."""

    terms = c.Type(str, default="terms")
    """The folder of the rules, relative to mkdocs.yml."""
    sheets = c.Type(bool, default=True)
    """Whether the one-pagers are printed into the site."""
    verify = c.Type(bool, default=True)
    """Whether every figure of the finished site is compared with the rulebook."""


class LinderoPlugin(BasePlugin[LinderoConfig]):  # type: ignore[no-untyped-call]  # as above
    """Publishes a rulebook as part of a MkDocs site."""

    def __init__(self) -> None:
        self.as_of: date | None = None
        self.report_warnings = True
        self.summary = ""
        self.shown_site: str | None = None
        self._serving = False
        self._good: Loaded | None = None
        self._problems: list[Diagnostic] = []
        self._pages: dict[str, str] = {}
        self._printer = Printer()
        self._templates = ShippedTemplates()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether pages are served; having this method keeps the plugin alive between builds."""
        self._serving = command == "serve"
        gc.freeze()  # what is loaded by now stays: the collector need not look through it again and again

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check everything before MkDocs empties the site."""
        terms = Path(config.config_file_path or "mkdocs.yml").parent / self.config.terms
        if str(terms) not in config.watch:
            config.watch.append(str(terms))
        if config.theme.name != "material":
            raise PluginError("Lindero's pages need Material for MkDocs: write `theme: {name: material}` in mkdocs.yml")
        loaded = load_rulebook(terms, self.as_of or date.today())  # noqa: DTZ011 - the author's own day
        loaded = loaded if self.config.sheets else without_sheets(loaded)
        self._accept(loaded, [*loaded.diagnostics, *check_manuscripts(loaded, Path(config.docs_dir))])
        if self._good and self._good.rulebook:
            _configure(config, self._good.rulebook)
        return config

    def _accept(self, loaded: Loaded, found: list[Diagnostic]) -> None:
        """Go on with what is sound; while serving, with the last that was."""
        errors = errors_in(found)
        self._problems = errors
        if not errors:
            self._good = loaded
            if self.report_warnings:
                for warning in found:
                    log.warning(render([warning], "short"))
            return
        report = f"{render(found, 'full')}\n\n{tally(found)}"
        if not self._serving:
            raise PluginError(f"\n{report}")
        log.error("the rules cannot be published as they are\n\n%s\n", report)

    @property
    def rulebook(self) -> Rulebook | None:
        """The rulebook that is being published."""
        return self._good.rulebook if self._good else None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every generated page and asset that the author did not write by hand."""
        if self._good is None or self.rulebook is None:
            files.append(_generated(config, "index.md", "---\ntitle: Lindero\n---\n"))
            return files
        made = make_pages(self.rulebook, self._templates)
        self._pages = {path: text for path, text in made.items() if not _by_hand(files, path)}
        for path, content in (self._pages | make_assets(self.rulebook, self._good.logo)).items():
            if not _by_hand(files, path):
                files.append(_generated(config, path, content))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fill figures and rule links into a hand-written page, and tell the theme its language."""
        rulebook = self.rulebook
        if rulebook:
            page.update_date = rulebook.business.edition.machine  # the sitemap's date; not the day of the build
        if page.file.src_uri in self._pages:
            return ""  # it is HTML already: on_page_content puts it in, and Markdown need not look through it
        if rulebook is None or page.file.generated_by:
            return markdown
        path = page.file.src_uri
        for key, value in page.meta.items():
            if isinstance(value, str):
                page.meta[key] = fill_plain(rulebook, path, value)
        page.meta.pop("lindero", None)
        page.meta.update(page_meta(rulebook, language_of(rulebook, path)))
        for other in page.meta["translations"]:
            twin = files.get_file_from_path(_twin(rulebook, path, other["lang"]))
            other["link"] = twin.url if twin else other["link"]
        return fill_manuscript(rulebook, path, markdown)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The body of a generated page, and its anchors for MkDocs's own check of links."""
        text = self._pages.get(page.file.src_uri)
        if text is None:
            return html
        body = page_body(text)
        page.present_anchor_ids = set(_ID.findall(body))
        return body

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Take the theme's templates as they were compiled with the package."""
        env.bytecode_cache = self._templates
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """While serving, put what is wrong on top of the last good page."""
        if not self._problems:
            return output
        return _BODY.sub(lambda body: body[0] + _problem_box(self._problems), output, count=1)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Print the sheets, then compare everything that was published with the rulebook."""
        if self._good is None or self.rulebook is None:
            return
        site = Path(config.site_dir)
        sheets, found = self._printer.print_all(self.rulebook, self._good.logo, self._good.places)
        for path, pdf in sheets.items():
            write_file(site / path, pdf)
        self.summary = f"{len(self._pages)} pages, {len(sheets)} sheets"
        if self.config.verify and not found and not self._problems:
            agreement = verify_site(self._good, site, self._pages, sheets, shown=self.shown_site)
            found = list(agreement.diagnostics)
            self.summary = agreement.summary
        self._refuse(found)

    def _refuse(self, found: list[Diagnostic]) -> None:
        if not found:
            return
        report = f"\n{render(found, 'full')}\n\n{tally(found)}"
        if not self._serving:
            raise PluginError(report)
        log.error(report)


def _by_hand(files: Files, path: str) -> bool:
    """Whether the author wrote a file at this path that MkDocs publishes; one that it leaves out stands for nothing."""
    own = files.get_file_from_path(path) or files.get_file_from_path(as_readme(path))
    if own is not None and own.inclusion is InclusionLevel.EXCLUDED:
        files.remove(own)
        return False
    return own is not None


def _twin(rulebook: Rulebook, path: str, language: str) -> str:
    """Where the same page would lie in another language: `about.md` and `en/about.md`."""
    plain = path.removeprefix(language_root(rulebook, language_of(rulebook, path)))
    return language_root(rulebook, language) + plain


def _configure(config: MkDocsConfig, rulebook: Rulebook) -> None:
    """Everything in mkdocs.yml that the rulebook knows better, and the look of the pages."""
    main = rulebook.languages[0]
    config.site_name = rulebook.business.name.in_language(main)
    config.site_url = rulebook.business.site if rulebook.business.site.endswith("/") else f"{rulebook.business.site}/"
    config.extra["lindero"] = {language: page_meta(rulebook, language) for language in rulebook.languages}
    theme = config.theme
    if str(THEME) not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, str(THEME))
    theme.get_env = lambda: _quick_env(Theme.get_env(theme))  # type: ignore[method-assign]  # the only way to its loader
    theme["language"] = main
    theme["font"] = False
    if theme.get("favicon") == _MATERIALS_FAVICON:
        theme["favicon"] = f"{ASSETS}/mark.svg"
    if not theme.get("palette"):
        theme["palette"] = _palette(reader_for(rulebook.business, main).words)


def _quick_env(env: jinja2.Environment) -> jinja2.Environment:
    """The theme's templates without a walk through its fourteen thousand icons, which MkDocs would drop from the list."""
    assert isinstance(env.loader, jinja2.FileSystemLoader)
    env.loader = _VisibleFiles(env.loader.searchpath)
    return env


class _VisibleFiles(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        """What is not below a hidden folder; hidden templates can still be included by name."""
        found: set[str] = set()
        for root in map(Path, self.searchpath):
            for folder, inner, names in os.walk(root):
                inner[:] = [name for name in inner if not name.startswith(".")]
                found.update((Path(folder) / name).relative_to(root).as_posix() for name in names)
        return sorted(found)


def _palette(words: Any) -> list[dict[str, Any]]:
    """System, light, dark: each with the button that leads to the next."""
    return [
        {"media": "(prefers-color-scheme)", "toggle": {"icon": "material/theme-light-dark", "name": words["palette_to_light"]}},
        _scheme("light", "default", "material/weather-night", words["palette_to_dark"]),
        _scheme("dark", "slate", "material/weather-sunny", words["palette_to_system"]),
    ]


def _scheme(preferred: str, scheme: str, icon: str, name: str) -> dict[str, Any]:
    media = f"(prefers-color-scheme: {preferred})"
    return {"media": media, "scheme": scheme, "primary": "custom", "accent": "custom", "toggle": {"icon": icon, "name": name}}


def _generated(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _problem_box(problems: list[Diagnostic]) -> str:
    report = html.escape(render(problems, "full"))
    style = (
        "position:relative;z-index:99;margin:0;padding:1rem 1.2rem;background:#8c1d18;color:#fff;"
        "font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere"
    )
    head = "The rules below are the last good ones. This stands in the way of the new ones:"
    return f'<div class="lindero-problems" role="alert" style="{style}"><strong>{head}</strong>\n\n{report}\n\n{tally(problems)}</div>'
