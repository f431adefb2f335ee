"""The commands as a person runs them: whole processes, exit codes, terminal and disk."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.commands import run_lindero
from support.folders import ROOT


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return run_lindero(*arguments, cwd=cwd)


def start(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """From the very beginning, as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "lindero", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def modules_loaded_by(*arguments: str) -> set[str]:
    """What the process of a command loads, and every one that works beside it."""
    script = (
        "import os, sys\n"
        "def end(code, leave=os._exit):\n"
        "    print('\\n'.join(sys.modules), file=sys.stderr, flush=True)\n"
        "    leave(code)\n"
        "os._exit = end\n"
        "from lindero.cli.main import main\n"
        f"main({list(arguments)!r})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert run("init", "my-terms", "--yes", cwd=tmp_path).returncode == 0
    return tmp_path / "my-terms"


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_help_and_version_load_no_library_that_they_do_without(argument):
    assert not {
        "mkdocs",
        "babel",
        "typst",
        "yaml",
    } & modules_loaded_by(argument)


def test_a_check_loads_no_site_generator_and_no_pdf_engine():
    assert not {"mkdocs", "jinja2", "babel", "typst", "segno", "pypdfium2"} & modules_loaded_by(
        "check", "-q"
    )


def test_every_command_has_help():
    listed = start("--help").stdout
    for command in (
        "init",
        "check",
        "build",
        "serve",
        "pages",
        "print",
        "verify",
        "topics",
        "when",
        "what-if",
        "schema",
        "explain",
    ):
        assert f"  {command} " in listed
        assert start(command, "--help").returncode == 0


def test_init_never_writes_over_a_file(project):
    rules = project / "terms/payment.yml"
    rules.write_text("mine: yes", "utf-8")
    again = run("init", project, "--yes")
    assert again.returncode == 2
    assert "already has" in again.stderr
    assert rules.read_text("utf-8") == "mine: yes"


def test_a_sound_rulebook_says_so_and_quiet_says_nothing(project):
    assert "all in order" in start("check", cwd=project).stdout
    quiet = start("check", "--quiet", cwd=project)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_a_mistake_is_told_with_its_place_and_exit_code_one(project):
    rules = project / "terms/payment.yml"
    rules.write_text(rules.read_text("utf-8").replace("share: 40 %", "share: 40 percent"), "utf-8")
    failed = start("check", cwd=project)
    assert failed.returncode == 1
    assert "error[bad-amount]: `40 percent` has no `%`" in failed.stderr
    assert " --> terms/payment.yml:19:14" in failed.stderr
    assert "help: write `40 %`" in failed.stderr


def test_json_is_one_array_for_check_and_verify_alike(project):
    assert json.loads(run("check", "--format", "json", cwd=project).stdout) == []
    rules = project / "terms/payment.yml"
    rules.write_text(rules.read_text("utf-8").replace("share: 40 %", "share: 40"), "utf-8")
    for command in ("check", "verify"):
        (project / "site").mkdir(exist_ok=True)
        done = run(command, "--format", "json", cwd=project)
        (found,) = json.loads(done.stdout)
        assert done.returncode == 1
        assert found.keys() == {
            "code",
            "severity",
            "message",
            "path",
            "line",
            "column",
            "end_line",
            "end_column",
            "help",
            "related",
        }
        assert (
            found["code"],
            found["path"],
            found["line"],
            found["column"],
            found["end_column"],
        ) == (
            "bad-amount",
            "terms/payment.yml",
            19,
            14,
            16,
        )


def test_github_form_stands_on_stdout_as_one_line_a_finding(project):
    rules = project / "terms/payment.yml"
    rules.write_text(rules.read_text("utf-8").replace("share: 40 %", "share: 40"), "utf-8")
    (line,) = run("check", "--format", "github", cwd=project).stdout.splitlines()
    assert line.startswith(
        "::error file=terms/payment.yml,line=19,col=14,endLine=19,endColumn=16,title=bad-amount::"
    )


def test_strict_takes_warnings_as_errors(project):
    business = project / "terms/business.yml"
    dated = re.sub(
        r"  edition: .*", "  edition: 2026-12-01\n  until: 2026-12-31", business.read_text("utf-8")
    )
    business.write_text(dated, "utf-8")
    assert run("check", "--as-of", "2026-12-31", "--strict", cwd=project).returncode == 0
    assert run("check", "--as-of", "2027-01-01", cwd=project).returncode == 0
    late = run("check", "--as-of", "2027-01-01", "--strict", cwd=project)
    assert late.returncode == 1
    assert "warning[expired]" in late.stderr


def test_wrong_use_is_exit_code_two(tmp_path, project):
    assert run("check", "--as-of", "soon", cwd=project).returncode == 2
    assert run("build", cwd=tmp_path).returncode == 2
    assert run("verify", cwd=project).returncode == 2
    assert run("print", "poster", cwd=project).returncode == 2
    assert run("explain", "no-such-code").returncode == 2
    assert run("frobnicate").returncode == 2


def test_a_missing_folder_of_rules_is_a_finding_not_a_traceback(tmp_path):
    failed = run("check", cwd=tmp_path)
    assert failed.returncode == 1
    assert "error[no-rules-folder]" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_failed_build_leaves_the_last_good_site(project):
    assert run("build", cwd=project).returncode == 0
    before = {file: file.read_bytes() for file in (project / "site").rglob("*") if file.is_file()}
    rules = project / "terms/payment.yml"
    rules.write_text(rules.read_text("utf-8").replace("share: 40 %", "share: 40"), "utf-8")
    assert run("build", cwd=project).returncode == 1
    assert {
        file: file.read_bytes() for file in (project / "site").rglob("*") if file.is_file()
    } == before
    assert not [path for path in project.iterdir() if path.name.startswith(".site")]


def test_build_refuses_a_folder_with_other_peoples_files(project):
    (project / "photos").mkdir()
    (project / "photos/cat.jpg").write_bytes(b"cat")
    refused = run("build", "--site-dir", "photos", cwd=project)
    assert refused.returncode == 2
    assert (project / "photos/cat.jpg").read_bytes() == b"cat"


def test_print_makes_the_named_sheets(project):
    printed = run("print", "flyer", "--output-dir", "paper", cwd=project)
    assert printed.stdout.split() == ["paper/flyer.en.pdf"]
    assert (project / "paper/flyer.en.pdf").read_bytes().startswith(b"%PDF-")


def test_explain_prints_what_a_finding_means():
    assert "bad-percent" in run("explain").stdout.split()
    assert run("explain", "bad-percent").stdout.startswith("bad-percent\n")


def test_two_builds_give_the_same_bytes(project):
    for site in ("one", "two"):
        assert start("build", "--site-dir", site, cwd=project).returncode == 0
    files = [
        sorted(
            file.relative_to(project / site)
            for file in (project / site).rglob("*")
            if file.is_file()
        )
        for site in ("one", "two")
    ]
    assert files[0] == files[1]
    changed = [
        str(file)
        for file in files[0]
        if (project / "one" / file).read_bytes() != (project / "two" / file).read_bytes()
    ]
    assert changed == []


def test_a_folder_with_settings_is_a_project_by_itself(project):
    for folder, cwd in ((".", project), (project, project.parent), ("..", project / "terms")):
        done = run("check", folder, cwd=cwd)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("all in order\n")
    missing = run("check", "nowhere", cwd=project)
    assert missing.returncode == 2
    assert "there is no folder `nowhere`; name the folder of a project" in missing.stderr


def test_rules_from_elsewhere_have_nothing_to_do_with_the_pages_of_this_project(project, tmp_path):
    page = project / "site_src/more.md"
    page.write_text("---\nlang: en\n---\nThe deposit is 99 %.\n", "utf-8")
    assert run("check", cwd=project).returncode == 1
    other = tmp_path / "elsewhere/terms"
    shutil.copytree(project / "terms", other)
    assert run("check", str(other), cwd=project).returncode == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_settings_that_are_no_file_are_one_finding_for_all_commands(project):
    (project / "mkdocs.yml").unlink()
    os.mkfifo(project / "mkdocs.yml")
    said = {
        run(*command, cwd=project).stderr.partition("\n\n")[0].strip()
        for command in (["check"], ["check", "."], ["build"], ["pages", "out"], ["serve"])
    }
    (told,) = said
    assert told.startswith("error[unreadable-file]: the file cannot be read\n --> mkdocs.yml")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_output_that_cannot_be_written_is_no_full_disk(project):
    for command in ("schema", "check"):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "lindero", command],
                cwd=project,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr.startswith("error: the output could not be written: no space left")
        assert "free some space" not in done.stderr


def test_figures_in_words_are_listed_where_no_rule_speaks_of_them(project):
    page = project / "site_src" / "history.md"
    page.write_text("# History\n\nFor twelve years we have had 3 cats.\n", "utf-8")
    listed = run("verify", "--figures", cwd=project)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "site_src/history.md:3:5: twelve years\n" in listed.stdout


def test_a_page_that_contradicts_the_rules_stops_check_and_build(project):
    page = project / "site_src" / "money.md"
    page.write_text("# Money\n\nWe ask for a deposit of ninety percent.\n", "utf-8")
    for command in ("check", "build"):
        stopped = run(command, cwd=project)
        assert stopped.returncode == 1
        assert "error[contrary-figure]: `ninety percent` is said here" in stopped.stderr
    allowance = '<!-- lindero: allow "ninety percent" until 2999-12-31, a joke -->\n'
    page.write_text(f"# Money\n\n{allowance}We ask for a deposit of ninety percent.\n", "utf-8")
    assert run("check", cwd=project).returncode == 0


def test_what_is_compared_with_nothing_is_told_beside_warnings_and_by_build(project):
    page = project / "site_src/about.md"
    said = page.read_text("utf-8") + "\nYou may always change your mind about the deposit.\n"
    page.write_text(f"{said}\nThe deposit is 40%.\n", "utf-8")
    told = "1 sentence of your own is compared with nothing until you have read it: `lindero texts`"
    checked = run("check", cwd=project)
    assert "warning[typed-figure]" in checked.stderr
    assert told in checked.stderr
    built = run("build", cwd=project)
    assert built.returncode == 0, built.stderr
    assert built.stdout.rstrip().endswith(told)
    assert run("texts", "--read", cwd=project).returncode == 0
    assert told not in run("check", cwd=project).stderr
