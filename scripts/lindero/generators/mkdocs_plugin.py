"""The MkDocs adapter: pages in memory, figures in hand-written ones, agreement at the end."""

from __future__ import annotations

import gc
import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from lindero.agreement.known_work import KnownWork, recall_work, write_work
from lindero.agreement.site_record import write_record
from lindero.agreement.verifying import Publication, verify_site
from lindero.findings.finding import Finding, select_errors
from lindero.findings.forms import format_tally, render_findings
from lindero.generators.checked_rules import CheckedRules, check_rules, drop_sheets
from lindero.generators.folder_owners import name_owner
from lindero.generators.mkdocs_words import LinkWords, overruled_settings
from lindero.generators.own_files import is_published, list_own_files
from lindero.generators.plain_files import list_templates
from lindero.generators.settings import find_project, has_plain_menu
from lindero.generators.site_guard import guard_site, sign_site
from lindero.generators.theme_templates import with_our_loader
from lindero.generators.unchanged import digest_makers
from lindero.generators.whole_build import HeadStart
from lindero.loading import Loaded
from lindero.rulebook.rulebook import Rulebook
from lindero.sheets.printing import Printer
from lindero.site.addresses import ASSETS, find_page_language, language_root
from lindero.site.assets import THEME, make_assets
from lindero.site.dead_links import as_index, as_readme, own_files
from lindero.site.docs_folder import AS_USUAL, look_through
from lindero.site.manuscript_filling import fill_manuscript, fill_meta
from lindero.site.manuscripts import read_manuscripts
from lindero.site.pages import Page as MadePage
from lindero.site.pages import make_page_meta, make_pages
from lindero.site.templates import ShippedTemplates
from lindero.wording.figures import reader_for

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
        # What `lindero build` has done before MkDocs begins, so that nothing is done twice.
        self.rules: CheckedRules | None = None
        self.begun: HeadStart | None = None
        self.known = KnownWork()
        self.report_warnings = True
        self.summary = ""
        self.note = ""
        self.shown_site: str | None = None
        self._serving = self._dirty = False
        self._keep: frozenset[str] = frozenset()
        self._good: Loaded | None = None
        self._problems: list[Finding] = []
        self._published = Publication({}, {}, {})
        self._pages: dict[str, MadePage] = {}
        self._awaited: list[str] = []
        self._printer = Printer()
        self._templates = ShippedTemplates()
        self._link_words = LinkWords()
        self._own_files: dict[str, str] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether pages are served."""
        self._serving, self._dirty = command == "serve", dirty
        self._link_words.start_listening()
        # What is loaded by now stays: the collector need not look through it again and again.
        gc.freeze()

    def on_shutdown(self) -> None:
        """Leave MkDocs's log as it was."""
        self._link_words.stop_listening()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check everything before MkDocs empties the site."""
        project = find_project(Path(config.config_file_path or "mkdocs.yml"))
        terms = project.config_file.parent / self.config.terms
        project = replace(project, terms=terms, docs=Path(config.docs_dir))
        if str(terms) not in config.watch:
            config.watch.append(str(terms))
        if config.theme.name != "material":
            raise PluginError(
                "Lindero's pages need Material for MkDocs: "
                "write `theme: {name: material}` in mkdocs.yml"
            )
        rules = self.rules
        if rules is None or not rules.fit_project(project):
            rules = check_rules(project, date.today())  # noqa: DTZ011 - the author's own day
        loaded = rules.loaded if self.config.sheets else drop_sheets(rules.loaded)
        if not self._serving and self.shown_site is None:
            self.known = recall_work(Path(config.site_dir), digest_makers())
            self._printer = Printer(self.known.printed)
        if rules is not self.rules or self.config.sheets != rules.project.sheets:
            self.begun = None  # that is of other rules
        published, unprinted = self._make_publication(loaded, rules)
        self._link_words.begin_build(project.docs, rules.findings)
        self._accept_rules(loaded, published, [*rules.findings, *unprinted])
        if self._good and self._good.rulebook:
            if not self._serving and self.shown_site is None:
                owner = name_owner("site", self._good.rulebook)
                self._keep = guard_site(config, terms, owner, dirty=self._dirty)
            self._tell_what_gives_way(config, self._good.rulebook)
            _configure_site(config, self._good.rulebook)
        return config

    def _tell_what_gives_way(self, config: MkDocsConfig, rulebook: Rulebook) -> None:
        note = overruled_settings(config, rulebook, serving=self._serving)
        if note and note != self.note:
            log.info(note)
        self.note = note

    def _make_publication(
        self, loaded: Loaded, rules: CheckedRules
    ) -> tuple[Publication, list[Finding]]:
        """Pages, assets, and the sheets unless they are being printed elsewhere."""
        if loaded.rulebook is None or select_errors(rules.findings):
            return self._published, []
        pages = make_pages(loaded.rulebook, self._templates)
        assets = make_assets(loaded.rulebook, loaded.logo)
        if self.begun and self.begun.printing:
            awaited = own_files(loaded.rulebook, AS_USUAL, unsure=False).sheets
            return Publication(pages, assets, dict.fromkeys(awaited)), []
        sheets, unprinted = self._printer.print_all(loaded.rulebook, loaded.logo, loaded.places)
        return Publication(pages, assets, sheets), unprinted

    def _accept_rules(self, loaded: Loaded, published: Publication, found: list[Finding]) -> None:
        """Go on with what is sound; while serving, with the last that was."""
        errors = select_errors(found)
        self._problems = errors
        if not errors:
            self._good, self._published = loaded, published
            if self.report_warnings:
                for warning in found:
                    log.warning(render_findings([warning], "short"))
            return
        report = f"{render_findings(found, 'full')}\n\n{format_tally(found)}"
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
            files.append(_generate_file(config, "index.md", "---\ntitle: Lindero\n---\n"))
            return files
        made = self._published
        # MkDocs checks links to sheets; what is in those that are being printed comes last.
        pdfs = {path: sheet.pdf if sheet else b"" for path, sheet in made.sheets.items()}
        # A page is handed over whole, later; MkDocs need not take it apart.
        contents: dict[str, str | bytes] = {**dict.fromkeys(made.pages, ""), **made.assets, **pdfs}
        ours = [path for path in contents if not self._is_hand_written(files, path)]
        self._pages = {path: made.pages[path] for path in ours if path in made.pages}
        self._awaited = [path for path in ours if path in pdfs and not pdfs[path]]
        for path in ours:
            files.append(_generate_file(config, path, contents[path]))
        return files

    def _is_hand_written(self, files: Files, path: str) -> bool:
        """Whether MkDocs publishes a file of the author's at this path."""
        own = files.get_file_from_path(path) or files.get_file_from_path(as_readme(path))
        if own is not None and not is_published(own, serving=self._serving):
            files.remove(own)
            return False
        return own is not None

    @event_priority(100)
    def _hand_over_page(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Give a page its date, and a generated one its meta, before any other plugin looks."""
        if self.rulebook:  # the sitemap's date is not the day of the build
            page.update_date = self.rulebook.business.edition.machine
        made = self._pages.get(page.file.src_uri)
        if made:
            page.meta = dict(made.meta)
        return markdown

    def _fill_hand_written(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Fill figures and rule links into a hand-written page, and tell the theme its language."""
        rulebook, path = self.rulebook, page.file.src_uri
        if rulebook is None or page.file.generated_by:
            return markdown
        page.meta = fill_meta(rulebook, path, page.meta)
        if isinstance(description := page.meta.get("description"), str):
            # Material puts it into its attribute as it stands.
            page.meta["description"] = description.replace('"', "&quot;")
        page.meta.pop("lindero", None)
        page.meta.update(make_page_meta(rulebook, find_page_language(rulebook, path)))
        for other in page.meta["translations"]:
            place = _find_twin_path(rulebook, as_index(path), other["lang"])
            twin = files.get_file_from_path(place) or files.get_file_from_path(as_readme(place))
            other["link"] = twin.url if twin else other["link"]
        return fill_manuscript(rulebook, path, markdown)

    on_page_markdown = CombinedEvent(_hand_over_page, _fill_hand_written)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The body of a generated page, and its anchors for MkDocs's own check of links."""
        made = self._pages.get(page.file.src_uri)
        if made is None:
            return html
        page.present_anchor_ids = set(_ID.findall(made.body))
        return made.body

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Take the theme's templates as they were compiled with the package."""
        env.bytecode_cache = self._templates
        self._own_files = list_own_files(config, files, serving=self._serving)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """While serving, put what is wrong on top of the last good page."""
        if not self._problems:
            return output
        return _BODY.sub(lambda body: body[0] + _show_problem_box(self._problems), output, count=1)

    @event_priority(100)
    def _put_in_sheets(self, *, config: MkDocsConfig) -> None:
        """The sheets for other plugins to see; without any, pages are compared meanwhile."""
        listening = (getattr(one, "__self__", None) for one in config.plugins.events["post_build"])
        if any(one is not self for one in listening):
            self._await_sheets(Path(config.site_dir))

    def _await_sheets(self, site: Path) -> None:
        """The sheets that were printed beside MkDocs into the site."""
        if self.begun is None or self.begun.printing is None:
            return
        sheets, unprinted, ahead = self.begun.printing()
        self.begun = self.begun._replace(printing=None)
        self._refuse_site(unprinted)
        self.known.take_over(ahead)
        self._published = replace(self._published, sheets=sheets)
        for path in self._awaited:
            (site / path).write_bytes(sheets[path].pdf)

    @event_priority(-90)  # after other plugins, which may have changed a page
    def _compare_site(self, *, config: MkDocsConfig) -> None:
        """Compare everything that was published with the rulebook."""
        if self._good is None or self.rulebook is None:
            return
        manuscripts = read_manuscripts(Path(config.docs_dir), self._own_files)
        published = replace(
            self._published,
            pages=self._pages,
            own_files=self._own_files,
            manuscripts=manuscripts,
            own_templates=list_templates(Path(own) if (own := config.theme.custom_dir) else None),
            menu_is_plain=not self._serving and has_plain_menu(config),
            await_sheets=self._await_sheets,
        )
        self.summary = f"{len(self._pages)} pages, {len(published.sheets)} sheets"
        site, shown, readings = Path(config.site_dir), self.shown_site, None
        if self.config.verify and not self._problems:
            agreement = verify_site(self._good, site, published, shown=shown, known=self.known)
            self.summary, readings = agreement.summary, agreement.readings
            self._refuse_site(list(agreement.findings))
        self._await_sheets(site)  # where nothing was compared
        if not self._serving:
            made = (f"{path.removesuffix('.md')}.html" for path in self._pages)
            there = look_through(Path(config.docs_dir)).files
            left_out = {*there} - {*self._own_files.values()}
            write_record(site, self._own_files, left_out, (*made, *published.sheets), readings)
            write_work(site, self.known, self._published.sheets)
        self.known = self.known.pass_on()

    @event_priority(-100)
    def _sign_site(self, *, config: MkDocsConfig) -> None:
        """List what this build wrote, as `lindero build` does by itself."""
        if self.rulebook and not self._serving and self.shown_site is None:
            sign_site(Path(config.site_dir), name_owner("site", self.rulebook), self._keep)

    on_post_build = CombinedEvent(_put_in_sheets, _compare_site, _sign_site)

    def _refuse_site(self, found: list[Finding]) -> None:
        if not found:
            return
        said = f"{render_findings(found, 'full')}\n\n{format_tally(found)}"
        report = f"the site that was built does not agree with the rules\n\n{said}"
        if not self._serving:
            raise PluginError(report)
        log.error(report)


def _find_twin_path(rulebook: Rulebook, path: str, language: str) -> str:
    """Where the same page would lie in another language: `about.md` and `en/about.md`."""
    plain = path.removeprefix(language_root(rulebook, find_page_language(rulebook, path)))
    return language_root(rulebook, language) + plain


def _configure_site(config: MkDocsConfig, rulebook: Rulebook) -> None:
    """Everything in mkdocs.yml that the rulebook knows better, and the look of the pages."""
    main = rulebook.languages[0]
    config.site_name = Markup.escape(
        rulebook.business.name.in_language(main)
    )  # Material's templates take it as HTML
    config.site_url = (
        rulebook.business.site
        if rulebook.business.site.endswith("/")
        else f"{rulebook.business.site}/"
    )
    config.extra["lindero"] = {
        language: make_page_meta(rulebook, language) for language in rulebook.languages
    }
    theme = config.theme
    if str(THEME) not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, str(THEME))
    theme.get_env = lambda: with_our_loader(Theme.get_env(theme))  # type: ignore[method-assign]  # the only way to its loader
    theme["language"] = main
    theme["font"] = False
    if theme.get("favicon") == _MATERIALS_FAVICON:
        theme["favicon"] = f"{ASSETS}/mark.svg"
    if not theme.get("palette"):
        theme["palette"] = _make_palette(reader_for(rulebook.business, main).words)


def _make_palette(words: Any) -> list[dict[str, Any]]:
    """System, light, dark: each with the button that leads to the next."""
    return [
        {
            "media": "(prefers-color-scheme)",
            "toggle": {"icon": "material/theme-light-dark", "name": words["palette_to_light"]},
        },
        _make_scheme("light", "default", "material/weather-night", words["palette_to_dark"]),
        _make_scheme("dark", "slate", "material/weather-sunny", words["palette_to_system"]),
    ]


def _make_scheme(preferred: str, scheme: str, icon: str, name: str) -> dict[str, Any]:
    media = f"(prefers-color-scheme: {preferred})"
    return {
        "media": media,
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": name},
    }


def _generate_file(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _show_problem_box(problems: list[Finding]) -> str:
    report = html.escape(render_findings(problems, "full"))
    style = (
        "position:relative;z-index:99;margin:0;padding:1rem 1.2rem;background:#8c1d18;color:#fff;"
        "font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere"
    )
    head = "The rules below are the last good ones. This stands in the way of the new ones:"
    box = f'<div class="lindero-problems" role="alert" style="{style}"><strong>{head}</strong>'
    return f"{box}\n\n{report}\n\n{format_tally(problems)}</div>"
