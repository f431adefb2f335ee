"""A folder in; a rulebook, or every reason why not, out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lindero.checked import Checked
from lindero.checks import check_rulebook
from lindero.diagnostics import Diagnostic, Related, errors_in, in_file_order, visible
from lindero.doubts import in_doubt
from lindero.meant_keys import unwritten_sections
from lindero.offers import services_on
from lindero.opening import read_source
from lindero.reading import Document, Placed, read_document
from lindero.records import Brand, Business
from lindero.resolving import Resolved, resolve_sections
from lindero.rulebook import Rulebook
from lindero.source import Place, Unlocated

PROJECT_FILES = ("terms", "mkdocs.yml", "site_src", "lindero.schema.json", ".gitignore")
"""What `init` writes, and therefore does not write over."""


@dataclass(frozen=True)
class Loaded:
    """A rulebook where everything is sound, and all findings in file order. `logo` is the brand's, as it is published.

    Where something is not, `sound_part` is the rest, for checks that go on. `broken` names what was written and
    is missing from it, `doubts` also what may have been meant by it.
    """

    rulebook: Rulebook | None
    diagnostics: tuple[Diagnostic, ...]
    logo: bytes | None = None
    places: Placed = field(default_factory=Placed)
    sound_part: Rulebook | None = None
    broken: frozenset[str] = frozenset()
    doubts: frozenset[str] = frozenset()


def load_rulebook(folder: Path, as_of: date, *, shown_from: Path | None = None) -> Loaded:
    """Read every `*.yml` directly in a folder. Paths in findings are relative to `shown_from` (the working folder)."""
    home = shown_path(folder, shown_from)
    documents, found = _read_files(folder, home, shown_from)
    if documents is None:
        return Loaded(None, tuple(found))
    data, places, doubles = _merge(documents)
    whole = not errors_in(found)
    resolved = resolve_sections(data, places, home, as_of, _in_doubt(documents, data, [*found, *doubles]))
    found += [*doubles, *resolved.found]
    if whole and not in_doubt("business", resolved.doubts) and "business" not in data:
        found.append(
            Diagnostic(
                "missing-section",
                "no file says whose rules these are",
                Unlocated(home),
                "add a section `business:` with `name`, `country` and so on",
            )
        )
    rulebook = _assemble(resolved, as_of)
    if rulebook is None:
        return Loaded(None, tuple(in_file_order(found)), places=places)
    logo, logo_found = _read_logo(rulebook.brand, folder.parent, places, home)
    checked = Checked(rulebook, resolved, places, as_of, home)
    found += [*logo_found, *(check_rulebook(checked) if whole else ())]
    sound = None if errors_in(found) else rulebook
    part, told = rulebook if whole else None, tuple(in_file_order(found))
    return Loaded(sound, told, logo, places, part, frozenset(resolved.broken), frozenset(resolved.doubts))


def shown_path(path: Path, shown_from: Path | None = None) -> str:
    """A path as the author sees it: relative to the working folder where it lies inside, with `/`; every sign can be printed."""
    base, absolute = (Path(os.path.abspath(one)) for one in (shown_from or Path.cwd(), path))  # noqa: PTH100 - links stay as named
    return visible(absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else path.as_posix())


def _read_files(folder: Path, home: str, shown_from: Path | None) -> tuple[list[Document] | None, list[Diagnostic]]:
    if not folder.is_dir():
        return None, [
            Diagnostic(
                "no-rules-folder",
                f"there is no folder `{home}`",
                Unlocated(home),
                how_to_begin(folder.parent),
            )
        ]
    files = sorted(file for file in folder.iterdir() if file.suffix == ".yml" and not file.name.startswith("."))
    found = list(_not_read(folder, shown_from))
    if not files:
        found.append(
            Diagnostic(
                "no-rules",
                f"`{home}` holds no file that ends in `.yml`",
                Unlocated(home),
                how_to_begin(folder.parent),
            )
        )
        return None, found
    documents = []
    for file in files:
        document, problems = _read_file(file, shown_path(file, shown_from))
        found += problems
        if document is not None:
            documents.append(document)
    return documents, found


def how_to_begin(project: Path) -> str:
    """Help for a folder without rules: `init` there, or beside what it would not touch."""
    if any((project / name).exists() for name in PROJECT_FILES):
        return "`lindero init example` makes a project in a folder of its own, with files that you can copy from it"
    return "`lindero init .` makes a project with rules to start from"


def _not_read(folder: Path, shown_from: Path | None) -> Iterator[Diagnostic]:
    """Files that look like rules and would silently not count."""
    for file in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        read = file.suffix == ".yml" and file.parent == folder
        if file.suffix.lower() in {".yml", ".yaml"} and not read and file.is_file():
            shown = shown_path(file, shown_from)
            help_ = f"only files that end in `.yml`, directly in `{folder.name}`, count"
            yield Diagnostic("not-read", f"`{shown}` is not read", Unlocated(shown), help_)


def _read_file(file: Path, shown: str) -> tuple[Document | None, list[Diagnostic]]:
    source, found = read_source(file, shown)
    if found:
        return None, found
    document, found = read_document(source)
    if document is not None and not isinstance(document.data, dict):
        empty = getattr(document.data, "value", "") is None
        if not empty:
            found.append(
                Diagnostic(
                    "not-a-mapping",
                    "sections belong at the left edge of this file",
                    document.places.mark or Unlocated(shown),
                    "write `business:`, `payment:` and so on, without a dash before them",
                )
            )
        return None, found
    return document, found


def _merge(documents: list[Document]) -> tuple[dict[str, Any], Placed, list[Diagnostic]]:
    """All files as one; a section stands in one file only."""
    data: dict[str, Any] = {}
    places = Placed()
    found = []
    for document in documents:
        for section, body in document.data.items():
            place = document.places.children[section]
            if section not in data:
                data[section], places.children[section] = body, place
                continue
            first, second = places.children[section].key, place.key
            assert first and second
            related = (Related(first, "it stands here first"),)
            found.append(
                Diagnostic(
                    "duplicate-key",
                    f"`{section}` stands in two files",
                    second,
                    "put all its entries under one `" + section + ":`",
                    related=related,
                )
            )
    return data, places, found


def _in_doubt(documents: list[Document], data: dict[str, Any], found: list[Diagnostic]) -> set[str]:
    """Sections that may hold more than was read: those of files with mistakes, and, beside such a file, all that are not seen."""
    files = {one.place.path for one in errors_in(found)}
    seen = {section for document in documents if document.source.path in files for section in document.data}
    return seen | unwritten_sections(data) if files else seen


def _assemble(resolved: Resolved, as_of: date) -> Rulebook | None:
    business, brand = resolved.records.get("business"), resolved.records.get("brand") or Brand()
    if not isinstance(business, Business) or not isinstance(brand, Brand):
        return None
    named: Any = resolved.named
    sections = {section: named[section] for section in ("services", "adjustments", "onepagers")}
    sections["services"] = services_on(sections["services"], as_of)
    return Rulebook(business, brand, rules=resolved.rules, topics=resolved.topics, off=frozenset(resolved.off), **sections)


def _read_logo(brand: Brand, project: Path, places: Placed, home: str) -> tuple[bytes | None, list[Diagnostic]]:
    if brand.logo is None:
        return None, []
    place = places.find(("brand", "logo")).mark or Unlocated(home)
    file = project / brand.logo
    if not file.is_file() or not file.resolve().is_relative_to(project.resolve()):
        return None, [
            Diagnostic(
                "missing-file",
                f"there is no file `{brand.logo}` in this project",
                place,
                "give its path from the project's folder: `site_src/assets/logo.svg`",
            )
        ]
    return _look_at_logo(brand.logo, file, place)


def _look_at_logo(name: str, file: Path, place: Place) -> tuple[bytes | None, list[Diagnostic]]:
    from lindero.drawings import NotDrawn
    from lindero.logos import MAX_BYTES, read_logo

    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        logo = read_logo(name, content)
    except OSError:
        return None, [Diagnostic("unreadable-file", f"`{name}` cannot be read", place, "look at its permissions")]
    except NotDrawn as reason:
        return None, [Diagnostic("bad-logo", f"`{name}` {reason}", place, reason.help)]
    help_ = "nothing needs to be done; export the logo without them, and this is not told again"
    removed = f"`{name}` has {' and '.join(logo.removed)} in it, which are not published"
    return logo.content, [Diagnostic("logo-cleaned", removed, place, help_, "warning")] if logo.removed else []
