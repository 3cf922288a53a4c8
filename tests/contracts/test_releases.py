"""Other releases of an invented framework are tried, from an index that this machine serves."""

import io
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest

from comparison.load import generated_files
from comparison.model.releases import Tried
from contracts.releases import updated
from tests.example import FILES, ROOT, write

SERVER = """\
import json, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from dish import WORD


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"message": WORD}).encode())


def main():
    HTTPServer(("127.0.0.1", int(sys.argv[-1])), Handler).serve_forever()
"""
PYTEST = """\
import sys
from pathlib import Path

*_, file, report = sys.argv
name, names = Path(file).stem, {}
exec(Path(file).read_text(), names)
try:
    names[name]()
    end = ""
except AttributeError:
    end = "<failure/>"
case = f'<testcase classname="probe.routing.{name}" name="{name}">{end}</testcase>'
Path(report.partition("=")[2]).write_text(f"<testsuite>{case}</testsuite>")
"""
PROBE = '''\
import pytest


@pytest.mark.framework("left")
def test_routes():
    """There is a word."""
    import dish

    assert dish.WORD
'''
RELEASES = {
    ("pytest", "1.0"): ("2026-01-01", PYTEST),
    ("left", "1.0"): ("2026-01-01", SERVER),
    ("left", "1.1"): ("2026-01-03", SERVER),
    ("left", "1.2"): ("2026-01-05", SERVER),
    ("left", "1.3rc1"): ("2026-01-06", SERVER),
    ("dish", "1.0"): ("2026-01-01", ""),
    ("dish", "1.1"): ("2026-01-03", "WORD = 'Hello'"),
}
"""The day and the module of each release; left needs the newest dish there is."""
CONTRACT = '''\
def test_greets(client):
    """It greets."""
    assert client.get("/").json() == {"message": "Hello"}
'''
DAY = date(2026, 1, 1)


def wheel(name: str, version: str) -> bytes:
    """Return a package of one module, as an index serves it."""
    about = f"{name}-{version}.dist-info"
    needs = "Requires-Dist: dish\n" if name == "left" else ""
    files = {
        f"{name}.py": RELEASES[name, version][1],
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\nleft = left:main\n",
    }
    if name != "left":
        del files[f"{about}/entry_points.txt"]
    files[f"{about}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{about}/RECORD"])
    with ZipFile(packed := io.BytesIO(), "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return packed.getvalue()


class Index(BaseHTTPRequestHandler):
    """An index of packages that knows on which day each file came."""

    def do_GET(self) -> None:
        *_, folder, name = self.path.strip("/").split("/")
        files = [
            {
                "filename": f"{package}-{version}-py3-none-any.whl",
                "url": f"/files/{package}-{version}-py3-none-any.whl",
                "hashes": {},
                "upload-time": f"{day}T12:00:00Z",
            }
            for (package, version), (day, _) in RELEASES.items()
            if package == name
        ]
        listing = {"meta": {"api-version": "1.1"}, "name": name, "files": files}
        content, media = json.dumps(listing).encode(), "application/vnd.pypi.simple.v1+json"
        if folder == "files":
            content, media = wheel(*name.split("-")[:2]), "application/zip"
        self.send_response(200 if files or folder == "files" else 404)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_HEAD = do_GET

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def index() -> Iterator[str]:
    """The address of the index."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Index) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/simple"
        server.shutdown()
        thread.join()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one task, whose programs need a package that the index lacks."""
    project = tmp_path / "project"
    files = {"snippets/hello/test_contract.py": CONTRACT, "probes/test_routing.py": PROBE}
    write(project, FILES | files)
    for name in ("comparison", "contracts"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "conftest.py", project)
    (project / "pyproject.toml").write_text('[dependency-groups]\nprograms = ["pytest", "gone"]\n')
    return project


def tried(project: Path, index: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with an index of its own."""
    variables = os.environ | {
        "NO_PROXY": "127.0.0.1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": index,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "UV_CACHE_DIR": str(project / ".uv"),
        "UV_DEFAULT_INDEX": index,
        "UV_NO_CONFIG": "1",
    }
    command = [sys.executable, "-m", "contracts.releases", *words]
    return subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True)


def test_where_a_test_changes_is_found_and_whether_other_packages_did_it(
    project: Path, index: str
) -> None:
    recorded = (project / "snippets/hello/exchanges.json").read_bytes()
    done = tried(project, index, "left", "1.0", "1.2", "--between", "1.0", "1.2")
    assert done.returncode == 0, done.stdout + done.stderr
    first, *_, contract, probe = done.stdout.splitlines()
    assert first == "left==1.0: not there on 2026-01-01: gone"
    later = "held on 1.1, and on 1.0 with the packages of 2026-01-03"
    assert contract == f"hello::test_greets: could not start on 1.0, {later}"
    assert probe == f"probe::routing::test_routes: not held on 1.0, {later}"
    releases = generated_files.releases(project)
    assert releases
    left = releases.frameworks["left"]
    assert (left.newest, left.looked) == ("1.2", date.today())
    assert left.whole == {"1.0": DAY, "1.2": date(2026, 1, 5)}
    assert left.searched == {"1.1": date(2026, 1, 3)}
    held = {"1.1": "held", "1.2": "held"}
    assert left.others == {
        "hello::test_greets": {"1.0": "could not start", **held},
        "probe::routing::test_routes": {"1.0": "not held", **held},
    }
    assert left.by_packages == dict.fromkeys(left.others, ("1.1",))
    assert (project / "snippets/hello/exchanges.json").read_bytes() == recorded


@pytest.mark.parametrize(
    ("words", "problem"),
    {
        "framework": (["lefty"], 'there is no framework lefty; did you mean "left"?'),
        "release": (["left", "7"], "there is no release of left 7; known: 1.2, 1.1, 1.0"),
        "untried": (
            ["left", "--between", "1.0", "1.2"],
            "1.0 was not tried; first: VERSION=1.0",
        ),
        "package": (["right"], "ERROR: No matching distribution found for right"),
    }.values(),
)
def test_what_there_is_not_is_refused(
    project: Path, index: str, words: list[str], problem: str
) -> None:
    done = tried(project, index, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().splitlines()[-1] == problem
    assert generated_files.releases(project) is None


def test_a_release_that_is_tried_again_is_told_anew_and_nothing_of_what_did_not_run() -> None:
    before = Tried(
        newest="2.0",
        looked=DAY,
        whole={"1.0": DAY, "2.0": DAY},
        searched={"1.5": DAY},
        held=("hello::test_kept", "hello::test_renamed"),
        others={
            "hello::test_again": {"1.0": "not held", "2.0": "held"},
            "hello::test_gone": {"1.5": "held"},
        },
    )
    assert before.outcomes("hello::test_kept") == {"1.0": "held", "2.0": "held"}
    now = updated(
        before,
        "1.0",
        DAY,
        {"hello::test_again": "held", "hello::test_kept": "held", "hello::test_new": "held"},
        whole=True,
    )
    assert now.held == ("hello::test_again", "hello::test_kept")
    assert now.others == {"hello::test_new": {"1.0": "held"}}
    assert now.searched == {}
    assert now.outcomes("hello::test_renamed") == {}
