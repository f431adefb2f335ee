"""The commands. Each loads only what it needs, so that `--help` answers at once."""

from __future__ import annotations

import errno
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from lindero import __version__
from lindero.cli.arguments import AsOf, Moment
from lindero.cli.init import init
from lindero.disk.refusal import PlaceRefused

if TYPE_CHECKING:
    from lindero.disk.targets import Target
    from lindero.findings.finding import Finding
    from lindero.generators.checked_rules import CheckedRules
    from lindero.generators.settings import Project
    from lindero.loading import Loaded

OUTPUT_FORMS = ("full", "short", "json", "github")


WRONG_RULES, WRONG_USE = 1, 2


_SLOW = 1.0


_BY_OPTION = "name another folder with `-d`"


_WAYS_OUT = {
    errno.ENOSPC: "free some space and run it again",
    errno.EACCES: "change its permissions, or name another place",
    errno.EPERM: "change its permissions, or name another place",
    errno.EROFS: "name a place that can be written",
    errno.EBUSY: "close what uses it, or name another place",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "a link leads back to itself; delete it",
}


_config = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default="mkdocs.yml",
    callback=lambda context, _, config_file: _found_config(context, config_file),
    help="The project's mkdocs.yml; if not said, the one here or in the nearest folder above.",
)


_as_of = click.option(
    "--as-of", type=AsOf(), metavar="DATE", help="Check and build as on this day instead of today."
)


_strict = click.option(
    "--strict/--no-strict",
    default=None,
    help="Take warnings as errors, or not; mkdocs.yml decides if not said.",
)


_quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong.")


_form = click.option(
    "--format",
    "form",
    type=click.Choice(OUTPUT_FORMS),
    default="full",
    show_default=True,
    help="How findings are printed.",
)


class Commands(click.Group):
    """The commands; a folder or file that cannot be read or written is told in one line."""

    def main(self, *args: Any, **settings: Any) -> Any:
        """Start over in UTF-8 where the locale has another alphabet."""
        if sys.getfilesystemencoding() != "utf-8" and os.name == "posix":
            os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "lindero", *sys.argv[1:]])  # noqa: S606 - ourselves
        return super().main(*args, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # nobody reads any more; click ends quietly
            reason = (error.strerror or str(error)).lower()
            reason = f"{reason}; {_WAYS_OUT[error.errno]}" if error.errno in _WAYS_OUT else reason
            named = error.filename and error.errno != errno.ENOSPC  # a full disk is no file's fault
            _exit_with_error(f"{error.filename}: {reason}" if named else reason)
        except PlaceRefused as refused:
            _exit_with_error(str(refused))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lindero")
def main() -> None:
    """Write the rules of working together once; publish them everywhere the same."""
    gc.disable()  # a command is over before collecting would free anything worth its time


main.add_command(init)


@main.command()
@click.argument("terms", type=click.Path(path_type=Path, file_okay=False), required=False)
@_config
@_as_of
@_strict
@_form
@_quiet
def check(
    terms: Path | None,
    config_file: Path,
    as_of: date | None,
    strict: bool | None,
    form: str,
    quiet: bool,
) -> None:
    """Read the rules and tell every mistake with its place."""
    from lindero.findings.finding import select_errors
    from lindero.generators.checked_rules import select_published
    from lindero.sheets.paper import check_paper

    project = _find_project(config_file, terms)
    loaded, found = _load_rules(project, as_of)
    found += check_paper(select_published(project, loaded)) if not select_errors(found) else []
    _report_findings(
        found,
        form,
        quiet=quiet,
        strict=_is_strict(project, strict),
        good=_summarize_rulebook(loaded),
    )


@main.command()
@_config
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site goes, instead of what mkdocs.yml says.",
)
@_as_of
@_strict
@click.option(
    "--force", is_flag=True, help="Build even if nothing has changed since the last time."
)
@_quiet
def build(
    config_file: Path,
    site_dir: Path | None,
    as_of: date | None,
    strict: bool | None,
    force: bool,
    quiet: bool,
) -> None:
    """Check the rules, build site and sheets, compare everything, then replace the old site."""
    from lindero.disk.end_signals import ending_cleanly
    from lindero.generators.unchanged import Inputs, find_unchanged

    project = _find_project(config_file, None)
    _need_config(config_file)
    strictly, site = _is_strict(project, strict), site_dir or project.site
    target = _make_target(project, site, _BY_OPTION)
    inputs = Inputs(project, as_of or date.today(), strictly)  # noqa: DTZ011 - the author's own day
    # Before anything is read: what changes meanwhile makes the next run build again.
    digest = inputs.make_digest()
    if not force and (said := find_unchanged(digest, target)):
        if not quiet:
            click.echo(f"{_format_path(site)}: unchanged; {said}")
        return
    from lindero.generators.whole_build import BuildFailed, build_whole

    rules, found = _check_rules(project, inputs.day)
    _report_findings(found, "full", quiet=True, strict=strictly, good="")
    assert rules.loaded.rulebook
    logo = rules.loaded.rulebook.brand.logo
    if found or (logo and not inputs.hold_file(logo)):
        digest = ""
    try:
        with ending_cleanly(), _show_progress("building the site", quiet):
            summary = build_whole(rules, target, strict=strictly, digest=digest)
    except BuildFailed as error:
        click.echo(str(error).strip(), err=True)
        sys.exit(WRONG_RULES)
    if not quiet:
        click.echo(f"{_format_path(site)}: {summary}")


