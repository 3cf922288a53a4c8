"""The matrix over the git history: revisions go in, the day of each answer's last change out."""

import subprocess
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from comparison import document, unchecked
from comparison.mistakes import Invalid

Key = tuple[str, str]
"""A row and a framework."""
Answers = dict[Key, Any]


def last_changes(root: Path, file: str) -> dict[Key, date]:
    """Return the day on which each answer of root/file last changed.

    That is the day of the newest commit whose parsed answer differs from its parent's, so that a
    change of format or place is none. An answer is left out where that is not known: it is not
    committed, the history is not here as a whole, or there is none.
    """
    if _git(root, "rev-parse", "--show-prefix") != "\n":
        return {}
    now = root / file
    newer = dict((_parsed(now.read_bytes()) if now.is_file() else None) or {})
    day: date | None = None
    changes: dict[Key, date] = {}
    for revision, committed in _revisions(root, file):
        older = _parsed(_shown(root, revision, file) or b"")
        if older is None:  # a revision that was broken says nothing of its answers
            continue
        for key in [key for key in newer if newer[key] != older.get(key)]:
            del newer[key]
            if day:
                changes[key] = day
        day = committed
    whole = _git(root, "rev-parse", "--is-shallow-repository") == "false\n"
    return changes | (dict.fromkeys(newer, day) if whole and day else {})


def at_revision(root: Path, file: str, revision: str) -> object:
    """Return root/file as it was read in a revision, valid or not; None where it was not there.

    Raises Invalid where that revision of it cannot be read at all.
    """
    raw = _shown(root, revision, file)
    return None if raw is None else document.parse(raw, f"{revision}:{file}").data


def last_touched(root: Path) -> dict[str, date]:
    """Return the day of the newest commit that changed each file, by its path; none without git."""
    touched: dict[str, date] = {}
    day = date.min
    for line in (_git(root, "log", "--format=/%cs", "--name-only", "--relative") or "").split("\n"):
        if line.startswith("/"):  # no path does
            day = date.fromisoformat(line[1:])
        elif line:
            touched.setdefault(line, day)
    return touched


def _revisions(root: Path, file: str) -> Iterator[tuple[str, date]]:
    """Yield each commit that changed the file, with its day, newest first."""
    log = _git(root, "log", "--first-parent", "--format=%H %cs", "--", file) or ""
    for line in log.splitlines():
        revision, day = line.split()
        yield revision, date.fromisoformat(day)


@lru_cache(maxsize=1024)
def _parsed(raw: bytes) -> Answers | None:
    try:
        data = document.parse(raw, "").data
    except Invalid:
        return None
    return {(str(path[-3]), str(path[-1])): answer for path, answer in unchecked.answers(data)}


def _shown(root: Path, revision: str, file: str) -> bytes | None:
    """Return the bytes of root/file in a revision, None where it was not there."""
    return _run(root, "show", "--end-of-options", f"{revision}:{file}")


def _git(root: Path, *words: str) -> str | None:
    """Return what git prints as text, None where it fails or is not there."""
    printed = _run(root, *words)
    return None if printed is None else printed.decode("utf-8", "replace")


def _run(root: Path, *words: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
