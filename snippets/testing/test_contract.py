"""A bill is shared; the tests beside each program pass with it, and fail when it is changed."""

import os
import shutil
import subprocess

import pytest

from contracts import processes
from contracts.exchanges import HTML, JSON, reply


@pytest.fixture(scope="module")
def own_tests(server, tmp_path_factory):
    """The exit code of the tests beside the program, and what they printed."""
    folder = tmp_path_factory.mktemp("program")
    copy_program(server.program, folder)
    return run_pytest(folder)


def test_its_own_tests_pass(client, own_tests):
    """`pytest` in the program's folder runs the tests beside it, without a server."""
    code, output = own_tests
    assert code == 0, output
    assert "5 passed" in output


def test_its_own_tests_notice_a_change(client, request, tmp_path):
    """The program calculates with another tip, and its tests fail: they do call it."""
    copy_program(request.path.parent / client.framework, tmp_path)
    app = tmp_path / "app.py"
    app.write_text(app.read_text("utf-8").replace("return 0.25", "return 0.5"), "utf-8")
    code, output = run_pytest(tmp_path)
    assert code == 1, output
    assert "2 failed, 3 passed" in output


def test_shares_a_bill(client, own_tests):
    """The test beside the program makes this request through the framework's test client, without a
    server, and gets the same answer as a client of the server.
    """
    passed(own_tests, "test_shares_a_bill")
    assert reply(client.get("/bills/80/4")) == (200, JSON, {"each": 25})


@pytest.mark.framework("flask")
def test_tip_is_replaced_by_name(client, own_tests):
    """The server adds the real tip, a quarter. In the test `monkeypatch` puts another function in
    the place of `tip_rate`, and each pays 20.
    """
    passed(own_tests, "test_without_a_tip")
    assert reply(client.get("/bills/80/4")) == (200, JSON, {"each": 25})


@pytest.mark.framework("fastapi")
def test_tip_is_replaced_by_an_override(client, own_tests):
    """The server adds the real tip, a quarter. In the test `app.dependency_overrides` names another
    function for the dependency `tip_rate`, and each pays 20.
    """
    passed(own_tests, "test_without_a_tip")
    assert reply(client.get("/bills/80/4")) == (200, JSON, {"each": 25})


def test_rounds_the_share(client):
    """A hundred and the tip do not divide by three; the share is rounded to cents."""
    assert reply(client.get("/bills/100/3")) == (200, JSON, {"each": 41.67})


@pytest.mark.framework("flask")
def test_redirect_is_shown_to_the_test(client, own_tests):
    """The test gets this response: Flask's test client follows a redirect only if told to."""
    passed(own_tests, "test_lunch_leads_to_a_bill")
    response = client.get("/lunch")
    status, media_type, body = reply(response)
    assert (status, media_type) == (302, HTML)
    assert "<h1>Redirecting...</h1>" in body
    assert response.headers["location"] == "/bills/80/4"


@pytest.mark.framework("fastapi")
def test_redirect_is_followed_in_the_test(client, own_tests):
    """The test gets the bill: FastAPI's test client follows a redirect unless told not to."""
    passed(own_tests, "test_lunch_leads_to_a_bill")
    response = client.get("/lunch")
    assert reply(response) == (307, None, None)
    assert response.headers["location"] == "/bills/80/4"


@pytest.mark.framework("flask")
def test_error_reaches_the_test_if_told_to(client, own_tests):
    """Nobody is there to pay, and the program divides by zero. The server answers 500; a test gets
    the 500 too, or with `TESTING` the exception.
    """
    passed(own_tests, "test_nobody_pays", "test_nobody_pays_in_production")
    status, media_type, body = reply(client.get("/bills/80/0"))
    assert (status, media_type) == (500, HTML)
    assert "<h1>Internal Server Error</h1>" in body


@pytest.mark.framework("fastapi")
def test_error_reaches_the_test(client, own_tests):
    """Nobody is there to pay, and the program divides by zero. The server answers 500; a test gets
    the exception, or with `raise_server_exceptions=False` the 500.
    """
    passed(own_tests, "test_nobody_pays", "test_nobody_pays_in_production")
    response = client.get("/bills/80/0")
    assert reply(response) == (500, "text/plain", "Internal Server Error")


@pytest.mark.framework("flask")
def test_word_is_an_unknown_address(client):
    """The converter `int` matches digits only, so no route fits the address."""
    status, media_type, body = reply(client.get("/bills/80/all"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_word_is_invalid(client):
    """The route takes any word there, and then FastAPI finds that it is no integer."""
    status, media_type, body = reply(client.get("/bills/80/all"))
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("int_parsing", ["path", "people"])
    ]


def passed(own_tests, *names):
    """Check that these tests beside the program passed."""
    _, output = own_tests
    for name in names:
        assert f"PASSED test_app.py::{name}" in output.splitlines(), output


def copy_program(folder, target):
    """Copy a program and its tests to where no settings of this project apply."""
    for name in ("app.py", "test_app.py"):
        shutil.copy(folder / name, target)


def run_pytest(folder):
    """Return the exit code of `pytest` in folder, without other plugins, and what it printed."""
    command = [str(processes.programs / "pytest"), "-W", "error", "-rA"]
    bare = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr
