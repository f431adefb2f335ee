"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from lindero.cli.arguments import AsOf

Command = TypeVar("Command", bound=Callable[..., Any])

_FOLDER = click.Path(path_type=Path, file_okay=False)


def take_options(*names: str) -> Callable[[Command], Command]:
    """Give a command the options of these names, in this order in its help."""

    def decorate(command: Command) -> Command:
        for name in reversed(names):
            command = _OPTIONS[name](command)
        return command

    return decorate


def take_form(*forms: str, what: str) -> Callable[[Command], Command]:
    """`--format`, for what a command prints."""
    kind, help_ = click.Choice(forms), f"How {what} printed."
    return click.option(
        "--format", "form", type=kind, default="full", show_default=True, help=help_
    )


def is_config_named(context: click.Context) -> bool:
    """Whether the person named a mkdocs.yml, so that none is looked for."""
    return context.get_parameter_source("config_file") is not click.core.ParameterSource.DEFAULT


def _find_config(context: click.Context, _: click.Parameter, config_file: Path) -> Path:
    from lindero.generators.settings import nearest_config

    return config_file if is_config_named(context) else nearest_config(config_file)


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "language": click.option(
        "--language",
        metavar="CODE",
        help="The language of the answer, as in `en`; if not said, the first of the site.",
    ),
    "config": click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path, dir_okay=False),
        default="mkdocs.yml",
        callback=_find_config,
        help="The project's mkdocs.yml; if not said, the one here or in the nearest folder above.",
    ),
    "as-of": click.option(
        "--as-of",
        type=AsOf(),
        metavar="DATE",
        help="Check and build as on this day instead of today.",
    ),
    "strict": click.option(
        "--strict/--no-strict",
        default=None,
        help="Take warnings as errors, or not; mkdocs.yml decides if not said.",
    ),
    "quiet": click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong."),
    "form": take_form("full", "short", "json", "github", what="findings are"),
}
# Each command tells of its folder in its own words.
take_site = partial(click.option, "-d", "--site-dir", type=_FOLDER)
take_paper = partial(click.option, "-d", "--output-dir", type=_FOLDER)
