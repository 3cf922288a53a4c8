"""Where in a program, or in a contract, it went wrong, as a mistake with its file and line."""

import re
from pathlib import Path

import pytest

from comparison.load.errors import Mistake
from comparison.load.programs import MAIN, in_file, shown
from contracts.processes import last_lines
from contracts.servers import ServerError

ERROR = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception|Exit|Warning|Interrupt)\b.*", re.MULTILINE)
"""The line of a traceback that says what was raised."""
FRAME = r'File "[^"]*/{}/([^"]+)", line (\d+)'
PLACE = re.compile(r"(snippets/[\w./-]+):(\d+):(\d+): (.+)")
LOOKED_AT = 200
"""The last lines of a log in which a traceback is looked for."""


def unreadable(folder: Path) -> list[Mistake]:
    """Return why the files of a program, snippets/<task>/<framework>, cannot be run at all."""
    files = [(file, _name(folder, file.relative_to(folder))) for file in shown(folder)]
    return [mistake for file, name in files for mistake in in_file(file, name)]


def of_server(error: ServerError, folder: Path, log: Path) -> Mistake:
    """Return the place in a program at which its server failed, as far as its log tells."""
    said = last_lines(log, LOOKED_AT)
    frames = re.findall(FRAME.format("/".join(folder.parts[-2:])), said)
    raised = ERROR.findall(said)
    file, line = frames[-1] if frames else (MAIN, "1")
    last = raised[-1] if raised else ([error.why, *said.split("\n")][-1] or error.why)
    what = last if raised or last == error.why else f"{error.why}: {last}"
    return Mistake(_name(folder, Path(file)), int(line), 1, "", what)


def _name(folder: Path, file: Path) -> str:
    return f"snippets/{folder.parent.name}/{folder.name}/{file.as_posix()}"


def of_report(report: pytest.TestReport | pytest.CollectReport, root: Path) -> Mistake:
    """Return where a test failed: in the program, if it says so, or in its contract."""
    if named := PLACE.match(report.longreprtext):
        file, line, column, what = named.groups()
        return Mistake(file, int(line), int(column), "", what)
    file, line, _ = report.location or (report.nodeid, 0, "")
    at, what = (line or 0) + 1, report.longreprtext.strip().split("\n")[-1]
    if frames := re.findall(rf'{re.escape(file)}"?(?:, line |:)(\d+)', report.longreprtext):
        at = int(frames[-1])
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash:
        what = crash.message
        if Path(crash.path).is_relative_to(root / "snippets"):
            file, at = str(Path(crash.path).relative_to(root)), crash.lineno
    return Mistake(file, at, 1, "", what)
