"""The commands of the README, in a copy of the project: what they do, and what they leave alone."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
from markdown_it import MarkdownIt

from comparison.load.loader import load
from contracts.processes import end, last_lines, start
from contracts.servers import free_port, serving
from tests.conftest import alone, make
from tests.example import ROOT
from tests.git import git

DATA = "data/comparison.yaml"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_mistakes_are_shown_at_their_lines_in_a_pull_request(small: Path) -> None:
    data = small / DATA
    lines = data.read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines, 1) if "level: built-in" in line)
    lines[number - 1] = lines[number - 1].replace("built-in", '"50 % in::error\\nx"')
    data.write_text("\n".join(lines), "utf-8")
    command = [sys.executable, "-m", "comparison", "check"]
    said = {}
    for on in ("true", "false"):
        variables = os.environ | {"GITHUB_ACTIONS": on}
        done = subprocess.run(command, cwd=small, env=variables, capture_output=True, text=True)
        assert done.returncode == 1
        said[on] = done.stdout.splitlines()
    assert said["false"] == []
    (shown,) = said["true"]
    assert shown.startswith(f"::error file={DATA},line={number},col=")
    assert "50 %25 in::error" in shown


def test_generated_files_that_are_not_committed_are_printed_whole(small: Path) -> None:
    git(small, "init", "--initial-branch=main")
    git(small, "add", ".")
    git(small, "commit", "-m", "all")
    command = [sys.executable, "-m", "comparison"]

    def printed() -> list[str]:
        done = subprocess.run([*command, "generated"], cwd=small, capture_output=True, text=True)
        assert done.returncode == 0
        tokens = MarkdownIt("commonmark").parse(done.stdout)
        return [token.content for token in tokens if token.type == "fence"]

    assert printed() == []
    added = {
        "data/facts.json": "{}\n",
        "snippets/hello/exchanges.json": '{"a": "\\n````\\n"}\n',
        "snippets/new/exchanges.json": "````\n```\n",
    }
    for file, content in added.items():
        (small / file).parent.mkdir(exist_ok=True)
        (small / file).write_text(content, "utf-8")
    (small / "docs/contribute.md").write_text("not generated", "utf-8")
    assert printed() == list(added.values())


def test_without_a_history_nothing_is_recorded_to_be_told(small: Path) -> None:
    (small / "data/facts.json").unlink()
    done = make(small, "generated")
    assert done.returncode != 0
    assert done.stderr.startswith("this folder has no history; clone the repository\n")
    assert not (small / "data/facts.json").exists()


def test_a_failed_build_leaves_the_site_as_it_was_and_recovers_one_cut_short(small: Path) -> None:
    assert make(small, "build").returncode == 0
    before = contents(small / "site")
    data = small / DATA
    good = data.read_text()
    data.write_text(good.replace("tasks:", "unknown: key\ntasks:", 1))
    failed = make(small, "build")
    assert failed.returncode != 0
    assert f"{DATA}:" in failed.stdout + failed.stderr
    assert "Traceback" not in failed.stderr
    assert contents(small / "site") == before
    (small / "site").rename(small / ".site-old")  # as a build leaves it that was cut short
    (small / ".build").mkdir()
    data.write_text(good)
    (small / "docs/contribute.md").write_text("a\n[broken](nowhere.md)\n")
    failed = subprocess.run(
        ["make", "build"],
        cwd=small,
        env=alone() | {"GITHUB_ACTIONS": "true"},
        capture_output=True,
        text=True,
    )
    assert failed.returncode != 0
    assert (
        "docs/contribute.md:2:10: Doc file 'contribute.md' contains a link 'nowhere.md'"
        in failed.stderr
    )
    assert "::error file=docs/contribute.md,line=2,col=10::Doc file" in failed.stdout
    assert contents(small / "site") == before


DIES = """

import os, signal
pages = iter(range(5))


def on_post_page(output, page, config):
    if next(pages, None) is None:
        os.killpg(0, signal.SIGKILL)
