"""What runs the contracts, on broken programs: it says which, ends every server, and goes on."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from contracts.newest import DidNotRunError, broken
from contracts.nodes import holds_load
from tests.conftest import ROOT
from tests.example import GOOD

PROGRAM = """\
import sys
from wsgiref.simple_server import WSGIServer, make_server

WSGIServer.request_queue_size = 128


def app(environ, start_response):
    status, body = "200 OK", b'{"message": "Hello"}'
    start_response(status, [("Content-Type", "application/json")])
    return [body]


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), app).serve_forever()
"""
CONTRACT = '''\
def test_greets(client):
    """It greets."""
    assert client.get("/").json() == {"message": "Hello"}
'''
SHORT = (
    "import contracts.client, contracts.fixtures, contracts.load, contracts.servers;"
    " contracts.servers.READY_WITHIN = 2.0; contracts.load.WITHIN = 2.0"
)
RUN = "import pytest, sys; sys.exit(pytest.main(sys.argv[1:]))"
"""Runs pytest, after the above with little patience for servers."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two tasks for two invented frameworks, whose servers are of plain Python."""
    folder = tmp_path_factory.mktemp("small")
    data = GOOD.replace("left serve --port 8000", "python app.py 8000")
    data = data.replace("right serve --port 8000", "python app.py 8000")
    data = data.replace("level: third party", "level: own code")
    data += "  later:\n    title: Later\n    summary: Comes after hello.\n"
    for name in ("comparison", "contracts", "snippets/conftest.py", "pyproject.toml"):
        (folder / name).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    files = {"data/comparison.yaml": data, "docs/requests.md": '{{ section("requests") }}'}
    for task in ("hello", "later"):
        files[f"docs/code/{task}.md"] = f'{{{{ task("{task}") }}}}'
        files[f"snippets/{task}/test_contract.py"] = CONTRACT
        for framework in ("left", "right"):
            files[f"snippets/{task}/{framework}/app.py"] = PROGRAM
    for file, content in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content, "utf-8")
    assert run(folder, "--record").returncode == 0
    return folder


@pytest.fixture
def small(recorded: Path, tmp_path: Path) -> Path:
    """A copy of the small project, to be spoiled by one test."""
    return shutil.copytree(recorded, tmp_path / "project")


def run(
    project: Path, *options: str, patch: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the contracts of a project, and see that no process outlives them."""
    code = "; ".join(filter(None, (SHORT, patch, RUN)))
    folders = [] if options[:1] == ("snippets/hello",) else ["snippets"]
    command = [sys.executable, "-c", code, "-p", "no:cacheprovider", *folders, *options]
    bare = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "GITHUB_ACTIONS": ""} | variables
    done = subprocess.run(command, cwd=project, env=bare, capture_output=True, text=True)
    left = [one for one in psutil.process_iter(["cwd"]) if _within(one.info["cwd"], project)]
    assert not left
    return done


def _within(folder: str | None, project: Path) -> bool:
    return bool(folder) and Path(str(folder)).is_relative_to(project)


def spoil(project: Path, old: str, new: str, file: str = "hello/right/app.py") -> None:
    program = project / "snippets" / file
    assert old in program.read_text("utf-8")
    program.write_text(program.read_text("utf-8").replace(old, new), "utf-8")


WRONG = {
    "does not start": ("import sys\n", "import sys\nimport no_such_module\n"),
    "ends at once": ("def app", "sys.exit('I give up')\n\n\ndef app"),
    "never listens": ("def app", "import time\ntime.sleep(60)\n\n\ndef app"),
    "listens on another port": ("int(sys.argv[1])", "0"),
    "cannot be bound": ('"127.0.0.1"', '"192.0.2.1"'),
    "ends while it serves": ("    status,", "    import os\n    os._exit(7)\n    status,"),
    "never answers": ("    status,", "    import time\n    time.sleep(60)\n    status,"),
}
LAST_WORDS = {
    "does not start": "No module named 'no_such_module'",
    "ends at once": "I give up",
    "never listens": "does not listen on the port after 2 s",
    "listens on another port": "does not listen on the port after 2 s",
    "cannot be bound": "Cannot assign requested address",
    "ends while it serves": "ended by itself, exit code 7",
    "never answers": "ReadTimeout",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_broken_server_is_named_with_its_log_and_the_next_task_runs(
    small: Path, wrong: str
) -> None:
    spoil(small, *WRONG[wrong])
    done = run(small, patch="contracts.client.ANSWERS_WITHIN = 1.0")
    assert done.returncode == 1
    assert "hello, right" in done.stdout
    assert "python app.py 8000" in done.stdout
    assert LAST_WORDS[wrong] in done.stdout
    assert "hello, right: It greets." in done.stdout.split("promises do not hold")[1]
    assert "snippets/later/test_contract.py ..." in done.stdout


NOT_STARTED = {
    "no colon": (
        *("def app(environ, start_response):", "def app(environ, start_response)"),
        "snippets/hello/left/app.py:7:33: SyntaxError: expected ':'",
    ),
    "a module that is not there": (
        *("import sys\n", "import sys\nimport no_such_module\n"),
        "snippets/hello/left/app.py:2:1: ModuleNotFoundError: No module named 'no_such_module'",
    ),
    "a name that is not there": (
        *('server("127.0.0.1", int(sys.argv[1]), app)', "server('', 0, application)"),
        "snippets/hello/left/app.py:14:1: NameError: name 'application' is not defined",
    ),
    "an end": (
        *("def app", "sys.exit('I give up')\n\n\ndef app"),
        "snippets/hello/left/app.py:1:1: ended by itself, exit code 1: I give up",
    ),
    "a wrong value": (
        *("def app", "1 / 0\n\n\ndef app"),
        "snippets/hello/left/app.py:7:1: ZeroDivisionError: division by zero",
    ),
    "no port": (
        *("int(sys.argv[1])", "0"),
        "snippets/hello/left/app.py:1:1: does not listen on the port after 2 s",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), NOT_STARTED.values(), ids=NOT_STARTED)
def test_a_program_that_does_not_start_is_named_and_its_neighbour_holds(
    small: Path, old: str, new: str, said: str
) -> None:
    spoil(small, old, new, "hello/left/app.py")
    done = run(small, GITHUB_ACTIONS="true")
    did_not = "the server of left did not start, so 2 tests did not run"
    assert f"{said}\n{did_not}; make record TASK=hello\n" in done.stdout
    assert "hello, right" not in done.stdout
    assert "7 passed" in done.stdout
    assert len(done.stdout.splitlines()) < 70
    file, line, column, what = said.split(":", 3)
    annotation = f"::error file={file},line={line},col={column}::{what.strip()}\n"
    assert done.stdout.count("::error") == done.stdout.count(annotation) == 1


def test_a_test_that_fails_is_annotated_at_its_line(small: Path) -> None:
    spoil(small, '"Hello"', '"Hullo"')
    (small / "snippets/later/test_contract.py").write_text("def test_a(client):\n    b c\n")
    done = run(small, "--continue-on-collection-errors", GITHUB_ACTIONS="true")
    assert (
        "::error file=snippets/hello/test_contract.py,line=3,col=1::AssertionError" in done.stdout
    )
    assert "::error file=snippets/later/test_contract.py,line=2,col=1::" in done.stdout
    assert "::error" not in run(small, GITHUB_ACTIONS="").stdout


def test_a_program_that_hangs_under_load_is_named_with_what_was_answered(small: Path) -> None:
    count = "    global left\n    left -= 1\n    if left < 0:\n        time.sleep(60)\n    status,"
    spoil(small, "    status,", count)
    spoil(small, "import sys\n", "import sys\nimport time\n\nleft = 41\n")
    done = run(small)
    assert (
        "hello, right: GET /: 40 of 100 simultaneous requests were answered within 2 s:"
        " 40 with 200; expected: 200\n"
    ) in done.stdout
    assert "test_holds_load[left]" not in done.stdout
    assert run(small, "-k", "not holds_load").returncode == 0


BUSY = (
    "    if (left := globals()['left'] - 1) < 0:\n        start_response('503 Busy', [])\n"
    "        return []\n    globals()['left'] = left\n    status,"
)


def test_a_status_under_load_is_refused_unless_the_contract_names_it(small: Path) -> None:
    spoil(small, "    status,", BUSY)
    spoil(small, "import sys\n", "import sys\n\nleft = 41\n")
    said = (
        "GET /: 100 of 100 simultaneous requests were answered within 2 s: 40 with 200, 60 with 503"
    )
    assert f"hello, right: {said}; expected: 200\n" in run(small).stdout
    contract = small / "snippets/hello/test_contract.py"
    for named, code, says in (
        ({"GET /": {503: "one at a time"}}, 0, ""),
        ({"GET /": "it never ends"}, 0, ""),
        ({"GET /": {503: ""}}, 2, "UNDER_LOAD: GET /: give the reason as a text"),
        ({"GET /": 503}, 2, "UNDER_LOAD: GET /: give the reason as a text"),
        (
            {"GET /": {503: "one at a time"}, "GET /b": "it never ends"},
            1,
            "UNDER_LOAD names GET /b",
        ),
    ):
        contract.write_text(f"UNDER_LOAD = {named}\n\n\n{CONTRACT}")
        done = run(small)
        assert (done.returncode, says in done.stdout) == (code, True), done.stdout


def test_each_request_is_sent_as_the_client_sent_it(small: Path) -> None:
    check = (
        "    size = int(environ.get('CONTENT_LENGTH') or 0)\n"
        "    sent = (environ.get('HTTP_COOKIE'), environ['wsgi.input'].read(size))\n"
        "    if environ['REQUEST_METHOD'] == 'PUT' and sent != ('session=a.b.c', b'a'):\n"
        "        start_response('400 Bad Request', [])\n        return []\n    status,"
    )
    for framework in ("left", "right"):
        spoil(small, "    status,", check, f"hello/{framework}/app.py")
    sends = '    client.put("/", content=b"a", headers={"Cookie": "session=a.b.c"})\n'
    contract = small / "snippets/hello/test_contract.py"
    contract.write_text(f"{CONTRACT}{sends}", "utf-8")
    assert run(small, "--record").returncode == 0, run(small).stdout


def test_nothing_but_what_is_shown_is_run(small: Path) -> None:
    folder = small / "snippets/hello/right"
    for file in ("secret.txt", ".env", "__pycache__/more.py", ".more.py"):
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text("a = 1\n")
    (folder / "linked.py").symlink_to("app.py")
    (folder / "style").mkdir()
    (folder / "style/a.css").write_text("")
    lists = "from pathlib import Path\n\nprint(*sorted(Path().rglob('*')), flush=True)\n"
    spoil(small, "import sys\n", f"import sys\n{lists}")
    spoil(small, "def app", "assert not Path('app.py').write_text('')\n\n\ndef app")
    spoil(small, '== {"message": "Hello"}', "== 1", "hello/test_contract.py")
    assert "\napp.py style style/a.css\n" in run(small).stdout
    assert "import sys" in (folder / "app.py").read_text()


ENDLESS = {
    "many bytes": 'return iter(lambda: b"a" * 65536, b"")',
    "a byte from time to time": 'return iter(lambda: time.sleep(0.5) or b"a", b"")',
}
"""Answers without an end; the first is ended for its size, the second when time is up."""


@pytest.mark.parametrize("answer", ENDLESS.values(), ids=ENDLESS)
def test_an_answer_without_an_end_ends_the_test_with_the_programs_name(
    small: Path, answer: str
) -> None:
    spoil(small, "    return [body]", f"    {answer}")
    spoil(small, "import sys\n", "import sys\nimport time\n")
    done = run(small, "snippets/hello", patch="contracts.fixtures.TEST_WITHIN = 3")
    assert done.returncode == 1
    ended = ("the answer has more than 1048576 bytes", "hello, right: the test has not ended after")
    assert any(words in done.stdout for words in ended)
    assert "end of the log of hello, right" in done.stdout


DAEMONS = {
    "in a session of its own": "subprocess.Popen(['sleep', '300'], start_new_session=True)",
    "forked twice": (
        "os.fork() or (os.setsid(), os.fork() and os._exit(0), os.execlp('sleep', 'sleep', '300'))"
    ),
    "without our environment": (
        "subprocess.Popen(['sleep', '300'], start_new_session=True, env={'PATH': '/usr/bin:/bin'})"
    ),
    "elsewhere": "subprocess.Popen(['sleep', '300'], start_new_session=True, cwd='/')",
    "that ignores SIGTERM": (
        "subprocess.Popen(['sh', '-c', 'trap \\'\\' TERM; sleep 300'], start_new_session=True)"
    ),
    "by a child of it": (
        "subprocess.Popen(['sh', '-c', 'setsid sleep 300 & exit'], start_new_session=True)"
    ),
}


@pytest.mark.parametrize("starts", DAEMONS.values(), ids=DAEMONS)
def test_what_a_program_starts_ends_with_it(small: Path, starts: str) -> None:
    spoil(small, "import sys\n", f"import os\nimport subprocess\nimport sys\n\n{starts}\n")
    before = {one.pid for one in psutil.process_iter()}
    assert run(small, "snippets/hello").returncode == 0
    new = [one for one in psutil.process_iter(["name", "status"]) if one.pid not in before]
    alive = [one.info["name"] for one in new if one.info["status"] != psutil.STATUS_ZOMBIE]
    assert "sleep" not in alive


def test_a_program_that_kills_the_run_leaves_nothing(small: Path) -> None:
    kill = "import os\nimport signal\nimport sys\n"
    spoil(small, "import sys\n", kill)
    spoil(small, "    status,", "    os.kill(os.getppid(), signal.SIGKILL)\n    status,")
    assert run(small, "snippets/hello").returncode == -signal.SIGKILL


def test_an_answer_that_is_not_recorded_is_shown_as_a_difference(small: Path) -> None:
    spoil(small, '"Hello"', '"Hello", "more": 1')
    spoil(small, '== {"message": "Hello"}', '["message"] == "Hello"', "hello/test_contract.py")
    done = run(small)
    assert done.returncode == 1
    assert "test_greets[right]" in done.stdout
    assert '+        "more": 1' in done.stdout
    assert "make record" in done.stdout
    assert run(small, "--record").returncode == 0
    assert run(small).returncode == 0


def test_a_promise_of_one_framework_alone_is_refused(small: Path) -> None:
    limited = 'import pytest\n\n\n@pytest.mark.framework("left")\ndef test_greets'
    spoil(small, "def test_greets", limited, "hello/test_contract.py")
    done = run(small, "--record")
    assert done.returncode == 1
    assert "test_greets[left]: GET / has no counterpart for right" in done.stdout


def test_a_taken_port_is_left_to_its_owner(small: Path) -> None:
    taken = (
        "import socket; taken = socket.create_server(('127.0.0.1', 0));"
        " free = contracts.servers.free_port; ports = [taken.getsockname()[1]] {};"
        " contracts.servers.free_port = lambda: ports.pop() if ports else free()"
    )
    done = run(small, patch=taken.format(""))
    assert done.returncode == 0, done.stdout
    done = run(small, patch=taken.format("* 3"))
    assert done.returncode == 1
    assert "Address already in use" in done.stdout
    assert "hello, left: `python app.py 8000`: ended by itself" in done.stdout


def test_a_run_that_is_told_to_end_ends_its_servers(small: Path) -> None:
    stop = "def test_ends():\n    import os, signal\n    os.kill(os.getpid(), signal.SIGTERM)\n"
    contract = small / "snippets/hello/test_contract.py"
    contract.write_text(stop.replace("()", "(client)", 1), "utf-8")
    done = run(small)
    assert done.returncode == 128 + signal.SIGTERM
    assert "snippets/later" not in done.stdout


@pytest.mark.audit
def test_a_handler_whose_answer_nobody_checks_is_found(small: Path) -> None:
    handler = (
        '@lambda unchanged: unchanged\ndef greet():\n    return b\'{"message": "Hello"}\'\n\n\n'
    )
    for framework in ("left", "right"):
        file = f"hello/{framework}/app.py"
        spoil(small, "def app", f"{handler}def app", file)
        spoil(small, """b'{"message": "Hello"}'\n    start""", "greet()\n    start", file)
    spoil(
        small, "def greet", "@lambda unchanged: unchanged\ndef idle():\n    return 1\n\n\ndef greet"
    )
    code = "from contracts import mutants; import sys; sys.exit(mutants.main(['hello']))"
    command = [sys.executable, "-c", code]
    bare = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=small, env=bare, capture_output=True, text=True)
    assert "not noticed: hello, right: line" in done.stdout, done.stderr
    assert done.stdout.count("not noticed: hello") == 1
    assert done.returncode == 1
    spoil(small, '"Hello"', '"Hullo"')
    done = subprocess.run(command, cwd=small, env=bare, capture_output=True, text=True)
    assert "hello, right: the contract fails without a change" in done.stderr


def test_promises_that_do_not_hold_on_other_releases_are_named(small: Path) -> None:
    spoil(small, '"Hello"', '"Hullo"')
    spoil(small, "import sys\n", "import sys\nimport no_such_module\n", "later/left/app.py")
    spoil(small, '"Hello"', '"Hello", "more": 1', "later/right/app.py")
    spoil(small, '== {"message": "Hello"}', '["message"] == "Hello"', "later/test_contract.py")
    found = broken(Path(sys.prefix), small)
    assert [one[:4] for one in found] == [
        ("hello", "test_greets", "right", "It greets."),
        ("later", "test_greets", "left", "It greets."),
        ("later", "test_holds_load", "left", holds_load.__doc__),
        ("later", "test_greets", "right", "It greets."),
    ]
    assert found[0].says.startswith("AssertionError: assert {'message': 'Hullo'} == ")
    assert found[1].says.startswith(
        'failed on setup with "Failed: snippets/later/left/app.py:2:1: ModuleNotFoundError: No mod'
    )
    assert (
        found[3].says == 'not as recorded: - "message": "Hello" + "message": "Hello", + "more": 1'
    )


def test_contracts_that_did_not_run_hold_no_promise(small: Path) -> None:
    (small / "data/comparison.yaml").write_text("", "utf-8")
    with pytest.raises(DidNotRunError, match="exit code 4"):
        broken(Path(sys.prefix), small)
