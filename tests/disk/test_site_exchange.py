"""A site that takes the place of the old one: in one step, with what is not ours, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

import lindero.disk.site_exchange as exchanging
from lindero.disk.manifest import MANIFEST
from lindero.disk.refusal import PlaceRefused
from lindero.disk.run_lock import running_alone
from lindero.disk.site_exchange import exchange_folders, replacing_folder
from lindero.disk.targets import Target

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes are others there")


def target(folder: Path) -> Target:
    return Target(folder, folder.name)


def build(folder: Path, **pages: str) -> None:
    with replacing_folder(target(folder)) as fresh:
        for name, text in pages.items():
            (fresh / name).parent.mkdir(exist_ok=True)
            (fresh / f"{name}.html").write_text(text)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but our lists."""
    found = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return {path: file.read_bytes() for path, file in found.items() if file.name != MANIFEST}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site with files of others in it and around it."""
    folder = tmp_path / "site"
    build(folder, index="old", gone="old")
    (folder / ".git" / "objects").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "CNAME").write_text("lindero.example")
    (folder / "empty").mkdir()
    return folder


THEIRS = {".git/HEAD": b"ref", "CNAME": b"lindero.example"}


def only_the_site_is_left(site: Path) -> bool:
    return [path.name for path in site.parent.iterdir()] == [site.name]


@pytest.mark.parametrize("steps", [1, 2])
def test_a_new_site_takes_the_place_of_the_old_one_and_others_files_stay(site, steps, monkeypatch):
    if steps == 2:
        monkeypatch.setattr(exchanging, "_find_system_call", lambda: None)  # as on Windows
    build(site, index="new")
    assert contents(site) == {"index.html": b"new", **THEIRS}
    assert (site / "empty").is_dir() and (site / ".git" / "objects").is_dir()
    assert only_the_site_is_left(site)


def test_a_first_site_needs_no_folder_before_it(tmp_path):
    with replacing_folder(target(tmp_path / "deep" / "site")) as fresh:
        (fresh / "index.html").write_text("new")
        assert not (tmp_path / "deep" / "site").exists()
    assert contents(tmp_path) == {"deep/site/index.html": b"new"}
    assert only_the_site_is_left(tmp_path / "deep" / "site")


def test_an_empty_folder_may_become_a_site(tmp_path):
    (tmp_path / "site").mkdir()
    build(tmp_path / "site", index="new")
    assert contents(tmp_path) == {"site/index.html": b"new"}


@pytest.mark.parametrize("name", ["404.html", "index.html", ".git"])
def test_a_folder_without_our_list_is_never_replaced_whatever_it_holds(tmp_path, name):
    home = tmp_path / "home"
    home.mkdir()
    (home / name).write_bytes(b"dear")
    with pytest.raises(PlaceRefused, match="`home` holds files"), replacing_folder(target(home)):
        pytest.fail("the build must not even start")
    assert contents(tmp_path) == {f"home/{name}": b"dear"}
    assert only_the_site_is_left(home)


@pytest.mark.parametrize(
    "error", [ValueError, KeyboardInterrupt, SystemExit, OSError, GeneratorExit]
)
def test_the_old_site_stays_whole_whatever_goes_wrong(site, error):
    before = contents(site)

    def build_half() -> None:
        with replacing_folder(target(site)) as fresh:
            (fresh / "index.html").write_text("half of the new one")
            raise error

    with pytest.raises(error):
        build_half()
    assert contents(site) == before
    assert only_the_site_is_left(site)


def test_where_there_was_no_site_a_failed_build_leaves_none(tmp_path):
    def build_half() -> None:
        with replacing_folder(target(tmp_path / "site")) as fresh:
            (fresh / "index.html").write_text("half")
            raise RuntimeError("no more paper")

    with pytest.raises(RuntimeError, match="no more paper"):
        build_half()
    assert list(tmp_path.iterdir()) == []


def test_the_old_site_comes_back_when_the_new_one_cannot_take_its_place(site, monkeypatch):
    """The second of two renames fails: what the first one moved away is put back."""
    before, rename = contents(site), Path.rename

    def rename_all_but_the_new(self: Path, to: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.EBUSY, "busy", str(self))
        return rename(self, to)

    monkeypatch.setattr(exchanging, "_find_system_call", lambda: None)
    monkeypatch.setattr(Path, "rename", rename_all_but_the_new)
    with pytest.raises(OSError, match="busy"):
        build(site, index="new")
    assert contents(site) == before
    assert only_the_site_is_left(site)


def test_an_old_site_that_cannot_even_come_back_is_kept_for_the_next_run(site, monkeypatch):
    rename = Path.rename
    with monkeypatch.context() as broken:
        broken.setattr(exchanging, "_find_system_call", lambda: None)

        def rename_only_the_old(self: Path, to: Path) -> Path:
            if self.name in {"new", "old"}:
                raise OSError(errno.EBUSY, "busy", str(self))
            return rename(self, to)

        broken.setattr(Path, "rename", rename_only_the_old)
        with pytest.raises(OSError, match="busy"):
            build(site, index="new")
    assert not site.exists()
    with pytest.raises(RuntimeError), replacing_folder(target(site)):
        raise RuntimeError
    assert contents(site) == {"index.html": b"old", "gone.html": b"old", **THEIRS}
    assert only_the_site_is_left(site)


def killed(site: Path, *, at: str, new: dict[str, str]) -> None:
    """What a run leaves that is killed at a moment of the exchange."""
    workshop = site.parent / ".site-lindero"
    workshop.mkdir()
    (workshop / "lock").touch()
    fresh = workshop / "new"
    fresh.mkdir()
    for name, text in new.items():
        (fresh / f"{name}.html").write_text(text)
    if at == "while building":
        return
    (fresh / "CNAME").hardlink_to(site / "CNAME")
    shutil.copytree(site / ".git", fresh / ".git")
    if at == "while carrying":
        (fresh / "CNAME").unlink()
        (fresh / "CNAME").write_text("half a co")
        return
    settled = exchanging.settle_files(fresh, {"CNAME", ".git", ".git/HEAD", ".git/objects"})
    (fresh / MANIFEST).write_bytes(exchanging.format_manifest(settled))
    if at == "between two steps":
        site.rename(workshop / "old")
    elif at == "after two steps":
        site.rename(workshop / "old")
        fresh.rename(site)
    elif at == "after one step":
        assert exchange_folders(fresh, site)


@pytest.mark.parametrize(
    ("at", "stands"),
    [
        ("while building", "old"),
        ("while carrying", "old"),
        ("before the exchange", "old"),
        ("between two steps", "old"),
        ("after two steps", "new"),
        pytest.param(
            "after one step",
            "new",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="not there"),
        ),
    ],
)
def test_whenever_a_run_was_killed_the_next_one_clears_up_and_loses_nothing(site, at, stands):
    killed(site, at=at, new={"index": "new"})
    with pytest.raises(RuntimeError), replacing_folder(target(site)):
        raise RuntimeError  # even if it fails itself
    assert contents(site).pop("index.html") == stands.encode()
    assert contents(site).items() >= THEIRS.items()
    assert not list(site.glob("*.kept"))
    assert only_the_site_is_left(site)
    build(site, index="newest")
    assert contents(site) == {"index.html": b"newest", **THEIRS}


@on_posix
def test_what_others_wrote_into_the_old_site_at_the_last_moment_is_not_lost(site):
    killed(site, at="after one step", new={"index": "new"})
    old = site.parent / ".site-lindero" / "new"
    (old / "late.txt").write_text("late")
    (old / ".git" / "index").write_text("late")
    (old / "CNAME").unlink()
    (old / "CNAME").write_text("later.example")
    build(site, index="newest")
    assert contents(site) == {
        "index.html": b"newest",
        "late.txt": b"late",
        ".git/index": b"late",
        **THEIRS,
        "CNAME.kept": b"later.example",
    }


@on_posix
def test_what_others_changed_in_the_site_after_a_kill_is_theirs_and_newer(site):
    killed(site, at="before the exchange", new={"index": "new"})
    (site / "CNAME").unlink()
    (site / "CNAME").write_text("newer.example")
    build(site, index="newest")
    assert contents(site) == {"index.html": b"newest", **THEIRS, "CNAME": b"newer.example"}


def test_a_run_that_is_alive_is_not_harmed(site):
    with replacing_folder(target(site)) as fresh:
        (fresh / "index.html").write_text("first")
        with pytest.raises(PlaceRefused, match="another run is writing `site`"):
            build(site, index="second")
        assert (fresh / "index.html").read_text() == "first"
    assert contents(site) == {"index.html": b"first", **THEIRS}
    assert only_the_site_is_left(site)


def test_a_lock_whose_file_went_away_is_taken_anew(tmp_path):
    with running_alone(tmp_path / "lock", "site"):
        pass
    with running_alone(tmp_path / "lock", "site"):
        assert (tmp_path / "lock").exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("changed", ["before", "meanwhile"])
def test_a_page_of_ours_that_somebody_changed_is_told_and_kept(site, changed):
    page = site / "index.html"
    if changed == "before":
        page.write_text("by hand")
    with (
        pytest.raises(PlaceRefused, match=r"`site/index\.html` was changed"),
        replacing_folder(target(site)),
    ):
        page.write_text("by hand")
    assert contents(site) == {"index.html": b"by hand", "gone.html": b"old", **THEIRS}
    assert only_the_site_is_left(site)


@pytest.mark.parametrize("theirs", ["terms", "terms/index.html", "index.html/x"])
def test_what_stands_where_a_page_goes_is_told_before_anything_is_touched(site, theirs):
    if theirs.startswith("index.html"):
        (site / "index.html").unlink()
    (site / theirs).parent.mkdir(exist_ok=True)
    (site / theirs).write_text("theirs")
    before = contents(site)
    new = {"index": "new", "terms/index": "new"}
    with pytest.raises(PlaceRefused, match="is not ours and stands where a page of ours goes"):
        build(site, **new)
    assert contents(site) == before
    assert only_the_site_is_left(site)


def test_their_file_that_is_what_we_publish_stands_in_no_way(site):
    build(site, CNAME="")
    with replacing_folder(target(site)) as fresh:
        (fresh / "CNAME").write_text("lindero.example")
    assert contents(site) == THEIRS


@on_posix
def test_links_modes_and_times_of_others_stay_as_they_are(site):
    (site / "link").symlink_to("../nowhere")
    (site / "empty").chmod(0o2750)
    os.mkfifo(site / "pipe")
    os.utime(site / "empty", (1_000_000_000, 1_000_000_000))
    (site / "CNAME").chmod(0o440)
    build(site, index="new")
    assert (site / "link").readlink() == Path("../nowhere")
    assert stat.S_IMODE((site / "empty").stat().st_mode) == 0o2750
    assert (site / "empty").stat().st_mtime == 1_000_000_000
    assert stat.S_IMODE((site / "CNAME").stat().st_mode) == 0o440
    assert stat.S_ISFIFO((site / "pipe").stat().st_mode)


@on_posix
def test_where_no_second_name_can_be_given_files_are_copied(site, monkeypatch):
    def reject(*_: object) -> None:
        raise OSError(errno.EPERM, "not permitted")

    monkeypatch.setattr(Path, "hardlink_to", reject)
    (site / "CNAME").chmod(0o440)
    build(site, index="new")
    assert contents(site) == {"index.html": b"new", **THEIRS}
    assert stat.S_IMODE((site / "CNAME").stat().st_mode) == 0o440


@on_posix
def test_a_link_to_a_site_goes_on_leading_there(site):
    link = site.parent / "link"
    link.symlink_to(site)
    build(link, index="new")
    assert link.is_symlink()
    assert contents(site) == {"index.html": b"new", **THEIRS}


@on_posix
@pytest.mark.parametrize("name", ["loop", "nowhere", "loop/inside", "file", "file/inside", "pipe"])
def test_what_cannot_be_a_folder_is_told_with_a_way_out(tmp_path, name):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("gone")
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PlaceRefused, match=r"(leads nowhere|is no folder); .*name another folder"):
        build(tmp_path / name, index="new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop", "nowhere", "pipe"]


@on_posix
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_modes_are_alike_whatever_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        with replacing_folder(target(tmp_path / "site")) as fresh:
            (fresh / "a" / "b").mkdir(parents=True)
            (fresh / "a" / "b" / "c.html").touch()
    finally:
        os.umask(before)
    paths = [tmp_path / "site", *(tmp_path / "site").rglob("*")]
    assert {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths} == {
        (True, 0o755),
        (False, 0o644),
    }


@on_posix
def test_a_folder_above_that_cannot_be_written_is_told_with_a_way_out(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o555)
    for above in (tmp_path, *tmp_path.parents[:3]):
        above.chmod(0o755)
    anybody = os.geteuid() or 65534
    os.seteuid(anybody)
    try:
        with pytest.raises(
            PlaceRefused, match=r"closed` cannot be written.*; change its permissions, or name"
        ):
            build(tmp_path / "closed" / "site", index="new")
    finally:
        os.seteuid(os.getuid())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked for its mounts")
def test_a_mounted_folder_is_told_with_a_way_out():
    with pytest.raises(
        PlaceRefused, match=r"`shm` is a mounted volume.*build into a folder inside it"
    ):
        build(Path("/dev/shm"), index="new")
