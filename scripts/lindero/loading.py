"""A folder in; a rulebook, or every reason why not, out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Any

from lindero.checks.context import CheckContext
from lindero.findings.finding import Finding, select_errors, sort_findings
from lindero.findings.place import Place, Unlocated
from lindero.frozen import Frozen
from lindero.pricing.sold_figures import apply_price_changes
from lindero.reading.folder import format_path, merge_documents, read_folder
from lindero.reading.tree import Document, PlaceTree
from lindero.records.sections import Brand, Business, list_unwritten_sections
from lindero.resources.data import check_changed_files
from lindero.rulebook.doubts import in_doubt
from lindero.rulebook.heeded_answers import heed_other_rules
from lindero.rulebook.resolution import Resolution, WrittenProse
from lindero.rulebook.resolving import resolve_sections
from lindero.rulebook.rulebook import Rulebook

"""What `init` writes, and therefore does not write over."""


class Loaded(Frozen):
    """A rulebook where everything is sound, its logo as published, all findings in file order.

    Where something is not, `sound_part` is the rest, for checks that go on. `broken` names what
    was written and is missing from it, `doubts` also what may have been meant by it; `as_of` is
    the day that all was judged by, and `prose` are the author's texts in the rules.
    """

    rulebook: Rulebook | None
    findings: tuple[Finding, ...]
    logo: bytes | None = None
    places: PlaceTree = field(default_factory=PlaceTree)
    sound_part: Rulebook | None = None
    broken: frozenset[str] = frozenset()
    doubts: frozenset[str] = frozenset()
    as_of: date = date.min
    prose: tuple[WrittenProse, ...] = ()


def load_rulebook(folder: Path, as_of: date, *, shown_from: Path | None = None) -> Loaded:
    """Read every `*.yml` directly in a folder; findings show paths as seen from `shown_from`."""
    from lindero.checks.every_check import check_rulebook

    read, context = read_rulebook(folder, as_of, shown_from)
    return add_findings(read, check_rulebook(context)) if context else read


def add_findings(loaded: Loaded, found: Iterable[Finding]) -> Loaded:
    """The same with what checks have found; with an error it is no rulebook to go on with."""
    told = tuple(sort_findings([*loaded.findings, *found]))
    return replace(loaded, rulebook=None if select_errors(told) else loaded.rulebook, findings=told)


def read_rulebook(
    folder: Path, as_of: date, shown_from: Path | None = None
) -> tuple[Loaded, CheckContext | None]:
    """The same before it is checked, and what checks look at where all could be read."""
    check_changed_files()
    home = format_path(folder, shown_from)
    documents, found = read_folder(folder, home, shown_from)
    if documents is None:
        return Loaded(None, tuple(found)), None
    documents, headless = _set_headless_aside(documents)
    found += headless
    data, places, doubles = merge_documents(documents)
    found = [_judge_empty_file(one, list_unwritten_sections(data)) for one in found]
    whole = not select_errors(found)
    resolved = resolve_sections(
        data, places, home, as_of, _in_doubt(documents, data, [*found, *doubles])
    )
    found += [*doubles, *resolved.found]
    if whole and not in_doubt("business", resolved.doubts) and "business" not in data:
        found.append(
            Finding(
                "missing-section",
                "no file says whose rules these are",
                Unlocated(home),
                "add a section `business:` with `name`, `country` and so on",
            )
        )
    rulebook = _assemble_rulebook(resolved, as_of)
    if rulebook is None:
        return Loaded(None, tuple(sort_findings(found)), places=places), None
    logo, logo_found = _read_logo(rulebook.brand, folder.parent, places, home)
    read = Loaded(
        rulebook,
        (),
        logo,
        places,
        rulebook if whole else None,
        frozenset(resolved.broken),
        frozenset(resolved.doubts),
        as_of,
        tuple(resolved.prose),
    )
    context = CheckContext(rulebook, resolved, places, as_of, home) if whole else None
    return add_findings(read, [*found, *logo_found]), context


def _in_doubt(documents: list[Document], data: dict[str, Any], found: list[Finding]) -> set[str]:
    """Sections that may hold more than was read, for a mistake in some file."""
    files = {one.place.path for one in select_errors(found)}
    seen = {
        section
        for document in documents
        if document.source.path in files
        for section in document.data
    }
    return seen | list_unwritten_sections(data) if files else seen


def _judge_empty_file(found: Finding, unwritten: set[str]) -> Finding:
    """An empty `payment.yml` stops everything where nothing else says what it has to say."""
    lost = found.code == "missing-section" and Path(found.place.path).stem in unwritten
    return replace(found, severity="error") if lost else found


def _set_headless_aside(documents: list[Document]) -> tuple[list[Document], list[Finding]]:
    """The files without those that start further in, with rules and no section's name over them."""
    sections, kept, found = list_unwritten_sections({}), [], []
    for document in documents:
        first = next((piece.key for piece in document.places.children.values()), None)
        if first is None or first.column == 1 or sections & document.data.keys():
            kept.append(document)
            continue
        above = re.findall(r"^# *([a-z-]+): *$", document.source.text[: first.start], re.MULTILINE)
        stem = Path(document.source.path).stem
        meant = next((name for name in (*above[::-1], stem) if name in sections), "payment")
        message = f"the name of a section is missing above `{first.text}`"
        help_ = f"write `{meant}:` on a line of its own above it, at the left edge"
        found.append(Finding("missing-section", message, first, help_))
    return kept, found


