"""Speed and memory of whole processes, run in turn on this machine, as ratios to plain MkDocs.

Plain MkDocs builds the very pages that the plugin makes, from files, with the same theme. Absolute
times move with the load of the machine; the ratios of one run hold.
"""

from __future__ import annotations

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from large_rulebook import write_project

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 11
SIZES = {100: 25, 500: 125, 1000: 250, 2000: 500}
"""Rules and services of the large rulebooks."""
LARGE_ROUNDS = 5
WARM_SHEETS = 20


@dataclass
class Job:
    """One command and what its runs took: seconds, and MiB at the peak of its largest process.

    A build with sheets has two, which share what they knew when they parted.
    """

    name: str
    command: list[str]
    prepare: Callable[[], object] = bool
    """What is done before each run, and not measured."""
    seconds: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run it once as a process of its own."""
        self.prepare()
        start = time.perf_counter()
        process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - start)
        self.peaks.append(usage.ru_maxrss / 1024)
        if status:
            said = process.stderr.read().decode() if process.stderr else ""
            sys.exit(f"{self.name} failed:\n{said}")

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)

    @property
    def peak(self) -> float:
        """MiB."""
        return statistics.median(self.peaks)


def jobs(work: Path) -> dict[str, Job]:
    """The commands to compare; our modules are compiled, as pip compiles those of MkDocs."""
    compileall.compile_dir(ROOT / "scripts", quiet=1)
    subprocess.run([BIN / "lindero", "pages", work / "docs", "-q"], cwd=ROOT, check=True)
    project = _copy_project(work / "changed")
    lindero = [str(BIN / "lindero")]
    mkdocs = [str(BIN / "mkdocs"), "build", "-q", "-f"]
    return {
        job.name: job
        for job in (
            Job("plain mkdocs build", [*mkdocs, _plain_config(work), "-d", str(work / "plain")]),
            Job(
                "mkdocs build with the plugin",
                [*mkdocs, _plugin_config(work), "-d", str(work / "plugin")],
                lambda: shutil.rmtree(work / "plugin", ignore_errors=True),
            ),
            Job(
                "the same without reading back",
                [*mkdocs, _plugin_config(work, verify=False), "-d", str(work / "unread")],
                lambda: shutil.rmtree(work / "unread", ignore_errors=True),
            ),
            Job(
                "lindero build, sheets and all",
                [*lindero, "build", "-q", "--force", "--site-dir", str(work / "whole")],
            ),
            Job(
                "lindero build, one rule changed",
                [*lindero, "build", "-q", "-f", str(project / "mkdocs.yml")],
                lambda: _change_rule(project),
            ),
            Job(
                "lindero build, nothing changed",
                [*lindero, "build", "-q", "--site-dir", str(work / "whole")],
            ),
            Job("mkdocs --version", [str(BIN / "mkdocs"), "--version"]),
            Job("lindero check", [*lindero, "check", "-q"]),
        )
    }


def _copy_project(folder: Path) -> Path:
    for name in ("terms", "site_src", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def _change_rule(project: Path) -> None:
    """Another number of revision rounds, which stands on pages and on a sheet."""
    rules = project / "terms/work.yml"
    text = rules.read_text("utf-8")
    old, new = ("rounds: 2", "rounds: 3") if "rounds: 2" in text else ("rounds: 3", "rounds: 2")
    rules.write_text(text.replace(old, new), "utf-8")


def _plain_config(work: Path) -> str:
    from lindero.site.addresses import ASSETS
    from lindero.site.assets import THEME

    config = {
        "site_name": "Estudio Lindero",
        "site_url": "https://lindero.example/",
        "docs_dir": str(work / "docs"),
        "theme": {
            "name": "material",
            "custom_dir": str(THEME),
            "language": "es",
            "font": False,
            "favicon": f"{ASSETS}/mark.svg",
        },
        "plugins": [],
        "markdown_extensions": ["attr_list", "md_in_html", "tables"],
    }
    return _written(work / "plain.yml", config)


def _plugin_config(work: Path, *, verify: bool = True) -> str:
    config = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": str(ROOT / "site_src"),
        "theme": {"name": "material", "custom_dir": str(ROOT / "overrides")},
        "plugins": [{"lindero": {"terms": str(ROOT / "terms"), "sheets": False, "verify": verify}}],
    }
    return _written(work / f"plugin-{verify}.yml", config)


def _written(path: Path, config: dict[str, object]) -> str:
    path.write_text(yaml.safe_dump(config), "utf-8")
    return str(path)


def warm_sheet() -> float:
    """Milliseconds for one one-pager, once the engine and the fonts are loaded."""
    from lindero.loading import load_rulebook
    from lindero.sheets.engine import compile_sheet
    from lindero.sheets.views import list_sheet_keys, make_sheet_view

    rulebook = load_rulebook(ROOT / "terms", date(2026, 12, 1)).rulebook
    assert rulebook
    models = [make_sheet_view(rulebook, *key).model for key in list_sheet_keys(rulebook)]
    times = []
    for turn in range(WARM_SHEETS + len(models)):
        start = time.perf_counter()
        compile_sheet(models[turn % len(models)])
        times.append(time.perf_counter() - start)
    return statistics.median(times[len(models) :]) * 1000


def large_checks(work: Path) -> dict[int, Job]:
    """`lindero check` of rulebooks that grow, by their number of rules; 0 is the example."""
    check = [str(BIN / "lindero"), "check", "-q"]
    found = {0: Job("the example", check)}
    for rules, services in SIZES.items():
        config = write_project(work / str(rules), rules, services)
        found[rules] = Job(f"{rules} rules, {services} services", [*check, "-f", str(config)])
    return found


def take_turns(compared: Iterable[Job], rounds: int) -> None:
    """Run all jobs one after the other, again and again; a first round fills caches."""
    for turn in range(rounds + 1):
        for job in compared:
            job.run()
            if turn == 0:
                job.seconds.clear()
                job.peaks.clear()


def show_curve(large: dict[int, Job]) -> None:
    """How the cost of a check grows."""
    example = large[0]
    print(f"\n{'lindero check of':32} {'time':>7} {'peak':>9} {'/ example':>10}")
    for job in large.values():
        ratio = job.median / example.median
        print(f"{job.name:32} {job.median:5.2f} s {job.peak:5.0f} MiB {ratio:10.2f}")
    print("aims at 2,000 rules: 5 times the example, 250 MiB")


def main() -> None:
    """Run everything in turn and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        compared = jobs(Path(folder))
        take_turns(compared.values(), ROUNDS)
        large = large_checks(Path(folder))
        take_turns(large.values(), LARGE_ROUNDS)
    plain, version = compared["plain mkdocs build"], compared["mkdocs --version"]
    plugin, unread, whole, changed, again, check = (
        compared[name]
        for name in (
            "mkdocs build with the plugin",
            "the same without reading back",
            "lindero build, sheets and all",
            "lindero build, one rule changed",
            "lindero build, nothing changed",
            "lindero check",
        )
    )
    print(f"medians of {ROUNDS} runs, in turn\n")
    for job in compared.values():
        print(f"{job.name:32} {job.median:6.3f} s {job.peak:6.0f} MiB")
    print(f"\n{'ratio':48} {'now':>6}  aim")
    for name, ratio, aim in (
        ("plugin / plain", plugin.median / plain.median, 1.0),
        ("reading pages back / plain", (plugin.median - unread.median) / plain.median, 0.25),
        ("lindero build / plain", whole.median / plain.median, 1.1),
        ("one rule changed / plain", changed.median / plain.median, 1.1),
        ("nothing changed / lindero build", again.median / whole.median, 0.5),
        ("lindero check / mkdocs --version", check.median / version.median, 2.0),
        ("peak memory, lindero build / plain", whole.peak / plain.peak, 2.5),
    ):
        print(f"{name:48} {ratio:6.2f}  {aim}")
    print(f"{'one-pager, warm (ms)':48} {warm_sheet():6.0f}  60")
    show_curve(large)


if __name__ == "__main__":
    main()
