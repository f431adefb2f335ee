"""A real server that follows what is written, and says what stands in the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import HTTPError

import pytest

PATIENCE = 30.0
BROKEN = "site_name: Estudio\ntheme: {name: material\n"


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def start(project: Path, address: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """A server whose temporary folders are the project's."""
    (project / "tmp").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "lindero", "serve", "--dev-addr", address]
    around = os.environ | {"TMPDIR": str(project / "tmp"), "TEMP": str(project / "tmp")}
    return subprocess.Popen(command, cwd=project, stdout=log, stderr=log, env=around)


@contextmanager
def served(project: Path) -> Iterator[str]:
    address = free_address()
    with (project / "serve.log").open("wb") as log:
        server = start(project, address, log)
        try:
            yield f"http://{address}/"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(PATIENCE)


def wait_for(url: str, wanted: str, *, there: bool = True) -> str:
    """The page as soon as it has (or no longer has) a text; fails after a while."""
    html, end = "", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                html = answer.read().decode()
            if (wanted in html) is there:
                return html
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{url} never {'had' if there else 'lost'} {wanted!r}\n{html[:2000]}")


def test_serving_follows_the_rules_survives_mistakes_and_recovers(project_copy, change):
    with served(project_copy) as site:
        wait_for(f"{site}terms/", '<data value="2" data-rule="work.revisions.rounds">')
        change("terms/work.yml", "rounds: 2", "rounds: 3")
        wait_for(f"{site}en/terms/", "3\N{NO-BREAK SPACE}rounds</data>")
        change("terms/work.yml", "rounds: 3", "rounds: few")
        broken = wait_for(f"{site}terms/", "lindero-problems")
        assert "error[bad-count]: `few` is no whole number" in broken
        assert '<data value="3" data-rule="work.revisions.rounds">' in broken
        change("terms/work.yml", "rounds: few", "rounds: 4")
        good = wait_for(f"{site}terms/", "lindero-problems", there=False)
        assert '<data value="4" data-rule="work.revisions.rounds">' in good
    log = (project_copy / "serve.log").read_text("utf-8")
    assert "error[bad-count]" in log
    assert "Traceback" not in log


def test_serving_starts_with_broken_rules_and_recovers(project_copy, change):
    change("terms/payment.yml", "share: 40 %\n    due", "share: 40\n    due")
    with served(project_copy) as site:
        assert "error[bad-amount]" in wait_for(site, "lindero-problems")
        change("terms/payment.yml", "share: 40\n    due", "share: 40 %\n    due")
        wait_for(f"{site}terms/", '<data value="0.4" data-rule="payment.deposit.share">')


