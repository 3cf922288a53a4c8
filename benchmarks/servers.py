"""Start the servers of the subjects side by side, and watch them."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx2
import psutil

from benchmarks import machine
from benchmarks.load import Wrong
from comparison.model.measurements import Subject
from contracts.processes import Process, end, last_lines
from contracts.servers import HOST, started

APPS = Path(__file__).parent / "apps"
TROUBLE = re.compile(r"\b(?:ERROR|CRITICAL|Traceback|Exception)\b", re.IGNORECASE)
"""Words in a log that say that a server is not well."""


class Server(NamedTuple):
    """A program that runs on the core for servers."""

    key: str
    url: str
    process: Process
    log: Path
    start: float
    """Milliseconds of processor time from the start to the first answer."""

    @property
    def processes(self) -> list[psutil.Process]:
        """The processes of the server."""
        return machine.family(self.process)

    def memory(self) -> float:
        """Return the megabytes that its processes hold, shared pages divided (PSS), else RSS."""
        infos = [process.memory_full_info() for process in self.processes]
        return round(sum(getattr(info, "pss", info.rss) for info in infos) / 1e6, 1)

    def examine(self) -> None:
        """Raise Wrong if the server has ended, or if its log tells of trouble."""
        if self.process.poll() is not None:
            raise Wrong(f"ended with exit code {self.process.returncode}")
        if found := TROUBLE.search(self.log.read_text("utf-8", "replace")):
            raise Wrong(f"reports trouble: {found[0]}")


@contextmanager
def running(subjects: dict[str, Subject], apps: Path = APPS) -> Iterator[list[Server]]:
    """Run the servers of subjects side by side; afterwards all of them are gone.

    apps: the folder of the programs. Raises contracts.servers.ServerError when one does not start,
    Wrong when it does not answer.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, ExitStack() as stack:
        servers = []
        for key, subject in subjects.items():
            home = Path(folder, key)
            home.mkdir()
            log = home / "server.log"
            with machine.on_core(machine.SERVER):
                process, port = started(apps / subject.program, str(subject.command), home, log)
            stack.callback(end, process, home)
            url = f"http://{HOST}:{port}"
            try:
                httpx2.get(f"{url}/hello", timeout=30, trust_env=False).raise_for_status()
            except httpx2.HTTPError as error:
                raise Wrong(f"{key}: {error}\nThe end of its log:\n{last_lines(log)}") from None
            spent = round(machine.used(machine.family(process)) * 1000, 1)
            servers.append(Server(key, url, process, log, spent))
        yield servers