def _assemble_rulebook(resolved: Resolution, as_of: date) -> Rulebook | None:
    business, brand = resolved.records.get("business"), resolved.records.get("brand") or Brand()
    if not isinstance(business, Business) or not isinstance(brand, Brand):
        return None
    named: Any = resolved.named
    sections = {section: named[section] for section in ("services", "adjustments", "onepagers")}
    sections["services"] = apply_price_changes(sections["services"], as_of)
    return Rulebook(
        business,
        brand,
        rules=heed_other_rules(resolved.rules),
        topics=resolved.topics,
        off=frozenset(resolved.off),
        lent=resolved.lent,
        **sections,
    )


def _read_logo(
    brand: Brand, project: Path, places: PlaceTree, home: str
) -> tuple[bytes | None, list[Finding]]:
    if brand.logo is None:
        return None, []
    place = places.find_piece(("brand", "logo")).mark or Unlocated(home)
    file = project / brand.logo
    if not file.is_file() and not file.is_dir() and file.exists():
        message = f"`{brand.logo}` is no file with contents, but a pipe, a device or a socket"
        help_ = "take it away, and give the path of a picture"
        return None, [Finding("unreadable-file", message, place, help_)]
    if not file.is_file() or not file.resolve().is_relative_to(project.resolve()):
        return None, [
            Finding(
                "missing-file",
                f"there is no file `{brand.logo}` in this project",
                place,
                "give its path from the project's folder: `site_src/assets/logo.svg`",
            )
        ]
    return _look_at_logo(brand.logo, file, place)


def _look_at_logo(name: str, file: Path, place: Place) -> tuple[bytes | None, list[Finding]]:
    from lindero.brand.drawings import NotDrawn
    from lindero.brand.logos import MAX_BYTES, read_logo

    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        logo = read_logo(name, content)
    except OSError:
        return None, [
            Finding("unreadable-file", f"`{name}` cannot be read", place, "look at its permissions")
        ]
    except NotDrawn as reason:
        return None, [Finding("bad-logo", f"`{name}` {reason}", place, reason.help)]
    help_ = "nothing needs to be done; export the logo without them, and this is not told again"
    removed = f"`{name}` has {' and '.join(logo.removed)} in it, which are not published"
    return logo.content, [
        Finding("logo-cleaned", removed, place, help_, "warning")
    ] if logo.removed else []
