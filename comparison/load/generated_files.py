"""Read the files that commands write: facts, measurements, releases, and what was answered."""

from collections.abc import Callable, Iterator
from pathlib import Path as Folder
from typing import TypeVar

from comparison.load import json_file
from comparison.load.errors import Finding
from comparison.model import facts as facts_record
from comparison.model import measurements as measurements_record
from comparison.model import probes as probes_record
from comparison.model import releases as releases_record
from comparison.model.exchanges import Exchanges
from comparison.model.facts import Facts
from comparison.model.fields import Record
from comparison.model.measurements import Measurements
from comparison.model.probes import Outcomes
from comparison.model.releases import Releases

NONE = Outcomes(rows={})
AnyRecord = TypeVar("AnyRecord", bound=Record)


def facts(root: Folder) -> Facts | None:
    """Return what the installed packages said last, None if there is no such file.

    Raises Invalid with every mistake in it.
    """
    return _if_there(root, facts_record.FILE, Facts, "make record")


def measurements(root: Folder) -> Measurements | None:
    """Return what was measured last, None if there is no such file.

    Raises Invalid with every mistake in it.
    """
    return _if_there(root, measurements_record.FILE, Measurements, "make bench", _misfits)


def releases(root: Folder) -> Releases | None:
    """Return which tests held on which releases, None where none was tried.

    Raises Invalid with every mistake in it.
    """
    return _if_there(root, releases_record.FILE, Releases, "make releases", _not_tried)


def exchanges(root: Folder, task: str) -> Exchanges:
    """Return what servers answered to the requests of a task.

    Raises Invalid with every mistake in the file, also where there is none.
    """
    name, writer = f"snippets/{task}/exchanges.json", f"make record TASK={task}"
    return json_file.read(root / name, name, Exchanges, writer, _unlike, controls=True)


def outcomes(root: Folder) -> Outcomes:
    """Return what the probes of each row showed, of no row if there is no such file.

    Raises Invalid with every mistake in it.
    """
    return _if_there(root, probes_record.FILE, Outcomes, "make record") or NONE


def _if_there(
    root: Folder,
    name: str,
    kind: type[AnyRecord],
    writer: str,
    misfits: Callable[[AnyRecord], Iterator[Finding]] = lambda _: iter(()),
) -> AnyRecord | None:
    file = root / name
    return json_file.read(file, name, kind, writer, misfits) if file.is_file() else None


def _unlike(recorded: Exchanges) -> Iterator[Finding]:
    for index, exchange in enumerate(recorded.exchanges):
        for part in ("shows", "responses"):
            if getattr(exchange, part).keys() != exchange.tests.keys():
                yield ("exchanges", index, part), "must name the same frameworks as tests"


def _not_tried(releases: Releases) -> Iterator[Finding]:
    for key, tried in releases.frameworks.items():
        known = tried.whole.keys() | tried.searched.keys()
        for test, outcomes in tried.others.items():
            if outcomes.keys() - known or test in tried.held:
                yield ("frameworks", key, "others", test), "names a release that was not tried"


def _misfits(measured: Measurements) -> Iterator[Finding]:
    """Yield the path of the first part that names what is not there, or that is there twice.

    What lacks is looked for where all names are known: each unknown one would leave gaps.
    """
    known: dict[str, set[str]] = {
        "subject": {*measured.subjects},
        "endpoint": {*measured.endpoints},
    }
    unknown = set()
    for part in ("footprints", "alone", "loads"):
        seen = set()
        for index, entry in enumerate(getattr(measured, part)):
            for name in known.keys() & type(entry).model_fields.keys():
                value = getattr(entry, name)
                if value not in known[name] and value not in unknown:
                    unknown.add(value)
                    yield (part, index, name), f"there is no {name} of this name"
            names = ("subject", "endpoint", "connections")
            of = tuple(getattr(entry, name, None) for name in names)
            if of in seen:
                yield (part, index), "was measured twice"
            seen.add(of)
    if not unknown:
        yield from _gaps(measured)


def _gaps(measured: Measurements) -> Iterator[Finding]:
    """Yield each load that lacks where its table needs it, and each pair that lacks a side."""
    loads = {(load.endpoint, load.subject, load.connections) for load in measured.loads}
    for endpoint in measured.endpoints:
        subjects = {subject for at, subject, _ in loads if at == endpoint}
        for count in sorted({count for at, _, count in loads if at == endpoint}):
            for subject in sorted(subjects):
                if (endpoint, subject, count) not in loads:
                    problem = f"has no load of {subject} on {endpoint} with {count} connections"
                    yield ("loads",), problem
    loaded = {subject for _, subject, _ in loads}
    for index, pair in enumerate(measured.pairs):
        for side in ("of", "to"):
            if getattr(pair, side) not in loaded:
                yield ("pairs", index, side), "there is no load of a subject of this name"
