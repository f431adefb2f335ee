"""MkDocs run for a person: into a new folder that replaces the site only when everything agrees."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
import jinja2
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException, PluginError

from lindero.exchanging import replaced_whole
from lindero.plugin import LinderoPlugin
from lindero.project import Project
from lindero.targets import Target

# Material and its relatives print their news on every run; the README says it once, in our words.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


class BuildFailed(Exception):
    """MkDocs or the plugin refused; the text is for the author."""


def build_site(project: Project, site: Target, *, as_of: date | None, strict: bool) -> str:
    """Build the whole site; returns one line on what agrees. The old site stays as it was if anything fails."""
    with _own_words() as said, replaced_whole(site) as fresh:
        config = load_config(str(project.config_file), site_dir=str(fresh), strict=strict)
        plugin = _plugin(config)
        plugin.as_of, plugin.report_warnings, plugin.shown_site = as_of, False, site.shown
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        if said and strict:
            raise BuildFailed("\n".join(said))
        return plugin.summary


def serve_site(config_file: Path, dev_addr: str | None) -> None:
    """Serve until interrupted."""
    with _own_words(logging.INFO):
        serve(str(config_file), dev_addr=dev_addr)


def _plugin(config: MkDocsConfig) -> LinderoPlugin:
    if "lindero" not in config.plugins:
        raise BuildFailed("error: mkdocs.yml does not name the plugin; add `plugins: [lindero]`")
    plugin = config.plugins["lindero"]
    assert isinstance(plugin, LinderoPlugin)
    return plugin


@contextmanager
def _own_words(level: int = logging.WARNING) -> Iterator[list[str]]:
    """MkDocs's log on the terminal from `level` on, and its ways of failing as one."""
    said: list[str] = []
    log = logging.getLogger("mkdocs")
    handler = _Teller(said, level)
    log.addHandler(handler)
    log.setLevel(min(level, logging.INFO))
    try:
        yield said
    except ConfigurationError as error:
        raise BuildFailed(f"error: mkdocs.yml: {error}") from error
    except PluginError as error:
        raise BuildFailed(str(error)) from error
    except (Abort, MkDocsException) as error:
        raise BuildFailed("" if said else f"error: {error}") from error
    except jinja2.TemplateError as error:
        raise BuildFailed(f"error: a template cannot be used: {error}") from error
    finally:
        log.removeHandler(handler)


class _Teller(logging.Handler):
    """Prints a record as one line of our own."""

    def __init__(self, said: list[str], level: int) -> None:
        super().__init__(level)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        """Print it to stderr and keep what is a warning or worse."""
        if not record.getMessage().strip():
            return
        text = f"{record.levelname.lower()}: {record.getMessage()}" if record.levelno >= logging.WARNING else record.getMessage()
        if record.levelno >= logging.WARNING:
            self._said.append(text)
        click.echo(text, err=True)
