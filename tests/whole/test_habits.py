"""What runs elsewhere, as far as it can be tried here: workflows, hooks, the make file."""

from __future__ import annotations

import re
import shlex
import tomllib

import pytest
from pre_commit.clientlib import load_config, load_manifest

from lindero.cli.main import main
from support.case_data import read_cases
from support.folders import ROOT

WORKFLOW = read_cases(ROOT / ".github/workflows/ci.yml")
STEPS = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]
SCRIPT = "\n".join(step.get("run", "") for step in STEPS)
TARGETS = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_version_of_python_that_we_promise_is_tried_on_every_system():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    matrix = WORKFLOW["jobs"]["tests"]["strategy"]["matrix"]
    assert project["requires-python"] == f">={matrix['python'][0]}"
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [system.partition("-")[0] for system in matrix["system"]] == [
        "ubuntu",
        "macos",
        "windows",
    ]


def test_workflows_run_what_there_is():
    jobs = WORKFLOW["jobs"].values()
    nightly = [
        f"make {what}"
        for job in jobs
        for what in job.get("strategy", {}).get("matrix", {}).get("what", [])
    ]
    made = re.findall(r"make ([\w ]+)$", "\n".join([SCRIPT, *nightly]), re.MULTILINE)
    assert {word for words in made for word in words.split()} - TARGETS == set()
    for path in re.findall(r"(?:tools/\w+\.py|requirements[\w-]*\.lock)", SCRIPT):
        assert (ROOT / path).is_file(), path
    commands = {
        line.split()[1] for line in SCRIPT.splitlines() if line.strip().startswith("lindero ")
    }
    assert commands - {"--version"} <= set(main.commands)


def test_a_workflow_may_read_and_nothing_else():
    assert WORKFLOW["permissions"] == {"contents": "read"}
    for step in STEPS:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", ["terms/payment.yml", "mkdocs.yml", "site_src/about.md"])
def test_the_hook_for_users_runs_check_when_a_source_changes(path):
    (hook,) = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    program, command = shlex.split(hook["entry"])
    assert program == "lindero" and command in main.commands
    assert hook["pass_filenames"] is False
    assert re.search(hook["files"], path)
    assert not re.search(hook["files"], "photos/cat.yml.jpg")


def test_our_own_hooks_can_be_read():
    (repository,) = load_config(ROOT / ".pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == {
        "ruff",
        "ruff-format",
        "mypy",
        "generated",
    }


def test_every_target_of_the_make_file_says_what_it_does():
    text = (ROOT / "Makefile").read_text("utf-8")
    told = set(re.findall(r"^(\w+):.*?  ## \S", text, re.MULTILINE))
    assert told == TARGETS
    (phony,) = re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert set(phony.split()) == TARGETS
