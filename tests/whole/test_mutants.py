"""A fifth of the mutants of our own code: a build finds those that publish something wrong."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from support.folders import ROOT

BAR = "0.98"
PARTS = 2  # tried beside each other
RULEBOOKS = 1  # beside the example; `make mutants` takes all


@pytest.mark.parametrize("part", range(PARTS))
def test_a_build_finds_mutants_that_publish_something_wrong(part):
    chosen = ["--fifth", f"--start={part}", f"--every={PARTS}", f"--rulebooks={RULEBOOKS}"]
    done = subprocess.run(
        [sys.executable, "tools/mutants.py", *chosen, "--jobs=1", f"--bar={BAR}"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "tools"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "counted " in done.stdout, done.stderr
    assert done.returncode == 0, done.stdout.partition("by kind")[0]
