"""The site while it is written: served, and renewed with every change."""

from __future__ import annotations

import errno
import html
import ipaddress
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn
from urllib.parse import urlsplit

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from lindero.findings.finding import select_errors
from lindero.findings.forms import render_findings
from lindero.generators.mkdocs_run import lindero_plugin, our_log, our_refusals
from lindero.generators.settings import find_project
from lindero.generators.watching import NameWatch
from lindero.generators.whole_build import BuildFailed

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


_PREFIX = "lindero-serve-"


_LOCK = "in-use"


_STOPPING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


_PORTS = range(1, 65536)


_PAGES = {"", ".html"}


def serve_site(config_file: Path, dev_addr: str | None) -> None:
    """Serve until interrupted; leaves nothing behind."""
    with preview_folder() as folder, our_log() as said, _stopped_by_signals():
        Preview(config_file, dev_addr, folder, said).serve_pages()


class Preview:
    """One project in a browser."""

    def __init__(
        self, config_file: Path, dev_addr: str | None, folder: Path, said: list[str]
    ) -> None:
        self._config_file = config_file
        self._dev_addr = dev_addr
        self._folder = folder
        self._said = said
        self._server: PreviewServer | None = None

    def serve_pages(self) -> None:
        """Build, answer, and build again with every change."""
        with our_refusals(self._said):
            config = self._load_settings()
            server = self._server = self._make_server(config)
            lindero_plugin(config)
            server.server_bind()
            config.plugins.on_startup(command="serve", dirty=False)
        try:
            self._watch_sources(config)
            self._renew_site(config)
            self._tell_what_gives_way(config)
            config.plugins.on_serve(server, config=config, builder=self._renew_site)
            click.echo(f"{server.url} follows every change; Ctrl+C ends it")
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs has no types here
        finally:
            server.shutdown()
            config.plugins.on_shutdown()

    def _tell_what_gives_way(self, config: MkDocsConfig) -> None:
        if note := lindero_plugin(config).note:
            click.echo(f"note: {note}")

    def _load_settings(self) -> MkDocsConfig:
        """What mkdocs.yml says now; only our own reader finds the line of a mistake."""
        if not self._config_file.exists():
            raise BuildFailed(f"error: there is no `{self._config_file}` any more")
        errors = select_errors(find_project(self._config_file).findings)
        if errors:
            raise BuildFailed(render_findings(errors, "full"))
        return load_config(
            str(self._config_file),
            site_dir=str(self._folder),
            dev_addr=self._dev_addr,
        )

    def _make_server(self, config: MkDocsConfig) -> PreviewServer:
        host, port = config.dev_addr
        mount = urlsplit(config.site_url or "/").path
        server = PreviewServer(
            self._renew_site, host, port, root=str(self._folder), mount_path=mount
        )
        server.url = server.url.replace(f"//{host}:", f"//{_bracket_host(host)}:")
        return server

    def _renew_site(self, config: MkDocsConfig | None = None) -> None:
        """Build; what stands in the way is the answer to every request until it is gone."""
        assert self._server
        start = time.monotonic()
        self._said.clear()
        self._server.reason = ""
        try:
            with our_refusals(self._said):
                self._build_pages(config or self._load_settings())
        except BuildFailed as failure:
            self._refuse_requests(
                str(failure).strip() or "\n".join(self._said), show=bool(str(failure))
            )
        except Exception as mistake:  # noqa: BLE001 - of ours or of another plugin's: told in full, and the server goes on
            traceback.print_exc()
            self._refuse_requests(f"{type(mistake).__name__}: {mistake}", show=False)
        else:
            click.echo(f"built in {time.monotonic() - start:.1f} s")

    def _refuse_requests(self, reason: str, *, show: bool) -> None:
        assert self._server
        self._server.reason = reason
        if show:
            click.echo(reason, err=True)

    def _build_pages(self, config: MkDocsConfig) -> None:
        assert self._server
        lindero_plugin(config)
        self._watch_sources(config)
        config.site_url = self._server.url
        build(config, serve_url=self._server.url)
        self._watch_sources(config)  # the plugins have named more by now

    def _watch_sources(self, config: MkDocsConfig) -> None:
        assert self._server
        terms = find_project(self._config_file).terms
        for path in (config.docs_dir, self._config_file, terms, *config.watch):
            self._server.watch_once(str(path))


