"""The commands that make or compare what is published: build, serve, pages, print, verify."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lindero.cli.arguments import Address
from lindero.cli.options import take_options, take_paper, take_site
from lindero.cli.projects import (
    ELSEWHERE_BY_OPTION,
    find_today,
    is_strict,
    load_project,
    load_sound_project,
    make_target,
    open_project,
    require_config,
)
from lindero.cli.reports import (
    WRONG_RULES,
    exit_with_error,
    report_findings,
    show_path,
    show_progress,
)
from lindero.cli.rule_commands import tell_unread

if TYPE_CHECKING:
    from lindero.disk.targets import Target
    from lindero.generators.settings import Project
    from lindero.generators.unchanged import Inputs
    from lindero.loading import Loaded


@click.command()
@take_options("config")
@take_site(help="Where the site goes, instead of what mkdocs.yml says.")
@take_options("as-of", "strict")
@click.option("--force", is_flag=True, help="Build even if nothing has changed since last time.")
@take_options("quiet")
def build(
    config_file: Path,
    site_dir: Path | None,
    as_of: date | None,
    strict: bool | None,
    force: bool,
    quiet: bool,
) -> None:
    """Check the rules, build site and sheets, compare everything, then replace the old site."""
    from lindero.generators.unchanged import Inputs, find_unchanged

    project = open_project(config_file)
    require_config(config_file)
    strictly, site = is_strict(project, strict), site_dir or project.site
    target = make_target(project, site, ELSEWHERE_BY_OPTION)
    inputs = Inputs(project, as_of or find_today(), strictly)
    # Before anything is read: what changes meanwhile makes the next run build again.
    digest = inputs.make_digest()
    summary = "" if force else find_unchanged(digest, target)
    if summary:
        summary = f"unchanged; {summary}"
    else:
        summary = _build_anew(project, inputs, target, digest, force=force, quiet=quiet)
    if not quiet:
        click.echo(f"{show_path(site)}: {summary}")


def _build_anew(
    project: Project, inputs: Inputs, target: Target, digest: str, *, force: bool, quiet: bool
) -> str:
    from lindero.agreement.known_work import KnownWork, recall_work
    from lindero.disk.end_signals import ending_cleanly
    from lindero.generators.settings_check import check_settings
    from lindero.generators.unchanged import digest_makers
    from lindero.generators.whole_build import build_whole, starting_ahead

    rules, found = load_project(project, inputs.day)
    found += check_settings(project, rules.loaded.sound_part)
    report_findings(found, strict=inputs.strict)
    assert rules.loaded.rulebook
    logo = rules.loaded.rulebook.brand.logo
    if found or (logo and not inputs.hold_file(logo)):
        digest = ""  # warnings are told again, and a logo from elsewhere may change unseen
    makers = digest_makers()
    known = KnownWork(makers) if force else recall_work(target.folder, makers)
    # What starts ahead forks, which it can only do as long as there is no thread.
    with (
        _failing_quietly(),
        ending_cleanly(),
        starting_ahead(rules, known) as begun,
        show_progress("building the site", quiet=quiet),
    ):
        summary = build_whole(rules, target, strict=inputs.strict, digest=digest, begun=begun)
    unread = "" if quiet else tell_unread(rules.loaded, project)
    return f"{summary}\n{unread}" if unread else summary


@click.command()
@take_options("config")
@click.option(
    "-a",
    "--dev-addr",
    type=Address(),
    metavar="IP:PORT",
    help="Where to serve; 127.0.0.1:8000 if not said.",
)
def serve(config_file: Path, dev_addr: str | None) -> None:
    """Show the site in a browser and renew it with every change of the rules."""
    from lindero.generators.serving import serve_site

    require_config(config_file)
    gc.enable()  # this command goes on for hours
    with _failing_quietly():
        serve_site(config_file, dev_addr)


@contextmanager
def _failing_quietly() -> Iterator[None]:
    """What stopped MkDocs is told in its words, without a traceback of ours."""
    from lindero.generators.whole_build import BuildFailed

    try:
        yield
    except BuildFailed as error:
        click.echo(str(error).strip(), err=True)
        sys.exit(WRONG_RULES)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@take_options("config", "as-of", "strict", "quiet")
def pages(
    folder: Path, config_file: Path, as_of: date | None, strict: bool | None, quiet: bool
) -> None:
    """Write the pages as files into FOLDER, for any other site generator."""
    from lindero.disk.end_signals import ending_cleanly
    from lindero.generators.checked_rules import select_published
    from lindero.generators.plain_files import export_pages

    project = open_project(config_file)
    loaded = load_sound_project(project, as_of, strict=is_strict(project, strict))
    target = make_target(project, folder, "name another folder", beside_site=True)
    with ending_cleanly():
        written, changed = export_pages(select_published(project, loaded), project, target)
    if not quiet:
        click.echo(f"{show_path(folder)}: {written} files, {changed} of them new or changed")


@click.command("print")
@click.argument("names", nargs=-1)
@take_options("config")
@take_paper(default="print", show_default=True, help="Where the PDFs go.")
@take_options("as-of", "strict", "quiet")
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
    from lindero.generators.plain_files import write_sheets

    project = open_project(config_file)
    loaded = load_sound_project(project, as_of, strict=is_strict(project, strict))
    assert loaded.rulebook
    unknown = [name for name in names if name not in loaded.rulebook.onepagers]
    if unknown:
        known = ", ".join(loaded.rulebook.onepagers) or "none"
        exit_with_error(f"there is no one-pager `{unknown[0]}`; there are: {known}")
    target = make_target(project, output_dir, ELSEWHERE_BY_OPTION, beside_site=True)
    with ending_cleanly(), show_progress("printing", quiet=quiet):
        written, problems = write_sheets(loaded, names, target)
    report_findings(problems)
    if not quiet and written:
        click.echo("\n".join(map(show_path, written)))


@click.command()
@take_options("config")
@take_site(help="The built site, if not where mkdocs.yml says.")
@take_options("as-of", "form", "quiet")
@click.option(
    "--figures", is_flag=True, help="Only list the figures in your words that no rule speaks of."
)
@click.option("--explain", metavar="PAGE", help="Show what is read on a page or sheet: terms/.")
def verify(
    config_file: Path,
    site_dir: Path | None,
    as_of: date | None,
    form: str,
    quiet: bool,
    figures: bool,
    explain: str | None,
) -> None:
    """Compare every figure of a built site with the rules."""
    from lindero import verify_site
    from lindero.agreement.verifying import verify_unchanged
    from lindero.findings.finding import select_errors
    from lindero.generators.checked_rules import select_published
    from lindero.generators.plain_files import make_publication

    project = open_project(config_file)
    said = _find_unchanged_site(project, site_dir or project.site, as_of)
    rules, found = load_project(project, as_of)
    if rules.loaded.rulebook is None or select_errors(found):
        report_findings(found, form)
    if figures:
        _list_unspoken_figures(project, rules.loaded)
        return
    site = site_dir or project.site
    if not site.is_dir():
        exit_with_error(f"there is no built site at `{show_path(site)}`; run `lindero build` first")
    if explain is not None:
        _explain_surface(project, rules.loaded, site, explain)
        return
    if said:
        report_findings(verify_unchanged(rules.loaded, site), form, praise="" if quiet else said)
        return
    with show_progress("comparing", quiet=quiet):
        published = select_published(project, rules.loaded)
        publication, problems = make_publication(published, project, site)
        agreement = verify_site(published, site, publication)
    praise = "" if quiet else agreement.summary
    report_findings([*problems, *agreement.findings], form, praise=praise)


def _explain_surface(project: Project, loaded: Loaded, site: Path, path: str) -> None:
    from lindero.agreement.verifying import explain_surface
    from lindero.findings.place import Span
    from lindero.generators.checked_rules import select_published
    from lindero.generators.plain_files import make_publication

    published = select_published(project, loaded)
    publication, _ = make_publication(published, project, site)
    try:
        explanations = explain_surface(published, site, publication, path)
    except OSError:
        exit_with_error(f"there is no page `{path}` in `{show_path(site)}`")
    for words, name, place in explanations:
        where = f"  {place.path}:{place.line}" if isinstance(place, Span) else ""
        click.echo(f"{name}{where}\n    {words}")


def _find_unchanged_site(project: Project, site: Path, as_of: date | None) -> str:
    """What the build said that compared this very site with these very rules, if it was one."""
    from lindero.generators.unchanged import Inputs, find_unchanged

    inputs = Inputs(project, as_of or find_today(), is_strict(project, None))
    said = find_unchanged(inputs.make_digest(), make_target(project, site, ELSEWHERE_BY_OPTION))
    return (said or "").partition("\n")[0]


def _list_unspoken_figures(project: Project, loaded: Loaded) -> None:
    from lindero.findings.place import Span
    from lindero.site.spoken_pages import list_own_figures

    for figure, place in list_own_figures(loaded, project.docs, project.publishing):
        if figure.verdict in {"agrees", "differs"}:
            continue
        line = f":{place.line}:{place.column}" if isinstance(place, Span) else ""
        perhaps = f" (perhaps `{figure.address}`)" if figure.address else ""
        click.echo(f"{place.path}{line}: {' '.join(figure.words.split())}{perhaps}")
