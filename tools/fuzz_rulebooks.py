"""Change sound rulebooks in one place, thousands of times, and count what goes wrong."""

from __future__ import annotations

import argparse
import multiprocessing
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from fuzz_changes import KINDS, SYNTAX
from lindero.calendar.deadlines import NoAnswer, when_due
from lindero.findings.finding import Finding, select_errors
from lindero.findings.forms import render_findings
from lindero.findings.place import Span
from lindero.guide.problems import list_problem_codes
from lindero.guide.topics import report_topics
from lindero.loading import Loaded, load_rulebook
from lindero.site.hand_written import check_manuscripts

ROOT = Path(__file__).parent.parent
AS_OF = date(2026, 12, 1)
SLOW = 2.0  # seconds of processor time
TRADES = ("consulting", "design", "photography", "translation", "web", "writing")


@dataclass
class Tally:
    """What came of it. `misses` and `failures` hold what a person needs to see the same again."""

    runs: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    related: Counter[str] = field(default_factory=Counter)
    followers: int = 0
    unreadable: int = 0
    with_false: int = 0
    failures: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def add(self, other: Tally) -> None:
        """Take in what came of another run."""
        for name in vars(self):
            mine, theirs = getattr(self, name), getattr(other, name)
            setattr(self, name, mine | theirs if isinstance(mine, set) else mine + theirs)

    @property
    def unknown_codes(self) -> set[str]:
        """Codes that `lindero explain` does not know."""
        return self.codes - set(list_problem_codes())

    def accuracy(self, kinds: set[str]) -> float:
        """The share of refused changes whose first finding is on the line that was changed."""
        refused = sum(self.refused[kind] for kind in kinds)
        return sum(self.hits[kind] for kind in kinds) / refused if refused else 1.0


@dataclass(frozen=True)
class Sample:
    """A sound rulebook as text, and the project that it came from."""

    name: str
    files: dict[str, str]
    docs: Path


def samples(folder: Path, trades: tuple[str, ...] = TRADES) -> list[Sample]:
    """The example, the rulebooks of the tests and those of `init` for each trade, in `folder`."""
    homes = [
        ROOT,
        *sorted(
            file.parent for file in (ROOT / "tests" / "cases" / "rulebooks").glob("*/mkdocs.yml")
        ),
    ]
    for trade in trades:
        home = folder / f"fresh-{trade}"
        command = [
            sys.executable,
            "-m",
            "lindero",
            "init",
            str(home),
            "--yes",
            "-q",
            "--trade",
            trade,
        ]
        subprocess.run([*command, "--language", "es"], check=True, capture_output=True)
        homes.append(home)
    return [_sample(home) for home in homes]


def _sample(home: Path) -> Sample:
    files = {file.name: file.read_text("utf-8") for file in sorted((home / "terms").glob("*.yml"))}
    docs = home / "site_src" if (home / "site_src").is_dir() else home / "docs"
    return Sample(home.name, files, docs)


class Fuzzer:
    """Changes, reads and judges, one rulebook after the other, in a folder of its own."""

    def __init__(self, rulebooks: list[Sample], folder: Path, seed: int) -> None:
        self.rulebooks = rulebooks
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 - the same changes for the same seed
        self.tally = Tally()

    def run(self, count: int) -> Tally:
        """So many changes; every tenth with another file made unreadable beside it."""
        homes = {sample.name: self._written(sample) for sample in self.rulebooks}
        for at in range(count):
            sample = self.chance.choice(self.rulebooks)
            self._once(sample, homes[sample.name], beside=at % 10 == 0)
        return self.tally

    def _written(self, sample: Sample) -> Path:
        terms = self.folder / sample.name / "terms"
        terms.mkdir(parents=True)
        for name, text in sample.files.items():
            (terms / name).write_text(text, "utf-8", newline="")
        return terms

    def _once(self, sample: Sample, terms: Path, *, beside: bool) -> None:
        kind, name, text, expected = self._changed(sample)
        label = f"{sample.name}/{name} {kind} line {sorted(expected)}"
        with _in_place(terms / name, text):
            found = self._read(terms, sample, label)
            self._judge(kind, f"terms/{name}", expected, found, label)
            if beside and found is not None:
                self._unreadable(sample, terms, name, found)

    def _changed(self, sample: Sample) -> tuple[str, str, str, set[int]]:
        while True:
            kind, name = self.chance.choice(list(KINDS)), self.chance.choice(list(sample.files))
            lines = sample.files[name].split("\n")
            at = self.chance.randrange(len(lines))
            if not lines[at].strip() or lines[at].lstrip().startswith("#"):
                continue
            expected = KINDS[kind](lines, at, self.chance)
            if expected is not None:
                return kind, name, "\n".join(lines), {line + 1 for line in expected}

    def _read(self, terms: Path, sample: Sample, label: str) -> list[Finding] | None:
        self.tally.runs += 1
        begun = time.process_time()
        try:
            loaded = load_rulebook(terms, AS_OF, shown_from=terms.parent)
            found = [*loaded.findings, *check_manuscripts(loaded, sample.docs, ROOT)]
            for form in ("full", "short", "json", "github"):
                render_findings(found, form)
            if self.chance.random() < 0.05:
                _use(loaded, self.chance)
        except Exception:  # noqa: BLE001 - any exception at all is a finding of this tool
            self.tally.failures.append(f"{label}\n{traceback.format_exc(limit=-4)}")
            return None
        if (took := time.process_time() - begun) > SLOW:
            self.tally.slow.append(f"{label}: {took:.1f} s")
        self.tally.codes |= {one.code for one in found}
        return found

    def _judge(
        self, kind: str, path: str, expected: set[int], found: list[Finding] | None, label: str
    ) -> None:
        errors = select_errors(found or [])
        if not errors:
            return
        first = min(errors, key=_order)
        self.tally.refused[kind] += 1
        self.tally.followers += len(errors) > 1
        if _is_on(first.place, path, expected):
            self.tally.hits[kind] += 1
            return
        self.tally.related[kind] += any(
            _is_on(near.place, path, expected) for near in first.related
        )
        self.tally.misses.append(f"{label}\n{render_findings(errors[:2], 'full')}")

    def _unreadable(self, sample: Sample, terms: Path, changed: str, before: list[Finding]) -> None:
        others = [name for name in sample.files if name != changed]
        name = self.chance.choice(others) if others else changed
        broken = self.chance.choice(
            (sample.files[name] + "\n{", "a: [\n" + sample.files[name], "\ttab: 1\n")
        )
        with _in_place(terms / name, broken):
            found = self._read(terms, sample, f"{sample.name}/{changed} beside {name}")
        known = {(one.code, one.message, one.place.path) for one in before}
        false = [
            one
            for one in found or ()
            if one.place.path != f"terms/{name}"
            and (one.code, one.message, one.place.path) not in known
        ]
        self.tally.unreadable += 1
        self.tally.with_false += bool(false)
        self.tally.false += (
            [f"{sample.name}: {name} unreadable\n{render_findings(false[:2], 'full')}"]
            if false
            else []
        )


