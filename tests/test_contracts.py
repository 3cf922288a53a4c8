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
from tests.conftest import ROOT
from tests.example import GOOD

PROGRAM = """\
import sys
from wsgiref.simple_server import make_server


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
SHORT = "import contracts.client, contracts.servers; contracts.servers.READY_WITHIN = 2.0"
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


def run(project: Path, *options: str, patch: str = "") -> subprocess.CompletedProcess[str]:
    """Run the contracts of a project, and see that no process outlives them."""
    code = "; ".join(filter(None, (SHORT, patch, RUN)))
    command = [sys.executable, "-c", code, "-p", "no:cacheprovider", "snippets", *options]
    bare = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
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
    done = subprocess.run(command, cwd=small, capture_output=True, text=True)
    assert "not noticed: hello, right: line" in done.stdout, done.stderr
    assert done.stdout.count("not noticed: hello") == 1
    assert done.returncode == 1
    spoil(small, '"Hello"', '"Hullo"')
    done = subprocess.run(command, cwd=small, capture_output=True, text=True)
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
        ("later", "test_greets", "right", "It greets."),
    ]
    assert found[0].says.startswith("AssertionError: assert {'message': 'Hullo'} == ")
    assert found[1].says.endswith("No module named 'no_such_module'\"")
    assert (
        found[2].says == 'not as recorded: - "message": "Hello" + "message": "Hello", + "more": 1'
    )


def test_contracts_that_did_not_run_hold_no_promise(small: Path) -> None:
    (small / "data/comparison.yaml").write_text("", "utf-8")
    with pytest.raises(DidNotRunError, match="exit code 4"):
        broken(Path(sys.prefix), small)
