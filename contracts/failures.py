"""Find the file and the line at which a program or a contract failed."""

import re
from pathlib import Path

import pytest

from comparison.load.errors import Mistake
from comparison.load.programs import MAIN, in_file, shown
from contracts.servers import ServerError

ERROR = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception|Exit|Warning|Interrupt)\b.*", re.MULTILINE)
"""The line of a traceback that says what was raised."""
FRAME = r'File "[^"]*/{}/([^"]+)", line (\d+)'
PLACE = re.compile(r"(snippets/[\w./-]+):(\d+):(\d+): (.+)")


def unreadable(folder: Path) -> list[Mistake]:
    """Return why the files of a program, snippets/<task>/<framework>, cannot be run at all."""
    return [
        mistake
        for file in shown(folder)
        for mistake in in_file(file, file.relative_to(folder.parents[2]).as_posix())
    ]


def of_server(error: ServerError) -> Mistake:
    """Return the place in a program at which its server failed, as far as its log tells."""
    program = "/".join(error.program.parts[-2:])
    raised = ERROR.findall(error.log)
    last_line = error.log.rpartition("\n")[2]
    why = raised[-1] if raised else f"{error.why}: {last_line}".removesuffix(": ")
    file, line = (re.findall(FRAME.format(program), error.log) or [(MAIN, "1")])[-1]
    return Mistake(f"snippets/{program}/{file}", int(line), 1, "", why)


def of_report(report: pytest.TestReport | pytest.CollectReport, root: Path) -> Mistake:
    """Return where a test failed: in the program, if it says so, or in its contract."""
    if named := PLACE.match(report.longreprtext):
        file, place, column, why = named.groups()
        return Mistake(file, int(place), int(column), "", why)
    file, before, _ = report.location or (report.nodeid, 0, "")
    line, why = (before or 0) + 1, report.longreprtext.strip().split("\n")[-1]
    if frames := re.findall(rf'{re.escape(file)}"?(?:, line |:)(\d+)', report.longreprtext):
        line = int(frames[-1])
    if crash := getattr(report.longrepr, "reprcrash", None):
        why = crash.message
        if Path(crash.path).is_relative_to(root / "snippets"):
            file, line = str(Path(crash.path).relative_to(root)), crash.lineno
    return Mistake(file, line, 1, "", why)