@main.command()
@_config
@click.option(
    "-a", "--dev-addr", metavar="IP:PORT", help="Where to serve; 127.0.0.1:8000 if not said."
)
def serve(config_file: Path, dev_addr: str | None) -> None:
    """Show the site in a browser and renew it with every change of the rules."""
    from lindero.generators.serving import serve_site
    from lindero.generators.whole_build import BuildFailed

    _need_config(config_file)
    gc.enable()  # this command goes on for hours
    try:
        serve_site(config_file, dev_addr)
    except BuildFailed as error:
        click.echo(str(error).strip(), err=True)
        sys.exit(WRONG_RULES)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_config
@_as_of
@_strict
@_quiet
def pages(
    folder: Path, config_file: Path, as_of: date | None, strict: bool | None, quiet: bool
) -> None:
    """Write the pages as files into FOLDER, for any other site generator."""
    from lindero.disk.end_signals import ending_cleanly
    from lindero.generators.checked_rules import select_published
    from lindero.generators.plain_files import export_pages

    project = _find_project(config_file, None)
    loaded, found = _load_rules(project, as_of)
    _report_findings(found, "full", quiet=True, strict=_is_strict(project, strict), good="")
    target = _make_target(project, folder, "name another folder", beside_site=True)
    with ending_cleanly():
        written, changed = export_pages(select_published(project, loaded), project.docs, target)
    if not quiet:
        click.echo(f"{_format_path(folder)}: {written} files, {changed} of them new or changed")


@main.command("print")
@click.argument("names", nargs=-1)
@_config
@click.option(
    "-d",
    "--output-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default="print",
    show_default=True,
    help="Where the PDFs go.",
)
@_as_of
@_strict
@_quiet
def print_(
    names: tuple[str, ...],
    config_file: Path,
    output_dir: Path,
    as_of: date | None,
    strict: bool | None,
    quiet: bool,
) -> None:
    """Print the one-pagers as PDF; all of them, or those named."""
    from lindero.disk.end_signals import ending_cleanly
    from lindero.generators.plain_files import print_sheets

    project = _find_project(config_file, None)
    loaded, found = _load_rules(project, as_of)
    _report_findings(found, "full", quiet=True, strict=_is_strict(project, strict), good="")
    assert loaded.rulebook
    unknown = [name for name in names if name not in loaded.rulebook.onepagers]
    if unknown:
        known = ", ".join(loaded.rulebook.onepagers) or "none"
        _exit_with_error(f"there is no one-pager `{unknown[0]}`; there are: {known}")
    target = _make_target(project, output_dir, _BY_OPTION, beside_site=True)
    with ending_cleanly(), _show_progress("printing", quiet):
        written, problems = print_sheets(loaded, names, target)
    _report_findings(problems, "full", quiet=True, strict=False, good="")
    if not quiet:
        for file in written:
            click.echo(_format_path(file))


@main.command()
@_config
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="The built site, if not where mkdocs.yml says.",
)
@_as_of
@_form
@_quiet
def verify(
    config_file: Path, site_dir: Path | None, as_of: date | None, form: str, quiet: bool
) -> None:
    """Compare every figure of a built site with the rules."""
    from lindero.agreement.verifying import Publication, verify_site
    from lindero.findings.finding import select_errors
    from lindero.generators.checked_rules import select_published
    from lindero.generators.plain_files import make_expected_pages
    from lindero.sheets.printing import Printer
    from lindero.site.assets import make_assets

    project = _find_project(config_file, None)
    loaded, found = _load_rules(project, as_of)
    if loaded.rulebook is None or select_errors(found):
        _report_findings(found, form, quiet=quiet, strict=False, good="")
    assert loaded.rulebook
    site = site_dir or project.site
    if not site.is_dir():
        _exit_with_error(
            f"there is no built site at `{_format_path(site)}`; run `lindero build` first"
        )
    with _show_progress("comparing", quiet):
        published = select_published(project, loaded)
        assert published.rulebook
        sheets, problems = Printer().print_all(published.rulebook, published.logo, published.places)
        pages = make_expected_pages(published.rulebook, project.docs)
        assets = make_assets(published.rulebook, published.logo)
        agreement = verify_site(published, site, Publication(pages, assets, sheets))
    good = agreement.summary
    _report_findings([*problems, *agreement.findings], form, quiet=quiet, strict=False, good=good)


@main.command()
@click.argument("topic", required=False)
@_config
@_as_of
@click.option("--open", "only_open", is_flag=True, help="Show only what is open.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("full", "json")),
    default="full",
    show_default=True,
    help="How they are printed.",
)
def topics(
    topic: str | None, config_file: Path, as_of: date | None, only_open: bool, form: str
) -> None:
    """Tell which questions the rules answer and which are open; of one TOPIC, or of all."""
    from lindero.findings.finding import select_errors, suggest_word
    from lindero.guide.topics import report_json, report_text, report_topics

    loaded, found = _load_rules(_find_project(config_file, None), as_of)
    report = report_topics(loaded)
    if report:
        known = [one.id for one in report.topics]
        if topic is not None and topic not in known:
            _exit_with_error(f"there is no topic `{topic}`; {suggest_word(topic, known)}")
        shown = report.select_topic(topic) if topic else report
        click.echo(
            (report_json if form == "json" else report_text)(shown, only_open=only_open).encode()
        )
    _report_findings(
        select_errors(found), "full", quiet=True, strict=False, good=""
    )  # after the questions: open ones are seen all the same


@main.command()
@click.argument("address")
@click.option(
    "--from",
    "start",
    type=Moment(),
    metavar="DATE",
    help="The day of the event, or 2026-12-01T17:30; today if not said.",
)
@_config
@_as_of
@click.option(
    "--format",
    "form",
    type=click.Choice(("full", "json")),
    default="full",
    show_default=True,
    help="How the answer is printed.",
)
def when(
    address: str, start: date | None, config_file: Path, as_of: date | None, form: str
) -> None:
    """Tell when the deadline or period at ADDRESS ends, and why then."""
    from lindero.calendar.deadlines import NoAnswer, when_due
    from lindero.cli.when import answer_json, answer_text

    loaded, found = _load_rules(_find_project(config_file, None), as_of)
    _report_findings(found, "full", quiet=True, strict=False, good="")
    assert loaded.rulebook
    try:
        due = when_due(loaded.rulebook, address, start or as_of or date.today())  # noqa: DTZ011 - the author's own day
    except NoAnswer as reason:
        _exit_with_error(str(reason))
    click.echo(
        (
            answer_json(due) if form == "json" else answer_text(due, loaded.rulebook.business)
        ).encode()
    )


