"""What runs the probes: it says which are wrong or fail, and records what the others show."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.example import OUTCOME, ROOT, write

PROBES = '''\
import json

import pytest

PROGRAM = """
import sys
from http.server import HTTPServer, SimpleHTTPRequestHandler

print("opened", flush=True)
HTTPServer(("127.0.0.1", int(sys.argv[1])), SimpleHTTPRequestHandler).serve_forever()
"""


@pytest.mark.framework("left", "right")
def test_counts():
    """It counts *anything*."""
    assert len([json]) == 1


@pytest.mark.framework("right")
def test_ends(serve):
    """A signal ends it,
    whatever it serves.
    """
    server = serve(PROGRAM, "python app.py 8000")
    assert "app.py" in server.get("/").text
    server.wait_for("opened")
    assert server.end() == -15
    assert server.exit_code() == -15
    assert server.output.count("opened") == 1
'''
WRONG = {
    "class": (
        "def test_counts():",
        "class TestCounts:\n    pass\n\n\ndef test_counts():",
        "TestCounts: write functions; a class is not recorded",
    ),
    "parametrize": (
        '@pytest.mark.framework("left", "right")\ndef test_counts():',
        '@pytest.mark.framework("left")\n@pytest.mark.parametrize("case", [1, 2])\n'
        "def test_counts(case):",
        "test_counts: write one probe per case, or a loop; its docstring is shown",
    ),
    "docstring": (
        '    """It counts *anything*."""\n',
        "",
        "test_counts: give the probe a docstring that says what it shows",
    ),
    "long-docstring": (
        *("It counts", "It counts" + " and counts" * 20),
        "test_counts: its docstring: String should have at most 160 characters",
    ),
    "framework": (
        '@pytest.mark.framework("left", "right")\n',
        "",
        'test_counts: say what it shows: @pytest.mark.framework("left")',
    ),
    "unknown-framework": (
        '"left", "right"',
        '"lift"',
        "test_counts: unknown framework 'lift'; did you mean \"left\"?",
    ),
    "long": (
        *("    assert len", "    1\n" * 22 + "    assert len"),
        "test_counts: has 26 lines, at most 25 are allowed; shorten it",
    ),
    "empty": ("", "", "has no probe; write one, or remove the file"),
    "two-of-a-name": (
        *("def test_ends(serve)", "def test_counts(serve)"),
        "test_counts: another probe has this name; choose another one",
    ),
}
"""What is changed in the probes, and what is said of them then."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two invented frameworks, with probes of one row that were others when they were
    recorded, and of one that never were.
    """
    for name in ("comparison", "contracts", "conftest.py", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    write(tmp_path)
    for row in ("routing", "other"):
        (tmp_path / f"probes/test_{row}.py").write_text(PROBES, "utf-8")
    return tmp_path


def run(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run probes of a project, with a summary that is as long in CI (none)."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rN", *options]
    bare = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "GITHUB_ACTIONS": ""}
    return subprocess.run(command, cwd=project, env=bare, capture_output=True, text=True)


def outcomes(project: Path) -> dict[str, object]:
    """Return what is recorded of each row."""
    rows: dict[str, object] = json.loads((project / "probes/outcomes.json").read_text())["rows"]
    return rows


def test_what_the_probes_of_a_row_show_is_recorded_and_then_checked(project: Path) -> None:
    module = project / "probes/test_routing.py"
    module.write_text(PROBES.replace("import json", "import httpx2 as json"))
    done = run(project, "probes")
    assert "other is not recorded; run: make record ROW=other" in done.stdout
    stale = "routing is not as recorded; if the change is meant, run: make record ROW=routing"
    assert stale in done.stdout
    assert f'+    "httpx2": "{httpx2.__version__}"' in done.stdout
    assert "2 failed, 4 passed" in done.stdout
    (project / "probes/test_other.py").unlink()
    assert run(project, "probes/test_routing.py", "--record").returncode == 0
    assert outcomes(project) == {
        "routing": {
            "packages": {"httpx2": httpx2.__version__},
            "tests": {
                "test_counts": {"frameworks": ["left", "right"], "shows": "It counts *anything*."},
                "test_ends": {
                    "frameworks": ["right"],
                    "shows": "A signal ends it, whatever it serves.",
                },
            },
        }
    }
    assert run(project, "probes").returncode == 0


def test_what_failed_or_did_not_run_is_named_and_its_row_is_not_recorded(project: Path) -> None:
    module = project / "probes/test_routing.py"
    ends = "server.end()\n    server.wait_for"
    module.write_text(PROBES.replace("server.wait_for", ends).replace('r("opened")', 'r("done")'))
    done = run(project, "probes", "--record")
    assert done.returncode == 1
    assert "nothing written; not run, or failed: test_ends\n" in done.stdout
    assert "printed 'done' 0 times, not 1" in done.stdout
    assert "end of the log of python app.py 8000" in done.stdout
    promises = done.stdout.split("1 promises do not hold")[1]
    assert "routing, right: A signal ends it, whatever it serves.\n" in promises
    assert outcomes(project)["routing"] == OUTCOME
    assert "other" in outcomes(project)
    done = run(project, "probes", "-k", "counts or outcomes", "--record")
    assert done.stdout.count("nothing written; not run, or failed: test_ends\n") == 2
    assert outcomes(project)["routing"] == OUTCOME


def test_a_probe_that_no_page_could_show_is_refused(project: Path) -> None:
    for name, (old, new, _) in WRONG.items():
        assert old in PROBES, name
        (project / f"probes/test_{name}.py").write_text(PROBES.replace(old, new, 1) if old else "")
    done = run(project, "probes", "--continue-on-collection-errors", "-k", "test_routing")
    for name, (*_, said) in WRONG.items():
        part = done.stdout.split(f"ERROR collecting probes/test_{name}.py")[1].split("\n_")[0]
        assert said in part, done.stdout
    assert f"{len(WRONG)} errors" in done.stdout
