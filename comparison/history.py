"""The matrix over the git history: revisions in; what each changed, and when answers did, out."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from comparison import changes, document, unchecked
from comparison.changes import Change
from comparison.mistakes import Invalid

Key = tuple[str, str]
"""A row and a framework."""


@dataclass(frozen=True)
class Step:
    """What one commit changed in the matrix."""

    revision: str
    """The whole hash of the commit."""
    time: datetime
    """When it was committed, with its offset from UTC."""
    answers: frozenset[Key]
    """Whose parsed answers differ from those before, or were not there before."""
    changes: tuple[Change, ...]
    """What readers see otherwise, nothing for a change of format or place."""

    @property
    def name(self) -> str:
        """The commit as it is called in addresses."""
        return self.revision[:10]

    @property
    def day(self) -> date:
        """The day of the commit, where it was made."""
        return self.time.date()


def steps(root: Path, file: str) -> Iterator[Step]:
    """Yield what each commit of root/file changed, newest first.

    A revision that cannot be read is passed over: what it and the next one did counts as one step.
    The oldest commit is left out where the history is not here as a whole, and there is none where
    root is not the top folder of a repository.
    """
    if _git(root, "rev-parse", "--show-prefix") != "\n":
        return
    newer: tuple[str, datetime] | None = None
    for revision, time in _revisions(root, file):
        if not _readable(root, file, revision):
            continue
        if newer:
            yield Step(*newer, *_between(root, file, revision, newer[0]))
        newer = revision, time
    if newer and _git(root, "rev-parse", "--is-shallow-repository") == "false\n":
        yield Step(*newer, *_between(root, file, None, newer[0]))


def last_changes(root: Path, file: str) -> dict[Key, date]:
    """Return the day on which each answer of root/file last changed.

    That is the day of the newest commit whose parsed answer differs from its parent's, so that a
    change of format or place is none. An answer is left out where that is not known: it is not
    committed, the history is not here as a whole, or there is none. Nor does a file that cannot be
    read have answers; whoever loads it says why.
    """
    try:
        current = _answers(document.read(root / file, file).data)
    except Invalid:
        return {}
    committed: dict[Key, object] | None = None
    days: dict[Key, date] = {}
    for step in steps(root, file):
        if committed is None:
            committed = _answers(at_revision(root, file, step.revision))
        for key in step.answers:
            if key in current and current[key] == committed.get(key):
                days.setdefault(key, step.day)
    return days


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


def uncommitted(root: Path, *patterns: str) -> list[str]:
    """Return the files that match and are not as they are in the newest commit, new ones too."""
    status = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    return sorted(
        line[3:] for line in (_git(root, *status, "--", *patterns) or "").split("\0")[:-1]
    )


def tracked(root: Path, *folders: str) -> list[str]:
    """Return the files in some folders of root that a commit of all would hold, links as files.

    Those are the ones that git knows, and new ones that it does not ignore; without git, all that
    Python did not compile.
    """
    files: Iterable[str]
    if _git(root, "rev-parse", "--show-prefix") == "\n":
        listed = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders)
        files = (_git(root, *listed) or "").split("\0")[:-1]
    else:
        every = (path for folder in folders for path in _below(root / folder))
        files = (path.relative_to(root).as_posix() for path in every)
    return sorted({name for name in files if os.path.lexists(root / name)})


def _below(folder: Path) -> Iterator[Path]:
    if folder.is_symlink() or folder.is_file():
        yield folder
    elif folder.is_dir() and folder.name != "__pycache__":
        for inner in folder.iterdir():
            yield from _below(inner)


def _revisions(root: Path, file: str) -> Iterator[tuple[str, datetime]]:
    """Yield each commit that changed the file, with its time, newest first."""
    log = _git(root, "log", "--first-parent", "--format=%H %cI", "--", file) or ""
    for line in log.splitlines():
        revision, time = line.split()
        yield revision, datetime.fromisoformat(time)


@lru_cache(maxsize=4)  # few: each is as large as the matrix, and is compared with its neighbours
def _parsed(root: Path, file: str, revision: str) -> object:
    return at_revision(root, file, revision)


@cache
def _readable(root: Path, file: str, revision: str) -> bool:
    try:
        return _parsed(root, file, revision) is not None
    except Invalid:
        return False


@cache  # small, and a commit never changes
def _between(
    root: Path, file: str, old: str | None, new: str
) -> tuple[frozenset[Key], tuple[Change, ...]]:
    before = _parsed(root, file, old) if old else None
    after = _parsed(root, file, new)
    were, are = _answers(before), _answers(after)
    differ = frozenset(key for key in are if key not in were or are[key] != were[key])
    return differ, tuple(changes.between(before, after))


def _answers(matrix: object) -> dict[Key, object]:
    found = unchecked.answers(matrix)
    return {(str(path[-3]), str(path[-1])): answer for path, answer in found}


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
