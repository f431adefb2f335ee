"""A folder in which other programs work, too: filled file by file, others' files left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from lindero.disk.end_signals import holding_signals
from lindero.disk.files import FOLDER_MODE, TEMPORARY, write_file
from lindero.disk.manifest import LOCK, MANIFEST, Manifest, format_manifest, hash_content, hash_file
from lindero.disk.run_lock import running_alone
from lindero.disk.targets import Target, approve_target, find_obstacle, look_into, refuse_changes


def fill_folder(target: Target, files: Mapping[str, bytes], *, keep: bool = False) -> int:
    """Make a folder hold these files, and of our former ones only these unless told to `keep` them.

    Returns how many are new or changed. Raises PlaceRefused before anything is touched.
    """
    folder = approve_target(target)
    _check_files(target, folder, files)
    _make_folder(folder)
    with running_alone(folder / LOCK, target.shown):
        _clear_abandoned(folder)
        manifest = _check_files(target, folder, files)
        return _write_files(target, folder, files, manifest, keep=keep)


def _check_files(target: Target, folder: Path, files: Mapping[str, bytes]) -> Manifest:
    """Whether every file may go where it goes, and what we own there."""
    manifest, standing = look_into(target, folder)
    changed = (path for path in standing.changed if not _holds_already(folder, path, files))
    refuse_changes(target, tuple(changed))
    for path in files:
        stone = find_obstacle(folder, path)
        if stone is None and (folder / path).is_file() and path not in manifest.hashes:
            stone = None if _holds_already(folder, path, files) else folder / path
        if stone:
            name = f"{target.shown}/{stone.relative_to(folder).as_posix()}"
            what = f"`{name}` is not ours and stands where a file of ours goes"
            raise target.turn_down(what, "move it away")
    return manifest


def _holds_already(folder: Path, path: str, files: Mapping[str, bytes]) -> bool:
    return path in files and hash_file(folder / path) == hash_content(files[path])


def _write_files(
    target: Target, folder: Path, files: Mapping[str, bytes], manifest: Manifest, *, keep: bool
) -> int:
    new = {path: {hash_content(content)} for path, content in files.items()}
    old = {path: set(_list_known_hashes(folder, path, manifest)) for path in manifest.hashes}
    # What may be there from now on is ours, also if the next step fails.
    both = {path: old.get(path, set()) | new.get(path, set()) for path in {*old, *new}}
    write_file(folder / MANIFEST, format_manifest(both, target.owner))
    for over in sorted({over for path in files for over in PurePath(path).parents}):
        _make_folder(folder / over)
    changed = sum(write_file(folder / path, content) for path, content in files.items())
    gone = () if keep else sorted(set(old) - set(new))
    with holding_signals():
        for path in gone:
            _remove_file(folder, path)
        left = {**old, **new} if keep else new
        write_file(folder / MANIFEST, format_manifest(left, target.owner))
    return changed


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(FOLDER_MODE)


def _list_known_hashes(folder: Path, path: str, manifest: Manifest) -> Iterable[str]:
    """The contents that a file of ours may have; an earlier version did not write them down."""
    if manifest.hashes[path] or not (folder / path).is_file():
        return manifest.hashes[path]
    return {hash_file(folder / path)}


def _remove_file(folder: Path, path: str) -> None:
    """Take a file of ours away, and the folders that it leaves empty."""
    if find_obstacle(folder, path):
        return  # a link of somebody else's, which may lead anywhere
    file = folder / path
    file.unlink(missing_ok=True)
    for above in file.parents:
        if above == folder or not above.is_dir() or any(above.iterdir()):
            return
        above.rmdir()


def _clear_abandoned(folder: Path) -> None:
    """What a killed run left half-written; nobody else writes here now."""
    for file in folder.rglob(".*.lindero-*"):
        if TEMPORARY.fullmatch(file.name):
            file.unlink(missing_ok=True)
