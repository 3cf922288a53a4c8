"""What pytest collects for a task: its contract, whose last item is the recording."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from contracts.client import Client
from contracts.load import bursts, declared, troubles
from contracts.promises import PROMISE
from contracts.recording import Made, as_text, difference, document, lonely, of_test, read
from contracts.servers import Server

HINT = "if the change is meant, run: make record"


def words(test: pytest.Function) -> str:
    """Return what a test says to the readers of the site: the first paragraph of its docstring."""
    return " ".join((test.function.__doc__ or "").strip().partition("\n\n")[0].split())


def holds_load(server: Server, request: pytest.FixtureRequest) -> None:
    """It answers 100 simultaneous copies of each request as it answers one."""
    contract = request.node.parent
    made = [one for some in contract.made.values() for one in some]
    load = bursts(one.exchange for one in made if one.framework == server.framework)
    if not load:
        pytest.skip("no test has sent a request")
    if found := troubles(server.url, load, declared(contract.obj)):
        who = f"{server.task}, {server.framework}"
        pytest.fail("\n".join(f"{who}: {trouble}" for trouble in found), pytrace=False)


LOAD = "test_holds_load"
"""What the test of load is called, which every contract has without a line of its own."""


class Contract(pytest.Module):
    """The tests of one task, and the exchanges that those which passed have made."""

    frameworks: list[str]
    """The frameworks that have the task, in order; set by whoever makes the contract."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Return the tests, and after them the one that looks after exchanges.json."""
        self.made: dict[tuple[str, str], list[Made]] = {}
        self.differ = False
        setattr(self.obj, LOAD, holds_load)
        try:
            declared(self.obj)
        except ValueError as error:
            raise self.CollectError(str(error)) from None
        tests = list(super().collect())
        for test in tests:
            if isinstance(test, pytest.Class):
                raise pytest.UsageError(f"{test.nodeid}: write functions; a class is not recorded")
        self.planned = set()
        for test in tests:
            if isinstance(test, pytest.Function) and hasattr(test, "callspec"):
                framework = test.callspec.params.get("server")
                promise = f"{self.path.parent.name}, {framework}: {words(test)}"
                test.user_properties.append((PROMISE, promise))
                if framework in self.frameworks and test.originalname != LOAD:
                    self.planned.add((test.originalname, framework))
        return [*tests, Recording.from_parent(self, name="exchanges.json")]

    def keep(self, item: pytest.Function, client: Client) -> None:
        """Keep what a test made; fail it if that is not what is recorded."""
        test, framework = item.originalname, client.framework
        shows = words(item)
        limited = item.get_closest_marker("framework") is not None
        made = self.made[test, framework] = [
            Made(framework, test, item.location[1] or 0, number, limited, shows, exchange)
            for number, exchange in enumerate(client.exchanges)
        ]
        if not self.config.getoption("record"):
            recorded = of_test(read(self.path.with_name("exchanges.json")), test, framework)
            now = of_test(document(made, [framework]), test, framework)
            if found := difference(recorded, now):
                self.differ = True
                pytest.fail(f"not as recorded; {HINT}\n{found}", pytrace=False)


class Recording(pytest.Item):
    """Runs after a task's tests: writes exchanges.json, or checks that it is what they made."""

    def runtest(self) -> None:
        """Write or check the file if the whole contract ran; otherwise skip, or refuse to write."""
        contract, record = self.parent, self.config.getoption("record")
        assert isinstance(contract, Contract)
        if left := sorted(contract.planned - contract.made.keys()):
            names = ", ".join(f"{test}[{framework}]" for test, framework in left)
            if record:
                pytest.fail(f"nothing written; not run, or failed: {names}", pytrace=False)
            pytest.skip("a part of the contract was not run, or failed")
        every = [one for some in contract.made.values() for one in some]
        now = document(every, contract.frameworks)
        mistakes = [*lonely(now, contract.frameworks), *self._unsent(every)]
        if mistakes:
            pytest.fail("\n".join(mistakes), pytrace=False)
        path = contract.path.with_name("exchanges.json")
        if record:
            path.write_text(as_text(now), encoding="utf-8")
        elif not contract.differ and (found := difference(read(path), now)):
            pytest.fail(f"{path.name} is not as recorded; {HINT}\n{found}", pytrace=False)

    def _unsent(self, made: Iterable[Made]) -> list[str]:
        """Return a sentence for each request that UNDER_LOAD names and no test sends."""
        contract = self.parent
        assert isinstance(contract, Contract)
        sent = {burst.name for burst in bursts(one.exchange for one in made)}
        unsent = declared(contract.obj).keys() - sent
        return [f"UNDER_LOAD names {name}, which no test sends; remove it" for name in unsent]

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what pytest calls this item in its report."""
        return self.path, None, f"{self.path.parent.name}/{self.name}"