def _order(found: Finding) -> tuple[str, int]:
    return found.place.path, found.place.start if isinstance(found.place, Span) else -1


def _is_on(place: object, path: str, lines: set[int]) -> bool:
    return (
        isinstance(place, Span)
        and place.path == path
        and any(place.line <= line <= place.end_line for line in lines)
    )


def _use(loaded: Loaded, chance: random.Random) -> None:
    """What the reading commands do with a rulebook, also at the ends of the calendar."""
    report_topics(loaded)
    start = chance.choice(
        (
            date(2026, 12, 31),
            date.max,
            date.min,
            datetime.max.replace(tzinfo=UTC),
            datetime.min.replace(tzinfo=UTC),
        )
    )
    for address in list(loaded.rulebook.facts) if loaded.rulebook else ():
        try:
            assert loaded.rulebook
            when_due(loaded.rulebook, address, start)
        except NoAnswer:
            continue


@contextmanager
def _in_place(file: Path, text: str) -> Iterator[None]:
    sound = file.read_bytes()
    file.write_text(text, "utf-8", newline="")
    try:
        yield
    finally:
        file.write_bytes(sound)


def fuzz(count: int, seed: int, trades: tuple[str, ...] = TRADES) -> Tally:
    """So many changes by one process."""
    with tempfile.TemporaryDirectory() as folder:
        return Fuzzer(samples(Path(folder), trades), Path(folder) / "work", seed).run(count)


def report(tally: Tally) -> str:
    """The figures of a run, and the worst of what it found."""
    lines = [f"{tally.runs} rulebooks read, {sum(tally.refused.values())} single changes refused"]
    lines += [
        (
            f"{len(tally.failures)} tracebacks, "
            f"{len(tally.slow)} runs over {SLOW:g} s of processor time"
        )
    ]
    lines += [f"codes without documentation: {', '.join(sorted(tally.unknown_codes)) or 'none'}"]
    for name, kinds in (("all", set(KINDS)), ("syntax", SYNTAX), ("meaning", set(KINDS) - SYNTAX)):
        lines.append(f"first finding on the changed line, {name}: {tally.accuracy(kinds):.1%}")
    for kind in KINDS:
        near = tally.related[kind]
        lines.append(
            f"  {kind:15} {tally.hits[kind]:6} of {tally.refused[kind]:6}"
            + (f", {near} as a second place" if near else "")
        )
    share = tally.with_false / tally.unreadable if tally.unreadable else 0
    lines.append(
        f"false findings beside an unreadable file: "
        f"{tally.with_false} of {tally.unreadable} ({share:.1%})"
    )
    lines.append(f"more than one error for one change: {tally.followers}")
    return "\n".join(lines)


def main() -> None:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="how many rulebooks to change")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    parser.add_argument(
        "--show", type=int, default=0, help="how many misses and false findings to print"
    )
    given = parser.parse_args()
    shares = [
        (given.count // given.processes, given.seed * 1000 + at) for at in range(given.processes)
    ]
    total = Tally()
    with multiprocessing.Pool(given.processes) as pool:
        for tally in pool.starmap(fuzz, shares):
            total.add(tally)
    for shown in (
        total.failures[:20],
        total.slow[:20],
        total.misses[: given.show],
        total.false[: given.show],
    ):
        print("\n\n".join(shown), end="\n\n" if shown else "")
    print(report(total))
    sys.exit(bool(total.failures or total.slow or total.unknown_codes))


if __name__ == "__main__":
    main()
