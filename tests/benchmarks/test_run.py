"""The benchmark on a tiny run, with real servers: it notices who answers wrongly, dies, or errs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import runner
from benchmarks.endpoints import ENDPOINTS
from benchmarks.processes import APPS, Wrong
from benchmarks.servers import IN_PROCESS, QUICK, SERVERS
from comparison.model.measurements import Load
from tests.example import ROOT

USUAL = {key: subject for key, subject in SERVERS.items() if subject.usual}
ASYNC = next(key for key in USUAL if USUAL[key].program.endswith("async"))
"""A server whose process is the one that answers."""
BEGINS, ANSWERS = "app = FastAPI()", '    return {"message": "Hello"}'
"""Lines of its program."""
COUNTS = f"import os\nfrom fastapi import responses\n\n{BEGINS}\nleft = iter(range(1, 300))"
ONCE, FROM_THEN_ON = "    if next(left, 0) == 299:\n        ", "    if not next(left, 0):\n        "
WRONG = {
    "answers wrongly": ('"Hello"', '"Hullo"', 'Hullo"}'),
    "takes what is wrong": ("Field(min_length=1)", '"Nobody"', "answered 201"),
    "ends": (ANSWERS, f"{FROM_THEN_ON}os._exit(3)\n{ANSWERS}", "failed"),
    "fails now and then": (ANSWERS, f"    next(left)\n{ANSWERS}", "failed"),
    "leads elsewhere": (
        *(ANSWERS, f"{ONCE}return responses.RedirectResponse('/users/7')\n{ANSWERS}"),
        ": 1 requests failed",
    ),
    "logs an error": (
        *(ANSWERS, f"{FROM_THEN_ON}print('ERROR: no luck', flush=True)\n{ANSWERS}"),
        "reports trouble",
    ),
}
"""What is changed in its program, and what is said then."""


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each server answer every request once before it is measured; that is a check, too."""
    monkeypatch.setattr(runner, "WARM", 1)


def measure(subjects: list[str], apps: Path = APPS, count: int = 1) -> list[Load]:
    chosen = {key: SERVERS[key] for key in subjects}
    return runner.loads(chosen, [("hello", 4)], count, lambda line: None, apps)


def test_every_round_has_a_sample_of_every_server() -> None:
    loads = measure(list(USUAL), count=2)
    assert [load.subject for load in loads] == list(USUAL)
    for load in loads:
        assert [sample.round for sample in load.samples] == [1, 2]
        for sample in load.samples:
            assert sample.requests > 0
            assert 0 < sample.cpu < 2 * sample.seconds
            assert 0 < sample.p50 <= sample.p90 <= sample.p99
            assert sample.other >= 0


@pytest.mark.parametrize("wrong", WRONG)
def test_a_server_that_is_not_well_stops_the_run(tmp_path: Path, wrong: str) -> None:
    apps = shutil.copytree(APPS, tmp_path / "apps", ignore=shutil.ignore_patterns("__pycache__"))
    program = apps / SERVERS[ASYNC].program / "app.py"
    old, new, message = WRONG[wrong]
    text = program.read_text("utf-8").replace(BEGINS, COUNTS, 1)
    assert old in text
    program.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Wrong, match=message):
        measure([ASYNC], apps)


@pytest.mark.parametrize("key", [key for key, subject in IN_PROCESS.items() if subject.framework])
def test_a_program_is_measured_without_a_server(key: str) -> None:
    program = APPS / IN_PROCESS[key].program / "app.py"
    command = [sys.executable, "-m", "benchmarks.in_process", str(program), "20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    times = json.loads(done.stdout)
    assert list(times) == [name for name, endpoint in ENDPOINTS.items() if endpoint.in_process]
    assert all(time > 0 for time in times.values())


def test_a_quick_run_asks_servers_that_there_are() -> None:
    assert set(QUICK) <= set(SERVERS)
