"""Single files on a real disk: whole or not at all, nothing left behind."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from lindero.disk.files import write_file
from lindero.disk.refusal import PlaceRefused

LONG_AGO = 1_000_000_000


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def aged(path: Path) -> Path:
    path.touch()
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_a_file_is_written_with_the_folders_it_needs(tmp_path):
    path = tmp_path / "a" / "b" / "c.txt"
    assert write_file(path, b"\x00one\r\n") is True
    assert contents(tmp_path) == {"a/b/c.txt": b"\x00one\r\n"}


def test_an_unchanged_file_is_not_touched(tmp_path):
    path = tmp_path / "a.txt"
    write_file(path, b"one")
    aged(path)
    assert write_file(path, b"one") is False
    assert path.stat().st_mtime == LONG_AGO


def test_a_changed_file_is_replaced_and_nothing_else_stays(tmp_path):
    path = tmp_path / "a.txt"
    write_file(path, b"a longer text")
    aged(path)
    assert write_file(path, b"two") is True
    assert path.stat().st_mtime > LONG_AGO
    assert contents(tmp_path) == {"a.txt": b"two"}


def test_a_file_that_cannot_be_put_in_place_leaves_everything_as_it_was(tmp_path):
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "inside").write_bytes(b"kept")
    with pytest.raises(PlaceRefused, match=r"a\.txt"):
        write_file(tmp_path / "a.txt", b"one")
    assert contents(tmp_path) == {"a.txt/inside": b"kept"}


def test_content_that_is_no_bytes_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_file(path, "text")  # type: ignore[arg-type]
    assert contents(tmp_path) == {"a.txt": b"old"}


def test_a_reader_who_has_the_old_file_open_keeps_it_whole(tmp_path):
    if sys.platform == "win32":
        pytest.skip("an open file cannot be replaced there")
    path = tmp_path / "a.txt"
    write_file(path, b"old content")
    with path.open("rb") as reader:
        assert reader.read(3) == b"old"
        write_file(path, b"new")
        assert reader.read() == b" content"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_what_is_written_can_be_read_by_a_web_server_whatever_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        write_file(tmp_path / "a.txt", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_to_a_file_goes_on_leading_there(tmp_path):
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "a.txt").symlink_to("real.txt")
    write_file(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among files there")
def test_a_pipe_or_a_device_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PlaceRefused, match="no file that could be replaced; name another file"):
        write_file(tmp_path / "pipe", b"one")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_what_a_killed_run_left_half_written_goes_with_the_next_one(tmp_path):
    left = aged(tmp_path / ".a.txt.lindero-abcd1234")
    fresh, theirs = tmp_path / ".a.txt.lindero-efgh5678", aged(tmp_path / ".a.txt.lindero-notes")
    fresh.touch()
    write_file(tmp_path / "a.txt", b"one")
    assert not left.exists()
    assert fresh.exists() and theirs.exists()
