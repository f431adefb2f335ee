"""Renews requirements.lock and requirements-dev.lock from a fresh environment."""

from __future__ import annotations

import subprocess
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = "# What `make` installs: exact versions, made by `pip freeze` of a fresh environment. Renew with `make lock`."
HEAD_DEV = "# What tests and linting need besides requirements.lock."


def main() -> None:
    """Install what pyproject.toml asks for, and write down what came."""
    dev = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["dev"]
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        run = _frozen_after(folder, str(ROOT))
        _write("requirements.lock", HEAD, run)
        _write("requirements-dev.lock", HEAD_DEV, [line for line in _frozen_after(folder, *dev) if line not in run])


def _frozen_after(folder: str, *wanted: str) -> list[str]:
    python = next(path for path in (Path(folder, "bin/python"), Path(folder, "Scripts/python.exe")) if path.exists())
    subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    listed = subprocess.run([python, "-m", "pip", "list", "--format=freeze"], check=True, capture_output=True, text=True).stdout
    ours = ("lindero==", "pip==", "setuptools==")
    return [line for line in listed.splitlines() if "==" in line and not line.startswith(ours)]


def _write(name: str, head: str, lines: list[str]) -> None:
    (ROOT / name).write_text("\n".join([head, *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
