"""The pinned releases and an environment with the newest, in; what to read again for them, out."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from comparison.history.commits import Key
from comparison.load.errors import Invalid
from comparison.load.loader import DATA, ROOT, load
from comparison.model.claims import Claims
from comparison.model.matrix import Matrix
from comparison.pages.edit_links import place
from comparison.rereading import Reading, proven_by, readings, shown_by
from contracts.newest import Broken, DidNotRunError, broken, versions

LOCK = "requirements-test.txt"


def moved(lock: str, installed: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return the pinned and the installed release of each package of a lock where they differ."""
    pins = [Requirement(line) for line in re.findall(r"^(\w[^\\\n]*)", lock, re.MULTILINE)]
    found = {}
    for pin in pins:
        if not pin.marker or pin.marker.evaluate():
            now = installed.get(canonicalize_name(pin.name))
            if now is None or not pin.specifier.contains(now):
                found[pin.name] = (str(pin.specifier).lstrip("="), now or "not needed")
    return found


class Known(NamedTuple):
    """What is known here, and where it is edited."""

    matrix: Matrix
    claims: Claims
    lines: Mapping[Key, int]
    repository: str

    def place(self, row: str, framework: str) -> str:
        """Return where an answer is edited."""
        return place(self.repository, DATA, self.lines[row, framework])


def answers(known: Known, changed: dict[str, tuple[str, str]], today: date) -> Iterator[str]:
    """Yield the answers to read again: not yet read on a framework's newest release, and old."""
    every = readings(known.matrix, known.lines)
    for key, framework in known.matrix.frameworks.items():
        _, new = changed.get(canonicalize_name(framework.distribution), ("", ""))
        own = [one for one in every if one.framework == key]
        due = [one for one in own if (new and one.version != new) or one.old(today)]
        why = f"{framework.release} -> {new}" if new else framework.release
        if due:
            yield f"- [ ] {why}: {len(due)} answers to read again, the longest unread first"
        elif new:
            yield f"- [ ] {why}: every answer is read on it; it can be pinned"
        yield from (f"  - {_reading(one, today)} {known.place(one.row, key)}" for one in due)


def _reading(one: Reading, today: date) -> str:
    old = ", more than a year ago" if one.old(today) else ""
    return f"{one.day}{old}: {one.row}--{one.framework}"


def promises(known: Known, failed: list[Broken]) -> Iterator[str]:
    """Yield each promise that does not hold, and what on the site rests on it."""
    for one in failed:
        proof = f"{one.task}::{one.test}"
        run = f"{proof}[{one.framework}]" if one.framework else proof
        says = one.says.replace("`", "'")
        yield f"- [ ] {run}: {one.promise or 'the record'} (`{says}`)"
        for row, framework in proven_by(known.matrix, proof, one.framework):
            yield f"  - proves {row}--{framework} {known.place(row, framework)}"
        for key, claim in known.claims.claims.items():
            if proof in claim.proof.get(one.framework, []):
                yield f"  - proves the claim {key}"
        if rows := shown_by(known.matrix, one.task):
            yield f"  - its program shows {', '.join(rows)}"


def report(parts: dict[str, list[str]]) -> str:
    """Return what to do, as Markdown; parts: the lines below each title."""
    text = ["## Releases", ""]
    for title, part in parts.items():
        text += [f"### {title}", "", *(part or ["None."]), ""]
    return "\n".join(text)


def main(environment: Path) -> int:
    """Print the report; return 0 whatever it says, 1 where the data cannot be read."""
    try:
        data = load()
        known = Known(data.matrix, data.claims, data.lines, os.environ.get("REPOSITORY", ""))
    except Invalid as invalid:
        print(invalid, file=sys.stderr)
        return 1
    changed = moved((ROOT / LOCK).read_text("utf-8"), versions(environment))
    try:
        failed = list(promises(known, broken(environment, ROOT)))
    except DidNotRunError as error:
        failed = [f"- [ ] They were not tried: {error}"]
    parts = {
        "Promises that do not hold on the newest releases": failed,
        "Answers to read again": list(answers(known, changed, date.today())),
        "Other releases than the pinned ones": [
            f"- {name} {old} -> {new}" for name, (old, new) in changed.items()
        ],
    }
    print(report(parts))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
