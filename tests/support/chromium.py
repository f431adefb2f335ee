"""A real browser and a real server for the tests that look at pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from find_browser import find_browser
from support.folders import HOMES, ROOT


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it."""
    path = find_browser()
    assert path, "run `python tools/find_browser.py --install`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


class Quiet(SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def served() -> Callable[[Path], AbstractContextManager[str]]:
    """Serve a folder; what comes is its address."""
    return _serve


@dataclass(frozen=True)
class Place:
    """A project, its built site, and where that is served."""

    home: Path
    site: Path
    address: str

    @property
    def pages(self) -> list[str]:
        """The address of every page below the site's."""
        return sorted(
            file.relative_to(self.site).as_posix().removesuffix("index.html")
            for file in self.site.rglob("*.html")
        )


@pytest.fixture(
    scope="module",
    params=[ROOT, *HOMES],
    ids=lambda home: "example" if home == ROOT else home.name,
)
def place(
    request: pytest.FixtureRequest,
    site_of: Callable[[Path], Path],
    served: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[Place]:
    """The example and every rulebook of the tests, one after the other."""
    site = site_of(request.param)
    with served(site) as address:
        yield Place(request.param, site, address)
