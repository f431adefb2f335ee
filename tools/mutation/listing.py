"""Which mutants are tried: a fixed choice of all that the operators know, and the nasty ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from mutation.mutant import Mutant, make_mutant
from mutation.python_operators import can_compile, list_python_mutants
from mutation.sheet_operators import list_sheet_mutants
from mutation.template_operators import list_template_mutants
from mutation.word_operators import list_word_mutants

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "scripts/lindero"
NASTY = Path(__file__).parent / "nasty.yml"
HARMLESS = Path(__file__).parent / "harmless.yml"
SEED = "2026"
FIFTH = 5

_FILES = (
    "wording/*.py", "wording/grammar/*.py", "site/*.py", "sheets/*.py",
    "outcomes/*.py", "generators/mkdocs_plugin.py", "site/templates/*.j2", "site/theme/**/*.html",
    "sheets/*.typ",
)  # fmt: skip
# The words themselves are data that both sides read: what is wrong in them is wrong in the rules.


# They check, read or pack; they put nothing on a page.
_OTHER_JOBS = {
    "site/dead_links.py", "site/docs_folder.py", "site/hand_written.py", "site/markdown_code.py",
    "site/assets.py", "site/templates.py", "sheets/paper.py",
}  # fmt: skip


# So many of each operator in each file.
_TAKEN = {".py": 2, ".j2": 2, ".html": 2, ".typ": 7, ".yml": 14}


def list_mutants() -> list[Mutant]:
    """All that are tried, in the order of files and lines."""
    chosen = [mutant for file in _list_files() for mutant in _choose_mutants(file)]
    known = {one.identity: one for one in [*chosen, *read_nasty_mutants()]}
    return sorted(known.values(), key=lambda one: (one.file, one.start, one.identity))


def select_fifth(mutants: list[Mutant]) -> list[Mutant]:
    """A fifth of them, always the same."""
    return [one for one in mutants if int(one.identity, 16) % FIFTH == 0]


def read_nasty_mutants() -> Iterator[Mutant]:
    """Those that somebody thought of."""
    entries: list[dict[str, Any]] = yaml.safe_load(NASTY.read_text("utf-8"))
    texts = {name: (PACKAGE / name).read_text("utf-8") for name in {one["file"] for one in entries}}
    lost = [one for one in entries if texts[one["file"]].count(one["find"]) != 1]
    if lost:
        told = "\n".join(f"{one['file']}: {one['what']}" for one in lost)
        raise LookupError(f"nasty.yml: `find` is not there once\n{told}")
    for entry in entries:
        text = texts[entry["file"]]
        start = text.index(entry["find"])
        span = (start, start + len(entry["find"]))
        mutant = make_mutant(entry["file"], text, f"by hand: {entry['what']}", span, entry["write"])
        yield replace(mutant, after_other_rules=entry.get("after_other_rules", False))


def read_harmless() -> set[tuple[str, str, str]]:
    """Those that change what is said without making it wrong: file, before and after."""
    entries: list[dict[str, str]] = yaml.safe_load(HARMLESS.read_text("utf-8"))
    assert all(entry["why"] for entry in entries)
    return {(one["file"], one["before"].strip(), one["after"].strip()) for one in entries}


def _list_files() -> list[str]:
    found = {file.relative_to(PACKAGE).as_posix() for glob in _FILES for file in PACKAGE.glob(glob)}
    return sorted(found - _OTHER_JOBS)


def _choose_mutants(file: str) -> Iterator[Mutant]:
    """The first few of each operator in an order that nobody chose, but is always the same."""
    text = (PACKAGE / file).read_text("utf-8")
    by_operator: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in _list_all(file, text):
        by_operator[mutant.operator].append(mutant)
    taken = _TAKEN[Path(file).suffix]
    for mutants in by_operator.values():
        mutants.sort(key=lambda one: (_shuffle(one), one.start))
        sound = (one for one in mutants if file[-3:] != ".py" or can_compile(one.apply_to(text)))
        yield from (one for one, _ in zip(sound, range(taken), strict=False))


def _shuffle(mutant: Mutant) -> str:
    return sha256(f"{SEED}{mutant.identity}".encode()).hexdigest()


def _list_all(file: str, text: str) -> Iterator[Mutant]:
    if Path(file).suffix == ".yml":
        other = "es.yml" if file.endswith("en.yml") else "en.yml"
        return list_word_mutants(file, text, (PACKAGE / "wording" / other).read_text("utf-8"))
    return _LISTERS[Path(file).suffix](file, text)


_LISTERS: dict[str, Callable[[str, str], Iterator[Mutant]]] = {
    ".py": list_python_mutants,
    ".j2": list_template_mutants,
    ".html": list_template_mutants,
    ".typ": list_sheet_mutants,
}
