"""One mutant tried: built in a process of its own, read, and compared with the sound site."""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from mutation.mutant import Mutant
from mutation.preview import can_preview, preview_site
from mutation.reach import Lines, is_reached
from mutation.surfaces import Surface, find_difference, read_site

# A sheet that was printed from the same model by these is the same sheet.
_PRINTERS = {"sheets/onepager.typ", "sheets/engine.py", "sheets/model.py", "sheets/printing.py"}
_PATIENCE = 60  # seconds of work for one mutant
_WAIT = 900  # for its answer, on a machine that does much else


class Case(NamedTuple):
    """A project, and its rules as they were read by sound code."""

    name: str
    home: Path
    loaded: Any


class Outcome(NamedTuple):
    """What became of a mutant: found, survived, unobservable, refused or crashed."""

    mutant: Mutant
    verdict: str
    rulebook: str = ""
    difference: str = ""
    said: str = ""
    seconds: float = 0


@dataclass
class Built:
    """One build: what it says, how it ended, what it printed; of a sound one, what it ran."""

    surfaces: dict[str, Surface] = field(default_factory=dict)
    refusal: str = ""
    crash: str = ""
    findings: list[str] = field(default_factory=list)
    printed: dict[tuple[str, bytes | None], bytes] = field(default_factory=dict)
    lines: Lines = field(default_factory=set)
    preview: str = ""


@dataclass(frozen=True)
class Laboratory:
    """What is tried on: the cases, the sound site of each, other rules for caches, and a copy."""

    cases: list[Case]
    clean: dict[str, Built]
    other_rules: Case
    tree: Path

    def try_mutant(self, mutant: Mutant) -> Outcome:
        """Put it into the copy, build in a child, put the copy right again."""
        start, file = time.monotonic(), self.tree / mutant.file
        sound, written = file.read_text("utf-8"), file.stat().st_mtime_ns
        cases = self._choose_cases(mutant, sound)
        if not cases:
            return Outcome(mutant, "unobservable")
        file.write_text(mutant.apply_to(sound), "utf-8")
        try:
            outcome: Outcome = run_in_child(lambda: self._judge_mutant(mutant, cases))
        except ChildLost as lost:
            outcome = Outcome(mutant, "crashed", said=str(lost))
        finally:
            file.write_text(sound, "utf-8")
            os.utime(file, ns=(written, written))  # what is compiled of it holds again
        return outcome._replace(seconds=round(time.monotonic() - start, 2))

    def _choose_cases(self, mutant: Mutant, sound: str) -> list[Case]:
        cases = self.cases[:1] if mutant.after_other_rules else self.cases
        return [one for one in cases if is_reached(mutant, sound, self.clean[one.name].lines)]

    def _judge_mutant(self, mutant: Mutant, cases: list[Case]) -> Outcome:
        move_package(self.tree)
        survived = refused = None
        for case in cases:
            # Most show something in the first; what does not, hardly ever does in another.
            if case is not cases[0] and self._looks_sound(case, mutant):
                continue
            built = self._build_case(case, mutant)
            clean = self.clean[case.name].surfaces
            difference = built.surfaces and find_difference(clean, built.surfaces)
            said = built.crash or built.refusal or "was not read back"
            if built.crash:  # nobody publishes by code that ends with a traceback
                return survived or Outcome(mutant, "crashed", case.name, said=said)
            if not built.surfaces:
                if refused:
                    break
                refused = Outcome(mutant, "refused", case.name, said=said)
            elif difference and built.refusal:
                told = f"{len(built.findings)} findings, {'; '.join(built.findings[:2])}"
                return Outcome(mutant, "found", case.name, difference, told)
            elif difference:
                survived = survived or Outcome(mutant, "survived", case.name, difference)
        return survived or refused or Outcome(mutant, "unobservable")

    def _looks_sound(self, case: Case, mutant: Mutant) -> bool:
        """Whether a preview, which takes half of the time, shows that nothing is different."""
        if not can_preview(mutant.file):
            return False
        with suppress(Exception):  # whatever a mutant raises, the build will, too
            return preview_case(case) == self.clean[case.name].preview
        return False

    def _build_case(self, case: Case, mutant: Mutant) -> Built:
        if mutant.after_other_rules:
            build_case(self.other_rules, {})
        printed = {} if mutant.file in _PRINTERS else self.clean[case.name].printed
        return build_case(case, printed)


class ChildLost(Exception):
    """A child that ended without a word, or did not end."""


