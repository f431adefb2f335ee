"""MkDocs run for a person: into a new folder that replaces the site only when everything agrees."""

from __future__ import annotations

import logging
import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import jinja2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException, PluginError

from lindero.disk.files import write_file
from lindero.disk.site_exchange import replacing_folder
from lindero.disk.targets import Target
from lindero.generators.checked_rules import CheckedRules
from lindero.generators.mkdocs_plugin import LinderoPlugin
from lindero.generators.unchanged import RECORD, make_record
from lindero.generators.whole_build import BuildFailed, HeadStart
from lindero.reading.folder import format_path

# What `lindero build` has told by then with its place.
_TOLD_OF_SETTINGS = re.compile(
    r"mkdocs\.yml: (?:`\w+`: Unrecognised|.*Plugin 'lindero' value: '\w+': Unrecognised)"
    r"|A reference to '[^']*' is included in the 'nav' configuration, which is not found"
)


_CONFIG_VALUE = re.compile(r"^Config value '([^']*)': ")


def build_site(
    rules: CheckedRules,
    site: Target,
    *,
    strict: bool,
    digest: str = "",
    begun: HeadStart | None = None,
) -> str:
    """Build the whole site; returns a line on what agrees, and one on settings that give way.

    `begun` is what of the same rules need not wait for MkDocs, `digest` that of all inputs.
    The old site stays as it was if anything fails.
    """
    with our_log(_TOLD_OF_SETTINGS) as said, our_refusals(said), replacing_folder(site) as fresh:
        config = load_config(str(rules.project.config_file), site_dir=str(fresh), strict=strict)
        plugin = lindero_plugin(config)
        plugin.rules, plugin.begun = rules, begun
        plugin.known = begun.known if begun else plugin.known
        plugin.report_warnings, plugin.shown_site = False, site.shown
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        if said and strict:
            raise BuildFailed("\n".join(said))
        summary = "\n".join(filter(None, [plugin.summary, plugin.note and f"note: {plugin.note}"]))
        if digest and not said:  # what was said once would not be said again
            write_file(fresh / RECORD, make_record(digest, summary))
        return summary


def lindero_plugin(config: MkDocsConfig) -> LinderoPlugin:
    """Our plugin as the settings name it."""
    if "lindero" not in config.plugins:
        raise BuildFailed("error: mkdocs.yml does not name the plugin; add `plugins: [lindero]`")
    plugin = config.plugins["lindero"]
    assert isinstance(plugin, LinderoPlugin)
    return plugin


@contextmanager
def our_log(told: re.Pattern[str] | None = None) -> Iterator[list[str]]:
    """MkDocs's warnings and errors on the terminal, and what of them has been said.

    What was `told` before is not said again.
    """
    said: list[str] = []
    # Material and its relatives print their news on every run; the README says it in our words.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    log = logging.getLogger("mkdocs")
    handler = _LogPrinter(said, told)
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield said
    finally:
        log.removeHandler(handler)


@contextmanager
def our_refusals(said: list[str]) -> Iterator[None]:
    """MkDocs's ways of failing as one; its text is empty where the log has said all."""
    try:
        yield
    except ConfigurationError as error:
        raise BuildFailed(f"error: mkdocs.yml: {error}") from error
    except PluginError as error:
        raise BuildFailed(str(error)) from error
    except (Abort, MkDocsException) as error:
        raise BuildFailed("" if said else f"error: {error}") from error
    except jinja2.TemplateError as error:
        place = _find_template_line(error)
        raise BuildFailed(f"error: {place}a template cannot be used: {error}") from error


def _find_template_line(error: jinja2.TemplateError) -> str:
    """`overrides/main.html:3: `; where Jinja has no line, nothing."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{format_path(Path(error.filename or error.name or ''))}:{error.lineno}: "
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame for frame in frames if frame.filename.endswith((".html", ".xml"))]
    return f"{format_path(Path(lines[-1].filename))}:{lines[-1].lineno}: " if lines else ""


class _LogPrinter(logging.Handler):
    """Prints a record as one line of our own."""

    def __init__(self, said: list[str], told: re.Pattern[str] | None) -> None:
        super().__init__(logging.WARNING)
        self._said, self._told = said, told

    def emit(self, record: logging.LogRecord) -> None:
        """Print it to stderr and keep it; what the server says of requests is nobody's news."""
        text = _CONFIG_VALUE.sub(r"mkdocs.yml: `\1`: ", record.getMessage())
        if not text.strip() or (
            record.name == "mkdocs.livereload" and record.levelno < logging.ERROR
        ):
            return
        if self._told and self._told.match(text):
            return
        level = record.levelname.lower()
        self._said.append(text if f" {level}[" in text else f"{level}: {text}")
        click.echo(self._said[-1], err=True)
