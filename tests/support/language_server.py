"""A small client of the YAML language server: what an editor would show for a file of rules."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

from find_server import SERVER, server_command

PATIENCE = 60


class LanguageServer:
    """One running server; `schema` is what an editor's settings name for files in `terms/`."""

    def __init__(self, folder: Path, schema: Path | None) -> None:
        self._folder = folder
        self._settings = {
            "yaml": {
                "schemas": {schema.as_uri(): ["terms/*.yml"]} if schema else {},
                "schemaStore": {"enable": False},
                "hover": True,
                "completion": True,
                "validate": True,
            },
        }
        assert SERVER.is_file(), "the language server is not there: run `make .venv/.editor`"
        self._process = subprocess.Popen(
            server_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._next_id = 0
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._start()

    def close(self) -> None:
        """Ask it to stop, and see that it does."""
        self._ask("shutdown", None)
        self._tell("exit", None)
        assert self._process.stdin and self._process.stdout
        self._process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        self._process.stdin.close()
        self._process.stdout.close()

    def open(self, text: str, name: str = "rules.yml") -> list[dict[str, Any]]:
        """Open a file of rules, of a name not used before; what the editor underlines in it."""
        uri = self._uri(name)
        self._tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
        )
        found: list[dict[str, Any]] = self._wait(
            lambda one: one.get("method") == _FINDINGS and one["params"]["uri"] == uri
        )["params"]["diagnostics"]
        return found

    def hover(self, line: int, column: int, name: str = "rules.yml") -> str:
        """What is shown where the pointer rests; lines and columns count from nought."""
        answer = self._ask("textDocument/hover", self._at(line, column, name))
        return answer["contents"]["value"] if answer else ""

    def completions(self, line: int, column: int, name: str = "rules.yml") -> list[dict[str, Any]]:
        """What the editor offers at the cursor."""
        answer = self._ask("textDocument/completion", self._at(line, column, name))
        offered: list[dict[str, Any]] = (
            answer["items"] if isinstance(answer, dict) else answer or []
        )
        return offered

    def _start(self) -> None:
        here = self._folder.as_uri()
        markup = {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": True}
        client = {
            "textDocument": {
                "completion": {"completionItem": markup},
                "hover": {"contentFormat": ["markdown"]},
            },
            "workspace": {"configuration": True},
        }
        folders = [{"uri": here, "name": "rules"}]
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": here,
                "capabilities": client,
                "workspaceFolders": folders,
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def _uri(self, name: str) -> str:
        return (self._folder / "terms" / name).as_uri()

    def _at(self, line: int, column: int, name: str) -> dict[str, Any]:
        return {
            "textDocument": {"uri": self._uri(name)},
            "position": {"line": line, "character": column},
        }

    def _ask(self, method: str, params: Any) -> Any:
        self._next_id += 1
        wanted = self._next_id
        self._send({"id": wanted, "method": method, "params": params})
        answer = self._wait(lambda one: one.get("id") == wanted and "method" not in one)
        assert "error" not in answer, answer
        return answer["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _wait(self, wanted: Any) -> dict[str, Any]:
        """The first message that is wanted; the server's own questions are answered on the way."""
        while True:
            message = self._said.get(timeout=PATIENCE)
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, message: dict[str, Any]) -> Any:
        """Its settings, section by section; anything else it asks is agreed to."""
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item["section"], {}) for item in message["params"]["items"]]

    def _listen(self) -> None:
        assert self._process.stdout
        while head := self._process.stdout.readline():
            size = 0
            while head.strip():
                name, _, value = head.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
                head = self._process.stdout.readline()
            self._said.put(json.loads(self._process.stdout.read(size)))


_FINDINGS = "textDocument/publishDiagnostics"
