"""Run the server of a program, in a folder that holds what its page shows."""

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from comparison.load.programs import shown
from contracts.processes import end, kill, last_lines, listens, start

HOST = "127.0.0.1"
PORT = re.compile(r"\b8000\b")
"""The port that every command names; a free one takes its place."""

READY_WITHIN = 30.0
"""Seconds from the start of a server until it listens."""
PAUSE = 0.05
"""Seconds between two looks at whether it does."""
PORTS_TRIED = 3


class Server:
    """A program on a server, from its launch to its end."""

    def __init__(self, program: Path, command: str, home: Path) -> None:
        """Launch by command what serves the program in a folder; it does not listen yet.

        home: a folder of its own, by which its descendants are known, and which has its log. Raises
        ServerError when there is no such command.
        """
        self.program, self.command, self.home = program, command, home
        self.log = home / "server.log"
        self.name = f"{program.parent.name}, {program.name}"
        self.stopped = False
        self._launch()

    def _launch(self) -> None:
        self.launched, self.port = time.monotonic(), free_port()
        command = PORT.sub(str(self.port), self.command)
        try:
            self.process = start(command, self.program, self.home, self.log)
        except OSError as error:
            raise ServerError(self, str(error)) from error

    @property
    def url(self) -> str:
        """The address of the program."""
        return f"http://{HOST}:{self.port}"

    def wait(self) -> None:
        """Wait until it listens; try other ports if that was taken.

        Raises ServerError when it ends before, or does not listen READY_WITHIN seconds after its
        launch.
        """
        for tried in range(PORTS_TRIED):
            if tried:
                self.kill()
                self._launch()
            if self._comes_up():
                return
            why = self.ending() or f"does not listen on the port after {READY_WITHIN:g} s"
            if "in use" not in last_lines(self.log).lower():
                break
        raise ServerError(self, why)

    def _comes_up(self) -> bool:
        while not listens(self.process, self.port):
            if time.monotonic() > self.launched + READY_WITHIN:
                return False
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PAUSE)
                return False
        return True

    def ending(self, within: float = 0) -> str:
        """Say how it ended by itself, nothing where it did not; within: seconds that it is given.

        A process that ends closes its connections before anybody can ask how it ended.
        """
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(within)
        if self.process.returncode is None or self.stopped:
            return ""
        return f"ended by itself, exit code {self.process.returncode}"

    def stop(self) -> None:
        """Tell it to end, and wait until it and whatever it started are gone."""
        self.stopped = True
        end(self.process, self.home)

    def kill(self) -> None:
        """End it and whatever it started at once, where nobody looks at how it ends."""
        kill(self.process, self.home)


class ServerError(Exception):
    """A server that did not start, or ended by itself; says which, why, and the end of its log."""

    def __init__(self, server: Server, why: str) -> None:
        """Keep what tells where the program failed: the log goes with the server."""
        self.program, self.why = server.program, why
        self.log = last_lines(server.log, 200)  # a whole traceback
        end_of_log = last_lines(server.log)
        super().__init__(
            f"{server.name}: `{server.command}`: {why}; the end of its log:\n{end_of_log}"
        )


@contextmanager
def launched(folder: Path, command: str) -> Iterator[Server]:
    """Launch by command the server of a copy of a program; it is gone afterwards.

    folder: holds app.py; what its page would not show is not copied. Raises ServerError when there
    is no such command.
    """
    with tempfile.TemporaryDirectory(prefix="contract-", ignore_cleanup_errors=True) as home:
        program = Path(home, *folder.parts[-2:])
        for file in shown(folder):
            copy = program / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        server = Server(program, command, Path(home))
        try:
            yield server
        finally:
            server.kill()


@contextmanager
def serving(folder: Path, command: str) -> Iterator[Server]:
    """Run by command the server of a copy of a program, and stop it afterwards.

    folder: holds app.py; command: names port 8000. Raises ServerError when the server cannot be
    started, does not listen in time, or ended before the block did.
    """
    with launched(folder, command) as server:
        server.wait()
        yield server
        if why := server.ending():
            raise ServerError(server, why)
        server.stop()


def free_port() -> int:
    """Return a loopback port that nothing used a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
