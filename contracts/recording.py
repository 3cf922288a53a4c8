"""Put together what the tests of a task recorded, as it stands in exchanges.json."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comparison.model.exchanges import Exchange, Exchanges
from comparison.model.fields import Record
from contracts.exchanges import Call


@dataclass(frozen=True)
class TestRun:
    """One run of a test against the program of one framework."""

    framework: str
    test: str
    line: int
    """The line where the test begins."""
    limited: bool
    """Whether the test runs for some frameworks only."""
    shows: str
    """The first paragraph of the test's docstring."""
    calls: Sequence[Call]


def document(runs: Iterable[TestRun], frameworks: Sequence[str]) -> Exchanges:
    """Return the exchanges in order of the tests, equal requests of several frameworks as one.

    A shared test's requests belong together, and so do the requests of all limited tests. Raises
    pydantic.ValidationError where a test does not say what it shows.
    """
    groups: dict[tuple[object, ...], dict[str, tuple[TestRun, Call]]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for run in sorted(runs, key=lambda run: run.line):
        for call in run.calls:
            request = (None if run.limited else run.test, call.request.model_dump_json())
            group = groups.setdefault((*request, seen[run.framework, *request]), {})
            group[run.framework] = run, call
            seen[run.framework, *request] += 1
    return Exchanges(exchanges=tuple(exchange(group, frameworks) for group in groups.values()))


def exchange(group: dict[str, tuple[TestRun, Call]], frameworks: Sequence[str]) -> Exchange:
    """Return one request with every framework's response."""
    parts = {framework: group[framework] for framework in frameworks if framework in group}
    _, first = next(iter(parts.values()))
    return Exchange(
        request=first.request,
        tests={framework: run.test for framework, (run, _) in parts.items()},
        shows={framework: run.shows for framework, (run, _) in parts.items()},
        responses={framework: call.response for framework, (_, call) in parts.items()},
    )


def one_sided(recorded: Exchanges, frameworks: Sequence[str]) -> list[str]:
    """Return a sentence for each request that not every framework's tests make."""
    return [
        f"{', '.join(f'{test}[{framework}]' for framework, test in exchange.tests.items())}:"
        f" {exchange.request.method} {exchange.request.path}"
        f" has no counterpart for {', '.join(missing)};"
        " a difference is a pair of tests that make the same request"
        for exchange in recorded.exchanges
        if (missing := [name for name in frameworks if name not in exchange.tests])
    ]


def of_test(recorded: Exchanges, test: str, framework: str) -> Exchanges:
    """Return one test's part of a document, sorted by request, to compare it with another."""
    parts = (
        Exchange(
            request=exchange.request,
            tests={framework: test},
            shows={framework: exchange.shows[framework]},
            responses={framework: exchange.responses[framework]},
        )
        for exchange in recorded.exchanges
        if exchange.tests.get(framework) == test
    )
    ordered = sorted(parts, key=lambda part: part.request.model_dump_json())
    return Exchanges(exchanges=tuple(ordered))


def difference(recorded: Record, made: Record) -> str:
    """Return a line diff from what is recorded to what was made, empty when they are equal."""
    old, new = (as_text(record).splitlines() for record in (recorded, made))
    return "\n".join(difflib.unified_diff(old, new, "recorded", "made now", lineterm=""))


def as_text(record: Record) -> str:
    """Return a record as the JSON that is stored."""
    return record.model_dump_json(indent=2) + "\n"
