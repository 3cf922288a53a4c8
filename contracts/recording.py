"""Write what the tests of a task recorded into exchanges.json, or compare it with that."""

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.exchanges import Exchange

Document = dict[str, list[dict[str, Any]]]
"""{"exchanges": […]}: each a request, and per framework its test, what it shows, its response."""


@dataclass(frozen=True)
class Made:
    """One exchange, and where it came from."""

    framework: str
    test: str
    line: int
    """The line where the test begins."""
    number: int
    """Which of the test's exchanges it is, from 0."""
    limited: bool
    """Whether the test runs for some frameworks only."""
    shows: str
    """The first paragraph of the test's docstring."""
    exchange: Exchange


def document(made: Iterable[Made], frameworks: Sequence[str]) -> Document:
    """Return the exchanges in order of the tests, equal requests of several frameworks as one.

    A shared test's requests belong together, and so do the requests of all limited tests.
    """
    groups: dict[tuple[object, ...], dict[str, Made]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for one in sorted(made, key=lambda one: (one.line, one.number)):
        same = (None if one.limited else one.test, as_text(one.exchange.request))
        groups.setdefault((*same, seen[one.framework, *same]), {})[one.framework] = one
        seen[one.framework, *same] += 1
    return {"exchanges": [entry(group, frameworks) for group in groups.values()]}


def entry(group: dict[str, Made], frameworks: Sequence[str]) -> dict[str, Any]:
    """Return one request with every framework's response."""
    made = {framework: group[framework] for framework in frameworks if framework in group}
    return {
        "request": next(iter(made.values())).exchange.request,
        "tests": {framework: one.test for framework, one in made.items()},
        "shows": {framework: one.shows for framework, one in made.items()},
        "responses": {framework: one.exchange.response for framework, one in made.items()},
    }


def lonely(recorded: Document, frameworks: Sequence[str]) -> list[str]:
    """Return a sentence for each request that not every framework's tests make."""
    return [
        f"{', '.join(f'{test}[{framework}]' for framework, test in each['tests'].items())}:"
        f" {each['request']['method']} {each['request']['path']}"
        f" has no counterpart for {', '.join(missing)};"
        " a difference is a pair of tests that make the same request"
        for each in recorded["exchanges"]
        if (missing := [one for one in frameworks if one not in each["tests"]])
    ]


def of_test(recorded: Document, test: str, framework: str) -> list[dict[str, Any]]:
    """Return one test's part of a document, sorted by request, to compare it with another."""
    part = [
        {
            "request": each["request"],
            "shows": each["shows"][framework],
            "response": each["responses"][framework],
        }
        for each in recorded["exchanges"]
        if each["tests"].get(framework) == test
    ]
    return sorted(part, key=lambda each: as_text(each["request"]))


def difference(recorded: object, made: object) -> str:
    """Return a line diff from what is recorded to what was made, empty when they are equal."""
    old, new = (as_text(value).splitlines() for value in (recorded, made))
    return "\n".join(difflib.unified_diff(old, new, "recorded", "made now", lineterm=""))


def as_text(value: object) -> str:
    """Return value as the JSON that is stored; raises ValueError for what JSON does not have."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def read(path: Path) -> Document:
    """Return the document at path, an empty one if there is none."""
    if not path.exists():
        return {"exchanges": []}
    recorded: Document = json.loads(path.read_text(encoding="utf-8"))
    return recorded
