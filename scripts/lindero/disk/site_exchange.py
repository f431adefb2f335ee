"""A site that takes the place of the old one in one step, with everything that others put there."""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
import stat
import sys
from collections.abc import Callable, Container, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from lindero.disk.end_signals import holding_signals
from lindero.disk.files import FILE_MODE, FOLDER_MODE, write_file
from lindero.disk.manifest import (
    MANIFEST,
    Standing,
    format_manifest,
    hash_file,
    read_manifest,
    walk_folder,
)
from lindero.disk.run_lock import running_alone
from lindero.disk.targets import Target, approve_target, look_into, refuse_changes, refuse_mounts

_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_AT_ONCE = 8


_MACOS_SWAP, _LINUX_EXCHANGE, _HERE = 2, 2, -100


@contextmanager
def replacing_folder(target: Target) -> Iterator[Path]:
    """A new folder, which takes the target's place at the end; on any error that stays as it was.

    Raises PlaceRefused, before the first file is made or before the exchange.
    """
    folder = approve_target(target)
    refuse_mounts(target, folder)
    with _opening_workshop(target, folder) as workshop:
        _recover_site(workshop, folder, target)
        refuse_changes(target, look_into(target, folder)[1].changed)
        fresh = workshop / "new"
        try:
            fresh.mkdir()
            yield fresh
            hashes = settle_files(fresh, former=folder)
            _carry_over(target, folder, fresh)
            # Last, so that what has a manifest is whole, and what has none is no loss.
            write_file(fresh / MANIFEST, format_manifest(hashes, target.owner))
            with holding_signals():
                _put_in_place(fresh, folder, workshop / "old")
                _clear_workshop(workshop, folder, target)
        finally:
            _clear_workshop(workshop, folder, target)


def settle_files(
    folder: Path, but: Container[str] = (), *, former: Path | None = None
) -> dict[str, list[str]]:
    """Give our files the same modes everywhere, safe from a power cut; returns their hashes.

    A file that the `former` folder holds already is taken from there.
    """
    found = [(path, is_folder) for path, is_folder in walk_folder(folder) if path not in but]
    for path in (path for path, is_folder in found if is_folder):
        (folder / path).chmod(FOLDER_MODE)
    files = [path for path, is_folder in found if not is_folder]
    hashes = {path: hash_file(folder / path) for path in files}
    fresh = [
        folder / path
        for path in files
        if not (former and _take_former(former / path, folder / path, hashes[path]))
    ]
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # the disk takes longer for one file after the other
        list(pool.map(_sync_path, fresh))
    for path in files:
        (folder / path).chmod(FILE_MODE)
    folder.chmod(FOLDER_MODE)
    return {path: [hash_] for path, hash_ in hashes.items()}


def _take_former(former: Path, file: Path, content: str) -> bool:
    """Put the former file in the place of one that holds the same."""
    return former.is_file() and hash_file(former) == content and _link(former, file)


def _link(former: Path, file: Path) -> bool:
    """Let a file be the very one that was there: it is on disk, and costs nothing to take away."""
    if os.name == "nt":
        return False  # what is read-only cannot be unlinked there, under either name
    second = file.with_name(f".{file.name}.lindero-settling")
    with suppress(OSError):  # not every disk has second names
        second.hardlink_to(former)
        second.replace(file)
        return True
    return False


@contextmanager
def _opening_workshop(target: Target, folder: Path) -> Iterator[Path]:
    """The folder beside the target where the new site is made, ours alone while we are at it."""
    workshop = folder.parent / f".{folder.name}-lindero"
    if workshop.is_symlink():
        raise target.turn_down(f"`{workshop}` is a link", "delete it")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        workshop.mkdir(mode=0o700, exist_ok=True)
    except PermissionError:
        raise target.turn_down(
            f"`{folder.parent}` cannot be written, and the new site is made there",
            "change its permissions",
        ) from None
    except FileNotFoundError:  # in /proc, which is no disk
        raise target.turn_down(f"nothing can be made in `{folder.parent}`") from None
    try:
        with running_alone(workshop / "lock", target.shown):
            yield workshop
    finally:
        with suppress(OSError):  # another run is in it
            workshop.rmdir()


def _recover_site(workshop: Path, folder: Path, target: Target) -> None:
    """After a killed run: its site back in place, and nothing else left of it."""
    if (workshop / "old").is_dir() and not folder.exists():
        (workshop / "old").rename(folder)
    _clear_workshop(workshop, folder, target)


