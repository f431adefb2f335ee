"""Files and folders on a real disk: whole or not at all, only our own, nothing left behind."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lindero.writing import NotOurs, replaced_whole, write_file, write_folder

steady = settings(deadline=None, derandomize=True, max_examples=40)
LONG_AGO = 1_000_000_000


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def visible(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in contents(folder).items() if not path.startswith(".")}


def aged(path: Path) -> Path:
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def site(folder: Path, **pages: str) -> Path:
    folder.mkdir()
    for name, text in {"404": "lost", **pages}.items():
        (folder / f"{name}.html").write_text(text)
    return folder


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
    with pytest.raises(OSError, match=r"a\.txt"):
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
def test_what_is_written_can_be_read_by_a_web_server(tmp_path):
    write_file(tmp_path / "a.txt", b"one")
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644
    with replaced_whole(tmp_path / "site") as fresh:
        (fresh / "404.html").write_text("lost")
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o755


def test_a_folder_holds_exactly_the_files_given_last(tmp_path):
    out = tmp_path / "out"
    assert write_folder(out, {"a.md": b"1", "b/c.md": b"2"}) == 2
    assert write_folder(out, {"a.md": b"1", "d.md": b"3"}) == 1
    assert visible(out) == {"a.md": b"1", "d.md": b"3"}


def test_writing_the_same_files_again_touches_none_of_them(tmp_path):
    out = tmp_path / "out"
    files = {"a.md": b"1", "b/c.md": b"2"}
    write_folder(out, files)
    paths = [aged(path) for path in out.rglob("*") if path.is_file()]
    assert write_folder(out, files) == 0
    assert {path.stat().st_mtime for path in paths} == {LONG_AGO}


def test_what_others_put_into_a_folder_of_ours_stays(tmp_path):
    out = tmp_path / "out"
    write_folder(out, {"a.md": b"1", "b/c.md": b"2"})
    (out / "theirs.md").write_bytes(b"theirs")
    (out / "b" / "theirs.md").write_bytes(b"theirs")
    write_folder(out, {"d.md": b"3"})
    assert visible(out) == {"d.md": b"3", "theirs.md": b"theirs", "b/theirs.md": b"theirs"}


def test_a_folder_with_somebody_elses_files_is_left_alone(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_bytes(b"dear")
    with pytest.raises(NotOurs, match="`out`"):
        write_folder(out, {"letter.txt": b"1", "a.md": b"2"})
    assert contents(tmp_path) == {"out/letter.txt": b"dear"}


def test_an_empty_folder_may_be_filled(tmp_path):
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", {"a.md": b"1"})
    assert visible(tmp_path / "out") == {"a.md": b"1"}


pages = st.dictionaries(st.sampled_from(["a.md", "b.md", "c/a.md", "c/d/e.md", "ñ.md"]), st.binary(max_size=3), max_size=4)


@steady
@given(st.lists(pages, min_size=1, max_size=4))
def test_after_any_series_of_writes_the_last_one_is_what_stands(tmp_path_factory, series):
    out = tmp_path_factory.mktemp("series") / "out"
    for files in series:
        before = visible(out)
        changed = sum(before.get(path) != content for path, content in files.items())
        assert write_folder(out, files) == changed
        assert visible(out) == files


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path):
    old = site(tmp_path / "site", index="old", gone="old")
    with replaced_whole(old) as fresh:
        assert contents(old) == {"404.html": b"lost", "index.html": b"old", "gone.html": b"old"}
        (fresh / "404.html").write_text("lost")
        (fresh / "index.html").write_text("new")
    assert contents(tmp_path) == {"site/404.html": b"lost", "site/index.html": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_first_site_needs_no_folder_before_it(tmp_path):
    with replaced_whole(tmp_path / "deep" / "site") as fresh:
        (fresh / "index.html").write_text("new")
        assert not (tmp_path / "deep" / "site").exists()
    assert contents(tmp_path) == {"deep/site/index.html": b"new"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["site"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, OSError, GeneratorExit])
def test_the_old_site_stays_whole_whatever_goes_wrong(tmp_path, error):
    old = site(tmp_path / "site", index="old")

    def build_half() -> None:
        with replaced_whole(old) as fresh:
            (fresh / "index.html").write_text("half of the new one")
            raise error

    with pytest.raises(error):
        build_half()
    assert contents(tmp_path) == {"site/404.html": b"lost", "site/index.html": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_where_there_was_no_site_a_failed_build_leaves_none(tmp_path):
    def build_half() -> None:
        with replaced_whole(tmp_path / "site") as fresh:
            (fresh / "index.html").write_text("half")
            raise RuntimeError("no more paper")

    with pytest.raises(RuntimeError, match="no more paper"):
        build_half()
    assert list(tmp_path.iterdir()) == []


def test_the_old_site_stays_when_the_new_one_has_vanished(tmp_path):
    old = site(tmp_path / "site", index="old")

    def lose_the_new_one() -> None:
        with replaced_whole(old) as fresh:
            fresh.rename(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="site"):
        lose_the_new_one()
    assert contents(old) == {"404.html": b"lost", "index.html": b"old"}


def test_a_folder_that_is_no_built_site_is_never_replaced(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_bytes(b"dear")

    def build() -> None:
        with replaced_whole(home):
            pytest.fail("the build must not even start")

    with pytest.raises(NotOurs, match="`home`"):
        build()
    assert contents(tmp_path) == {"home/letter.txt": b"dear"}
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_an_empty_folder_may_become_a_site(tmp_path):
    (tmp_path / "site").mkdir()
    with replaced_whole(tmp_path / "site") as fresh:
        (fresh / "404.html").write_text("lost")
    assert contents(tmp_path) == {"site/404.html": b"lost"}
