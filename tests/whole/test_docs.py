"""The documents are tested like code: what they show is what a user gets."""

from __future__ import annotations

import re

import pytest

from lindero.cli.main import main
from lindero.findings.finding import select_errors
from lindero.shapes import SHAPES
from support.commands import run_lindero
from support.folders import ROOT

README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs/writing-rules.md").read_text("utf-8")


def test_the_readme_names_every_command():
    assert set(re.findall(r"^\| `lindero ([a-z-]+)", README, re.MULTILINE)) == set(main.commands)


def test_the_mistake_in_the_readme_is_told_exactly_so(tmp_path):
    assert run_lindero("init", "my-terms", "-q", "--yes", cwd=tmp_path).returncode == 0
    rules = tmp_path / "my-terms/terms/payment.yml"
    rules.write_text(rules.read_text("utf-8").replace("share: 40 %", "share: 40 percent"), "utf-8")
    done = run_lindero("check", cwd=tmp_path / "my-terms")
    (shown,) = re.findall(r"```\n(error\[.*?)```", README, re.DOTALL)
    assert done.stderr.partition("\n\n")[0] == shown.rstrip()


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", README + GUIDE, re.DOTALL))
def test_every_example_is_sound(book, example):
    assert select_errors(book(rules=example).findings) == []


def test_the_guide_names_every_shape():
    named = re.findall(
        r"^\| ([a-z-]+) \|",
        GUIDE.partition("## Figures")[2].partition("## Sections")[0],
        re.MULTILINE,
    )
    assert set(named) - {"shape"} == set(SHAPES) - {"choice"}


def test_links_between_documents_lead_somewhere():
    for file in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
    ):
        for target in re.findall(
            r"\]\(([^)#:]+)\)",
            re.sub(r"```.*?```|`[^`\n]*`", "", file.read_text("utf-8"), flags=re.DOTALL),
        ):
            assert (file.parent / target).exists(), (file.name, target)


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_house_is_drawn_as_the_linter_holds_it():
    (drawn,) = re.findall(r"```text\n(.*?)```", CONTRIBUTING, re.DOTALL)
    floors = [
        [
            re.match(r"[ \u250c\u2502\u2514a-z]*?([a-z_]+)(?:\.py)?(?= {2,})", part)[1]
            for part in re.split(r"\|", line)
        ]
        for line in drawn.splitlines()
    ]
    contract = (ROOT / ".importlinter").read_text("utf-8")
    (layers,) = re.findall(r"\nlayers =\n((?:    .+\n)+)", contract)
    held = [{*line.split()} - {"|"} for line in layers.splitlines()]
    assert [{*floor} for floor in floors] == held


def test_contributing_names_files_that_there_are():
    named = re.findall(r"`((?:[\w.*-]+/)+[\w.*-]*|[\w-]+\.py)`", CONTRIBUTING)
    assert len(named) > 30
    for path in named:
        assert any(next(home.glob(path), None) for home in (ROOT, ROOT / "scripts/lindero")), path
