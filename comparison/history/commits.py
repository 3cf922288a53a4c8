"""Read what each commit changed in the data, when answers changed, and what was published."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path

from comparison.history import cache, diff, git, permalinks, shapes
from comparison.history.cache import Difference
from comparison.history.diff import Change
from comparison.history.git import NoHistory, Repository, Revision
from comparison.load import yaml_file
from comparison.load.errors import Invalid
from comparison.load.loader import FILES, documents
from comparison.model.comparison import Key

FOLDER = "data"
"""What is read of each revision."""
SHALLOW = "this clone holds only the newest commits; fetch the others: git fetch --unshallow"
PARTIAL = "this clone lacks what old commits held; clone the repository as a whole"
PARSED = 4
"""How many parsed revisions are held at once: each is as large as the matrix."""


class Incomplete(NoHistory):
    """There is a history, and part of it is not here."""


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
    try:
        repository = git.opened(root)
    except NoHistory:
        return
    differences, _ = _differences(repository, repository.head, file)
    for revision, difference in differences[: -1 if repository.shallow else None]:
        yield Step(revision.commit, revision.time, difference.answers, difference.changes)


def changed_steps(root: Path, file: str) -> list[Step]:
    """Return the steps of root/file in which readers see something otherwise, newest first."""
    return [step for step in steps(root, file) if step.changes]


def last_changes(root: Path, file: str) -> dict[Key, date]:
    """Return the day on which each answer of root/file last changed.

    That is the day of the newest commit whose parsed answer differs from its parent's, so that a
    change of format or place is none. An answer is left out where that is not known: it is not
    committed, the history is not here as a whole, or there is none. Nor does a file that cannot be
    read have answers; whoever loads it says why.
    """
    document, newest_first = documents(root).get(file), [*steps(root, file)]
    if document is None or not newest_first:
        return {}
    current = committed = _answers(document.data)
    raw = git.read(root, f"{newest_first[0].revision}:{file}")
    if raw is not None and raw != (root / file).read_bytes():
        committed = _answers(yaml_file.parse(raw, file).data)
    days: dict[Key, date] = {}
    for step in newest_first:
        for key in step.answers:
            if key in current and current[key] == committed.get(key):
                days.setdefault(key, step.day)
    return days


def published(root: Path) -> frozenset[str]:
    """Return every address that the published branch of root ever gave, below the site's.

    Raises NoHistory where there is none, Incomplete where part of it is not here.
    """
    repository = git.opened(root)
    if repository.shallow:
        raise Incomplete(SHALLOW)
    addresses: set[str] = set()
    tip = git.published(repository)
    for file in (*FILES, permalinks.LIST):
        differences, is_complete = _differences(repository, tip, file)
        if not is_complete:
            raise Incomplete(PARTIAL)
        addresses.update(*(difference.addresses for _, difference in differences))
    return frozenset(addresses)


def published_data(root: Path, file: str) -> object:
    """Return root/file as the published branch has it; None where that is the same, or no data.

    Raises NoHistory where there is none.
    """
    raw = git.read(root, f"{git.published(git.opened(root))}:{file}")
    with suppress(Invalid, OSError):
        if raw is not None and raw != (root / file).read_bytes():
            return yaml_file.parse(raw, file).data
    return None


def at_revision(root: Path, file: str, revision: str) -> object:
    """Return root/file as it was read in a revision, valid or not; None where it was not there.

    Raises Invalid where that revision of it cannot be read at all.
    """
    raw = git.read(root, f"{revision}:{file}")
    return None if raw is None else yaml_file.parse(raw, f"{revision}:{file}").data


def last_touched(root: Path) -> dict[str, date]:
    """Return the day of the newest commit that changed each file, by its path; none without git."""
    try:
        repository = git.opened(root)
    except NoHistory:
        return {}
    touched: dict[str, date] = {}
    for revision in git.revisions(repository, repository.head, False):
        for file in revision.files:
            touched.setdefault(file, revision.time.date())
    return touched


def _differences(
    repository: Repository, tip: str, file: str
) -> tuple[list[tuple[Revision, Difference]], bool]:
    """Return what each commit up to tip changed in a file, newest first; and if all were here."""
    kept, parsed = cache.of(repository.root), lru_cache(PARSED)(partial(_parsed, repository, file))
    differences, is_complete, old = [], True, ""
    for revision in reversed(git.revisions(repository, tip, True, FOLDER)):
        if not (new := revision.files.get(file)):
            continue
        make = partial(_difference, file, parsed, old, new)
        try:
            difference = kept.get(f"{file} {old} {new}", make)
        except Incomplete:
            is_complete = False
            continue
        if difference is not None:
            differences.append((revision, difference))
            old = new
    kept.write()
    return differences[::-1], is_complete


def _parsed(repository: Repository, file: str, blob: str) -> object:
    """Return what a blob of a file says; raises Invalid if it is no data, Incomplete if gone."""
    raw = git.read(repository.root, blob)
    if raw is None:
        raise Incomplete(PARTIAL)
    if file == permalinks.LIST:
        return raw.decode("utf-8", "replace")
    return yaml_file.parse(raw, file).data


def _difference(
    file: str, parsed: Callable[[str], object], old: str, new: str
) -> Difference | None:
    """Return how two blobs of a file differ, old empty for none before; None if new is no data.

    Raises Incomplete where one of them is not here.
    """
    try:
        after = parsed(new)
        before = parsed(old) if old else None
    except Invalid:
        return None
    earlier, answers = _answers(before), _answers(after)
    changes = diff.between(file, before, after)
    addresses = {*permalinks.addresses(file, after)} - {*permalinks.addresses(file, before)}
    return Difference(
        answers=frozenset(
            key for key in answers if key not in earlier or answers[key] != earlier[key]
        ),
        changes=tuple(change for change in changes if change.is_logged),
        addresses=tuple(sorted(addresses)),
    )


def _answers(data: object) -> dict[Key, object]:
    return {(str(path[-3]), str(path[-1])): answer for path, answer in shapes.answers(data)}
