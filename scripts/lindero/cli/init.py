"""The command `init`, with an option for every question that it asks."""

from __future__ import annotations

from pathlib import Path

import click

from lindero.cli.options import Command, take_options
from lindero.cli.projects import find_today
from lindero.cli.reports import show_path
from lindero.resources.languages import ADDRESS_FORMS, LANGUAGES

_TRADES = sorted(file.stem for file in Path(__file__).parent.parent.glob("start/trades/*.yml"))

_OPTIONS = {
    "trade": ("NAME", f"What you do: {', '.join(_TRADES)}."),
    "country": ("CODE", "Two letters: ES, MX, GB."),
    "currency": ("CODE", "Three letters; the country's own if not said."),
    "timezone": ("ZONE", "Europe/Madrid; the country's own if not said."),
    "clients": ("KINDS", "business, consumer, or both: business,consumer."),
    "name": ("TEXT", "The name of the business."),
    "person": ("TEXT", "Your own name."),
    "place": ("TEXT", "Your town."),
    "email": ("ADDRESS", "Where clients write to."),
    "site": ("URL", "Where the site will be published."),
    "speaker": ("I|we", "Who speaks on the pages."),
    "reader": ("|".join(ADDRESS_FORMS), "How the pages address the client in Spanish."),
    "tax-name": ("TEXT", "What the tax on your prices is called."),
    "tax-rate": ("SHARE", "Its rate, such as `10 %`; without it, no tax is written."),
    "tax-included": ("yes|no", "Whether your prices contain it."),
    "deposit": ("AMOUNT", "What is paid before work starts: `40 %`, `500 EUR`, `none`."),
    "due": ("DEADLINE", "When an invoice is paid: `15 days after invoice`."),
    "late": ("RATE", "What paying late costs: `1.5 % per month`, `none`."),
    "revisions": ("COUNT", "How many rounds the price includes."),
    "changes": ("PRICE", "What is not in the quote costs: `60 EUR per hour`."),
    "materials": ("DEADLINE", "When the client hands everything over: `on signature`."),
    "cancellation": (
        "SHARES",
        "What a cancelled project costs, stage by stage: `40 %, 60 %, 80 %, 100 %`; or `worked`.",
    ),
    "ownership": ("DEADLINE", "When the rights pass to the client: `on payment`."),
    "response": ("PERIOD", "How soon you answer: `24 hours`."),
    "hours": ("HOURS", "`Mon–Fri 09:00–18:00`."),
}


def _add_options(command: Command) -> Command:
    for name, (metavar, about) in reversed(_OPTIONS.items()):
        command = click.option(f"--{name}", metavar=metavar, help=about)(command)
    return command


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="LANG",
    help=f"{', '.join(LANGUAGES)} or several: {','.join(LANGUAGES)}. The first is the main one.",
)
@_add_options
@click.option(
    "-y",
    "--yes",
    is_flag=True,
    help="Ask nothing; where no option says otherwise, take what fits trade and country.",
)
@take_options("quiet")
def init(
    folder: Path, languages: tuple[str, ...], *, yes: bool, quiet: bool, **given: str | None
) -> None:
    """Make a complete rulebook in FOLDER.

    In a terminal, asks for what no option says; Enter takes what fits the trade and the country.
    `none` says that there is no such rule.
    """
    from lindero.disk.targets import Target, approve_target
    from lindero.generators.folder_owners import list_neighbour_sources
    from lindero.start.interview import hold_interview

    answers = {"languages": ",".join(languages) or None} | {
        name.replace("_", "-"): answer for name, answer in given.items()
    }
    elsewhere = "choose another folder"
    neighbours = list_neighbour_sources(folder)
    approve_target(Target(folder, show_path(folder), neighbours, elsewhere))
    next_steps = hold_interview(folder, answers, find_today(), ask=not yes)
    if not quiet:
        click.echo(next_steps)
