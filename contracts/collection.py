"""Collect the tests of a task, a test of load after them, and the check of exchanges.json."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import pytest

from comparison.load import generated_files
from comparison.model.exchanges import Exchanges
from contracts.client import Client
from contracts.load import failures, recorded_statuses, under_load
from contracts.recording import TestRun, as_text, difference, document, of_test, one_sided
from contracts.servers import Server
from contracts.tasks import frameworks_with

FILE = "exchanges.json"
HINT = "if the change is meant, run: make record"
LOAD = "test_holds_load"
"""What the test of load is called, which every contract has without a line of its own."""
PROMISE = "promise"
"""The property of a report that holds the task, the framework and the words of the test."""


def first_paragraph(test: pytest.Function) -> str:
    """Return what a test says to the readers of the site, the beginning of its docstring."""
    return " ".join((test.function.__doc__ or "").strip().partition("\n\n")[0].split())


def holds_load(server: Server, request: pytest.FixtureRequest) -> None:
    """It answers 100 simultaneous copies of each request as it answers one."""
    contract = request.node.parent
    runs = [run for run in contract.runs.values() if run.framework == server.program.name]
    recorded = recorded_statuses(runs)
    if not recorded:
        pytest.skip("no test has sent a request")
    if failed := failures(server.url, recorded, under_load(contract.obj)):
        pytest.fail("\n".join(f"{server.name}: {failure}" for failure in failed), pytrace=False)


class Contract(pytest.Module):
    """The tests of one task, and what those which passed have sent and got."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Return the tests, and after them the one that looks after exchanges.json."""
        task = self.path.parent.name
        self.frameworks = frameworks_with(task)
        self.runs: dict[tuple[str, str], TestRun] = {}
        self.planned: set[tuple[str, str]] = set()
        self.differs = False
        setattr(self.obj, LOAD, holds_load)
        try:
            under_load(self.obj)
        except ValueError as error:
            raise self.CollectError(str(error)) from None
        tests = list(super().collect())
        for test in tests:
            if isinstance(test, pytest.Class):
                raise pytest.UsageError(f"{test.nodeid}: write functions; a class is not recorded")
            if isinstance(test, pytest.Function) and hasattr(test, "callspec"):
                framework = test.callspec.params.get("server")
                if not first_paragraph(test):
                    why = "give the test a docstring that says what it shows"
                    raise self.CollectError(f"{test.originalname}: {why}")
                promise = f"{task}, {framework}: {first_paragraph(test)}"
                test.user_properties.append((PROMISE, promise))
                if framework in self.frameworks and test.originalname != LOAD:
                    self.planned.add((test.originalname, framework))
        return [*tests, Recording.from_parent(self, name=FILE)]

    @cached_property
    def recorded(self) -> Exchanges:
        """What is recorded of the task, if anything; raises Invalid where it cannot be read."""
        if not self.path.with_name(FILE).exists():
            return Exchanges(exchanges=())
        return generated_files.exchanges(self.path.parents[2], self.path.parent.name)

    def keep(self, test: pytest.Function, client: Client) -> None:
        """Keep what a test has sent and got; fail it if that is not what is recorded."""
        name, framework = test.originalname, client.framework
        run = TestRun(
            framework,
            name,
            line=test.location[1] or 0,
            limited=test.get_closest_marker("framework") is not None,
            shows=first_paragraph(test),
            calls=client.calls,
        )
        made = of_test(document([run], [framework]), name, framework)
        self.runs[name, framework] = run
        if not (self.config.getoption("record") or self.config.getoption("programs")):
            recorded = of_test(self.recorded, name, framework)
            if lines := difference(recorded, made):
                self.differs = True
                pytest.fail(f"not as recorded; {HINT}\n{lines}", pytrace=False)


class Recording(pytest.Item):
    """Runs after a task's tests: writes exchanges.json, or checks that it is what they made."""

    def runtest(self) -> None:
        """Write or check the file if the whole contract ran; otherwise skip, or refuse to write."""
        contract, record = self.parent, self.config.getoption("record")
        assert isinstance(contract, Contract)
        if left := sorted(contract.planned - contract.runs.keys()):
            names = ", ".join(f"{test}[{framework}]" for test, framework in left)
            if record:
                pytest.fail(f"nothing written; not run, or failed: {names}", pytrace=False)
            pytest.skip("a part of the contract was not run, or failed")
        made = document(contract.runs.values(), contract.frameworks)
        sent = {request.name for request in recorded_statuses(contract.runs.values())}
        mistakes = one_sided(made, contract.frameworks) + [
            f"UNDER_LOAD names {name}, which no test sends; remove it"
            for name in under_load(contract.obj).keys() - sent
        ]
        if mistakes:
            pytest.fail("\n".join(mistakes), pytrace=False)
        if record:
            self.path.with_name(FILE).write_text(as_text(made), encoding="utf-8")
        elif not contract.differs and (lines := difference(contract.recorded, made)):
            pytest.fail(f"{FILE} is not as recorded; {HINT}\n{lines}", pytrace=False)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what pytest calls this item in its report."""
        return self.path, None, f"{self.path.parent.name}/{self.name}"
