"""What pytest collects for a task: its contract, whose last item is the recording."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from contracts.client import Client
from contracts.promises import PROMISE
from contracts.recording import Made, as_text, difference, document, lonely, of_test, read

HINT = "if the change is meant, run: make record"


def words(test: pytest.Function) -> str:
    """Return what a test says to the readers of the site: the first paragraph of its docstring."""
    return " ".join((test.function.__doc__ or "").strip().partition("\n\n")[0].split())


class Contract(pytest.Module):
    """The tests of one task, and the exchanges that those which passed have made."""

    frameworks: list[str]
    """The frameworks that have the task, in order; set by whoever makes the contract."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Return the tests, and after them the one that looks after exchanges.json."""
        self.made: dict[tuple[str, str], list[Made]] = {}
        self.differ = False
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
                if framework in self.frameworks:
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
        if mistakes := lonely(now, contract.frameworks):
            pytest.fail("\n".join(mistakes), pytrace=False)
        path = contract.path.with_name("exchanges.json")
        if record:
            path.write_text(as_text(now), encoding="utf-8")
        elif not contract.differ and (found := difference(read(path), now)):
            pytest.fail(f"{path.name} is not as recorded; {HINT}\n{found}", pytrace=False)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what pytest calls this item in its report."""
        return self.path, None, f"{self.path.parent.name}/{self.name}"
