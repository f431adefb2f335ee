"""What `lindero init` writes, without a terminal."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import yaml

from lindero.findings.finding import Finding
from lindero.start.drafting import draft_files
from lindero.start.new_project import check_files
from lindero.start.questions import Answers, load_questions
from support.commands import run_lindero

TODAY = date(2026, 12, 1)


def drafted(**given: str) -> dict[Path, str]:
    return draft_files(answers(**given))


def answers(**given: str) -> Answers:
    found = Answers({}, TODAY)
    for name in ("languages", *load_questions()):
        if name.replace("-", "_") in given:
            found.take_answer(name, given[name.replace("-", "_")])
    return found


def findings(files: dict[Path, str], given: Answers) -> list[Finding]:
    return [*check_files({path: text.encode() for path, text in files.items()}, given)]


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = run_lindero(*arguments, cwd=cwd)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def read_section(files: dict[Path, str], name: str) -> dict[str, dict[str, object]]:
    found = yaml.load(files[Path("terms", f"{name}.yml")], yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def take_usual(rule):
    """A rule's only case, or the first of several."""
    return rule[0] if isinstance(rule, list) else rule
