"""Builds of the example that are killed, while a reader looks at the site without a pause."""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
MANIFEST = ".lindero-files"
PAGE = "about/index.html"
THEIRS = {"CNAME": "lindero.example", ".git/HEAD": "ref: refs/heads/main"}
MOMENT = 0.004  # seconds around the exchange
LOOK_EVERY = 0.001  # seconds
WHOLE_EVERY = 10  # after so many kills one build may end


def main() -> int:
    """Kill, look, report; 1 if a reader ever found anything but a whole site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as home:
        found = kill_builds(Path(home) / "project", options.kills, options.seed)
    print(", ".join(f"{found[name]} {name}" for name in found))
    return 1 if any(found[name] for name in ("missing", "torn", "mixed", "lost", "left")) else 0


def kill_builds(project: Path, kills: int, seed: int) -> Counter[str]:
    """Build and kill, half of the time anywhere and half around the exchange; what was found."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    for folder in ("terms", "site_src", "overrides"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copy(ROOT / "mkdocs.yml", project)
    took = _build_whole(project)
    for path, text in THEIRS.items():
        (project / "site" / path).parent.mkdir(exist_ok=True)
        (project / "site" / path).write_text(text)
    found = Counter(
        dict.fromkeys(
            ["kills", "exchanges", "looks", "missing", "torn", "mixed", "lost", "left"], 0
        )
    )
    over = threading.Event()
    reader = threading.Thread(target=_look_on, args=(project / "site", over, found))
    reader.start()
    try:
        for count in range(1, kills + 1):
            _kill_one(project, chance, took, found, count)
    except KeyboardInterrupt:
        print("stopped before the end", file=sys.stderr)
    finally:
        over.set()
        reader.join()
    return found


def _kill_one(
    project: Path, chance: random.Random, took: float, found: Counter[str], count: int
) -> None:
    before = _read(project / "site" / MANIFEST)
    _mark(project, count)
    with _start(project) as build:
        if count % 2:
            time.sleep(chance.uniform(0, took))
        else:
            _wait_for_exchange(project, build)
            time.sleep(chance.uniform(0, MOMENT))
        build.kill()
    found["kills"] += build.returncode == -signal.SIGKILL
    found["exchanges"] += _read(project / "site" / MANIFEST) != before
    _inspect(project / "site", found)
    if count % WHOLE_EVERY == 0:
        _build_whole(project)
        found["left"] += sum(1 for path in project.iterdir() if path.name.startswith("."))
        _inspect(project / "site", found)


def _mark(project: Path, count: int) -> None:
    """Each build differs from the one before."""
    page = project / "site_src" / "about.md"
    text = page.read_text("utf-8").split("<!-- build")[0].rstrip()
    page.write_text(f"{text}\n\n<!-- build {count} -->\n", "utf-8")


def _start(project: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "lindero", "build", "--quiet", "--as-of", "2026-12-01"]
    return subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _build_whole(project: Path) -> float:
    """How long an undisturbed build takes."""
    start = time.monotonic()
    build = _start(project)
    _, said = build.communicate()
    if build.returncode:
        raise RuntimeError(said.decode())
    return time.monotonic() - start


def _wait_for_exchange(project: Path, build: subprocess.Popen[bytes]) -> None:
    """The list is written last, just before the exchange."""
    ready = project / ".site-lindero" / "new" / MANIFEST
    while build.poll() is None and not ready.exists():
        time.sleep(0.0005)


def _look_on(site: Path, over: threading.Event, found: Counter[str]) -> None:
    """What a web server would have shown, again and again."""
    while not over.wait(LOOK_EVERY):
        found["looks"] += 1
        names, listed, page = _names(site), _read(site / MANIFEST), _read(site / PAGE)
        if not names or listed is None:
            found["missing"] += 1
        elif listed == _read(site / MANIFEST) and _hash(page) not in listed:
            found["mixed"] += 1  # the same list before and after, and yet another page


def _inspect(site: Path, found: Counter[str]) -> None:
    """Every file of the list is there and what the list says; what is not ours, too."""
    listed = _read(site / MANIFEST) or ""
    lines = [line.split("  ", 1) for line in listed.splitlines()[1:]]
    found["missing"] += not lines
    found["torn"] += any(_hash(_read(site / path)) != written for written, path in lines)
    found["lost"] += any(_read(site / path) != text for path, text in THEIRS.items())


def _names(site: Path) -> list[str]:
    try:
        return [path.name for path in site.iterdir()]
    except FileNotFoundError:
        return []


def _read(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None


def _hash(text: str | None) -> str:
    return hashlib.sha256((text or "").encode("utf-8", "surrogateescape")).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