"""
"""A hook that kills make and all it started when five pages are written."""
BROKEN = {
    "killed half-way": ("hooks.py", DIES, "unlimited", "Building documentation"),
    "no room for a file": ("hooks.py", "", "100", "File too large"),
    "a broken template of the site": ("overrides/main.html", "{% if %}", "unlimited", "main.html"),
    "a broken macro": (
        "comparison/pages/templates/table.html.j2",
        "{{ no.no }}",
        "unlimited",
        "'no'",
    ),
}


@pytest.mark.parametrize(("file", "added", "room", "said"), BROKEN.values(), ids=list(BROKEN))
def test_a_build_that_fails_half_way_publishes_nothing(
    small: Path, file: str, added: str, room: str, said: str
) -> None:
    (small / "site").mkdir()
    (small / "site/index.html").write_text("published", "utf-8")
    with (small / file).open("a", encoding="utf-8") as spoiled:
        spoiled.write(added)
    command = ["bash", "-c", f"ulimit -f {room} && make build"]  # files of so many KiB
    failed = subprocess.run(
        command, cwd=small, env=alone(), capture_output=True, text=True, start_new_session=True
    )
    assert failed.returncode != 0
    assert re.search(said, failed.stdout + failed.stderr)
    assert contents(small / "site") == {"index.html": b"published"}


def test_check_says_what_the_data_holds(ready: Path) -> None:
    done = make(ready, "check")
    assert done.returncode == 0
    assert done.stdout.startswith("data: no mistakes in ")


def test_changes_since_a_revision_are_printed(small: Path) -> None:
    def changes(revision: str, *more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "comparison", "changes", revision, *more]
        return subprocess.run(command, cwd=small, capture_output=True, text=True)

    without = changes("main")
    assert without.stderr == "this folder has no history; clone the repository\n"
    assert without.returncode == 1
    for line in ("init --initial-branch=main", "add .", "commit -m all"):
        git(small, *line.split())
    assert changes("main").stdout == "The data says the same as before.\n"
    replace(small / DATA, "level: built-in", "level: own-code")
    replace(small / "data/claims.yaml", "verdict: outdated", "verdict: measured")
    printed = changes("main").stdout
    assert "Level: built-in → own code" in printed
    assert "Verdict: outdated → measured here" in printed
    row = "\n\n### Routing\n\nHow is a route written?\n\n|  | Left 1.0 | Right 3.10 |\n"
    assert row not in printed
    assert changes("main", "--rows").stdout.startswith(printed.rstrip() + row)
    for wrong in ("--output=stolen", "a\nb"):
        refused = changes(wrong)
        assert refused.returncode != 0
        assert "Traceback" not in refused.stderr
    assert changes("nope").stderr == "there is no revision nope here; name a commit or branch\n"
    assert not list(small.glob("stolen*"))


def test_changes_are_printed_whatever_the_locale(small: Path) -> None:
    for line in ("init --initial-branch=main", "add .", "commit -m all"):
        git(small, *line.split())
    replace(small / DATA, "asks: ", "asks: \u2603 ")
    variables = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "comparison", "changes", "HEAD"]
    done = subprocess.run(command, cwd=small, env=os.environ | variables, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\u2603" in done.stdout.decode()


def test_without_docstrings_nothing_is_exported() -> None:
    command = [sys.executable, "-OO", "-m", "comparison", "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr.startswith("Run this without -OO: ")) == (1, True)


def test_a_port_that_is_taken_is_said_before_anything_is_built(small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = make(small, "serve", f"PORT={port}")
    assert done.returncode != 0
    assert done.stdout == f"Port {port} is taken; make serve PORT={port + 1}\n"


@pytest.mark.parametrize("port", ["abc", "65536", "8000; exit", ""])
def test_a_port_that_is_none_is_said(small: Path, port: str) -> None:
    done = make(small, "serve", f"PORT={port}")
    assert done.returncode != 0
    assert done.stdout == "PORT is a number up to 65535: make serve PORT=8001\n"


def test_an_old_python_gets_one_plain_sentence(project: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    code = "import sys; sys.version_info = (3, 9, 1); sys.version = '3.9.1 (old)'"
    old.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}; exec(\\"\\"\\"$2\\"\\"\\")"\n')
    old.chmod(0o755)
    done = make(project, "serve", f"PYTHON={old}")
    assert done.returncode != 0
    assert f"This project needs Python 3.11.5 or newer; {old} is 3.9.1." in done.stderr
    assert "Traceback" not in done.stderr


def test_other_generators_get_each_page_and_file_that_hooks_add(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "comparison", "pages", str(tmp_path / "new/folder")]
    subprocess.run(command, cwd=ROOT, check=True)
    files = [file.relative_to(tmp_path / "new/folder").as_posix() for file in tmp_path.rglob("*.*")]
    matrix = load().matrix
    beside = [f"{page}/{name}" for page in ("dictionary", "claims") for name in matrix.sections]
    assert sum(file.endswith(".md") for file in files) == len(
        [*matrix.sections, *matrix.tasks, *matrix.rows(), *beside]
    )
    for name in ("data/v1/comparison.json", "data/v1/comparison.csv", "llms.txt", "changes.xml"):
        assert name in files


@pytest.mark.parametrize("framework", load().matrix.frameworks)
def test_the_develop_command_serves_a_task(framework: str) -> None:
    task = next(iter(load().matrix.tasks))
    command = load().matrix.frameworks[framework].develop
    with serving(ROOT / "snippets" / task / framework, command) as server:
        assert httpx2.get(server.url, trust_env=False).status_code == 200


@pytest.fixture
def live(small: Path, tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """A copy of the project under `mkdocs serve`; call it to wait for a text on a page."""
    address = f"127.0.0.1:{free_port()}"
    command = f"{shlex.quote(sys.executable)} -m mkdocs serve --dev-addr {address}"
    process = start(command, small, tmp_path, tmp_path / "log")

    def wait_for(page: str, text: str) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                pytest.fail(last_lines(tmp_path / "log"))
            with suppress(httpx2.TransportError):
                answer = httpx2.get(f"http://{address}/{page}", trust_env=False)
                if answer.status_code == 200 and text in answer.text:
                    return
        pytest.fail(f"{text!r} did not appear on {page}:\n{last_lines(tmp_path / 'log')}")

    try:
        yield wait_for
    finally:
        end(process, tmp_path)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_every_edit_shows_while_serving(small: Path, live: Callable[[str, str], None]) -> None:
    live("", "Routing")
    replace(small / DATA, "title: Routing", "title: Edited row")
    live("", "Edited row")
    replace(small / "snippets/hello/left/app.py", "app = 1", "app = 1  # edited program")
    live("code/hello/", "edited program")
    replace(small / "comparison/pages/templates/tasks.html.j2", "<ul", "<p>Edited template</p><ul")
    live("code/", "Edited template")
    replace(small / "docs/contribute.md", "## Method", "## Edited page")
    live("contribute/", "Edited page")
    replace(small / DATA, "title: Edited row", "titel: Spoiled row")
    live("", "titel: unknown key; did you mean")
    live("data/v1/comparison.csv", "section,row")
    replace(small / "docs/contribute.md", "## Edited page", "## Never seen")
    replace(small / DATA, "titel: Spoiled row", "title: Mended row")
    live("", "Mended row")
