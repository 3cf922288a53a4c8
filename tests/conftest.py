"""What several tests need: a copy of the project to change, and the built site behind a server."""

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.example import ROOT, write, write_site
from tests.system_programs import find

BIN = Path(sys.executable).parent
"""Where the commands of this environment lie."""
SUB_PATH = "/some-repository"
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".v*", ".c*", ".*_cache", ".hypothesis", ".build", "site", "__pycache__")
)
"""What a copy of the project lacks: its history, and what commands made of it."""
ANY = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
"""What makes examples, however long one takes, and says how to try the one that fails again."""
settings.register_profile("tests", ANY, max_examples=60, derandomize=True)
settings.register_profile("audit", ANY, max_examples=4_000)
settings.load_profile("tests")


class Pages(SimpleHTTPRequestHandler):
    """Serves a folder as GitHub Pages does: below a sub-path, with the site's own 404 page."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(SUB_PATH):
            return str(Path(self.directory) / "outside-of-the-site")
        return super().translate_path(path.removeprefix(SUB_PATH))

    def send_error(self, code: int, *arguments: object, **named: object) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments: object) -> None:
        pass


def build(project: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site of a project into target, as strictly as `make build`, and finish it."""
    variables = os.environ | {"CI": "true", "NO_MKDOCS_2_WARNING": "1"} | environment
    for command in (
        ["mkdocs", "build", "--strict", "--site-dir", str(target)],
        ["comparison", "publish", str(target)],
    ):
        run = [sys.executable, "-m", *command]
        done = subprocess.run(run, cwd=project, env=variables, capture_output=True, text=True)
        if done.returncode:
            break
    return done


def make(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make as a newcomer would, not as a part of the make that may run the tests."""
    return subprocess.run(
        ["make", *words],
        cwd=project,
        env=alone() | environment,
        capture_output=True,
        text=True,
    )


def run(*command: str | Path) -> None:
    """Run a command in the project; fail with what it printed where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def alone() -> dict[str, str]:
    """Return the environment without what the make that may run the tests has set."""
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"}
    return {name: value for name, value in os.environ.items() if name not in outer}


def weekly(job: str, step: str, folder: Path) -> str:
    """Run a step of the weekly workflow in a folder; return what it writes into its summary."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text("utf-8"))
    (script,) = (one["run"] for one in workflow["jobs"][job]["steps"] if one.get("name") == step)
    variables = os.environ | {"GITHUB_STEP_SUMMARY": "summary.md"}
    subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=variables, check=True)
    return (folder / "summary.md").read_text("utf-8")


@pytest.fixture(scope="session")
def address() -> Iterator[tuple[str, ThreadingHTTPServer]]:
    """A server on a free port of the loopback that serves nothing yet, and the site's address."""
    handler = functools.partial(Pages, directory=os.devnull)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}/", server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def site(
    address: tuple[str, ThreadingHTTPServer], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The folder of the built site, and the address below which it is served."""
    folder = tmp_path_factory.mktemp("built") / "site"
    url, server = address
    built = build(ROOT, folder, SITE_URL=url)
    assert built.returncode == 0, built.stdout + built.stderr
    server.RequestHandlerClass = functools.partial(Pages, directory=str(folder))
    return folder, url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": find(), "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture(scope="session")
def base_url(site: tuple[Path, str]) -> str:
    return site[1]


@pytest.fixture
def new_context(new_context: CreateContextCallback) -> Iterator[Callable[..., BrowserContext]]:
    """Opens windows in which no script may fail, no dialog open and the policy refuse nothing.

    What cannot be loaded is no failure here: some tests take care that it cannot.
    """
    opened: list[BrowserContext] = []
    troubles: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            troubles.append(f"{message.page and message.page.url}: {message.text}")

    def dismiss(dialog: Dialog) -> None:
        troubles.append(dialog.message)
        dialog.dismiss()

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("console", listen)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        context.on("dialog", dismiss)
        opened.append(context)
        return context

    yield watched
    for page in (page for context in opened for page in context.pages):
        page.evaluate("0")  # what was said before has been heard when this is answered
    assert troubles == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's files, to be changed by one test."""
    return shutil.copytree(ROOT, tmp_path / "project", ignore=LEFT_OUT)


@pytest.fixture
def ready(project: Path) -> Path:
    """A copy of the project that is set up already: it shares this environment."""
    (project / ".venv").symlink_to(sys.prefix)
    for lock in project.glob("requirements*.txt"):
        os.utime(lock, (0, 0))  # nothing to install, however young the checkout is
    return project


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A small project of two invented frameworks: its data, and the files that the data names."""
    write(tmp_path)
    return tmp_path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small project with all that builds its site, as after `make serve`."""
    write_site(tmp_path / "small")
    return tmp_path / "small"