class PreviewServer(LiveReloadServer):
    """MkDocs's server that watches names, and tells why there is no page."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.observer = NameWatch()  # type: ignore[assignment]  # it does the same for this server
        self.reason = ""
        self._bound = False

    def watch_once(self, path: str) -> None:
        """Watch a path unless it is watched."""
        if str(Path(path).absolute()) not in self._watched_paths:
            self.watch(path)

    def server_bind(self) -> None:
        """Take the address, before the first build: nobody waits for a refusal."""
        if self._bound:
            return
        host, port = self.server_address[:2]
        if port not in _PORTS:
            raise BuildFailed(
                f"error: {port} is no port; choose one from 1024 to 65535: {_suggest_address(host)}"
            )
        try:
            super().server_bind()
        except OSError as error:
            _explain_refusal(error, str(host), int(port))
        self._bound = True

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """A file of the site, or why not."""
        path = environ["PATH_INFO"]
        if not self._is_own(environ.get("HTTP_HOST", "")):
            return _make_answer(
                start_response, "403 Forbidden", "this server answers to its own address only"
            )
        if "\0" in path:
            return _make_answer(start_response, "404 Not Found", "no such page")
        if self.reason and Path(path).suffix in _PAGES and not path.startswith("/livereload/"):
            return _make_answer(start_response, "500 Internal Server Error", self.reason)
        return super().serve_request(environ, start_response)

    def _is_own(self, asked: str) -> bool:
        """Whether a request asks for this machine, not for a name that others own."""
        name = urlsplit(f"//{asked}").hostname or ""
        own = {"", "localhost", str(self.server_address[0]), socket.gethostname().lower()}
        return name in own or name.removesuffix(".local") in own or _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _make_answer(start_response: Any, status: str, reason: str) -> list[bytes]:
    """A page that asks again by itself, as the one it stands for may be there soon."""
    body = (
        '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="1">'
        f"<title>{status}</title>"
        '<pre class="lindero-problems" role="alert" style="white-space:pre-wrap">'
        f"{html.escape(reason)}</pre>"
    ).encode()
    start_response(status, [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]


def _suggest_address(host: object, port: int = 8000) -> str:
    return f"`lindero serve -a {_bracket_host(host)}:{port}`"


def _bracket_host(host: object) -> str:
    """As addresses with colons stand in a URL."""
    return f"[{host}]" if ":" in str(host) else str(host)


def _explain_refusal(error: OSError, host: str, port: int) -> NoReturn:
    """Why an address cannot be had, and which one may be."""
    if error.errno == errno.EADDRINUSE:
        other = _suggest_address(host, port + 1)
        reason = f"something else answers at port {port} already; choose another: {other}"
    elif error.errno == errno.EACCES:
        reason = (
            f"port {port} is for administrators; choose one above 1023: {_suggest_address(host)}"
        )
    else:
        reason = (
            f"`{host}` is no address of this computer; {_suggest_address('127.0.0.1')} always is"
        )
    raise BuildFailed(f"error: {reason}") from error


@contextmanager
def preview_folder() -> Iterator[Path]:
    """A folder for the pages that is gone afterwards; one that a killed server left goes now."""
    _clear_abandoned()
    folder, lock = _locked_folder()
    site = folder / "site"
    site.mkdir()
    try:
        yield site
    finally:
        for number in _STOPPING:  # who asks twice shall not leave half of it
            signal.signal(number, signal.SIG_IGN)
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)


def _locked_folder() -> tuple[Path, IO[bytes]]:
    """A new folder whose lock is ours; another start may take it for abandoned before it is."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = _hold_lock(folder / _LOCK)
        if lock:
            return folder, lock


def _clear_abandoned() -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        lock = _hold_lock(left / _LOCK) if (left / _LOCK).is_file() else None
        if lock:
            lock.close()
            shutil.rmtree(left, ignore_errors=True)


def _hold_lock(file: Path) -> IO[bytes] | None:
    """The file, locked as long as it is open; None if another process has it, or it is not ours."""
    try:
        handle = file.open("ab")
    except OSError:
        return None
    try:
        _lock_handle(handle)
    except OSError:
        handle.close()
        return None
    return handle


def _lock_handle(handle: IO[bytes]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Every way to end a program ends this one as Ctrl+C does."""

    def stop(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    for number in _STOPPING:
        signal.signal(number, stop)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
