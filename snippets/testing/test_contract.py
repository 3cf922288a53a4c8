"""A bill is shared; the tests beside each program pass with it, and fail when it is changed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.exchanges import HTML, JSON, reply


def test_its_own_tests_pass(client, request, tmp_path):
    """`pytest` in the program's folder runs the tests beside it, without a server."""
    copy_program(request.path.parent / client.framework, tmp_path)
    code, output = run_pytest(tmp_path)
    assert code == 0, output
    assert "4 passed" in output


def test_its_own_tests_notice_a_change(client, request, tmp_path):
    """The program calculates with another tip, and its tests fail: they do call it."""
    copy_program(request.path.parent / client.framework, tmp_path)
    app = tmp_path / "app.py"
    app.write_text(app.read_text("utf-8").replace("return 0.25", "return 0.5"), "utf-8")
    code, output = run_pytest(tmp_path)
    assert code == 1, output
    assert "2 failed, 2 passed" in output


def test_shares_a_bill(client):
    """The server uses the real tip, a quarter of the bill. The programs' tests replace it: in Flask
    `monkeypatch` sets another function, in FastAPI `dependency_overrides` names one.
    """
    assert reply(client.get("/bills/80/4")) == (200, JSON, {"each": 25})


def test_rounds_the_share(client):
    """A hundred and the tip do not divide by three; the share is rounded to cents."""
    assert reply(client.get("/bills/100/3")) == (200, JSON, {"each": 41.67})


@pytest.mark.framework("flask")
def test_redirect_is_shown_to_the_test(client):
    """Flask's test client shows this response; it follows a redirect only if told to."""
    response = client.get("/lunch")
    status, media_type, body = reply(response)
    assert (status, media_type) == (302, HTML)
    assert "<h1>Redirecting...</h1>" in body
    assert response.headers["location"] == "/bills/80/4"


@pytest.mark.framework("fastapi")
def test_redirect_is_followed_in_the_test(client):
    """FastAPI's test client follows this response, unless told not to."""
    response = client.get("/lunch")
    assert reply(response) == (307, None, None)
    assert response.headers["location"] == "/bills/80/4"


@pytest.mark.framework("flask")
def test_error_reaches_the_test_if_told_to(client):
    """Nobody is there to pay, and the program divides by zero. The server answers a page; Flask's
    test client gets the page too, or with `TESTING` the exception.
    """
    status, media_type, body = reply(client.get("/bills/80/0"))
    assert (status, media_type) == (500, HTML)
    assert "<h1>Internal Server Error</h1>" in body


@pytest.mark.framework("fastapi")
def test_error_reaches_the_test(client):
    """Nobody is there to pay, and the program divides by zero. The server answers a text; FastAPI's
    test client gets the exception, or with `raise_server_exceptions=False` the text.
    """
    response = client.get("/bills/80/0")
    assert reply(response) == (500, "text/plain", "Internal Server Error")


@pytest.mark.framework("flask")
def test_word_is_an_unknown_address(client):
    """The converter `int` matches digits only. A test sees the same 404 as a browser."""
    status, media_type, body = reply(client.get("/bills/80/all"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_word_is_invalid(client):
    """The word is no integer. A test sees the same 422 as a browser."""
    status, media_type, body = reply(client.get("/bills/80/all"))
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("int_parsing", ["path", "people"])
    ]


def copy_program(folder, target):
    """Copy a program and its tests to where no settings of this project apply."""
    for name in ("app.py", "test_app.py"):
        shutil.copy(folder / name, target)


def run_pytest(folder):
    """Return the exit code of `pytest` in folder, and what it printed."""
    command = [Path(sys.executable).with_name("pytest"), "-W", "error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr
