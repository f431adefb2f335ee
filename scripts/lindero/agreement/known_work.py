"""What earlier builds compared, read and printed, each by a digest of all that it follows from.

Nothing here is believed of a page or a rule: it is believed of those very bytes and expectations,
and of the package that looked at them. The record lies in the site, one of our files like any
other; whatever of it is unclear is compared, read and printed anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from lindero.agreement.sheet_reading import SheetReading, read_sheet
from lindero.disk.files import write_file
from lindero.disk.manifest import hash_content, read_manifest
from lindero.disk.refusal import PlaceRefused
from lindero.frozen import Frozen
from lindero.sheets.printing import Sheet

RECORD = ".lindero-known"

Result = TypeVar("Result")


class Counts(NamedTuple):
    """How much was compared where everything agreed."""

    figures: int
    sentences: int


@dataclass
class Known(Generic[Result]):
    """Results by digest: of the build before, and those that this one has had any use of."""

    former: Mapping[str, Result] = field(default_factory=dict)
    used: dict[str, Result] = field(default_factory=dict)

    def find(self, digest: str) -> Result | None:
        """The result for a digest, if it is known."""
        result = self.former.get(digest)
        if result is not None:
            self.used[digest] = result
        return result


class KnownWork(Frozen):
    """What need not be done again.

    `agreed` has what was compared and agreed, `readings` how each PDF reads by its hash, `printed`
    the PDFs by what was printed. `makers` is a digest of the programs that did it. `whole` are the
    sheets in which this very build found nothing wrong ahead of its site, by path and hash.
    """

    makers: str = ""
    agreed: Known[Counts] = field(default_factory=Known)
    readings: Known[SheetReading] = field(default_factory=Known)
    printed: Mapping[str, bytes] = field(default_factory=dict)
    whole: dict[tuple[str, str], Counts] = field(default_factory=dict)

    def read_sheet(self, pdf: bytes) -> SheetReading:
        """How a PDF reads; the same bytes read the same. Raises UnreadableSheet."""
        digest = hash_content(pdf)
        reading = self.readings.used.get(digest) or self.readings.find(digest) or read_sheet(pdf)
        self.readings.used[digest] = reading
        return reading

    def start_afresh(self) -> KnownWork:
        """The same results of earlier builds, of which nothing has been of use yet."""
        return KnownWork(self.makers, Known(self.agreed.former), Known(self.readings.former))

    def take_over(self, ahead: KnownWork) -> None:
        """Know what this build found out ahead of its site, too."""
        self.agreed.used.update(ahead.agreed.used)
        self.readings.used.update(ahead.readings.used)
        self.whole.update(ahead.whole)

    def pass_on(self) -> KnownWork:
        """What the next build of the same process may rely on."""
        return KnownWork(self.makers, Known(self.agreed.used), Known(self.readings.used))


def digest_inputs(*inputs: object) -> str:
    """A digest of texts, figures and records, whose `repr` tells all that is in them.

    Of anything else it tells where it lies, so that it is never the same again.
    """
    return sha256(repr(inputs).encode("utf-8", "surrogatepass")).hexdigest()


def recall_work(site: Path, makers: str) -> KnownWork:
    """What the build of a site left, if these same `makers` wrote all of it; else nothing."""
    try:
        manifest = read_manifest(site, str(site))
        if not makers or not manifest or not manifest.owns_file(RECORD, site / RECORD):
            return KnownWork(makers)
        record = json.loads((site / RECORD).read_bytes())
        if record["makers"] != makers:
            return KnownWork(makers)
        printed = {
            digest: (site / path).read_bytes()
            for digest, path in record["printed"].items()
            if manifest.owns_file(path, site / path)
        }
        agreed = {digest: Counts(*counts) for digest, counts in record["agreed"].items()}
        readings = {digest: _unpack_reading(*one) for digest, one in record["readings"].items()}
        return KnownWork(makers, Known(agreed), Known(readings), printed)
    except (PlaceRefused, OSError, ValueError, KeyError, TypeError, AttributeError):
        return KnownWork(makers)


def write_work(site: Path, known: KnownWork, sheets: Mapping[str, Sheet | None]) -> None:
    """Leave in a site that agrees what the next build need not do again."""
    if not known.makers:
        return
    data = {
        "makers": known.makers,
        "agreed": known.agreed.used,
        "readings": known.readings.used,
        "printed": {sheet.made_of: path for path, sheet in sheets.items() if sheet},
    }
    write_file(site / RECORD, json.dumps(data, ensure_ascii=False, sort_keys=True).encode())


def _unpack_reading(*parts: object) -> SheetReading:
    """A reading as it was before it was written down, where tuples became lists."""
    return SheetReading(*(_freeze_lists(part) for part in parts))  # type: ignore[arg-type]  # our own record, which its hash vouches for


def _freeze_lists(part: object) -> object:
    return tuple(map(_freeze_lists, part)) if isinstance(part, list) else part
