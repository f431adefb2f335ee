"""The commands that read the rules and answer: check, topics, when, what-if and others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lindero.cli.arguments import Moment
from lindero.cli.options import is_config_named, take_form, take_options
from lindero.cli.projects import (
    find_today,
    is_strict,
    load_project,
    load_sound_project,
    open_project,
)
from lindero.cli.reports import exit_with_error, report_findings, show_path

if TYPE_CHECKING:
    from collections.abc import Collection

    from lindero import Loaded
    from lindero.catalogue.situations import SituationName
    from lindero.generators.settings import Project
    from lindero.guide.unread_sentences import OwnText

# Written out: the catalogue is not read before a command runs.
_SITUATIONS = (
    "order", "late", "cancel", "own-late", "silence", "change", "meeting", "fault", "giving-up",
)  # fmt: skip
_LATE = ("late", "own-late")


@click.command()
@click.argument("terms", type=click.Path(path_type=Path, file_okay=False), required=False)
@take_options("config", "as-of", "strict", "form", "quiet")
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
    from lindero.generators.settings_check import check_settings
    from lindero.sheets.paper import check_paper

    project = _open_named_project(config_file, terms)
    rules, found = load_project(project, as_of)
    if terms is None:
        found += check_settings(project, rules.loaded.sound_part)
    # What is wrong with a rule would only be told a second time on each sheet that shows it.
    if not select_errors(found):
        found += check_paper(select_published(project, rules.loaded))
    unread = "" if quiet or select_errors(found) else tell_unread(rules.loaded, project)
    praise = "" if quiet else _summarize_rulebook(rules.loaded, unread)
    strictly = is_strict(project, strict)
    report_findings(found, form, strict=strictly, praise=praise, open_end=unread)


def _open_named_project(config_file: Path, terms: Path | None) -> Project:
    """The project with other rules; a folder elsewhere belongs to the project that it lies in."""
    if terms and not terms.exists():
        way_out = "name the folder of a project, or that of its rules"
        exit_with_error(f"there is no folder `{show_path(terms)}`; {way_out}")
    if terms is None or is_config_named(click.get_current_context()):
        return open_project(config_file, terms)
    if (terms / config_file.name).exists():
        return open_project(terms / config_file.name)
    above = [folder / config_file.name for folder in terms.absolute().parents]
    nearest = next((file for file in above if file.is_file()), above[0])
    return open_project(config_file if nearest == config_file.absolute() else nearest, terms)


def _summarize_rulebook(loaded: Loaded, unread: str) -> str:
    """What was read, and that it is in order only where no text of the author is left unread."""
    if loaded.rulebook is None:
        return ""
    from lindero.findings.finding import format_counts

    book = loaded.rulebook
    counts = (len(book.rules), "rule"), (len(book.services), "service"), (len(book.facts), "figure")
    return (
        f"{format_counts(*counts)}: {f'no mistake found; {unread}' if unread else 'all in order'}"
    )


def tell_unread(loaded: Loaded, project: Project) -> str:
    """How many sentences of the author are left unread, if any are."""
    if loaded.rulebook is None:
        return ""
    from lindero.findings.finding import format_counts
    from lindero.guide.unread_sentences import list_unread_sentences

    texts = _list_project_texts(project, loaded)
    unread = len(list_unread_sentences(loaded, project.terms, texts))
    verb, them = ("is", "it") if unread == 1 else ("are", "them")
    left = f"{format_counts((unread, 'sentence'))} of your own {verb} compared with nothing"
    return f"{left} until you have read {them}: `lindero texts`" if unread else ""


@click.command()
@click.option("--read", "is_read", is_flag=True, help="Keep that you have read them all.")
@take_options("config", "as-of")
@take_form("full", "json", what="they are")
def texts(*, is_read: bool, config_file: Path, as_of: date | None, form: str) -> None:
    """Show your own sentences beside the rules of which they speak, to read the two together."""
    from lindero.findings.finding import format_counts
    from lindero.guide.side_by_side import encode_side_by_side, show_side_by_side
    from lindero.guide.unread_sentences import keep_as_read, list_unread_sentences

    project = open_project(config_file)
    loaded = load_sound_project(project, as_of)
    assert loaded.rulebook
    own = _list_project_texts(project, loaded)
    left = list_unread_sentences(loaded, project.terms, own)
    if is_read:
        keep_as_read(loaded.rulebook, project.terms, own)
        click.echo(f"{format_counts((len(left), 'sentence'))} kept as read")
    elif form == "json":
        click.echo(encode_side_by_side(loaded.rulebook, left).encode())
    elif left:
        click.echo(show_side_by_side(loaded.rulebook, left).encode())
        click.echo("\nIf each says the same as its rules: `lindero texts --read`")
    else:
        click.echo("every sentence of yours is compared or has been read")


def _list_project_texts(project: Project, loaded: Loaded) -> list[OwnText]:
    """All that the author says in words of his own."""
    from lindero.guide.unread_sentences import list_own_texts
    from lindero.site.spoken_pages import iterate_pages

    assert loaded.rulebook
    return list_own_texts(loaded, iterate_pages(loaded.rulebook, project.docs, project.publishing))


@click.command()
@click.argument("topic", required=False)
@take_options("config", "as-of")
@click.option("--open", "only_open", is_flag=True, help="Show only what is open.")
@take_form("full", "json", what="they are")
def topics(
    topic: str | None, config_file: Path, as_of: date | None, only_open: bool, form: str
) -> None:
    """Tell which questions the rules answer and which are open; of one TOPIC, or of all."""
    from lindero.findings.finding import select_errors, suggest_word
    from lindero.guide.topics import report_json, report_text, report_topics

    rules, found = load_project(open_project(config_file), as_of)
    report = report_topics(rules.loaded)
    if report:
        known = [one.id for one in report.topics]
        if topic is not None and topic not in known:
            exit_with_error(f"there is no topic `{topic}`; {suggest_word(topic, known)}")
        shown = report.select_topic(topic) if topic else report
        answer = report_json if form == "json" else report_text
        click.echo(answer(shown, only_open=only_open).encode())
    # After the questions: open ones are seen all the same.
    report_findings(select_errors(found))


@click.command()
@click.argument("address")
@click.option(
    "--from",
    "start",
    type=Moment(),
    metavar="DATE",
    help="The day of the event, or 2026-12-01T17:30 (-05:00); today if not said.",
)
@take_options("language", "config", "as-of")
@take_form("full", "json", what="the answer is")
def when(
    address: str,
    start: date | None,
    language: str | None,
    config_file: Path,
    as_of: date | None,
    form: str,
) -> None:
    """Tell when the deadline or period at ADDRESS ends, and why then."""
    from lindero.calendar.deadlines import NeverDue, NoAnswer, when_due
    from lindero.cli.when import answer_json, answer_text, explain_never, name_fact_case
    from lindero.resources.languages import LANGUAGES

    book = load_sound_project(open_project(config_file), as_of).rulebook
    assert book
    language = _choose_word(language or book.languages[0], LANGUAGES, "language")
    try:
        due = when_due(book, address, start or as_of or find_today(), language)
    except NeverDue as never:
        exit_with_error(explain_never(never, book.business, language))
    except NoAnswer as reason:
        exit_with_error(str(reason))
    case = name_fact_case(due.fact, book, language)
    said = answer_json(due) if form == "json" else answer_text(due, book.business, language, case)
    click.echo(said.encode())


@click.command("what-if")
@click.argument("situation", type=click.Choice(_SITUATIONS))
@click.option("--service", metavar="KEY", help="What was ordered; if not said, the first priced.")
@click.option("--client", metavar="KIND", help="business or consumer; if not said, the first.")
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    help="How many days late, 14 if not said; for cancel, how many days before what is booked.",
)
@take_options("language", "config", "as-of")
@take_form("full", "json", what="the answer is")
def what_if(
    situation: SituationName,
    service: str | None,
    client: str | None,
    days: int | None,
    language: str | None,
    config_file: Path,
    as_of: date | None,
    form: str,
) -> None:
    """Tell what follows from the rules if something happens.

    An order is paid (order), an invoice is paid late (late), the client cancels (cancel), a
    delivery comes late (own-late), the client goes silent (silence), wants a change or more rounds
    (change), misses a meeting (meeting), finds a fault (fault), the work is given up (giving-up).
    """
    from lindero.cli.what_if import SpokenOutcome, explain_refusal
    from lindero.outcomes.outcome import Circumstances, NoOutcome
    from lindero.outcomes.situations import work_out
    from lindero.pricing.payment_plans import list_order_prices
    from lindero.resources.languages import LANGUAGES

    book = load_sound_project(open_project(config_file), as_of).rulebook
    assert book
    language = _choose_word(language or book.languages[0], LANGUAGES, "language")
    if days and situation not in (*_LATE, "cancel"):
        exit_with_error(f"--days counts for {', '.join(_LATE)} and cancel alone")
    priced = list_order_prices(book.prices)
    service = service or next(iter(priced), "")
    sold = book.services[_choose_word(service, book.services, "service")] if service else None
    client = client or (sold.for_ if sold else None) or book.business.clients[0]
    client = _choose_word(client, book.business.clients, "client")
    asked = Circumstances(
        client, service, as_of or find_today(), days or (14 if situation in _LATE else None)
    )
    try:
        spoken = SpokenOutcome(work_out(book, situation, asked), book, language)
    except NoOutcome as reason:
        exit_with_error(explain_refusal(reason, book, language))
    click.echo((spoken.json if form == "json" else spoken.text).encode())


@click.command()
@take_options("language", "config", "as-of")
@take_form("full", "json", what="the answer is")
def fairness(language: str | None, config_file: Path, as_of: date | None, form: str) -> None:
    """Show what either side bears for the same thing, and what the law may say to it."""
    from lindero.guide.fairness import fairness_json, fairness_text
    from lindero.resources.languages import LANGUAGES

    book = load_sound_project(open_project(config_file), as_of).rulebook
    assert book
    language, day = language or book.languages[0], as_of or find_today()
    language = _choose_word(language, LANGUAGES, "language")
    text = fairness_json(book, day) if form == "json" else fairness_text(book, day, language)
    click.echo(text.encode())


def _choose_word(word: str, known: Collection[str], kind: str) -> str:
    """A word that the rules know; the command ends where they do not."""
    from lindero.findings.finding import suggest_word

    if word not in known:
        exit_with_error(f"`{word}` is no {kind} here; {suggest_word(word, known)}")
    return word


@click.command()
@take_options("config")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of the terminal.",
)
def schema(config_file: Path, output: Path | None) -> None:
    """Print the JSON Schema that lets an editor check and complete the rules."""
    from lindero.disk.files import write_file
    from lindero.guide.editor_schema import schema_text

    content = schema_text(_list_project_languages(config_file)).encode()
    if output is None:
        click.echo(content, nl=False)  # bytes: UTF-8 whatever the terminal speaks
    else:
        write_file(output, content)


def _list_project_languages(config_file: Path) -> Collection[str]:
    """The languages that the project is written in; every one we have where none can be read."""
    from lindero.resources.languages import LANGUAGES

    rules, _ = load_project(open_project(config_file), None)
    rulebook = rules.loaded.sound_part
    return rulebook.languages if rulebook else LANGUAGES


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Tell what a finding means and what to write; without CODE, list all."""
    from lindero.findings.finding import suggest_word
    from lindero.guide.problems import explain_problem, list_problem_codes

    known = list_problem_codes()
    if code is None:
        click.echo("\n".join(known))
    elif code in known:
        click.echo(explain_problem(code))
    else:
        exit_with_error(f"there is no finding `{code}`; {suggest_word(code, known)}")
