"""What runs the contracts, on broken programs: it says which, ends every server, and goes on."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from contracts import mutants
from tests.conftest import weekly
from tests.example import GOOD, ROOT

PROGRAM = """\
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from wsgiref.simple_server import WSGIServer, make_server

WSGIServer.request_queue_size = 128
good = iter(range(41))


def app(environ, start_response):
    status, body = "200 OK", b'{"message": "Hello"}'
    start_response(status, [("Content-Type", "application/json")])
    return [body]


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), app).serve_forever()
"""
STATUS = "    status,"
"""How the line begins above which programs get more to do for each request."""
CONTRACT = '''\
def test_greets(client):
    """It greets."""
    assert client.get("/").json() == {"message": "Hello"}
'''
SHORT = (
    "import contracts.client, contracts.plugin, contracts.load, contracts.servers;"
    " contracts.servers.READY_WITHIN = contracts.load.WITHIN = 2.0;"
    " contracts.client.ANSWERS_WITHIN = 1.0; contracts.plugin.TEST_WITHIN = 2"
)
RUN = "import pytest, sys; sys.exit(pytest.main(sys.argv[1:]))"
"""Runs pytest, after the above with little patience for servers."""

STARTS_NOT = {
    "no-colon": (
        *("def app(environ, start_response):", "def app(environ, start_response)"),
        "13:33: SyntaxError: expected ':'",
    ),
    "no-module": (
        *("import sys\n", "import no_such_module\n"),
        "4:1: ModuleNotFoundError: No module named 'no_such_module'",
    ),
    "no-name": (
        *('server("127.0.0.1", int(sys.argv[1]), app)', "server('', 0, application)"),
        "20:1: NameError: name 'application' is not defined",
    ),
    "no-address": (
        *('"127.0.0.1"', '"192.0.2.1"'),
        "20:1: OSError: [Errno 99] Cannot assign requested address",
    ),
    "ends": (
        *("good =", "sys.exit('I give up')\ngood ="),
        "1:1: ended by itself, exit code 1: I give up",
    ),
    "wrong-value": ("good =", "1 / 0\ngood =", "10:1: ZeroDivisionError: division by zero"),
    "other-port": ("int(sys.argv[1])", "0", "1:1: does not listen on the port after 2 s"),
    "never-listens": (
        *("good =", "time.sleep(60)\ngood ="),
        "1:1: does not listen on the port after 2 s",
    ),
}
"""What is changed in the program of left, and what is said of it then."""
SERVES_NOT = {
    "dies": (STATUS, f"    os._exit(7)\n{STATUS}", "ended by itself, exit code 7"),
    "silent": (STATUS, f"    time.sleep(60)\n{STATUS}", "ReadTimeout"),
    "many-bytes": (
        *("return [body]", 'return iter(lambda: b"a" * 65536, b"")'),
        "the answer has more than 1048576 bytes",
    ),
    "slow-bytes": (
        *("return [body]", 'return iter(lambda: time.sleep(0.5) or b"a", b"")'),
        "slow-bytes, right: the test has not ended after 2 s",
    ),
}
"""What is changed in the program of right, the only one of the task."""
HANGS = f"    if next(good, None) is None:\n        time.sleep(60)\n{STATUS}"
BUSY = HANGS.replace("time.sleep(60)", "return start_response('503 Busy', []) and []")
ANSWERED = "simultaneous requests were answered within 2 s: 40 with 200"
NO_REASON = "UNDER_LOAD: GET /: give the reason as a text"
UNDER_LOAD: dict[str, tuple[str, object, str]] = {
    "hangs": (HANGS, {}, f"hangs, right: GET /: 40 of 100 {ANSWERED}; expected: 200\n"),
    "busy": (BUSY, {}, f"busy, right: GET /: 100 of 100 {ANSWERED}, 60 with 503; expected: 200\n"),
    "busy-by-name": (BUSY, {"GET /": {503: "one at a time"}}, ""),
    "never-sent": (BUSY, {"GET /": "it never ends"}, ""),
    "without-reason": (BUSY, {"GET /": {503: ""}}, NO_REASON),
    "without-text": (BUSY, {"GET /": 503}, NO_REASON),
    "of-another": (
        *(BUSY, {"GET /": {503: "one at a time"}, "GET /b": "it never ends"}),
        "UNDER_LOAD names GET /b",
    ),
}
"""How a program answers when it is asked too often, what its contract names, and what is said."""
DAEMONS = {
    "in a session of its own": "subprocess.Popen(['sleep', '{}'], start_new_session=True)",
    "forked twice": (
        "os.fork() or (os.setsid(), os.fork() and os._exit(0), os.execlp('sleep', 'sleep', '{}'))"
    ),
    "without our environment": (
        "subprocess.Popen(['sleep', '{}'], start_new_session=True, env={{'PATH': '/usr/bin:/bin'}})"
    ),
    "elsewhere": "subprocess.Popen(['sleep', '{}'], start_new_session=True, cwd='/')",
    "that ignores SIGTERM": (
        "subprocess.Popen(['sh', '-c', 'trap \\'\\' TERM; sleep {}'], start_new_session=True)"
    ),
    "by a child of it": (
        "subprocess.Popen(['sh', '-c', 'setsid sleep {} & exit'], start_new_session=True)"
    ),
}
"""What one program starts; each sleeps for a number of seconds of its own."""
SLEEPS = {how: f"3{os.getpid()}{number}" for number, how in enumerate(DAEMONS)}
STARTS = "\n".join(start.format(SLEEPS[how]) for how, start in DAEMONS.items())
LISTS = "print(*sorted(Path().rglob('*')), flush=True)"
OVERWRITES = "assert not Path('app.py').write_text('')"
OTHERS = {
    "daemons/right/app.py": ("good =", f"{STARTS}\ngood ="),
    "shown/right/app.py": ("good =", f"{LISTS}\n{OVERWRITES}\ngood ="),
    "shown/test_contract.py": ('== {"message": "Hello"}', "== 1"),
    "wrong/right/app.py": ('"Hello"', '"Hullo"'),
    "unreadable/test_contract.py": ("    assert", "    b c"),
    "more/right/app.py": ('"Hello"', '"Hello", "more": 1'),
    "more/test_contract.py": ('== {"message": "Hello"}', '["message"] == "Hello"'),
    "wordless/test_contract.py": ('    """It greets."""\n', ""),
    "alone/test_contract.py": ("def", 'import pytest\n\n\n@pytest.mark.framework("left")\ndef'),
}
"""What else is changed in which file."""
OF_RIGHT = (*SERVES_NOT, *UNDER_LOAD, "daemons", "shown", "more")
OF_BOTH = ("hello", "later", "sent", *STARTS_NOT, "wrong", "unreadable", "wordless", "alone")


def write(folder: Path, tasks: Iterable[str]) -> Path:
    """Write a project of two invented frameworks, whose servers are of plain Python."""
    data = GOOD.replace("left serve --port 8000", "python app.py 8000")
    data = data.replace("right serve --port 8000", "python app.py 8000")
    data = data.replace("level: third-party", "level: own-code")
    for name in ("comparison", "contracts", "conftest.py", "pyproject.toml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    files = {}
    for task in tasks:
        if task != "hello":
            data += f"  {task}:\n    title: Task {task}\n    summary: Says {task}.\n"
        if task in OF_RIGHT:
            data += "    absent: {left: Nobody greets; use a table.}\n"
        files[f"snippets/{task}/test_contract.py"] = CONTRACT
        for framework in ("right",) if task in OF_RIGHT else ("left", "right"):
            files[f"snippets/{task}/{framework}/app.py"] = PROGRAM
    for file, content in (files | {"data/comparison.yaml": data}).items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content, "utf-8")
    return folder


def spoil(project: Path, old: str, new: str, file: str = "hello/right/app.py") -> None:
    """Put new in the place of the first old in a file of snippets/."""
    path = project / "snippets" / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def run(
    project: Path, *options: str, patch: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the contracts of a project, and see that no process outlives them."""
    code = "; ".join(filter(None, (SHORT, patch, RUN)))
    folders = [] if any(option.startswith("snippets/") for option in options) else ["snippets"]
    command = [sys.executable, "-c", code, "-p", "no:cacheprovider", *folders, *options]
    bare = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "GITHUB_ACTIONS": ""} | variables
    done = subprocess.run(command, cwd=project, env=bare, capture_output=True, text=True)
    folders_of_processes = [process.info["cwd"] for process in psutil.process_iter(["cwd"])]
    assert not [cwd for cwd in folders_of_processes if cwd and Path(cwd).is_relative_to(project)]
    return done


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of many tasks, of which some are recorded and the others have copies of that."""
    folder = write(tmp_path_factory.mktemp("recorded"), [*OF_BOTH, *OF_RIGHT])
    check = (
        "    size = int(environ.get('CONTENT_LENGTH') or 0)\n"
        "    sent = (environ.get('HTTP_COOKIE'), environ['wsgi.input'].read(size))\n"
        "    if environ['REQUEST_METHOD'] == 'PUT' and sent != ('session=a.b.c', b'a'):\n"
        f"        return start_response('400 Bad Request', []) and []\n{STATUS}"
    )
    for framework in ("left", "right"):
        spoil(folder, STATUS, check, f"sent/{framework}/app.py")
    sends = '    client.put("/", content=b"a", headers={"Cookie": "session=a.b.c"})\n'
    (folder / "snippets/sent/test_contract.py").write_text(f"{CONTRACT}{sends}", "utf-8")
    run(folder, *(f"snippets/{task}" for task in ("hello", "sent", "more")), "--record")
    for task in {*OF_BOTH, *OF_RIGHT} - {"hello", "sent", "more"}:
        like = "more" if task in OF_RIGHT else "hello"
        shutil.copy(folder / f"snippets/{like}/exchanges.json", folder / "snippets" / task)
    return folder


@pytest.fixture
def small(recorded: Path, tmp_path: Path) -> Path:
    """A project of two recorded tasks, to be spoiled by one test."""
    folder = write(tmp_path / "project", ["hello", "later"])
    for task in ("hello", "later"):
        shutil.copy(recorded / f"snippets/{task}/exchanges.json", folder / "snippets" / task)
    return folder


class Output(NamedTuple):
    """What one run printed of many spoiled programs."""

    project: Path
    text: str

    def of(self, task: str) -> str:
        """Return what it printed where tests of a task failed."""
        parts = re.findall(r"(?ms)^_{3,} .+?(?=^_{3,} |^={3,} )", self.text)
        return "".join(part for part in parts if re.search(rf"\b{task}(/|, )", part))

    def passed(self, task: str) -> list[str]:
        """Return the tests of a task that passed."""
        return re.findall(rf"snippets/{task}/test_contract\.py::(\S+) PASSED", self.text)


@pytest.fixture(scope="module")
def output(recorded: Path) -> Output:
    """One run of the recorded project in which each task is spoiled in its own way."""
    for task, (old, new, _) in STARTS_NOT.items():
        spoil(recorded, old, new, f"{task}/left/app.py")
    for task, (old, new, _) in SERVES_NOT.items():
        spoil(recorded, old, new, f"{task}/right/app.py")
    for task, (answers, named, _) in UNDER_LOAD.items():
        spoil(recorded, STATUS, answers, f"{task}/right/app.py")
        spoil(recorded, "def", f"UNDER_LOAD = {named}\n\n\ndef", f"{task}/test_contract.py")
    for file, (old, new) in OTHERS.items():
        spoil(recorded, old, new, file)
    shown = recorded / "snippets/shown/right"
    for file in ("secret.txt", ".env", "__pycache__/more.py", ".more.py", "style/a.css"):
        (shown / file).parent.mkdir(exist_ok=True)
        (shown / file).write_text("")
    (shown / "linked.py").symlink_to("app.py")
    done = run(recorded, "-v", "--continue-on-collection-errors", GITHUB_ACTIONS="true")
    assert done.returncode == 1, done.stdout
    return Output(recorded, done.stdout)


@pytest.mark.parametrize("task", STARTS_NOT)
def test_a_program_that_does_not_start_is_named_and_its_neighbour_holds(
    output: Output, task: str
) -> None:
    place = f"snippets/{task}/left/app.py:{STARTS_NOT[task][2]}"
    did_not = "the server of left did not start, so 2 tests did not run"
    assert f"{place}\n{did_not}; make record TASK={task}\n" in output.of(task)
    assert f"{task}, left: It greets." in output.text.split("promises do not hold")[1]
    assert f"{task}, right" not in output.text
    assert output.passed(task) == ["test_greets[right]", "test_holds_load[right]"]
    file, line, column, why = place.split(":", 3)
    annotation = f"::error file={file},line={line},col={column}::{why.strip()}\n"
    assert output.text.count(f"::error file=snippets/{task}/") == 1
    assert output.text.count(annotation) == 1
    if task != "no-colon":  # whose server is not even tried
        log = output.text.split(f"{task}, left: `python app.py 8000`: ")[1].split("= a server")[0]
        assert why.rpartition(": ")[2].strip() in log


@pytest.mark.parametrize("task", SERVES_NOT)
def test_a_program_that_does_not_serve_is_named_with_its_log(output: Output, task: str) -> None:
    assert SERVES_NOT[task][2] in output.of(task)
    assert f"end of the log of {task}, right: python app.py 8000" in output.of(task)
    assert f"{task}, right: It greets." in output.text.split("promises do not hold")[1]
    assert output.passed(task) == []


def test_the_weekly_summary_names_every_promise_that_does_not_hold(
    output: Output, tmp_path: Path
) -> None:
    """However much is said after them."""
    (tmp_path / "test.txt").write_text(output.text + "FAILED\n" * 60, "utf-8")
    summary = weekly("lock", "Say which promises do not hold, and what else fell", tmp_path)
    assert {f"{task}, left: It greets." for task in STARTS_NOT} <= set(summary.splitlines())


def test_the_tasks_after_broken_ones_run_all_the_same(output: Output) -> None:
    for task in ("hello", "later"):
        assert len(output.passed(task)) == 5
        assert not output.of(task)


@pytest.mark.parametrize("task", UNDER_LOAD)
def test_what_does_not_hold_load_is_said_unless_the_contract_names_it(
    output: Output, task: str
) -> None:
    message = UNDER_LOAD[task][2]
    tests = ["test_greets[right]", "test_holds_load[right]", "exchanges.json"]
    if message == NO_REASON:
        del tests[:]
    elif message:
        tests.remove("exchanges.json" if "names" in message else "test_holds_load[right]")
    assert message in output.of(task)
    assert output.passed(task) == tests


def test_each_request_is_sent_as_the_client_sent_it(output: Output) -> None:
    assert {"test_holds_load[left]", "test_holds_load[right]"} <= set(output.passed("sent"))


@pytest.mark.parametrize("how", DAEMONS)
def test_what_a_program_starts_ends_with_it(output: Output, how: str) -> None:
    assert "test_greets[right]" in output.passed("daemons")
    commands = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
    assert SLEEPS[how] not in str(commands)


def test_a_test_that_fails_is_annotated_at_its_line(output: Output) -> None:
    file = "snippets/{}/test_contract.py,line=3,col=1::{}"
    assert f"::error file={file.format('wrong', 'AssertionError')}" in output.text
    assert f"::error file={file.format('unreadable', '')}" in output.text


def test_a_test_that_does_not_say_what_it_shows_is_not_run(output: Output) -> None:
    why = "test_greets: give the test a docstring that says what it shows"
    assert why in output.of("wordless")
    assert output.passed("wordless") == []


def test_nothing_but_what_is_shown_is_run(output: Output) -> None:
    assert "\napp.py style style/a.css\n" in output.of("shown")
    assert "import sys" in (output.project / "snippets/shown/right/app.py").read_text()


def test_an_answer_that_is_not_recorded_is_shown_as_a_difference_until_it_is(
    output: Output,
) -> None:
    assert "FAILED snippets/more/test_contract.py::test_greets[right]" in output.text
    before, added, _ = output.text.partition('+            "more": 1')
    assert added and "make record" in before.split("____")[-1]
    chosen = ("snippets/more", "-k", "not holds_load")
    done = run(output.project, *chosen, "snippets/alone", "--record")
    assert done.returncode == 1
    assert "test_greets[left]: GET / has no counterpart for right" in done.stdout
    assert "snippets/more" not in done.stdout.split("short test summary")[1]
    assert "::error" not in done.stdout
    assert run(output.project, *chosen).returncode == 0


def test_a_program_that_kills_the_run_leaves_nothing(small: Path) -> None:
    spoil(small, STATUS, f"    os.kill(os.getppid(), signal.SIGKILL)\n{STATUS}")
    assert run(small, "snippets/hello").returncode == -signal.SIGKILL


def test_a_taken_port_is_left_to_its_owner(small: Path) -> None:
    taken = (
        "import socket; taken = socket.create_server(('127.0.0.1', 0));"
        " free = contracts.servers.free_port; ports = [taken.getsockname()[1]] {};"
        " contracts.servers.free_port = lambda: ports.pop() if ports else free()"
    )
    done = run(small, "snippets/hello", "-k", "greets", patch=taken.format(""))
    assert done.returncode == 0, done.stdout
    done = run(small, "snippets/hello", "-k", "greets and left", patch=taken.format("* 3"))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) < 70
    assert "Address already in use" in done.stdout
    assert "hello, left: `python app.py 8000`: ended by itself" in done.stdout


def test_a_run_that_is_told_to_end_ends_its_servers(small: Path) -> None:
    spoil(
        small,
        "    assert",
        "    import os; os.kill(os.getpid(), 15)\n    assert",
        "hello/test_contract.py",
    )
    done = run(small)
    assert done.returncode == 128 + signal.SIGTERM
    assert "snippets/later" not in done.stdout


@pytest.mark.audit
def test_a_handler_whose_answer_nobody_checks_is_found(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutants, "ROOT", small)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    greet = '@lambda handler: handler\ndef greet():\n    return b\'{"message": "Hello"}\'\n\n\n'
    for file in ("hello/left/app.py", "hello/right/app.py"):
        spoil(small, "def app", f"{greet}def app", file)
        spoil(small, """b'{"message": "Hello"}'\n    start""", "greet()\n    start", file)
    spoil(small, "def greet", "@lambda handler: handler\ndef idle():\n    return 1\n\n\ndef greet")
    contract = small / "snippets/hello/test_contract.py"
    excuse = 'UNNOTICED = {"idle": "nobody asks for it"}\n'
    for status, excuses, added in (
        (1, "", ""),
        (0, ", as its contract says: nobody asks for it", excuse),
    ):
        contract.write_text(added + CONTRACT, "utf-8")
        assert mutants.main(["hello"]) == status
        *survivors, _ = capsys.readouterr().out.splitlines()
        (line,) = survivors
        assert re.fullmatch(rf"not noticed: hello, right: line \d+, in idle{excuses}", line)
    spoil(small, '"Hello"', '"Hullo"')
    with pytest.raises(RuntimeError, match="hello, right: the contract fails without a change"):
        mutants.main(["hello"])
