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
from typing import NamedTuple

from comparison.load.programs import shown
from contracts.processes import Process, end, last_lines, listens, start

HOST = "127.0.0.1"
PORT = re.compile(r"\b8000\b")
"""The port that every command names; a free one takes its place."""

READY_WITHIN = 30.0
"""Seconds from the start of a server until it listens."""
PAUSE = 0.05
"""Seconds between two looks at whether it does."""
PORTS_TRIED = 3


class Server(NamedTuple):
    """A program that runs."""

    task: str
    framework: str
    command: str
    url: str
    log: Path
    process: Process


class ServerError(Exception):
    """A server that did not start, or ended by itself; says which, why, and the end of its log."""

    why: str


@contextmanager
def copied(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield a folder that holds what the page shows of a program, and a home for its server.

    folder: snippets/<task>/<framework>; nothing else that lies in it can be run.
    """
    with tempfile.TemporaryDirectory(prefix="contract-", ignore_cleanup_errors=True) as home:
        program = Path(home, *folder.parts[-2:])
        program.mkdir(parents=True)
        for file in shown(folder):
            copy = program / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        yield program, Path(home)


@contextmanager
def serving(folder: Path, command: str, log: Path | None = None) -> Iterator[str]:
    """Run a copy of a program by command, and yield the base URL of the server that it starts.

    Its output goes to log, by default to a temporary file. Afterwards the server and whatever it
    started are gone. Raises ServerError when it cannot be started, does not listen within
    READY_WITHIN seconds, or ended before the block did.
    """
    with copied(folder) as (program, home):
        log = log or home / "server.log"
        process, port = started(program, command, home, log)
        try:
            yield f"http://{HOST}:{port}"
            if why := ending(process):
                raise failure(program, command, why, log)
        finally:
            end(process, home)


def started(folder: Path, command: str, home: Path, log: Path) -> tuple[Process, int]:
    """Return a server that listens, and its port; try others if one was taken."""
    for _ in range(PORTS_TRIED):
        port = free_port()
        try:
            process = start(PORT.sub(str(port), command), folder, home, log)
        except OSError as error:
            raise failure(folder, command, str(error), log) from error
        ready = False
        try:
            ready = comes_up(process, port)
            why = ending(process) or f"does not listen on the port after {READY_WITHIN:g} s"
        finally:
            if not ready:
                end(process, home)
        if ready:
            return process, port
        if "in use" not in last_lines(log).lower():
            break
    raise failure(folder, command, why, log)


def free_port() -> int:
    """Return a loopback port that nothing used a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def comes_up(process: Process, port: int) -> bool:
    """Wait until the process listens on port; False when it ends or time runs out."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=PAUSE)
            return False
        if listens(process, port):
            return True
    return False


def ending(process: Process, within: float = 0) -> str:
    """Say how a server ended, nothing where it has not; within: seconds in which it may end.

    A process that ends closes its connections before anybody can ask how it ended.
    """
    with suppress(subprocess.TimeoutExpired):
        process.wait(within)
    if process.returncode is None:
        return ""
    return f"ended by itself, exit code {process.returncode}"


def failure(folder: Path, command: str, why: str, log: Path) -> ServerError:
    """Return the error that tells a reader what failed, and the end of its log."""
    program = f"{folder.parent.name}, {folder.name}"
    error = ServerError(f"{program}: `{command}`: {why}; its last words:\n{last_lines(log)}")
    error.why = why
    return error
