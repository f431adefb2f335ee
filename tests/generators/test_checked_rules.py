"""What two processes find is what one finds, in the same order."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.folders import CASES

PROBLEMS = CASES / "problems"
OF_WORDS = (
    "bad-allowance",
    "contrary-figure",
    "dead-link",
    "figure-misplaced",
    "needless-allowance",
    "typed-figure",
    "unsettled-answer",
)
"""Told by the process that reads the author's own words."""
OF_RULES = ("conflicting-rules", "placeholder", "unknown-figure", "unknown-key", "unknown-rule")

# Only a process without threads forks.
SCRIPT = """
import json, os, sys
from datetime import date
from pathlib import Path
import lindero.side_work
from lindero.generators.checked_rules import check_rules
from lindero.generators.settings import find_project
forks = []
os.register_at_fork(after_in_parent=lambda: forks.append(1))

def check_all(can_fork):
    lindero.side_work.can_fork = lambda: can_fork
    projects = (find_project(Path(home, "mkdocs.yml")) for home in sys.argv[1:])
    return [check_rules(project, date(2026, 12, 1)).findings for project in projects]

beside, alone = check_all(True), check_all(False)
assert beside == alone
print(json.dumps([len(forks), [sorted({one.code for one in found}) for found in beside]]))
"""


def copy_case(case: Path, home: Path) -> Path:
    """A project of what lies in a case."""
    for folder in ("terms", "site_src"):
        (home / folder).mkdir(parents=True)
    (home / "mkdocs.yml").write_text("site_name: A\ndocs_dir: site_src\n", "utf-8")
    for file in (PROBLEMS / "business.yml", *case.iterdir()):
        shutil.copy(file, home / ("site_src" if file.suffix == ".md" else "terms"))
    return home


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
def test_two_processes_find_what_one_finds(tmp_path):
    cases = [one for code in (*OF_WORDS, *OF_RULES) for one in sorted(PROBLEMS.glob(f"{code}*"))]
    homes = [copy_case(case, tmp_path / case.name) for case in cases]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *homes], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    forks, told = json.loads(done.stdout)
    assert forks == len(cases)
    for case, codes in zip(cases, told, strict=True):
        assert case.name.partition(".")[0] in codes
    assert {code for codes in told for code in codes} >= {*OF_WORDS}
