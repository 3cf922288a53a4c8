"""Ask git about this repository, so that nobody's settings change what it says."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from comparison.load.errors import shown

PUBLISHED = "refs/remotes/origin/main"
"""The branch that is published, as a clone knows it."""
SETTINGS = ("--no-pager", "--no-replace-objects", "-c", "core.fsmonitor=false")
ALLOWED = {"GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES"}
"""What of git's own environment is kept besides settings: where git itself is, where to stop."""
COMMITTED = re.compile(rb"^committer .*> (\d{1,12}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)
"""The time in a commit: https://git-scm.com/docs/git-commit#_date_formats, Git internal format."""
FILE_MODES = ("100644", "100755")
"""How git calls files; links, folders and other repositories are none."""
TROUBLES = {
    "not a git repository": "this folder has no history; clone the repository",
    "dubious ownership": "git does not read a folder that belongs to somebody else; "
    "name it under safe.directory, see git help config",
    "unknown revision": "this repository has no commit yet; commit something",
}
"""What git says where it cannot read a history, and what to say instead."""


class NoHistory(Exception):
    """There is no history to read here; as text, why, and what to do."""


@dataclass(frozen=True)
class Repository:
    """A folder that is the top of a repository."""

    root: Path
    head: str
    """The commit that is checked out."""
    shallow: bool
    """Whether the oldest commits are not here."""


@dataclass(frozen=True)
class Revision:
    """A commit, and what it changed of some files."""

    commit: str
    time: datetime
    """When it was committed, with its offset from UTC."""
    files: dict[str, str | None]
    """What each changed file holds since, as the name of a blob; None where it is gone."""


def opened(root: Path) -> Repository:
    """Return the repository whose top is root; raises NoHistory where there is none."""
    words = ("rev-parse", "--show-prefix", "--is-shallow-repository", "HEAD^{commit}")
    try:
        done = _run(root, *words)
    except OSError:
        raise NoHistory("there is no git here, so no history; install git") from None
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        remedies = (remedy for part, remedy in TROUBLES.items() if part in message)
        raise NoHistory(next(remedies, f"git cannot read the history: {shown(message)}"))
    prefix, shallow, head = done.stdout.decode().split("\n")[:3]
    if prefix:
        raise NoHistory(TROUBLES["not a git repository"])
    return Repository(root, head, shallow == "true")


def published(repository: Repository) -> str:
    """Return the newest commit that is published: that of the base branch, where it is known.

    Else the one that a merge was made into, or the one that is checked out; what exists on the
    branch of a contributor alone was never published.
    """
    base = commit_of(repository, "HEAD^2") and commit_of(repository, "HEAD^1")
    return commit_of(repository, PUBLISHED) or base or repository.head


def commit_of(repository: Repository, name: str) -> str | None:
    """Return the commit that a branch, tag or hash names, None where there is none."""
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return output(repository.root, *words).decode().strip() or None


@lru_cache(maxsize=16)  # small, and a commit never changes
def revisions(repository: Repository, tip: str, first_parents: bool, *paths: str) -> list[Revision]:
    """Return each commit up to tip that changed something below paths, newest first.

    first_parents: whether what a merge brought counts as its own; else merges are left out.
    A date that cannot be used is that of the nearest older commit whose date can.
    """
    root = repository.root
    along = ("--first-parent", "--parents") if first_parents else ("--no-merges",)
    command = ("rev-list", "--header", "--encoding=none", "--date-order", *along)
    records = output(root, *command, tip, "--", *paths).split(b"\0")[:-1]
    headers = [record.partition(b"\n\n")[0] for record in records]
    commits = [header.partition(b"\n")[0].split()[:2] for header in headers]  # with a parent
    compare = ("diff-tree", "--stdin", "-r", "--root", "--raw", "-z", "--no-renames", "--", *paths)
    lines = b"".join(b" ".join(commit) + b"\n" for commit in commits)
    changes = _changes(output(root, *compare, given=lines))
    names = [name.decode() for name, *_ in commits]
    times = _usable([*map(_time, headers)])
    return [
        Revision(name, time, changes.get(name, {})) for name, time in zip(names, times, strict=True)
    ]


def read(root: Path, name: str) -> bytes | None:
    """Return what a file held, by its blob or as revision:path; None where that is not here."""
    done = _run(root, "cat-file", "blob", name)
    return None if done.returncode else done.stdout


def tracked(root: Path, *folders: str) -> list[str]:
    """Return the files in some folders of root that a commit of all would hold, links as files.

    Those are the ones that git knows, and new ones that it does not ignore; without git, all that
    Python did not compile.
    """
    files: Iterable[str]
    if output(root, "rev-parse", "--show-prefix") == b"\n":
        listed = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders)
        files = output(root, *listed).decode("utf-8", "surrogateescape").split("\0")[:-1]
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


def uncommitted(root: Path, *patterns: str) -> list[str]:
    """Return the files that match and are not as they are in the newest commit, new ones too.

    Raises NoHistory where there is none.
    """
    opened(root)
    status = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    printed = output(root, *status, "--", *patterns).decode("utf-8", "replace")
    return sorted(line[3:] for line in printed.split("\0")[:-1])


def _changes(printed: bytes) -> dict[str, dict[str, str | None]]:
    """Return what git diff-tree --raw -z says of each commit: the new blob of each file."""
    changes: dict[str, dict[str, str | None]] = {}
    files: dict[str, str | None] = {}
    for field, path in pairwise(printed.decode("utf-8", "replace").split("\0")):
        if re.fullmatch("[0-9a-f]{40,64}", field):
            files = changes.setdefault(field, {})
        elif field.startswith(":") and len(words := field.split(" ")) == 5:
            files[path] = words[3] if words[1] in FILE_MODES else None
    return changes


def _time(header: bytes) -> datetime | None:
    """Return when a commit was made, None where that is no date; in UTC where the zone is none."""
    committed = COMMITTED.search(header)
    if not committed:
        return None
    seconds, sign, hours, minutes = committed.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == b"-" else 1)
    is_zone = abs(offset) < timedelta(days=1)
    try:
        return datetime.fromtimestamp(int(seconds), timezone(offset) if is_zone else UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _usable(times: list[datetime | None]) -> list[datetime]:
    """Return times, newest first; for one that is None the next older one, else the next newer."""
    last = next((time for time in times[::-1] if time), datetime.fromtimestamp(0, UTC))
    usable = [last := time or last for time in times[::-1]]
    return usable[::-1]


def output(root: Path, *words: str, given: bytes = b"") -> bytes:
    """Return what git prints, nothing where it fails or is not there."""
    try:
        done = _run(root, *words, given=given)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _run(root: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(root), *SETTINGS, *words]
    return subprocess.run(command, input=given, capture_output=True, env=_environment())


def _environment() -> dict[str, str]:
    """Return the environment without what leads git elsewhere, in English, with no old grafts."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG_") or name in ALLOWED
    }
    own = {"GIT_GRAFT_FILE": os.devnull, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    return kept | own | {"LC_ALL": "C"}
