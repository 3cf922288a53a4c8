"""Histories of the small project, and what is told of them."""

from datetime import date
from pathlib import Path

from comparison.history import cache
from comparison.history.commits import last_changes, steps
from comparison.history.git import revisions
from tests.git import git

DATA = "data/comparison.yaml"


def begin(root: Path) -> None:
    """Commit all files of a folder that has no history yet, on 1 January 2026."""
    git(root, "init", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")


def change(root: Path, old: str, new: str, day: str) -> None:
    """Replace a text in the data and commit that on a day."""
    file = root / DATA
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    git(root, "commit", "-a", "-m", "next", day=day)


def forget() -> None:
    """Read of every history anew what is not kept on disk, as a new process does."""
    cache.of.cache_clear()
    revisions.cache_clear()


def days(root: Path) -> dict[str, date]:
    """Return the day on which each framework's only answer last changed."""
    return {framework: day for (_, framework), day in last_changes(root, DATA).items()}


def told(root: Path) -> list[list[str]]:
    """Return the lines that tell what each commit changed, newest first."""
    return [[str(change) for change in step.changes] for step in steps(root, DATA)]
