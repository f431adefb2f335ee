"""Every file of a finished site: ours as it was written, the author's, or told by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from lindero.agreement.finished_site import is_page
from lindero.agreement.others_files import find_misleading_files
from lindero.agreement.site_record import SiteRecord, digest_reading, read_record
from lindero.disk.manifest import MANIFEST, Manifest, read_manifest, survey_folder
from lindero.disk.refusal import PlaceRefused
from lindero.findings.finding import Finding
from lindero.findings.place import Unlocated
from lindero.frozen import Frozen
from lindero.rulebook.rulebook import Rulebook

_BUILD_AGAIN = "build the site again"
# What decides on how a page reads or what it says. Other files of the author's may be made smaller.
_READ = {".css", ".js", ".mjs", ".json", ".xml", ".gz", ".svg", ".pdf", ".woff2", ".webmanifest"}


class SiteFiles(Frozen):
    """A finished site, and what must be in it now.

    `expected` are our pages and sheets, `own_files` what the author's files become, by address.
    """

    site: Path
    shown: str
    rulebook: Rulebook
    expected: frozenset[str]
    own_files: Mapping[str, str] | None

    def find_faults(self) -> Iterator[Finding]:
        """What was changed, is no more, or was put there."""
        try:
            manifest = read_manifest(self.site, self.shown)
        except PlaceRefused as error:
            yield self._tell("file-changed", MANIFEST, str(error), None)
            return
        if manifest is None:
            return  # another generator made it, and nobody wrote down what
        record = read_record(self.site)
        standing = survey_folder(self.site, manifest)
        yield from self._tell_changed(standing.changed, record)
        there = {*standing.ours, *standing.changed}
        yield from self._tell_gone(manifest, there)
        if record is not None:
            yield from self._tell_left_over(sorted(there), record)
        yield from find_misleading_files(self.site, self.shown, self.rulebook, standing.foreign)

    def find_foreign(self) -> Iterator[Finding]:
        """What others put there, where all that is ours is known to be as it was."""
        manifest = read_manifest(self.site, self.shown)
        foreign = survey_folder(self.site, manifest).foreign if manifest else ()
        yield from find_misleading_files(self.site, self.shown, self.rulebook, foreign)

    def find_strange_sheets(self) -> Iterator[Finding]:
        """Where our sheets lie, there is no other but the author's own."""
        for file in sorted((self.site / "print").glob("*.pdf")):
            path = f"print/{file.name}"
            if path not in self.expected and path not in (self.own_files or ()):
                message = "nothing in the rules makes this sheet"
                yield self._tell("left-over", path, message, _BUILD_AGAIN)

    def _tell_changed(
        self, changed: tuple[str, ...], record: SiteRecord | None
    ) -> Iterator[Finding]:
        for path in changed:
            reading = record.readings.get(path) if record else None
            same = reading is not None and reading == digest_reading(path, self.site / path)
            if same:
                message = "the file was written anew after the build; it reads the same"
                yield self._tell("file-changed", path, message, None, harmless=True)
                continue
            message = "the file was changed after the build"
            yield self._tell(
                "file-changed", path, message, _BUILD_AGAIN, harmless=not self._is_read(path)
            )

    def _is_read(self, path: str) -> bool:
        """Whether a reader gets to know something from it that we cannot judge."""
        return is_page(path) or PurePosixPath(path).suffix.lower() in _READ

    def _tell_gone(self, manifest: Manifest, there: set[str]) -> Iterator[Finding]:
        for path in sorted(manifest.hashes.keys() - there - self.expected):
            yield self._tell("file-changed", path, "the file is not there any more", _BUILD_AGAIN)

    def _tell_left_over(self, there: list[str], record: SiteRecord) -> Iterator[Finding]:
        for path in there:
            if path in self.expected or not (is_page(path) or path.endswith(".pdf")):
                continue
            source = record.sources.get(path)
            if path in record.made and (self.own_files is None or path not in self.own_files):
                message = "nothing in the rules makes this any more"
                yield self._tell("left-over", path, message, _BUILD_AGAIN)
            elif source and self.own_files is not None and path not in self.own_files:
                message = f"its source `{source}` is no more"
                yield self._tell("left-over", path, message, _BUILD_AGAIN)

    def _tell(
        self, code: str, path: str, message: str, help_: str | None, *, harmless: bool = False
    ) -> Finding:
        place = Unlocated(f"{self.shown}/{path}")
        return Finding(code, message, place, help_, "warning" if harmless else "error")
