"""Start a command in a folder, and end it with whatever it has started."""

import ctypes
import os
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

programs = Path(sys.executable).parent
"""The folder whose programs are found first: that of the running interpreter, or of --programs."""

INHERITED = ("LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""What a process sees of our environment beside PATH; other variables could change what it does."""

ENDS_WITHIN = 5.0
"""Seconds from the request to end to the end; then the process group is killed."""

PAUSE = 0.05
"""Seconds between two looks at whether all have ended."""

Process = subprocess.Popen[bytes]

DIES_WITH_PARENT = 1
"""PR_SET_PDEATHSIG: https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html."""


def start(command: str, folder: Path, home: Path, log: Path) -> Process:
    """Start command in folder as the leader of a process group of its own; its output goes to log.

    The programs in the folder `programs` are found first. Raises OSError when there is no such
    folder or program.
    """
    path = os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)])
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ} | {
        "PATH": path,
        "HOME": str(home),  # gunicorn puts a control socket there
        "TMPDIR": str(home),  # uvicorn ends by the signal, without deleting temporary files
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
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )


def _die_with_parent() -> None:
    """Let this process be told to end when the one that started it is killed, and by Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell lets its background jobs ignore it
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGTERM)


def family(process: Process) -> list[psutil.Process]:
    """Return a process and those that it and they have started."""
    with suppress(psutil.Error):
        leader = psutil.Process(process.pid)
        return [leader, *leader.children(recursive=True)]
    return []


def listens(process: Process, port: int) -> bool:
    """Return whether the process or one that it started listens on the port, not another one."""
    with suppress(psutil.Error):
        return any(
            connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
            for member in family(process)
            for connection in member.net_connections("tcp")
        )
    return False


def end(process: Process, home: Path) -> None:
    """End the process and whatever it started, in other sessions too; return when all are gone.

    home: the folder that was given to it, by which its descendants are known.
    """
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=ENDS_WITHIN)
    kill(process, home)


def kill(process: Process, home: Path) -> None:
    """End them all at once, where nobody looks at how they end; some wait for work of theirs."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    while left := [other for other in psutil.process_iter() if _at_home(other, home)]:
        for descendant in left:
            with suppress(psutil.Error):
                descendant.kill()
        psutil.wait_procs(left, timeout=PAUSE)


def _at_home(process: psutil.Process, home: Path) -> bool:
    """Return whether a process has that home, or works in it, and is not one that has ended."""
    with suppress(psutil.Error):
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        if process.environ().get("HOME") == str(home):
            return True
        return Path(process.cwd()).is_relative_to(home)
    return False


def last_lines(log: Path, count: int = 20) -> str:
    """Return the end of a log, empty when there is none."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