def reason_at(url: str) -> str:
    """The page that says why there is no other."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE).close()
        except HTTPError as error:
            with error:
                return error.read().decode()
        time.sleep(0.2)
    raise AssertionError(f"{url} never said what is wrong")


def test_folders_that_went_and_came_back_are_followed(project_copy, change):
    with served(project_copy) as site:
        wait_for(f"{site}terms/", '<data value="2" data-rule="work.revisions.rounds">')
        (project_copy / "terms").rename(project_copy / "away")
        assert "no-rules-folder" in wait_for(f"{site}terms/", "lindero-problems")
        (project_copy / "away").rename(project_copy / "terms")
        wait_for(f"{site}terms/", "lindero-problems", there=False)
        change("terms/work.yml", "rounds: 2", "rounds: 3")
        wait_for(f"{site}terms/", '<data value="3" data-rule="work.revisions.rounds">')
        (project_copy / "site_src").rename(project_copy / "away")
        assert "no-docs-folder" in reason_at(f"{site}about/")
        (project_copy / "away").rename(project_copy / "site_src")
        change("site_src/about.md", "# ", "# Otra vez: ")
        wait_for(f"{site}about/", "Otra vez: ")


def test_broken_settings_are_told_with_their_place_until_they_are_mended(project_copy):
    settings = project_copy / "mkdocs.yml"
    sound = settings.read_text("utf-8")
    with served(project_copy) as site:
        wait_for(f"{site}terms/", 'id="payment.deposit"')
        settings.write_text(BROKEN, "utf-8")
        told = reason_at(f"{site}terms/")
        assert "error[yaml-syntax]" in told
        assert "mkdocs.yml:2:8" in told
        settings.unlink()
        while "there is no" not in reason_at(site):
            time.sleep(0.2)
        settings.write_text(sound.replace("  name: material", "  name: materiel"), "utf-8")
        while "theme" not in reason_at(site):
            time.sleep(0.2)
        settings.write_text(sound, "utf-8")
        wait_for(f"{site}terms/", 'id="payment.deposit"')
    log = (project_copy / "serve.log").read_text("utf-8")
    assert "Traceback" not in log
    assert "Cleaning site directory" not in log


def test_only_requests_to_this_machine_are_answered_and_odd_paths_are_not_found(project_copy):
    with served(project_copy) as site:
        wait_for(site, "Estudio Lindero")
        port = site.rpartition(":")[2].strip("/")
        for host, path, status in (
            (f"localhost:{port}", "", 200),
            ("evil.example", "", 403),
            (f"127.0.0.1.evil.example:{port}", "", 403),
            (f"127.0.0.1:{port}", "a%00b", 404),
            (f"127.0.0.1:{port}", "../../mkdocs.yml", 404),
        ):
            asked = urllib.request.Request(f"{site}{path}", headers={"Host": host})
            try:
                with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                    found = answer.status
            except HTTPError as error:
                with error:
                    found = error.code
            assert (host, path, found) == (host, path, status)
    assert "Traceback" not in (project_copy / "serve.log").read_text("utf-8")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_server_that_is_stopped_leaves_nothing_behind(project_copy, name):
    if sys.platform == "win32":
        pytest.skip("there a signal ends a process before it can clear up")
    address = free_address()
    with (project_copy / "serve.log").open("wb") as log:
        server = start(project_copy, address, log)
        wait_for(f"http://{address}/", "Estudio Lindero")
        assert len(list((project_copy / "tmp").iterdir())) == 1
        server.send_signal(getattr(signal, name))
        assert server.wait(PATIENCE) == 0
    assert list((project_copy / "tmp").iterdir()) == []


def test_what_a_killed_server_left_goes_with_the_next_and_a_running_one_is_not_harmed(project_copy):
    with (project_copy / "killed.log").open("wb") as log:
        address = free_address()
        killed = start(project_copy, address, log)
        wait_for(f"http://{address}/", "Estudio Lindero")
        killed.kill()
        killed.wait(PATIENCE)
    left = set((project_copy / "tmp").iterdir())
    assert len(left) == 1
    with served(project_copy) as first:
        wait_for(first, "Estudio Lindero")
        with served(project_copy) as second:
            wait_for(second, "Estudio Lindero")
            there = set((project_copy / "tmp").iterdir())
            assert len(there) == 2
            assert not left & there
        wait_for(f"{first}terms/", 'id="payment.deposit"')
    assert list((project_copy / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1:99999", "99999 is no port"),
        ("127.0.0.1:0", "0 is no port"),
        ("203.0.113.7:8000", "`203.0.113.7` is no address of this computer"),
    ],
)
def test_an_address_that_cannot_be_is_told_in_a_sentence(project_copy, address, said):
    command = [sys.executable, "-m", "lindero", "serve", "-a", address]
    done = subprocess.run(
        command, cwd=project_copy, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("address", ["nowhere", "foo:bar", "127.0.0.1", "", "127.0.0.1:", "[::1]"])
def test_what_is_no_address_is_told_of_the_option(project_copy, address):
    command = [sys.executable, "-m", "lindero", "serve", "-a", address]
    done = subprocess.run(
        command, cwd=project_copy, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 2
    assert f"'-a' / '--dev-addr': {address!r} is no address with a port" in done.stderr
    assert "localhost:8000 or [::1]:8000" in done.stderr


def test_an_address_with_colons_stands_in_brackets(project_copy):
    try:
        with socket.socket(socket.AF_INET6) as free:
            free.bind(("::1", 0))
            address = f"[::1]:{free.getsockname()[1]}"
    except OSError:
        pytest.skip("no such addresses here")
    with (project_copy / "serve.log").open("wb") as log:
        server = start(project_copy, address, log)
        try:
            wait_for(f"http://{address}/", "Estudio Lindero")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(PATIENCE)
    assert f"http://{address}/ follows every change" in (project_copy / "serve.log").read_text()


def test_a_port_that_is_taken_is_told_with_the_way_out(project_copy):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "lindero", "serve", "-a", f"127.0.0.1:{port}"]
        done = subprocess.run(
            command, cwd=project_copy, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    assert done.returncode == 1
    assert f"port {port} already; choose another: `lindero serve -a 127.0.0.1:" in done.stderr
