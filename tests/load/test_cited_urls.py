"""The visit of the sources: which addresses it names, and which servers it leaves alone."""

import functools
import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from comparison.load.cited_urls import source_urls
from comparison.load.loader import ROOT
from tests.conftest import BIN, make
from tests.example import QUESTIONS, write

LOOPBACK = ("--exclude-all-private=false", "--scheme=http", "--host-request-interval=1ms")
"""What is changed of the settings in pyproject.toml, so that a server of the test is asked."""


class Site(ThreadingHTTPServer):
    """A server on the loopback, and what it was asked for."""

    def __init__(self, folder: Path) -> None:
        asked = self.asked = list[str]()

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                asked.append(self.path)

        super().__init__(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Serves one page as /page.html and as /moved/, to which /moved redirects."""
    page = '<meta charset="utf-8"><h2 id="here">Here</h2><a name="too"></a><h2 id="café"></h2>'
    write(tmp_path, {"page.html": page, "moved/index.html": page})
    with Site(tmp_path) as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.01,))
        thread.start()
        yield site
        site.shutdown()
        thread.join()


def named(addresses: list[str], *options: str) -> tuple[int, set[str]]:
    """Visit addresses with the project's settings; return the exit code and which are named."""
    done = subprocess.run(
        [BIN / "lychee", "--format=json", *options, "-"],
        cwd=ROOT,
        env=os.environ | {"NO_PROXY": "127.0.0.1"},
        input="\n".join(addresses),
        capture_output=True,
        text=True,
    )
    problems = json.loads(done.stdout)["error_map"].values()
    return done.returncode, {link["url"] for links in problems for link in links}


def test_what_does_not_answer_as_it_is_cited_is_named(site: Site) -> None:
    good = ["page.html", "page.html#here", "page.html#too", "page.html#caf%C3%A9", "moved#here"]
    bad = ["gone.html", "gone.html#here", "page.html#gone", "moved#gone"]
    paths = [f"{site.address}/{path}" for path in (*good, *bad)]
    assert named(paths, *LOOPBACK) == (2, set(paths[len(good) :]))
    assert sorted(set(site.asked)) == ["/gone.html", "/moved", "/moved/", "/page.html"]
    assert site.asked.count("/page.html") <= 2  # once for its text, however many sections are cited


def test_what_answers_is_not_named(site: Site) -> None:
    assert named([f"{site.address}/moved#here"], *LOOPBACK) == (0, set())


def test_private_addresses_are_not_visited(site: Site) -> None:
    named([f"{site.address}/gone.html", "http://10.0.0.1/", "http://[::1]/"], "--scheme=http")
    assert site.asked == []


def test_without_a_network_it_says_so(ready: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens there
        proxy = f"http://127.0.0.1:{taken.getsockname()[1]}"
        done = make(ready, "sources", HTTPS_PROXY=proxy, https_proxy=proxy, NO_PROXY="")
    (line,) = done.stdout.splitlines()
    first = source_urls(ROOT)[0]
    assert line == f"{first} cannot be reached, so no source was visited: is there a network?"
    assert done.returncode == 2


def test_data_that_cannot_be_read_is_named(ready: Path) -> None:
    (ready / "data/claims.yaml").write_text("claims: [", "utf-8")
    done = make(ready, "sources")
    assert done.stderr.startswith("data/claims.yaml:2:1: not YAML")
    assert done.returncode == 2


def test_every_address_of_the_data_is_listed_once(tmp_path: Path) -> None:
    write(tmp_path)
    link = "says: Left does, see [here](https://left.example/#linked) and `[no](https://code.example/)`."
    text = QUESTIONS.replace("says: Left does, see `hello`.", link)
    text = text.replace("Who greets?", "https://[::1 what is that?")
    (tmp_path / "data/questions.yaml").write_text(text, "utf-8")
    assert source_urls(tmp_path) == [
        "https://left.example/",
        "https://right.example/",
        "https://left.example/#routes",
        "https://right.example/#routes",
        "https://left.example/#hello",
        "https://right.example/#hello",
        "https://paper.example/left-or-right",
        "https://left.example/#linked",
    ]
