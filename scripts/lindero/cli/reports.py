"""What the commands say on the terminal, and the codes they end with."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from lindero import Finding

WRONG_RULES, WRONG_USE = 1, 2

_SLOW = 1.0  # seconds


def report_findings(
    found: list[Finding],
    form: Any = "full",
    *,
    strict: bool = False,
    praise: str = "",
    open_end: str = "",
) -> None:
    """Print findings and stop where they forbid to go on; with none, print the `praise`.

    Below warnings the `open_end` says what they leave out.
    """
    from lindero.findings.finding import select_errors
    from lindero.findings.forms import format_tally, render_findings

    to_stdout = form in {"json", "github"}
    if found or form == "json":
        text = render_findings(found, form, colour=not to_stdout and _wants_colour())
        # Bytes, since a program reads UTF-8 whatever alphabet the terminal speaks.
        click.echo(text.encode() if to_stdout else text, err=not to_stdout)
    if found and form == "full":
        click.echo(f"\n{format_tally(found)}", err=True)
    if found and form == "full" and open_end and not select_errors(found):
        click.echo(open_end, err=True)
    if select_errors(found) or (strict and found):
        sys.exit(WRONG_RULES)
    if praise and not found and form != "json":
        click.echo(praise)


def _wants_colour() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def show_path(path: Path) -> str:
    """A path as the person would type it."""
    from lindero.reading.folder import format_path

    return format_path(path)


def exit_with_error(message: str) -> NoReturn:
    """One line, and the code for wrong use."""
    click.echo(f"error: {message}", err=True)
    sys.exit(WRONG_USE)


@contextmanager
def show_progress(doing: str, *, quiet: bool) -> Iterator[None]:
    """Say what takes so long, once it takes more than a second."""
    timer = threading.Timer(_SLOW, lambda: click.echo(f"{doing} …", err=True))
    timer.daemon = True
    if not quiet:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
