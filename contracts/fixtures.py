"""The hooks and fixtures that run each contract against every framework that has the task."""

import os
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

from comparison.load.errors import Invalid, annotation
from comparison.load.loader import load_matrix
from comparison.model.matrix import Matrix
from contracts import blame
from contracts.client import Client
from contracts.nodes import Contract
from contracts.processes import kill, last_lines
from contracts.promises import broken
from contracts.servers import HOST, Server, ServerError, copied, ending, started

DID_NOT_START = pytest.StashKey[list[str]]()
"""What there is to say of the servers that did not start, with the ends of their logs."""
TEST_WITHIN = 60
"""Seconds that a test may take; whatever it waits for then is not coming."""


def matrix() -> Matrix:
    """Return the matrix that says which frameworks have which task; raises pytest.UsageError."""
    try:
        return load_matrix()  # what it names is recorded here
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
    config.stash[DID_NOT_START] = []
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
    server = used.get("server")
    try:
        with _limited(server if "client" in used else None):
            result = yield
        if server and (why := ending(server.process)):
            pytest.fail(f"{server.task}, {server.framework}: {why}", pytrace=False)
    except (Exception, pytest.fail.Exception):
        if server:
            what = f"end of the log of {server.task}, {server.framework}: {server.command}"
            said = [last_lines(server.log), ending(server.process, within=0.5)]
            item.add_report_section("call", what, "\n".join(filter(None, said)) or "(empty)")
        raise
    if isinstance(item, pytest.Function) and isinstance(item.parent, Contract) and "client" in used:
        item.parent.keep(item, used["client"])
    return result


@contextmanager
def _limited(server: Server | None) -> Iterator[None]:
    """Fail a test that does not end, such as one that reads an answer without an end."""

    def give_up(*_: object) -> None:
        who = f"{server.task}, {server.framework}" if server else "a test"
        pytest.fail(f"{who}: the test has not ended after {TEST_WITHIN} s", pytrace=False)

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, TEST_WITHIN if server else 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, in the words of the site, which promises do not hold."""
    stats = terminalreporter.stats
    failed = [*stats.get("failed", ()), *stats.get("error", ())]
    for said in terminalreporter.config.stash[DID_NOT_START]:
        terminalreporter.section("a server did not start")
        terminalreporter.write_line(said)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        places = {blame.of_report(report, terminalreporter.config.rootpath) for report in failed}
        for mistake in sorted(places):
            terminalreporter.write_line(annotation(mistake))
    if lines := broken(failed):
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
    if unreadable := blame.unreadable(task / framework):
        _did_not_start(request, "\n".join(map(str, unreadable)))
    with copied(task / framework) as (program, home):
        try:
            process, port = started(program, command, home, log)
        except ServerError as error:
            request.config.stash[DID_NOT_START].append(str(error))
            _did_not_start(request, str(blame.of_server(error, task / framework, log)))
        try:
            yield Server(task.name, framework, command, f"http://{HOST}:{port}", log, process)
        finally:
            kill(process, home)


def _did_not_start(request: pytest.FixtureRequest, says: str) -> NoReturn:
    """Fail the tests of a framework whose server did not start, with what is wrong and where."""
    framework, task = request.param, request.path.parent.name
    count = sum(
        item.path == request.path and item.callspec.params.get("server") == framework
        for item in request.session.items
        if hasattr(item, "callspec")
    )
    what = f"the server of {framework} did not start, so {count} tests did not run"
    says = f"{says}\n{what}; make record TASK={task}"
    raise pytest.fail.Exception(says, pytrace=False) from None


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """A client of the task's program; client.framework tells whose."""
    if why := ending(server.process):
        pytest.fail(f"{server.task}, {server.framework}: {why} in a test before", pytrace=False)
    with Client(server.framework, server.url) as client:
        yield client