@main.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of the terminal.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema that lets an editor check and complete the rules."""
    from lindero.disk.files import write_file
    from lindero.guide.editor_schema import schema_text

    if output is None:
        click.echo(schema_text().encode(), nl=False)  # bytes: UTF-8 whatever the terminal speaks
    else:
        write_file(output, schema_text().encode())


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Tell what a finding means and what to write; without CODE, list all."""
    from lindero.findings.finding import suggest_word
    from lindero.guide.problems import explain_problem, list_problem_codes

    if code is None:
        for known in list_problem_codes():
            click.echo(known)
        return
    if code not in list_problem_codes():
        _exit_with_error(
            f"there is no finding `{code}`; {suggest_word(code, list_problem_codes())}"
        )
    click.echo(explain_problem(code))


def _find_project(config_file: Path, terms: Path | None) -> Project:
    from lindero.generators.settings import find_project

    named = (
        click.get_current_context().get_parameter_source("config_file")
        is not click.core.ParameterSource.DEFAULT
    )
    if named:
        _need_config(config_file)

    return find_project(config_file, terms)


def _make_target(
    project: Project, folder: Path, elsewhere: str, *, beside_site: bool = False
) -> Target:
    """A folder to fill, with everything of the project that it must not touch."""
    from lindero.disk.targets import Source, Target, project_sources

    sources = project_sources(project.config_file, project.terms, project.docs, project.overrides)
    if beside_site:
        sources += (Source(project.site, "the folder of the site", room_inside=True),)
    return Target(folder, _format_path(folder), sources, elsewhere)


def _found_config(context: click.Context, config_file: Path) -> Path:
    from lindero.generators.settings import nearest_config

    named = context.get_parameter_source("config_file") is not click.core.ParameterSource.DEFAULT
    return config_file if named else nearest_config(config_file)


def _need_config(config_file: Path) -> None:
    if not config_file.is_file():
        from lindero.reading.folder import how_to_begin

        _exit_with_error(
            f"there is no `{_format_path(config_file)}` here; {how_to_begin(config_file.parent)}"
        )


def _check_rules(project: Project, as_of: date | None) -> tuple[CheckedRules, list[Finding]]:
    """The rules, and everything found in them, in the settings and in the hand-written pages."""
    from lindero.generators.checked_rules import check_rules

    rules = check_rules(project, as_of or date.today())  # noqa: DTZ011 - the author's own day
    return rules, [*project.findings, *rules.findings]


def _load_rules(project: Project, as_of: date | None) -> tuple[Loaded, list[Finding]]:
    rules, found = _check_rules(project, as_of)
    return rules.loaded, found


def _is_strict(project: Project, said: bool | None) -> bool:
    return project.strict if said is None else said


def _summarize_rulebook(loaded: Loaded) -> str:
    if loaded.rulebook is None:
        return ""
    from lindero.findings.finding import format_counts

    book = loaded.rulebook
    counts = (len(book.rules), "rule"), (len(book.services), "service"), (len(book.facts), "figure")
    return f"{format_counts(*counts)}: all in order"


def _report_findings(
    found: list[Finding], form: str, *, quiet: bool, strict: bool, good: str
) -> None:
    """Print findings and stop where they forbid to go on."""
    from lindero.findings.finding import select_errors
    from lindero.findings.forms import format_tally, render_findings

    wrong = bool(select_errors(found)) or (strict and bool(found))
    to_stdout = form in {"json", "github"}
    if found or form == "json":
        text = render_findings(found, form, colour=not to_stdout and _wants_colour())  # type: ignore[arg-type]  # click.Choice has made sure
        click.echo(text.encode() if to_stdout else text, err=not to_stdout)
    if found and form == "full":
        click.echo(f"\n{format_tally(found)}", err=True)
    if wrong:
        sys.exit(WRONG_RULES)
    if good and not found and not quiet and form != "json":
        click.echo(good)


def _wants_colour() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def _format_path(path: Path) -> str:
    from lindero.reading.folder import format_path

    return format_path(path)


def _exit_with_error(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    sys.exit(WRONG_USE)


@contextmanager
def _show_progress(doing: str, quiet: bool) -> Iterator[None]:
    """Say what takes so long, once it takes more than a second."""
    timer = threading.Timer(_SLOW, lambda: click.echo(f"{doing} …", err=True))
    timer.daemon = True
    if not quiet:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
