"""A command and its folder, in; a process group that can be ended as a whole, out."""

import os
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

INHERITED = ("LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""What a process sees of our environment beside PATH; other variables could change what it does."""

ENDS_WITHIN = 10.0
"""Seconds from the request to end to the end; then the process group is killed."""

Process = subprocess.Popen[bytes]


def start(command: str, folder: Path, home: Path, log: Path) -> Process:
    """Start command in folder as the leader of a process group of its own; its output goes to log.

    The programs of the running interpreter are found first. Raises OSError when there is no such
    folder or program.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ} | {
        "PATH": path,
        "HOME": str(home),  # gunicorn puts a control socket there
        "TMPDIR": str(home),  # uvicorn ends by the signal, without deleting temporary files
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with log.open("wb") as output:
        return subprocess.Popen(
            shlex.split(command),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def listens(process: Process, port: int) -> bool:
    """Return whether the process or one that it started listens on the port, not another one."""
    with suppress(psutil.Error):
        leader = psutil.Process(process.pid)
        return any(
            connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
            for one in (leader, *leader.children(recursive=True))
            for connection in one.net_connections("tcp")
        )
    return False


def end(process: Process) -> None:
    """End the process and whatever it started; return when it is gone."""
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=ENDS_WITHIN)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def last_lines(log: Path, count: int = 20) -> str:
    """Return the end of a log, empty when there is none."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
