"""`lindero` and its commands.

Each command imports what it needs when it runs, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import Any

import click

from lindero import __version__
from lindero.cli.init import init
from lindero.cli.reports import exit_with_error
from lindero.cli.rule_commands import check, explain, fairness, schema, texts, topics, what_if, when
from lindero.cli.site_commands import build, pages, print_, serve, verify
from lindero.disk.refusal import PlaceRefused

_WAYS_OUT = {
    errno.ENOSPC: "free some space and run it again",
    errno.EACCES: "change its permissions, or name another place",
    errno.EPERM: "change its permissions, or name another place",
    errno.EROFS: "name a place that can be written",
    errno.ENOENT: "name another place",
    errno.ENOTDIR: "name another place",
    errno.EBUSY: "close what uses it, or name another place",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "a link leads back to itself; delete it",
}


class Commands(click.Group):
    """The commands; a folder or file that cannot be read or written is told in one line."""

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run as a process, in UTF-8 whatever the locale says."""
        # Python fixes the alphabet of file names at its start, so a run in another one starts over.
        if sys.getfilesystemencoding() != "utf-8" and os.name == "posix":
            again = [sys.executable, "-X", "utf8", "-m", "lindero", *sys.argv[1:]]
            os.execv(sys.executable, again)  # noqa: S606 - it is ourselves
        try:
            return super().main(*args, **settings)
        except SystemExit as end:
            _end_at_once(end)
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # nobody reads any more; click ends quietly
            exit_with_error(_explain_failure(error))
        except PlaceRefused as refused:
            exit_with_error(str(refused))


def _end_at_once(end: SystemExit) -> None:
    """End the process here where all is said: to free everything first takes Python a while."""
    if not isinstance(end.code, int):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return  # Python has its own way to tell it
    os._exit(end.code)


def _explain_failure(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    if _stopped_output(error):
        return f"the output could not be written: {reason}; send it somewhere else"
    reason = f"{reason}; {_WAYS_OUT[error.errno]}" if error.errno in _WAYS_OUT else reason
    named = error.filename and error.errno != errno.ENOSPC  # a full disk is no file's fault
    return f"{error.filename}: {reason}" if named else reason


def _stopped_output(error: OSError) -> bool:
    """Whether it was printing that failed: where the output goes may be no disk at all."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code is click.echo.__code__


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lindero")
def main() -> None:
    """Write the rules of working together once; publish them everywhere the same."""
    gc.disable()  # a command is over before collecting would free anything worth its time


COMMANDS = (
    check,
    build,
    serve,
    pages,
    print_,
    verify,
    topics,
    texts,
    when,
    what_if,
    fairness,
    schema,
    explain,
    init,
)
for command in COMMANDS:
    main.add_command(command)
