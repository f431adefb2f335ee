"""Mutants of our own code: which of those that publish something wrong does a build find?"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

# Heavy, and none of ours: every child has them from its parent.
import material  # type: ignore[import-untyped]  # noqa: F401
import pypdfium2  # noqa: F401
import segno  # noqa: F401
import typst  # noqa: F401
import zxingcpp  # noqa: F401

from lindero.loading import load_rulebook
from mutation.listing import (
    PACKAGE,
    ROOT,
    list_mutants,
    read_harmless,
    read_nasty_mutants,
    select_fifth,
)
from mutation.mutant import Mutant
from mutation.reach import Lines, noting_lines
from mutation.trial import (
    Built,
    Case,
    Laboratory,
    Outcome,
    build_case,
    move_package,
    preview_case,
    run_in_child,
)

DAY = date(2026, 12, 1)
RULEBOOKS = ROOT / "tests/cases/rulebooks"
TELL_EVERY = 100
MEMORY = Path("/dev/shm")  # noqa: S108 - where there is one, sites need no disk
# What other rules say instead, before the same pages are built again.
OTHER_FIGURES = {"15 days": "20 days", "24 hours": "48 hours", "1450 EUR": "1650 EUR"}

_laboratory: Laboratory


def main() -> int:
    """Try, report; 1 if fewer are found than the bar asks for."""
    options = read_options()
    mutants = choose_mutants(options)
    if options.list:
        print("\n".join(one.show_change() for one in mutants))
        return 0
    start = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what lies in memory goes, too
    tempfile.tempdir = str(MEMORY) if MEMORY.is_dir() else None
    homes = [ROOT, *sorted(RULEBOOKS.iterdir())[: options.rulebooks]]
    outcomes = set_harmless_aside(try_mutants(mutants, homes, options.jobs))
    share = report_outcomes(outcomes)
    print(f"{time.monotonic() - start:.0f} s, {len(outcomes)} of {len(mutants)} tried")
    if options.json:
        write_json(outcomes, options.json)
    return 0 if share >= options.bar else 1


def read_options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fifth", action="store_true", help="a fifth of them, always the same")
    parser.add_argument("--nasty", action="store_true", help="only those of nasty.yml")
    parser.add_argument("--only", default="", help="those whose change, as printed, holds this")
    parser.add_argument("--every", type=int, default=1, help="only every so-manyth")
    parser.add_argument("--start", type=int, default=0, help="the first of these, from 0")
    parser.add_argument("--rulebooks", type=int, help="only so many beside the example")
    parser.add_argument("--bar", type=float, default=0.0, help="the share that must be found")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write every outcome to this file")
    parser.add_argument("--list", action="store_true", help="print the mutants and try none")
    return parser.parse_args()


def choose_mutants(options: argparse.Namespace) -> list[Mutant]:
    """Those that were asked for."""
    mutants = list(read_nasty_mutants()) if options.nasty else list_mutants()
    mutants = select_fifth(mutants) if options.fifth else mutants
    return [one for one in mutants if options.only in one.show_change()][
        options.start :: options.every
    ]


def try_mutants(mutants: list[Mutant], homes: list[Path], jobs: int) -> list[Outcome]:
    """Every outcome, in the order of the mutants."""
    cases = [load_case(home) for home in homes]
    with other_rules() as other, tempfile.TemporaryDirectory() as trees:
        clean = build_clean_sites(cases, Path(trees) / "clean")
        setup = (cases, clean, other, Path(trees))
        fork = multiprocessing.get_context("fork")
        with fork.Pool(jobs, _set_up_worker, setup) as pool:
            return collect_outcomes(pool.imap(_try_mutant, mutants), len(mutants))


def set_harmless_aside(outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes; what somebody has looked at and found not wrong is no survivor."""
    known = read_harmless()
    names = [(one.mutant.file, one.mutant.before, one.mutant.after) for one in outcomes]
    return [
        one._replace(verdict="harmless") if name in known and one.difference else one
        for one, name in zip(outcomes, names, strict=True)
    ]


def load_case(home: Path) -> Case:
    """A project's rules, read once for all that are built of them."""
    loaded = load_rulebook(home / "terms", DAY, shown_from=home)
    assert loaded.rulebook, home
    return Case("example" if home == ROOT else home.name, home, loaded)


