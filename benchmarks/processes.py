"""Start the servers that are measured side by side, and watch them."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import psutil

from benchmarks import machine
from comparison.model.measurements import Subject
from contracts.processes import family, last_lines
from contracts.servers import Server

APPS = Path(__file__).parent / "apps"
TROUBLE = re.compile(r"\b(?:ERROR|CRITICAL|Traceback|Exception)\b", re.IGNORECASE)
"""Words in a log that say that a server is not well."""


class Wrong(Exception):
    """A server that answers wrongly, fails under load, or reports an error."""


class MeasuredServer(Server):
    """A server that runs on the core for servers."""

    def __init__(self, key: str, program: Path, command: str, home: Path) -> None:
        """Launch by command what serves the program in a folder; key: its name in the results."""
        super().__init__(program, command, home)
        self.key = key
        self.start = 0.0
        """Milliseconds of processor time from the start to the first answer."""

    @property
    def processes(self) -> list[psutil.Process]:
        """The processes of the server."""
        return family(self.process)

    def answer(self) -> None:
        """Wait for the first answer, and keep what the start took; raises ServerError, or Wrong."""
        self.wait()
        with self.named():
            httpx2.get(f"{self.url}/hello", timeout=30, trust_env=False).raise_for_status()
        self.start = round(machine.used(self.processes) * 1000, 1)

    def memory(self) -> float:
        """Return the megabytes that its processes hold, shared pages divided (PSS), else RSS."""
        infos = [process.memory_full_info() for process in self.processes]
        return round(sum(getattr(info, "pss", info.rss) for info in infos) / 1e6, 1)

    def examine(self) -> None:
        """Raise Wrong if the server has ended, or if its log tells of trouble."""
        if why := self.ending():
            raise Wrong(why)
        if trouble := TROUBLE.search(self.log.read_text("utf-8", "replace")):
            raise Wrong(f"reports trouble: {trouble[0]}")

    @contextmanager
    def named(self) -> Iterator[None]:
        """Say of which server a failure is, and the end of its log: raises Wrong."""
        try:
            yield
        except (Wrong, httpx2.HTTPError, ValueError) as error:
            log = last_lines(self.log) or "(nothing was written)"
            raise Wrong(f"{self.key}: {error}\nThe end of its log:\n{log}") from None


@contextmanager
def running(subjects: dict[str, Subject], apps: Path = APPS) -> Iterator[list[MeasuredServer]]:
    """Run the servers of subjects side by side; afterwards all of them are gone.

    apps: the folder of the programs. Raises contracts.servers.ServerError when one does not start,
    Wrong when it does not answer.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, ExitStack() as stack:
        servers = []
        for key, subject in subjects.items():
            home = Path(folder, key)
            home.mkdir()
            with machine.on_core(machine.SERVER):
                program = apps / subject.program
                server = MeasuredServer(key, program, str(subject.command), home)
                stack.callback(server.kill)
                server.answer()
            servers.append(server)
        yield servers