def _clear_workshop(workshop: Path, folder: Path, target: Target) -> None:
    """Take away what is no site any more; what others put there meanwhile goes into the site."""
    for left in (workshop / "old", workshop / "new"):
        if not left.is_dir() or (left.name == "old" and not folder.exists()):
            continue  # the only site there is waits for the next run
        manifest = read_manifest(left, target.shown) if folder.exists() else None
        for path, is_folder in list(walk_folder(left)) if manifest else ():
            if manifest and not is_folder and not manifest.owns_file(path, left / path):
                _hand_over(left / path, folder / path)
        _remove_tree(left)


def _hand_over(file: Path, place: Path) -> None:
    """A file of others goes to its place in the site, unless it or a newer one is there."""
    if os.path.lexists(place):
        if _hold_same(file, place) or place.lstat().st_mtime_ns > file.lstat().st_mtime_ns:
            return
        place = place.with_name(f"{place.name}.kept")
    place.parent.mkdir(parents=True, exist_ok=True)
    file.replace(place)


def _hold_same(one: Path, other: Path) -> bool:
    """Whether two paths hold the same, be they files, links or one thing under two names."""
    if os.path.samestat(one.lstat(), other.lstat()):
        return True
    if one.is_symlink() and other.is_symlink():
        return one.readlink() == other.readlink()
    plain = all(stat.S_ISREG(path.lstat().st_mode) for path in (one, other))
    return plain and filecmp.cmp(one, other, shallow=False)


def _carry_over(target: Target, folder: Path, fresh: Path) -> None:
    """What we did not write goes into the new site. Raises PlaceRefused where the two collide."""
    _, standing = look_into(target, folder)
    refuse_changes(target, standing.changed)
    _refuse_collisions(target, folder, fresh, standing)
    made = [path for path in standing.folders if not (fresh / path).exists()]
    for path in made:
        (fresh / path).mkdir(parents=True)
    for path in standing.foreign:
        if not os.path.lexists(fresh / path):
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            _copy_file(target, folder / path, fresh / path)
    for path in reversed(made):
        shutil.copystat(folder / path, fresh / path)


def _refuse_collisions(target: Target, folder: Path, fresh: Path, standing: Standing) -> None:
    for path in (*standing.folders, *standing.foreign):
        new = _find_standing(fresh, path)
        old = folder / path
        if new is None or (old.is_dir() and not old.is_symlink() and new.is_dir()):
            continue
        if new != fresh / path or not _hold_same(old, new):
            what = f"`{target.shown}/{path}` is not ours and stands where a page of ours goes"
            raise target.turn_down(what, "move it away")


def _find_standing(fresh: Path, path: str) -> Path | None:
    """What the new site has at a path, or a file of it on the way there."""
    over = fresh
    for part in path.split("/"):
        over /= part
        if not os.path.lexists(over):
            return None
        if not over.is_dir():
            return over
    return over


def _copy_file(target: Target, file: Path, copy: Path) -> None:
    """The same file under a second name where the disk can, else a copy with its mode and time."""
    # What is read-only on Windows cannot be unlinked there; a second name would be, too.
    if os.name != "nt" and not file.is_symlink():
        with suppress(OSError):
            copy.hardlink_to(file)
            return
    if not file.is_symlink() and not file.is_file():
        raise target.turn_down(f"`{file}` is a device or a pipe", "move it away")
    shutil.copy2(file, copy, follow_symlinks=False)


def _put_in_place(fresh: Path, folder: Path, old: Path) -> None:
    _sync_path(fresh)
    if not folder.exists():
        fresh.rename(folder)
    elif not exchange_folders(fresh, folder):
        folder.rename(old)
        try:
            fresh.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
    _sync_path(folder.parent)


def exchange_folders(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the disk cannot."""
    call = _find_system_call()
    if call is None or call(os.fsencode(one), os.fsencode(other)) == 0:
        return call is not None
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _find_system_call() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "win32":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda one, other: int(library.renamex_np(one, other, ctypes.c_uint(_MACOS_SWAP)))
    if hasattr(library, "renameat2"):
        exchange = library.renameat2
        flag = ctypes.c_uint(_LINUX_EXCHANGE)
        return lambda one, other: int(exchange(_HERE, one, _HERE, other, flag))
    return None


def _sync_path(path: Path) -> None:
    """Have the disk keep it through a power cut; Windows does so for no folder."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_tree(folder: Path) -> None:
    for path, is_folder in list(walk_folder(folder)):
        # What is read-only cannot be emptied, or on Windows deleted.
        if is_folder or (os.name == "nt" and not (folder / path).is_symlink()):
            with suppress(OSError):
                (folder / path).chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