@contextmanager
def other_rules() -> Iterator[Case]:
    """The example with other figures on the same pages."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "other"
        for name in ("terms", "site_src", "overrides"):
            shutil.copytree(ROOT / name, home / name)
        shutil.copy(ROOT / "mkdocs.yml", home)
        for file in (home / "terms").glob("*.yml"):
            text = file.read_text("utf-8")
            for old, new in OTHER_FIGURES.items():
                text = text.replace(old, new)
            file.write_text(text, "utf-8")
        yield load_case(home)._replace(name="other")


def build_clean_sites(cases: list[Case], tree: Path) -> dict[str, Built]:
    """What sound code makes of each, by a copy of the package; so its modules are compiled."""
    shutil.copytree(PACKAGE, tree, ignore=shutil.ignore_patterns("__pycache__"))
    clean: dict[str, Built] = {
        case.name: run_in_child(partial(build_clean_site, case, tree)) for case in cases
    }
    for name, built in clean.items():
        if built.crash or built.refusal or not built.surfaces:
            sys.exit(f"{name} cannot be built: {built.crash or built.refusal}")
    return clean


def build_clean_site(case: Case, tree: Path) -> Built:
    """A site, read for all who compare, and the lines that were run for it."""
    lines: Lines = set()
    move_package(tree)
    with noting_lines(tree, lines):
        built = build_case(case, {})
    built.preview = preview_case(case)
    assert all(surface.streams for surface in built.surfaces.values())
    return replace(built, lines=lines)


def _set_up_worker(cases: list[Case], clean: dict[str, Built], other: Case, trees: Path) -> None:
    global _laboratory  # noqa: PLW0603 - one for each worker
    tree = Path(tempfile.mkdtemp(dir=trees)) / "lindero"
    shutil.copytree(trees / "clean", tree)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends all
    sys.dont_write_bytecode = True
    gc.freeze()  # what is loaded by now is shared with every child
    _laboratory = Laboratory(cases, clean, other, tree)


def _try_mutant(mutant: Mutant) -> Outcome:
    return _laboratory.try_mutant(mutant)


def collect_outcomes(outcomes: Iterator[Outcome], whole: int) -> list[Outcome]:
    """The outcomes, telling now and then how far it is; those that there are if it is stopped."""
    done: list[Outcome] = []
    try:
        for outcome in outcomes:
            done.append(outcome)
            if len(done) % TELL_EVERY == 0:
                print(f"{len(done)} of {whole}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(f"stopped after {len(done)} of {whole}", file=sys.stderr)
    return done


def report_outcomes(outcomes: list[Outcome]) -> float:
    """Print what became of them, survivors one by one; returns the share found."""
    for outcome in outcomes:
        if outcome.verdict == "survived":
            print(outcome.mutant.show_change())
            print(f"    {outcome.rulebook}: {outcome.difference}")
    _print_table("by kind", outcomes, lambda one: one.mutant.kind)
    _print_table("by file", outcomes, lambda one: one.mutant.file)
    _print_table("by operator", outcomes, lambda one: one.mutant.operator.partition(":")[0])
    counts = Counter(one.verdict for one in outcomes)
    counted, share = counts["found"] + counts["survived"], find_share(outcomes)
    print(
        f"counted {counted}, found {counts['found']}, share {share:.3f}; "
        f"not counted: {counts['unobservable']} unobservable, {counts['harmless']} not wrong, "
        f"{counts['crashed']} crashed, {counts['refused']} refused before they were read back"
    )
    return share


def find_share(outcomes: list[Outcome]) -> float:
    """Found of those that publish something wrong."""
    counts = Counter(one.verdict for one in outcomes)
    counted = counts["found"] + counts["survived"]
    return counts["found"] / counted if counted else 1.0


def _print_table(title: str, outcomes: list[Outcome], name: Callable[[Outcome], str]) -> None:
    print(f"\n{title}: found of counted (unobservable, crashed, refused)")
    groups: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        groups.setdefault(name(outcome), Counter())[outcome.verdict] += 1
    for group, counts in sorted(groups.items()):
        counted = counts["found"] + counts["survived"]
        rest = f"({counts['unobservable']}, {counts['crashed']}, {counts['refused']})"
        print(f"  {counts['found']:4} of {counted:4}  {group}  {rest}")


def write_json(outcomes: list[Outcome], file: Path) -> None:
    """Every outcome as data."""
    rows = [
        {**one._asdict(), "mutant": one.mutant.show_change(), "file": one.mutant.file}
        for one in outcomes
    ]
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
