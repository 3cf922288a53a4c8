"""Texts in; what an editor shows of them, out: asked of the server that editors use for YAML."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Any

SERVER = "yaml-language-server@1.25.0"  # 2.0 needs Node 22
PATIENCE = 120
"""Seconds after which the server is ended, whatever it does."""
ABLE = {
    "workspace": {"configuration": True},
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
    },
}
"""What this editor is able to do, so that the server tells all it knows."""


class Ended(Exception):
    """The server is gone, or never came."""


class Editor:
    """Opens texts as files of a folder and asks the server about them, one question at a time.

    https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
    """

    def __init__(
        self, process: subprocess.Popen[bytes], folder: Path, settings: dict[str, Any]
    ) -> None:
        self.process, self.folder, self.settings = process, folder, settings
        self.numbers = count(1)
        self.shown: dict[str, list[dict[str, Any]]] = {}
        uri = folder.as_uri()
        opened = {"rootUri": uri, "workspaceFolders": [{"uri": uri, "name": folder.name}]}
        self.ask("initialize", {"processId": None, "capabilities": ABLE} | opened)
        self.send({"method": "initialized", "params": {}})

    def open(self, text: str, name: str = "") -> str:
        """Open a text as the file of that name, by default as a new one; return its address."""
        uri = (self.folder / (name or f"data/{next(self.numbers)}.yaml")).as_uri()
        opened = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": opened}})
        return uri

    def mistakes(self, uri: str) -> list[tuple[int, str]]:
        """Return the mistakes that are shown in a text: each with its line, from 1."""
        while uri not in self.shown:
            self.receive()
        found = self.shown[uri]
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in found]

    def hover(self, uri: str, line: int, column: int) -> str:
        """Return what is shown over a place, counted from 1, without the escapes of Markdown."""
        found = self.at("textDocument/hover", uri, line, column)
        return re.sub(r"\\([^\w\s])", r"\1", found["contents"]["value"]) if found else ""

    def completions(self, text: str) -> dict[str, str]:
        """Return what is offered at the end of a text: labels, each with what explains it."""
        lines = text.split("\n")
        place = (self.open(text), len(lines), len(lines[-1]) + 1)
        found = self.at("textDocument/completion", *place)["items"]
        return {one["label"]: str(one.get("documentation", "")) for one in found}

    def at(self, method: str, uri: str, line: int, column: int) -> Any:
        """Return the answer to a question about a place."""
        place = {"line": line - 1, "character": column - 1}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": place})

    def ask(self, method: str, params: object) -> Any:
        """Return the answer to a question."""
        number = next(self.numbers)
        self.send({"id": number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def receive(self) -> dict[str, Any]:
        """Return the next message; keep the mistakes that it shows, answer what it asks."""
        assert self.process.stdout
        size = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
        if not size:
            raise Ended
        message: dict[str, Any] = json.loads(self.process.stdout.read(size))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.shown[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            asked = [item["section"] for item in message["params"]["items"]]
            settings = [self.settings if section == "yaml" else {} for section in asked]
            self.send({"id": message["id"], "result": settings})
        elif "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def send(self, message: dict[str, Any]) -> None:
        """Send a message."""
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()


@contextmanager
def editor(npx: str, folder: Path, settings: dict[str, Any]) -> Iterator[Editor]:
    """Give an editor of a folder with settings for YAML; raises Ended where no server comes."""
    command, pipe = [npx, "--yes", SERVER, "--stdio"], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        limit = Timer(PATIENCE, process.kill)
        limit.start()
        try:
            one = Editor(process, folder, settings)
            yield one
            one.ask("shutdown", None)
            one.send({"method": "exit", "params": None})
            process.wait()
        except OSError:
            raise Ended from None
        finally:
            limit.cancel()
            process.kill()
