"""Start servers for a probe, each with a program of its own, and talk to them."""

import signal
import subprocess
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx2
import pytest

from contracts.probes import Probes, imported, started
from contracts.servers import PAUSE, READY_WITHIN, Server, ServerError, launched

ENDS_WITHIN = 30.0
"""Seconds that a server is given to end."""


class ProbeServer:
    """A server that a probe started: it can be asked, read, and told to end."""

    def __init__(self, server: Server) -> None:
        """Take a server that was launched, and need not listen yet."""
        self.server = server

    @property
    def output(self) -> str:
        """What it and its program have printed so far."""
        return self.server.log.read_text("utf-8", errors="replace")

    def get(self, path: str = "/") -> httpx2.Response:
        """Return the answer to a GET request, once the server listens.

        Raises contracts.servers.ServerError when it does not, httpx2.TransportError when there is
        no answer.
        """
        self.server.wait()
        return httpx2.get(self.server.url + path, trust_env=False)

    def wait_for(self, text: str, times: int = 1) -> None:
        """Return when it has printed a text so often; raises ServerError when it does not."""
        limit = time.monotonic() + READY_WITHIN
        ended = False
        while self.output.count(text) < times:
            if ended or time.monotonic() > limit:
                count = self.output.count(text)
                raise ServerError(self.server, f"printed {text!r} {count} times, not {times}")
            with suppress(subprocess.TimeoutExpired):
                self.server.process.wait(PAUSE)
                ended = True

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send it a signal, wait until it has ended, and return its exit code."""
        self.server.process.send_signal(number)
        return self.exit_code()

    def exit_code(self) -> int:
        """Wait until it has ended and return its exit code; raises ServerError if it goes on."""
        try:
            return self.server.process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            raise ServerError(self.server, f"goes on after {ENDS_WITHIN:g} s") from None


class Serve:
    """Starts servers for one probe; whoever made it ends them with the stack."""

    def __init__(self, probe: pytest.Function, folder: Path, stack: ExitStack) -> None:
        """Serve programs for a probe from below an empty folder."""
        self.probe, self.folder, self.stack = probe, folder, stack
        self.servers: list[Server] = []

    def __call__(self, program: str, command: str) -> ProbeServer:
        """Start a command, which names port 8000, in a folder that holds the program as app.py.

        Another port takes its place. Raises contracts.servers.ServerError when there is no such
        command.
        """
        probes = self.probe.parent
        assert isinstance(probes, Probes), "serve is for the functions of probes/test_<row>.py"
        probes.packages |= imported(program) | started(command)
        folder = self.folder / str(len(self.servers)) / probes.row / self.probe.name
        folder.mkdir(parents=True)
        (folder / "app.py").write_text(program, encoding="utf-8")
        self.servers.append(self.stack.enter_context(launched(folder, command)))
        return ProbeServer(self.servers[-1])
