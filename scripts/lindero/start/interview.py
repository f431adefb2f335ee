"""The interview before a new project: options first, the rest asked for in a terminal."""

from __future__ import annotations

import locale
import sys
from collections.abc import Mapping
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import IO, Any

import click

from lindero.findings.forms import render_findings
from lindero.resources.data import read_shipped_yaml
from lindero.resources.languages import LANGUAGES
from lindero.shapes import Refusal
from lindero.start.new_project import FolderInUse, NotSound, check_folder, start_project
from lindero.start.questions import (
    Answers,
    InterviewQuestion,
    list_trades,
    load_questions,
    load_trade,
)


class WrongAnswer(click.ClickException):
    """An answer that does not do, or a folder that is taken; nothing was written."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """One line, as all commands tell it."""
        click.echo(f"error: {self.message}", file=file, err=file is None)


def hold_interview(folder: Path, given: Mapping[str, str | None], today: date, *, ask: bool) -> str:
    """Start a project; what to look at next. Raises WrongAnswer, and then nothing is written."""
    try:
        check_folder(folder)
        answers = Answers({}, today)
        _take_options(answers, given)
        # In a script nobody would answer.
        if ask and sys.stdin.isatty():
            _ask_all(answers)
        written = start_project(folder, answers)
    except FolderInUse as error:
        raise WrongAnswer(str(error)) from None
    except NotSound as error:
        raise WrongAnswer(
            f"{error}; nothing was written\n\n{render_findings(error.found, 'full')}"
        ) from None
    return _show_closing(answers, folder, len(written))


def _take_options(answers: Answers, given: Mapping[str, str | None]) -> None:
    """The answers given as options; a wrong one stops."""
    for name in ("languages", *load_questions()):
        answer = given.get(name)
        if answer is None:
            continue
        try:
            answers.take_answer(name, answer)
        except Refusal as refused:
            option = "language" if name == "languages" else name
            raise WrongAnswer(f"--{option}: {_show_reasons(refused)}") from None


def _ask_all(answers: Answers) -> None:
    """Everything that no option has said."""
    if "languages" not in answers.given:
        _ask_question(
            answers,
            "languages",
            _word_language_question(),
            _guess_language() or answers["languages"],
        )
    click.echo(read_shipped_yaml("start/questions.yml")["intro"][answers.main])
    if "trade" not in answers.given:
        click.echo(
            "\n".join(
                f"  {trade:<13}{load_trade(trade)['trade'][answers.main]}"
                for trade in list_trades()
            )
        )
    for name, question in load_questions().items():
        if name not in answers.given and answers.is_relevant(name):
            _ask_question(
                answers,
                name,
                _word_question(answers, question),
                answers[name],
                optional=question.optional,
            )


def _ask_question(
    answers: Answers, name: str, text: str, default: str, *, optional: bool = False
) -> None:
    """Ask until the answer does; what is wrong with one is told in the words of its shape."""

    def check_answer(answer: str) -> str:
        if not (optional and not answer.strip()):
            try:
                answers.take_answer(name, answer)
            except Refusal as refused:
                raise click.UsageError(_show_reasons(refused)) from None
        return answer

    click.prompt(text, default=default, show_default=bool(default), value_proc=check_answer)


def _word_question(answers: Answers, question: InterviewQuestion) -> str:
    parts = {
        "zones": answers.zones,
        "milestones": "; ".join(answers.milestones),
        "tax-name": answers["tax-name"],
    }
    return question.ask[answers.main].format(**parts)


def _word_language_question() -> str:
    """In every language, since none is chosen yet."""
    asked = read_shipped_yaml("start/questions.yml")["languages"]
    pairs = (",".join(pair) for pair in permutations(LANGUAGES, 2))
    return f"{' / '.join(asked[code] for code in LANGUAGES)} ({'; '.join([*LANGUAGES, *pairs])})"


def _guess_language() -> str:
    spoken = (locale.getlocale()[0] or "").partition("_")[0].lower()
    return spoken if spoken in LANGUAGES else ""


def _show_reasons(refused: Refusal) -> str:
    return "; ".join(
        f"{problem.message}; {problem.help}" if problem.help else problem.message
        for problem in refused.problems
    )


def _show_closing(answers: Answers, folder: Path, count: int) -> str:
    """What was made, and what to look at next."""
    closing = read_shipped_yaml("start/questions.yml")["closing"][answers.main]
    path = folder.as_posix()
    shown = f'"{path}"' if " " in path else path
    steps = [f"  {step}" for step in (*closing["next"], *closing["commands"])]
    return "\n".join([closing["done"], *steps]).format(count=count, folder=shown)
