"""Read what each commit changed in the data, when answers changed, and what was published."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from comparison.history import cache, diff, git, permalinks, shapes
from comparison.history.cache import Difference
from comparison.history.diff import Change
from comparison.history.git import NoHistory, Objects, Repository, Revision
from comparison.load import yaml_source
from comparison.load.errors import Invalid
from comparison.model.comparison import Key

FOLDER = "data"
"""What is read of each revision."""
SHALLOW = "this clone holds only the newest commits; fetch the others: git fetch --unshallow"
PARTIAL = "this clone lacks what old commits held; clone the repository as a whole"
HELD = 4
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
        here = git.opened(root)
    except NoHistory:
        return
    found, _ = _differences(here, here.head, file)
    for revision, difference in found[: -1 if here.shallow else None]:
        known = difference.answers, difference.changes
        yield Step(revision.commit, revision.time, *known)


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
    try:
        current = _answers(yaml_source.read(root / file, file).data)
    except Invalid:
        return {}
    committed: dict[Key, object] | None = None
    days: dict[Key, date] = {}
    for step in steps(root, file):
        if committed is None:
            committed = _committed(root, file, step.revision, current)
        for key in step.answers:
            if key in current and current[key] == committed.get(key):
                days.setdefault(key, step.day)
    return days


def published(root: Path) -> frozenset[str]:
    """Return every address that the published branch of root ever gave, below the site's.

    Raises NoHistory where there is none, Incomplete where part of it is not here.
    """
    here = git.opened(root)
    if here.shallow:
        raise Incomplete(SHALLOW)
    every: set[str] = set()
    for file in (*permalinks.FILES, permalinks.LIST):
        found, complete = _differences(here, git.published(here), file)
        if not complete:
            raise Incomplete(PARTIAL)
        every.update(address for _, difference in found for address in difference.addresses)
    return frozenset(every)


def at_revision(root: Path, file: str, revision: str) -> object:
    """Return root/file as it was read in a revision, valid or not; None where it was not there.

    Raises Invalid where that revision of it cannot be read at all.
    """
    with Objects(root) as objects:
        raw = objects.read(f"{revision}:{file}")
    return None if raw is None else yaml_source.parse(raw, f"{revision}:{file}").data


def last_touched(root: Path) -> dict[str, date]:
    """Return the day of the newest commit that changed each file, by its path; none without git."""
    try:
        here = git.opened(root)
    except NoHistory:
        return {}
    touched: dict[str, date] = {}
    for revision in git.revisions(here, here.head, False):
        for file in revision.files:
            touched.setdefault(file, revision.time.date())
    return touched


def _differences(
    here: Repository, tip: str, file: str
) -> tuple[list[tuple[Revision, Difference]], bool]:
    """Return what each commit up to tip changed in a file, newest first; and if all were here."""
    kept, found, complete, old = cache.of(here.root), [], True, ""
    with _Blobs(here.root, file) as blobs:
        for revision in reversed(git.revisions(here, tip, True, FOLDER)):
            new = revision.files.get(file)
            if not new:
                continue
            try:
                difference = kept.get(f"{file} {old} {new}", partial(blobs.between, old, new))
            except Incomplete:
                complete = False
                continue
            if difference is not None:
                found.append((revision, difference))
                old = new
    kept.write()
    return found[::-1], complete


class _Blobs:
    """What a file held in its revisions, read when it is asked for; a few are held."""

    def __init__(self, root: Path, file: str) -> None:
        self.file = file
        self.objects = Objects(root)
        self.parsed: OrderedDict[str, object] = OrderedDict()

    def __enter__(self) -> "_Blobs":
        return self

    def __exit__(self, *_: object) -> None:
        self.objects.__exit__()

    def between(self, old: str, new: str) -> Difference | None:
        """Return how two blobs differ, old empty for none before; None where new is no data.

        Raises Incomplete where one of them is not here.
        """
        try:
            after = self.data(new)
            before = self.data(old) if old else None
        except Invalid:
            return None
        came = {*permalinks.of_data(self.file, after)} - {*permalinks.of_data(self.file, before)}
        if self.file != permalinks.MATRIX:
            return Difference(addresses=tuple(sorted(came)))
        were, are = _answers(before), _answers(after)
        return Difference(
            answers=frozenset(key for key in are if key not in were or are[key] != were[key]),
            changes=tuple(
                change for change in diff.between(self.file, before, after) if change.is_logged
            ),
            addresses=tuple(sorted(came)),
        )

    def data(self, blob: str) -> object:
        """Return what a blob says; raises Invalid where it cannot be read, Incomplete if gone."""
        if blob not in self.parsed:
            raw = self.objects.read(blob)
            if raw is None:
                raise Incomplete(PARTIAL)
            listed = self.file == permalinks.LIST
            text = raw.decode("utf-8", "replace") if listed else ""
            self.parsed[blob] = text if listed else yaml_source.parse(raw, self.file).data
        self.parsed.move_to_end(blob)
        if len(self.parsed) > HELD:
            self.parsed.popitem(last=False)
        return self.parsed[blob]


def _committed(
    root: Path, file: str, revision: str, current: dict[Key, object]
) -> dict[Key, object]:
    """Return the answers of root/file in a revision: the current ones where it is the same."""
    with Objects(root) as objects:
        raw = objects.read(f"{revision}:{file}")
    same = raw == (root / file).read_bytes()
    return current if same or raw is None else _answers(yaml_source.parse(raw, file).data)


def _answers(matrix: object) -> dict[Key, object]:
    found = shapes.answers(matrix)
    return {(str(path[-3]), str(path[-1])): answer for path, answer in found}
