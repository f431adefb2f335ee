"""Folders that we fill file by file: only our own files change."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lindero.disk.filled_folder import fill_folder
from lindero.disk.manifest import LOCK, MANIFEST, hash_content, manifest_text, read_manifest
from lindero.disk.refusal import PlaceRefused
from lindero.disk.run_lock import alone
from lindero.disk.targets import Target

steady = settings(deadline=None, derandomize=True, max_examples=40)
LONG_AGO = 1_000_000_000
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes are others there")


def fill(folder: Path, files: dict[str, bytes], *, keep: bool = False) -> int:
    return fill_folder(Target(folder, folder.name), files, keep=keep)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but our list."""
    found = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return {path: file.read_bytes() for path, file in found.items() if path != MANIFEST}


def aged(path: Path) -> Path:
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_a_folder_holds_exactly_the_files_given_last(tmp_path):
    out = tmp_path / "out"
    assert fill(out, {"a.md": b"1", "b/c.md": b"2"}) == 2
    assert fill(out, {"a.md": b"1", "d.md": b"3"}) == 1
    assert contents(out) == {"a.md": b"1", "d.md": b"3"}
    assert not (out / "b").exists()


def test_told_to_keep_them_former_files_stay_ours(tmp_path):
    out = tmp_path / "out"
    fill(out, {"a.pdf": b"1", "b.pdf": b"2"})
    fill(out, {"a.pdf": b"3"}, keep=True)
    assert contents(out) == {"a.pdf": b"3", "b.pdf": b"2"}
    fill(out, {"b.pdf": b"4"}, keep=True)
    assert contents(out) == {"a.pdf": b"3", "b.pdf": b"4"}
    assert (out / MANIFEST).read_bytes() == manifest_text(
        {"a.pdf": [hash_content(b"3")], "b.pdf": [hash_content(b"4")]}
    )


def test_writing_the_same_files_again_touches_none_of_them(tmp_path):
    out = tmp_path / "out"
    files = {"a.md": b"1", "b/c.md": b"2"}
    fill(out, files)
    paths = [aged(path) for path in out.rglob("*") if path.is_file()]
    assert fill(out, files) == 0
    assert {path.stat().st_mtime for path in paths if path.name != MANIFEST} == {LONG_AGO}


def test_what_others_put_into_a_folder_of_ours_stays(tmp_path):
    out = tmp_path / "out"
    fill(out, {"a.md": b"1", "b/c.md": b"2"})
    (out / "theirs.md").write_bytes(b"theirs")
    (out / "b" / "theirs.md").write_bytes(b"theirs")
    fill(out, {"d.md": b"3"})
    assert contents(out) == {"d.md": b"3", "theirs.md": b"theirs", "b/theirs.md": b"theirs"}