def run_in_child(work: Callable[[], Any]) -> Any:
    """What `work` returns in a forked process, which knows what this one has loaded."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _work_in_child(work, writing)
    os.close(writing)
    try:
        return _await_child(reading)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)


def _await_child(reading: int) -> Any:
    parts, end = [], time.monotonic() + _WAIT
    while select.select([reading], [], [], max(0, end - time.monotonic()))[0]:
        part = os.read(reading, 1 << 20)
        if not part:
            break
        parts.append(part)
    if not parts:
        raise ChildLost("no answer from the child")
    return pickle.loads(b"".join(parts))  # noqa: S301 - our own child's


def _work_in_child(work: Callable[[], Any], writing: int) -> None:
    """Never returns."""
    try:
        import resource  # which Windows has not, nor forks

        resource.setrlimit(resource.RLIMIT_CPU, (_PATIENCE, _PATIENCE))
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        answer = pickle.dumps(work())
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)


def move_package(tree: Path) -> None:
    """From now on this process imports and reads the package from its copy."""
    import lindero.resources.data

    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "lindero" and hasattr(module, "__path__"):
            inner = Path(*name.split(".")[1:])
            module.__path__ = [str(tree / inner)]
    lindero.resources.data.PACKAGE = tree
    lindero.resources.data.read_shipped_yaml.cache_clear()


def preview_case(case: Case) -> str:
    """What a build of a project would put into its site."""
    from lindero.generators.settings import find_project

    return preview_site(case.loaded.rulebook, find_project(case.home / "mkdocs.yml").docs)


def build_case(case: Case, printed: dict[tuple[str, bytes | None], bytes]) -> Built:
    """Build a project as `lindero build` does; read its site just before that is read back."""
    built = Built()
    os.chdir(case.home)
    try:
        with TemporaryDirectory() as folder, looking_at_builds(built, printed):
            _build_site(case, Path(folder) / "site", built)
    except Exception as error:  # noqa: BLE001 - whatever a mutant raises
        frame = traceback.extract_tb(error.__traceback__)[-1]
        built.crash = (
            f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
        )
    return built


def _build_site(case: Case, site: Path, built: Built) -> None:
    from lindero.agreement.known_work import KnownWork
    from lindero.cli.projects import make_target
    from lindero.generators.checked_rules import CheckedRules
    from lindero.generators.settings import find_project
    from lindero.generators.whole_build import BuildFailed, build_whole, starting_ahead
    from lindero.site.hand_written import check_manuscripts

    project = find_project(Path("mkdocs.yml"))
    found = check_manuscripts(case.loaded, project.docs, publishing=project.publishing)
    rules = CheckedRules(project, case.loaded, (*case.loaded.findings, *found))
    try:
        with starting_ahead(rules, KnownWork()) as begun:
            build_whole(rules, make_target(project, site, ""), strict=False, begun=begun)
    except BuildFailed as refusal:
        built.refusal = str(refusal).strip() or "refused"


@contextmanager
def looking_at_builds(
    built: Built, printed: dict[tuple[str, bytes | None], bytes]
) -> Iterator[None]:
    """Look at each site when it has been read back; take sheets that are printed already.

    All is done in this process, where it can be looked at.
    """
    side_work: Any = import_module("lindero.side_work")
    mkdocs_plugin: Any = import_module("lindero.generators.mkdocs_plugin")
    printing: Any = import_module("lindero.sheets.printing")
    verify_site, compile_sheet = mkdocs_plugin.verify_site, printing.compile_sheet
    can_fork = side_work.can_fork

    def look_and_verify(loaded: Any, site: Path, *rest: Any, **named: Any) -> Any:
        try:
            agreement = verify_site(loaded, site, *rest, **named)
        finally:  # by then the sheets are in it
            built.surfaces = read_site(site)
        built.findings = [f"{one.code}: {one.message}" for one in agreement.findings]
        return agreement

    def print_once(model: Any, logo: bytes | None = None) -> bytes:
        key = model.as_json(), logo
        built.printed[key] = printed.get(key) or compile_sheet(model, logo)
        return built.printed[key]

    mkdocs_plugin.verify_site, printing.compile_sheet = look_and_verify, print_once
    side_work.can_fork = lambda: False
    try:
        yield
    finally:
        mkdocs_plugin.verify_site, printing.compile_sheet = verify_site, compile_sheet
        side_work.can_fork = can_fork
