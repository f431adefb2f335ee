"""The folders that we fill, and those that must never be among them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lindero.disk.manifest import (
    MANIFEST,
    Manifest,
    Owner,
    Standing,
    read_manifest,
    survey_folder,
    walk_folder,
)
from lindero.disk.refusal import PlaceRefused
from lindero.frozen import Frozen

_FOR_A_SHELL = re.compile(r"~|\$\{?\w+\}?|%\w+%")


class Source(NamedTuple):
    """A folder of the author's. What we write may lie inside it only if it says so."""

    folder: Path
    what: str
    room_inside: bool = False


class Target(Frozen):
    """A folder to fill, as the author named it."""

    folder: Path
    shown: str
    sources: tuple[Source, ...] = ()
    elsewhere: str = "name another folder"
    owner: Owner | None = None

    def turn_down(self, what: str, way_out: str = "") -> PlaceRefused:
        """Why this folder is left alone."""
        return PlaceRefused(what, f"{way_out}, or {self.elsewhere}" if way_out else self.elsewhere)


def list_project_sources(
    config_file: Path, terms: Path, docs: Path, overrides: Path | None
) -> tuple[Source, ...]:
    """What nothing may be written over, into or around: rules, pages, templates, the repository."""
    home = Path(os.path.realpath(config_file)).parent
    repository = next((one for one in (home, *home.parents) if (one / ".git").exists()), None)
    return (
        Source(terms, "the folder of the rules"),
        Source(docs, "the folder of the hand-written pages"),
        *([Source(overrides, "the folder of your own templates")] if overrides else []),
        *([Source(repository / ".git", "the repository")] if repository else []),
        Source(home, "the project's own folder", room_inside=True),
        Source(config_file.parent, "the project's own folder", room_inside=True),
    )


def approve_target(target: Target) -> Path:
    """The real folder of a target, if it may be filled. Touches nothing; raises PlaceRefused."""
    _refuse_shell_words(target)
    folder = Path(os.path.realpath(target.folder))
    if folder.is_symlink() or (target.folder.is_symlink() and not folder.exists()):
        raise target.turn_down(f"`{target.shown}` is a link that leads nowhere", "delete it")
    if folder.exists() and not folder.is_dir():
        raise target.turn_down(f"`{target.shown}` is no folder")
    over = next((one for one in folder.parents if os.path.lexists(one)), folder)
    if not over.is_dir():
        raise target.turn_down(f"`{over.name}`, above `{target.shown}`, is no folder")
    for source in target.sources:
        _keep_apart(target, folder, source)
    return folder


def look_into(target: Target, folder: Path) -> tuple[Manifest, Standing]:
    """What stands in an approved folder. Raises PlaceRefused if that is not ours to fill."""
    manifest = read_manifest(folder, target.shown)
    if manifest is None and folder.is_dir() and next(walk_folder(folder), None):
        raise target.turn_down(
            f"`{target.shown}` holds files, and no list of ours says that we wrote them",
            f"empty it, or put an empty file `{MANIFEST}` into it to build beside what is there",
        )
    manifest = manifest or Manifest({})
    _refuse_other_owner(target, folder, manifest.owner)
    return manifest, survey_folder(folder, manifest) if folder.is_dir() else Standing(
        (), (), (), ()
    )


def _refuse_other_owner(target: Target, folder: Path, theirs: Owner | None) -> None:
    """A list says that we wrote a folder; it may still be for something else, or for others."""
    ours = target.owner
    if not ours or not theirs:
        return
    what = f"`{target.shown}` holds the {theirs.shown}; this would be the {ours.shown}"
    if ours.kind != theirs.kind:
        raise target.turn_down(what, "delete that folder")
    # Whoever moves a project or its site to another address has it inside the project as before.
    at_home = any(
        folder.is_relative_to(os.path.realpath(source.folder))
        for source in target.sources
        if source.room_inside
    )
    if not at_home and not ours.shares_site(theirs):
        first = f"the first line of `{target.shown}/{MANIFEST}`"
        raise target.turn_down(what, f"if they are the same, delete {first}")


def refuse_changes(target: Target, changed: tuple[str, ...]) -> None:
    """A file of ours that somebody changed may hold work: nothing goes over it."""
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise target.turn_down(
            f"`{target.shown}/{changed[0]}`{more} was changed after we wrote it",
            "delete it to have it written anew",
        )


def refuse_mounts(target: Target, folder: Path) -> None:
    """A mounted folder cannot change places, and what is mounted inside would be carried along."""
    for mount in _list_mounts(folder):
        if mount == folder:
            inside = folder / "site"
            raise target.turn_down(
                f"`{target.shown}` is a mounted volume, which cannot be exchanged in one step",
                f"build into a folder inside it, as in `{inside}`",
            )
        if mount.is_relative_to(folder):
            raise target.turn_down(
                f"a volume is mounted at `{mount}`, inside the site", "unmount it"
            )


def find_obstacle(folder: Path, path: str) -> Path | None:
    """What is in a file's way: there anything but a plain file, above it anything but folders."""
    over = folder
    for part in path.split("/")[:-1]:
        over /= part
        if os.path.lexists(over) and (over.is_symlink() or not over.is_dir()):
            return over
    file = folder / path
    return file if os.path.lexists(file) and (file.is_symlink() or not file.is_file()) else None


def _refuse_shell_words(target: Target) -> None:
    """`~` and `$HOME` in settings or in quotes reach us as they stand."""
    for place in (target.folder, *target.folder.parents):
        if _FOR_A_SHELL.fullmatch(place.name) and not os.path.lexists(place):
            what = f"in `{target.shown}`, `{place.name}` stands for a folder only in a shell"
            raise target.turn_down(what, "write the path in full")


def _keep_apart(target: Target, folder: Path, source: Source) -> None:
    place = Path(os.path.realpath(source.folder))
    if _is_same_folder(folder, place):
        raise target.turn_down(f"`{target.shown}` is {source.what}")
    if any(_is_same_folder(folder, over) for over in place.parents):
        raise target.turn_down(f"`{target.shown}` holds {source.what}")
    if not source.room_inside and any(_is_same_folder(place, over) for over in folder.parents):
        raise target.turn_down(f"`{target.shown}` lies in {source.what}")


def _is_same_folder(one: Path, other: Path) -> bool:
    """Whether two names are one folder, on a disk that tells capitals apart or does not."""
    if one == other:
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def _list_mounts(folder: Path) -> Iterator[Path]:
    if folder.is_mount():
        yield folder
    # Linux; it knows of folders mounted from the same disk, too.
    table = Path("/proc/self/mountinfo")
    for line in table.read_bytes().splitlines() if table.exists() else ():
        name = line.split()[4].decode("unicode_escape").encode("latin-1")
        yield Path(os.fsdecode(name))
