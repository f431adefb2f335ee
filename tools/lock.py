"""Renews the lock files, with the hash of every file of every system."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUN, BUILD, DEV = (ROOT / f"requirements{part}.lock" for part in ("", "-build", "-dev"))
HEADS = {
    RUN: "# What `make` installs: exact versions for Python 3.11.5 or later on every system, "
    "and the hashes of their files.",
    BUILD: "# What builds the package itself, besides requirements.lock.",
    DEV: "# What tests and linting need besides requirements.lock.",
}
# pymdown-extensions needs 3.11.5
PINNED = [
    "--universal",
    "--python-version",
    "3.11.5",
    "--generate-hashes",
    "--no-config",
    "--no-header",
    "--no-annotate",
    "--quiet",
]


def main() -> None:
    """Lock the newest versions that pyproject.toml allows, with --keep those already locked."""
    kept = (
        [option for lock in HEADS if lock.exists() for option in ("--constraints", str(lock))]
        if "--keep" in sys.argv
        else []
    )
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = next(
            path
            for path in (Path(folder, "bin/python"), Path(folder, "Scripts/python.exe"))
            if path.exists()
        )
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        run = _pins(python, *kept)
        kept += ["--constraints", str(_write(Path(folder, "run.txt"), run))]
        build, dev = (_pins(python, *kept, "--group", group) for group in ("build", "dev"))
    _write(RUN, run)
    for lock, pins in ((BUILD, build), (DEV, dev)):
        _write(lock, {name: pin for name, pin in pins.items() if name not in run})


def _pins(python: Path, *options: str) -> dict[str, str]:
    """Each package with its version and its hashes, by name."""
    command = [python, "-m", "uv", "pip", "compile", *PINNED, *options, "pyproject.toml"]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    pins = text.replace("\n    ", "\0    ").splitlines()
    return {pin.partition("==")[0]: pin.replace("\0", "\n") for pin in pins}


def _write(lock: Path, pins: dict[str, str]) -> Path:
    lock.write_text(
        "\n".join([*filter(None, [HEADS.get(lock)]), *pins.values(), ""]), "utf-8", newline="\n"
    )
    return lock


if __name__ == "__main__":
    main()