def test_a_folder_with_somebody_elses_files_is_left_alone(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_bytes(b"dear")
    aged(out)
    with pytest.raises(PlaceRefused, match=r"`out` holds files.*empty it, or put an empty file"):
        fill(out, {"letter.txt": b"1", "a.md": b"2"})
    assert contents(tmp_path) == {"out/letter.txt": b"dear"}
    assert out.stat().st_mtime == LONG_AGO  # not even a lock was in it


def test_an_empty_list_lets_us_work_beside_others(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_bytes(b"dear")
    (out / MANIFEST).touch()
    fill(out, {"a.md": b"2"})
    assert contents(out) == {"letter.txt": b"dear", "a.md": b"2"}


def test_somebody_elses_file_in_the_way_is_told_before_anything_is_touched(tmp_path):
    out = tmp_path / "out"
    fill(out, {"a.md": b"1"})
    (out / "b").write_bytes(b"a file")
    (out / "c.md").write_bytes(b"theirs")
    for path in ("b/x.md", "c.md"):
        with pytest.raises(PlaceRefused, match="is not ours and stands where a file of ours goes"):
            fill(out, {"a.md": b"2", path: b"3"})
        assert contents(out) == {"a.md": b"1", "b": b"a file", "c.md": b"theirs"}


def test_a_file_that_is_what_we_would_write_is_ours_from_then_on(tmp_path):
    out = tmp_path / "out"
    fill(out, {"a.md": b"1"})
    (out / "b.md").write_bytes(b"2")
    fill(out, {"a.md": b"1", "b.md": b"2"})
    fill(out, {"a.md": b"1"})
    assert contents(out) == {"a.md": b"1"}


@pytest.mark.parametrize("files", [{"a.md": b"new"}, {"b.md": b"new"}])
def test_a_file_of_ours_that_somebody_changed_is_told_and_kept(tmp_path, files):
    out = tmp_path / "out"
    fill(out, {"a.md": b"1"})
    (out / "a.md").write_bytes(b"worked on")
    with pytest.raises(PlaceRefused, match=r"`out/a\.md` was changed after we wrote it; delete it"):
        fill(out, files)
    assert contents(out) == {"a.md": b"worked on"}


@pytest.mark.parametrize(
    "path", ["../letter.txt", "/letter.txt", "b/../../letter.txt", ".git/config", "a\0b", "./a.md"]
)
def test_a_list_is_never_believed_about_what_is_not_inside_its_folder(tmp_path, path):
    (tmp_path / "letter.txt").write_bytes(b"dear")
    out = tmp_path / "out"
    (out / ".git").mkdir(parents=True)
    (out / ".git" / "config").write_bytes(b"theirs")
    path = str(tmp_path / "letter.txt") if path.startswith("/") else path
    for line in (f"{path}\n", f"{hash_content(b'dear')}  {path}\n"):
        (out / MANIFEST).write_bytes(line.encode())
        with pytest.raises(PlaceRefused, match="not inside that folder, so we did not write it"):
            fill(out, {"a.md": b"1"})
    assert contents(tmp_path) | {f"out/{MANIFEST}": b""} == {
        "letter.txt": b"dear",
        "out/.git/config": b"theirs",
        f"out/{MANIFEST}": b"",
    }


@on_posix
def test_a_list_is_never_believed_through_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_bytes(b"1")
    out = tmp_path / "out"
    fill(out, {"b/a.md": b"1", "c.md": b"2"})
    (out / "b" / "a.md").unlink()
    (out / "b").rmdir()
    (out / "b").symlink_to(tmp_path / "elsewhere")
    fill(out, {"c.md": b"2"})
    assert contents(tmp_path / "elsewhere") == {"a.md": b"1"}
    with pytest.raises(PlaceRefused, match="`out/b` is not ours"):
        fill(out, {"b/a.md": b"2"})


@on_posix
def test_a_list_that_is_a_link_is_no_list(tmp_path):
    (tmp_path / "list").write_bytes(b"a.md\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MANIFEST).symlink_to(tmp_path / "list")
    with pytest.raises(PlaceRefused, match="is no plain file"):
        fill(tmp_path / "out", {"a.md": b"1"})


def test_a_list_of_paths_alone_from_an_earlier_version_is_understood(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for name in ("a.md", "gone.md", "theirs.md"):
        (out / name).write_bytes(b"old")
    (out / MANIFEST).write_bytes(b"a.md\ngone.md\nnever-there.md")
    fill(out, {"a.md": b"1"})
    assert contents(out) == {"a.md": b"1", "theirs.md": b"old"}
    assert (out / MANIFEST).read_bytes() == manifest_text({"a.md": [hash_content(b"1")]})


@on_posix
def test_a_link_is_never_ours_whatever_a_list_says(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.md").symlink_to("/elsewhere")
    (out / MANIFEST).write_bytes(b"a.md")
    with pytest.raises(PlaceRefused, match=r"`out/a\.md` was changed after we wrote it"):
        fill(out, {"b.md": b"1"})
    assert (out / "a.md").is_symlink()


names = st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1, max_size=5)


@steady
@given(st.sets(names.filter(lambda name: name.lower() not in {".", "..", ".git"}), max_size=4))
def test_any_name_comes_back_from_the_list(tmp_path_factory, paths):
    folder = tmp_path_factory.mktemp("list")
    (folder / MANIFEST).write_bytes(manifest_text({path: ["0" * 64] for path in paths}))
    manifest = read_manifest(folder, "list")
    assert manifest is not None
    assert manifest.hashes == {path: frozenset({"0" * 64}) for path in paths}


@on_posix
def test_another_run_is_waited_for_and_a_killed_one_is_not(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / LOCK).touch()  # what a killed run leaves
    (out / ".a.md.lindero-abcd1234").touch()
    with (
        alone(out / LOCK, "out"),
        pytest.raises(PlaceRefused, match="another run is writing `out`"),
    ):
        fill(out, {"a.md": b"1"})
    fill(out, {"a.md": b"1"})
    assert sorted(path.name for path in out.iterdir()) == [MANIFEST, "a.md"]


@on_posix
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_modes_are_alike_whatever_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        fill(tmp_path / "out", {"a.md": b"1", "b/c/d.md": b"2"})
    finally:
        os.umask(before)
    modes = {
        stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").rglob("*") if path.is_dir()
    }
    assert modes | {stat.S_IMODE((tmp_path / "out").stat().st_mode)} == {0o755}
    assert {
        stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    } == {0o644}


pages = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c/a.md", "c/d/e.md", "ñ.md"]),
    st.binary(max_size=3),
    max_size=4,
)


@steady
@given(st.lists(pages, min_size=1, max_size=4))
def test_after_any_series_of_writes_the_last_one_is_what_stands(tmp_path_factory, series):
    out = tmp_path_factory.mktemp("series") / "out"
    for files in series:
        before = contents(out)
        changed = sum(before.get(path) != content for path, content in files.items())
        assert fill(out, files) == changed
        assert contents(out) == files
