"""The pytest plugin that runs probes, and each contract for every framework that has the task."""

import os
import signal
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import httpx2
import pytest

from comparison.load.errors import annotation
from contracts import failures, processes
from contracts.client import Client
from contracts.collection import PROMISE, Contract
from contracts.probe_servers import Serve
from contracts.probes import Probes
from contracts.processes import last_lines
from contracts.servers import Server, ServerError, launched
from contracts.tasks import frameworks_with, matrix, serve_command

DID_NOT_START = pytest.StashKey[list[str]]()
"""What there is to say of the servers that did not start, with the ends of their logs."""
SERVED = {"server", "serve"}
"""The fixtures that start servers."""
TEST_WITHIN = 60
"""Seconds that a test may take; whatever it waits for then is not coming."""

Launch = tuple[Server, ExitStack]
"""A server, and what ends it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --record and --programs."""
    parser.addoption("--record", action="store_true", help="write exchanges.json and outcomes.json")
    parser.addoption(
        "--programs",
        type=Path,
        metavar="FOLDER",
        help="run only what needs a server, by the programs in FOLDER; compare nothing recorded",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Add the marker, and end the servers too when the run is told to end."""
    config.stash[DID_NOT_START] = []
    processes.programs = config.getoption("programs") or processes.programs
    signal.signal(signal.SIGTERM, lambda number, _: pytest.exit("told to end", 128 + number))
    config.addinivalue_line("markers", "framework(key): what the test is of")


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Module | None:
    """Collect a task's test_contract.py as a contract, and what lies in probes/ as probes."""
    module: pytest.Module | None = None
    if module_path.name == "test_contract.py":
        module = Contract.from_parent(parent, path=module_path)
    elif module_path.parent == parent.config.rootpath / "probes":
        module = Probes.from_parent(parent, path=module_path)
    return module


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that uses a server once per framework that has the task."""
    if "server" in metafunc.fixturenames:
        have = frameworks_with(metafunc.definition.path.parent.name)
        chosen = limits(metafunc.definition) or have
        names = [name for name in have if name in chosen]
        metafunc.parametrize("server", names, indirect=True, scope="module")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse what would run wrong in silence: raises pytest.UsageError."""
    if config.getoption("programs"):
        items[:] = [item for item in items if SERVED & {*getattr(item, "fixturenames", ())}]
    for item in items:
        if isinstance(item.parent, Contract):
            known = list(matrix().frameworks)
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
    """Hand what a passed test made to its module; show the logs of its servers if it failed."""
    fixtures: dict[str, Any] = getattr(item, "funcargs", {})
    server: Server | None = fixtures.get("server")
    client: Client | None = fixtures.get("client")
    serve: Serve | None = fixtures.get("serve")
    limited = server.name if server and client else item.name * isinstance(item.parent, Probes)
    try:
        with _limited(limited):
            result = yield
        if server and (why := server.ending()):
            pytest.fail(f"{server.name}: {why}", pytrace=False)
    except (Exception, pytest.fail.Exception) as error:
        for started in serve.servers if serve else ():
            log = last_lines(started.log, 200) or "(empty)"
            item.add_report_section("call", f"end of the log of {started.command}", log)
        if server:
            title = f"end of the log of {server.name}: {server.command}"
            lost = isinstance(error, httpx2.NetworkError | httpx2.ProtocolError)
            ending = server.ending(within=0.5 if lost else 0)
            log = "\n".join(filter(None, [last_lines(server.log), ending]))
            item.add_report_section("call", title, log or "(empty)")
        raise
    if client and isinstance(item, pytest.Function) and isinstance(item.parent, Contract):
        item.parent.keep(item, client)
    if isinstance(item.parent, Probes):
        item.parent.passed.add(item.name)
    return result


@contextmanager
def _limited(name: str) -> Iterator[None]:
    """Fail a test that does not end, such as one that reads an answer without an end.

    name: what is said of it; nothing where it may go on.
    """

    def give_up(*_: object) -> None:
        pytest.fail(f"{name}: the test has not ended after {TEST_WITHIN} s", pytrace=False)

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, TEST_WITHIN if name else 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, in the words of the site, which promises do not hold."""
    stats = terminalreporter.stats
    failed = [*stats.get("failed", ()), *stats.get("error", ())]
    for error in terminalreporter.config.stash[DID_NOT_START]:
        terminalreporter.section("a server did not start")
        terminalreporter.write_line(error)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        root = terminalreporter.config.rootpath
        for mistake in sorted({failures.of_report(report, root) for report in failed}):
            terminalreporter.write_line(annotation(mistake))
    properties = [pair for report in failed for pair in getattr(report, "user_properties", ())]
    if promises := sorted({str(value) for name, value in properties if name == PROMISE}):
        terminalreporter.section(f"{len(promises)} promises do not hold")
        for promise in promises:
            terminalreporter.write_line(promise)


@pytest.fixture(scope="session")
def launched_ahead() -> Iterator[dict[Path, Launch]]:
    """Servers that start while the tests before theirs run, by the folders of their programs."""
    ahead: dict[Path, Launch] = {}
    yield ahead
    for _, stack in ahead.values():
        stack.close()


def _launch(program: Path, ahead: dict[Path, Launch]) -> None:
    """Launch the server of a program, if it was not launched ahead; raises ServerError."""
    if program not in ahead:
        stack, command = ExitStack(), serve_command(program.parent.name, program.name)
        ahead[program] = stack.enter_context(launched(program, command)), stack


def _programs(session: pytest.Session) -> list[Path]:
    """Return for each test that needs a server the folder of its program, in the order of tests."""
    return [
        item.path.parent / str(item.callspec.params["server"])
        for item in session.items
        if isinstance(item, pytest.Function) and "server" in item.fixturenames
    ]


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, launched_ahead: dict[Path, Launch]) -> Iterator[Server]:
    """The server of a framework's program of this task."""
    program = request.path.parent / request.param
    if unreadable := failures.unreadable(program):
        _did_not_start(request, "\n".join(map(str, unreadable)))
    try:
        _launch(program, launched_ahead)
        server, stack = launched_ahead.pop(program)
        with stack:
            programs = list(dict.fromkeys(_programs(request.session)))
            for following in programs[programs.index(program) + 1 :][:1]:
                if not failures.unreadable(following):
                    with suppress(ServerError):  # it is said when its tests run
                        _launch(following, launched_ahead)
            server.wait()
            yield server
    except ServerError as error:
        request.config.stash[DID_NOT_START].append(str(error))
        _did_not_start(request, str(failures.of_server(error)))


def _did_not_start(request: pytest.FixtureRequest, why: str) -> NoReturn:
    """Fail the tests of a framework whose server did not start, with what is wrong and where."""
    framework, task = request.param, request.path.parent
    count = _programs(request.session).count(task / framework)
    message = f"{why}\nthe server of {framework} did not start, so {count} tests did not run"
    raise pytest.fail.Exception(f"{message}; make record TASK={task.name}", pytrace=False) from None


@pytest.fixture
def serve(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Serve]:
    """Starts a server for a probe: `serve(program, command)`; it is gone after the probe."""
    with ExitStack() as stack:
        yield Serve(request.node, tmp_path, stack)


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """A client of the task's program; client.framework tells whose."""
    if why := server.ending():
        pytest.fail(f"{server.name}: {why} in a test before", pytrace=False)
    with Client(server.program.name, server.url) as client:
        yield client
