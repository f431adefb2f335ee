"""A fifth of the mutants of our own code: a build finds those that publish something wrong."""

from __future__ import annotations

import os
import subprocess
import sys

from support.folders import ROOT

BAR = "0.98"
RULEBOOKS = 1  # beside the example; `make mutants` takes all


def test_a_build_finds_mutants_that_publish_something_wrong():
    chosen = ["--fifth", f"--rulebooks={RULEBOOKS}", "--jobs=2", f"--bar={BAR}"]
    done = subprocess.run(
        [sys.executable, "tools/mutants.py", *chosen],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "tools"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "counted " in done.stdout, done.stderr
    assert done.returncode == 0, done.stdout.partition("by kind")[0]
