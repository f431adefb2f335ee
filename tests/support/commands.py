"""Commands run as processes of their own, forked from one that has imported everything."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

FORKING = Path(__file__).with_name("forking.py")
PATIENCE = 600  # seconds for one command, on a machine that does much else


def run_lindero(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None
) -> CompletedProcess[str]:
    """What `lindero` with these arguments prints, and its exit code."""
    return run_module("lindero", *arguments, cwd=cwd, env=env)


def run_module(
    module: str, *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None
) -> CompletedProcess[str]:
    """The same of `python -m` any of our two modules; how they start is tested elsewhere."""
    words = [module, *map(str, arguments)]
    around = {**os.environ, **(env or {})}
    elsewhere = "PYTHONPATH" in (env or {})  # a package that nobody has imported yet
    if elsewhere or not hasattr(os, "fork"):
        return _start_anew(words, cwd, around)
    with tempfile.TemporaryDirectory() as folder:
        printed = [Path(folder, name) for name in ("stdout", "stderr")]
        request = {"words": words, "cwd": str(cwd), "env": around, "printed": [*map(str, printed)]}
        code = _ask_forking_process(request)
        return CompletedProcess(words, code, *(file.read_text("utf-8") for file in printed))


def _start_anew(words: list[str], cwd: Path, around: dict[str, str]) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=cwd,
        env=around,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _ask_forking_process(request: dict[str, object]) -> int:
    process = _start_forking_process()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    if not select.select([process.stdout], [], [], PATIENCE)[0]:
        os.killpg(process.pid, signal.SIGKILL)
        _start_forking_process.cache_clear()
        raise subprocess.TimeoutExpired(str(request["words"]), PATIENCE)
    return int(process.stdout.readline())


@cache
def _start_forking_process() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, str(FORKING)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # what hangs is killed with all that it has forked
    )
    atexit.register(process.communicate)  # it ends with its input
    return process
