"""The hooks and fixtures that run each contract against every framework that has the task."""

import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from comparison.load import load
from comparison.mistakes import Invalid
from comparison.model import Matrix
from contracts.client import Client
from contracts.nodes import Contract
from contracts.processes import last_lines
from contracts.promises import broken
from contracts.servers import Server, serving


def matrix() -> Matrix:
    """Return the matrix that says which frameworks have which task; raises pytest.UsageError."""
    try:
        return load(proofs=False)  # the proofs are what is recorded here
    except Invalid as invalid:
        raise pytest.UsageError(f"{invalid}") from None


def frameworks_with(task: str) -> list[str]:
    """Return the keys of the frameworks that have a program for task, in order."""
    absent = matrix().tasks[task].absent
    return [framework for framework in matrix().frameworks if framework not in absent]


def serve_command(task: str, framework: str) -> str:
    """Return the command that serves a task's program: the task's own or the framework's."""
    return matrix().tasks[task].serve.get(framework, matrix().frameworks[framework].serve)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --record."""
    parser.addoption("--record", action="store_true", help="write each task's exchanges.json")


def pytest_configure(config: pytest.Config) -> None:
    """Add the marker, and end the servers too when the run is told to end."""
    signal.signal(signal.SIGTERM, lambda number, _: pytest.exit("told to end", 128 + number))
    config.addinivalue_line("markers", "framework(key): run the test for this framework only")


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Contract | None:
    """Collect a task's test_contract.py as a contract."""
    if module_path.name != "test_contract.py":
        return None
    contract: Contract = Contract.from_parent(parent, path=module_path)
    contract.frameworks = frameworks_with(module_path.parent.name)
    return contract


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that uses a server once per framework that has the task."""
    if "server" in metafunc.fixturenames:
        have = frameworks_with(metafunc.definition.path.parent.name)
        chosen = limits(metafunc.definition) or have
        names = [name for name in have if name in chosen]
        metafunc.parametrize("server", names, indirect=True, scope="module")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse what would run wrong in silence: raises pytest.UsageError."""
    known = list(matrix().frameworks)
    for item in items:
        if isinstance(item.parent, Contract):
            test = item.nodeid.partition("[")[0]
            for key in set(limits(item)) - set(known):
                raise pytest.UsageError(
                    f"{test}: unknown framework {key!r}; known: {', '.join(known)}"
                )
            if item.get_closest_marker("parametrize"):
                raise pytest.UsageError(f"{test}: write one test per case; its docstring is shown")


def limits(item: pytest.Item) -> list[str]:
    """Return the frameworks that a test is limited to, none if it runs for all."""
    return [name for mark in item.iter_markers("framework") for name in mark.args]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Hand what a passed test made to its contract; show the server's log if it failed."""
    used: dict[str, Any] = getattr(item, "funcargs", {})
    try:
        result = yield
    except Exception:
        if "server" in used:
            server = used["server"]
            what = f"end of the log of {server.task}, {server.framework}: {server.command}"
            item.add_report_section("call", what, last_lines(server.log) or "(nothing was written)")
        raise
    if isinstance(item, pytest.Function) and isinstance(item.parent, Contract) and "client" in used:
        item.parent.keep(item, used["client"])
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, in the words of the site, which promises do not hold."""
    stats = terminalreporter.stats
    if lines := broken([*stats.get("failed", ()), *stats.get("error", ())]):
        terminalreporter.section(f"{len(lines)} promises do not hold")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A framework's key, and where its program of this task runs and logs."""
    task, framework = request.path.parent, str(request.param)
    log = tmp_path_factory.mktemp("server") / "server.log"
    command = serve_command(task.name, framework)
    with serving(task / framework, command, log) as url:
        yield Server(task.name, framework, command, url, log)


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """A client of the task's program; client.framework tells whose."""
    with Client(server.framework, server.url) as client:
        yield client
