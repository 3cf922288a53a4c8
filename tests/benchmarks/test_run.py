"""The benchmark on a tiny run, with real servers: it notices who answers wrongly, dies, or errs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import runner
from benchmarks.load import Wrong
from benchmarks.scenarios import ENDPOINTS, IN_PROCESS, QUICK, SERVERS
from benchmarks.servers import APPS
from comparison.model.measurements import Load
from tests.example import ROOT

USUAL = {key: subject for key, subject in SERVERS.items() if subject.usual}
ONE = next(key for key in USUAL if USUAL[key].program.endswith("async"))
"""A server whose process is the one that answers."""


def measure(subjects: list[str], apps: Path = APPS, count: int = 1) -> list[Load]:
    chosen = {key: SERVERS[key] for key in subjects}
    return runner.loads(chosen, [("hello", 4)], count, lambda line: None, apps)


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each server answer every request once before it is measured; that is a check, too."""
    monkeypatch.setattr(runner, "WARM", 1)


@pytest.fixture
def apps(tmp_path: Path) -> Path:
    """A copy of the programs, to be spoiled by one test."""
    return shutil.copytree(APPS, tmp_path / "apps", ignore=shutil.ignore_patterns("__pycache__"))


def spoil(apps: Path, old: str, new: str) -> None:
    program = apps / SERVERS[ONE].program / "app.py"
    assert old in program.read_text("utf-8")
    program.write_text(program.read_text("utf-8").replace(old, new, 1), "utf-8")


def test_every_round_has_a_sample_of_every_server() -> None:
    loads = measure(list(USUAL), count=2)
    assert [load.subject for load in loads] == list(USUAL)
    for load in loads:
        assert [one.round for one in load.samples] == [1, 2]
        for one in load.samples:
            assert one.requests > 0
            assert 0 < one.cpu < 2 * one.seconds
            assert 0 < one.p50 <= one.p90 <= one.p99
            assert one.other >= 0


WRONG = {
    "answers wrongly": ('{"message": "Hello"}', '{"message": "Hullo"}', 'Hullo"}'),
    "takes what is wrong": ("Field(min_length=1)", '"Nobody"', "answered 201"),
    "ends": ("app = FastAPI()", "app = FastAPI()\nleft = iter(range(1, 300))", "failed"),
    "fails now and then": (
        "app = FastAPI()",
        "app = FastAPI()\nleft = iter(range(1, 300))",
        "failed",
    ),
    "leads elsewhere": ("app = FastAPI()", "app = FastAPI()\nleft = iter(range(1, 300))", "1 req"),
    "logs an error": ("app = FastAPI()", "app = FastAPI()\nleft = iter(range(1, 300))", "trouble"),
}
AFTER_A_WHILE = {
    "ends": "    if not next(left, 0):\n        import os\n        os._exit(3)\n",
    "fails now and then": "    next(left)\n",
    "leads elsewhere": (
        "    if next(left, 0) == 299:\n"
        "        from fastapi.responses import RedirectResponse\n"
        '        return RedirectResponse("/users/7")\n'
    ),
    "logs an error": '    if not next(left, 0):\n        print("ERROR: out of luck", flush=True)\n',
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_server_that_is_not_well_stops_the_run(apps: Path, wrong: str) -> None:
    *change, said = WRONG[wrong]
    spoil(apps, *change)
    if wrong in AFTER_A_WHILE:
        handler = '    return {"message": "Hello"}'
        spoil(apps, handler, AFTER_A_WHILE[wrong] + handler)
    with pytest.raises(Wrong, match=said):
        measure([ONE], apps)


@pytest.mark.parametrize("key", [key for key, one in IN_PROCESS.items() if one.framework])
def test_a_program_is_measured_without_a_server(key: str) -> None:
    program = APPS / IN_PROCESS[key].program / "app.py"
    command = [sys.executable, "-m", "benchmarks.in_process", str(program), "20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    times = json.loads(done.stdout)
    assert list(times) == [name for name, endpoint in ENDPOINTS.items() if endpoint.in_process]
    assert all(time > 0 for time in times.values())


def test_a_quick_run_asks_servers_that_there_are() -> None:
    assert set(QUICK) <= set(SERVERS)
