"""What a missing key does, how long a session lasts, what is saved, and who can read a cookie."""

import base64
import json
import os
import time

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from flask import Flask, flash, get_flashed_messages, session
from itsdangerous import TimestampSigner
from starlette.middleware.sessions import SessionMiddleware


def flask_client(key="development"):
    """Return a client of an application that fills, changes and shows its session."""
    app = Flask(__name__)
    app.secret_key = key

    @app.get("/fill")
    def fill():
        session["cart"] = ["tea"]
        return ""

    @app.get("/add")
    def add():
        session["cart"].append("milk")
        return ""

    @app.get("/show")
    def show():
        return dict(session)

    return app.test_client()


def fastapi_client(key="development"):
    """Return a client of an application that fills, changes and shows its session."""
    app = FastAPI()
    app.add_middleware(SessionMiddleware, secret_key=key)

    @app.get("/fill")
    def fill(request: Request) -> None:
        request.session["cart"] = ["tea"]

    @app.get("/add")
    def add(request: Request, mark: bool = False) -> None:
        request.session["cart"].append("milk")
        if mark:
            request.session.mark_modified()

    @app.get("/show")
    def show(request: Request) -> dict:
        return request.session

    return TestClient(app)


@pytest.mark.framework("flask")
def test_flask_writes_nothing_without_a_key():
    """A write to `session` without a secret key is a 500, so nothing weakly signed goes out."""
    assert flask_client(key=None).get("/fill").status_code == 500


@pytest.mark.framework("fastapi")
def test_fastapi_without_a_key_takes_a_forged_session():
    """The variable is not set, its `None` becomes the key `"None"`, and anyone can sign with it."""
    client = fastapi_client(key=os.environ.get("NOT_SET_ANYWHERE"))
    value = base64.b64encode(json.dumps({"username": "ada"}).encode())
    forged = TimestampSigner("None").sign(value).decode()
    response = client.get("/show", headers={"Cookie": f"session={forged}"})
    assert response.json() == {"username": "ada"}


DAY = 24 * 60 * 60


@pytest.mark.framework("flask")
def test_flask_takes_a_copy_of_the_cookie_for_31_days(monkeypatch):
    """A copied cookie counts for 31 days after it was made, whether or not its visitor logged
    out.
    """
    made, client = time.time(), flask_client().application.test_client(use_cookies=False)
    copy = {"Cookie": client.get("/fill").headers["Set-Cookie"].split(";")[0]}
    monkeypatch.setattr("time.time", lambda: made + 30 * DAY)
    assert client.get("/show", headers=copy).json == {"cart": ["tea"]}
    monkeypatch.setattr("time.time", lambda: made + 32 * DAY)
    assert client.get("/show", headers=copy).json == {}


@pytest.mark.framework("fastapi")
def test_fastapi_takes_a_copy_of_the_cookie_for_14_days(monkeypatch):
    """A copied cookie counts for 14 days after it was made, whether or not its visitor logged
    out.
    """
    made, client = time.time(), fastapi_client()
    copy = {"Cookie": client.get("/fill").headers["set-cookie"].split(";")[0]}
    client.cookies.clear()
    monkeypatch.setattr("time.time", lambda: made + 13 * DAY)
    assert client.get("/show", headers=copy).json() == {"cart": ["tea"]}
    monkeypatch.setattr("time.time", lambda: made + 15 * DAY)
    assert client.get("/show", headers=copy).json() == {}


@pytest.mark.framework("flask")
def test_flask_settings_add_samesite_and_secure():
    """`SESSION_COOKIE_SAMESITE` and `SESSION_COOKIE_SECURE` add two attributes to the cookie."""
    client = flask_client()
    client.application.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    client.application.config["SESSION_COOKIE_SECURE"] = True
    attributes = client.get("/fill").headers["Set-Cookie"].split("; ")[1:]
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


@pytest.mark.framework("fastapi")
def test_fastapi_arguments_set_samesite_and_secure():
    """`same_site` replaces the value of `SameSite`, `https_only=True` adds `Secure`."""
    app = FastAPI()
    app.add_middleware(SessionMiddleware, secret_key="k", same_site="strict", https_only=True)

    @app.get("/")
    def fill(request: Request) -> None:
        request.session["cart"] = ["tea"]

    attributes = TestClient(app).get("/").headers["set-cookie"].split("; ")[1:]
    assert sorted(attributes) == [
        "Max-Age=1209600",
        "httponly",
        "path=/",
        "samesite=strict",
        "secure",
    ]


@pytest.mark.framework("flask")
def test_flask_keeps_a_change_inside_a_list_of_a_permanent_session():
    """A permanent session is saved with each response, a change inside a list included."""
    client = flask_client()
    client.get("/fill")
    with client.session_transaction() as stored:
        stored.permanent = True
    client.get("/add")
    assert client.get("/show").json["cart"] == ["tea", "milk"]


@pytest.mark.framework("flask")
def test_flask_renews_a_permanent_session_with_each_response():
    """A response that did not touch the session sends its cookie again, with a new end."""
    app = Flask(__name__)
    app.secret_key = "development"

    @app.get("/fill")
    def fill():
        session.permanent = True
        return ""

    @app.get("/")
    def home():
        return ""

    client = app.test_client()
    client.get("/fill")
    assert "Expires=" in client.get("/").headers["Set-Cookie"]


@pytest.mark.framework("fastapi")
def test_fastapi_does_not_renew_a_session_that_is_read():
    """A response that only read the session sends no cookie, so its end stays where it was."""
    client = fastapi_client()
    client.get("/fill")
    response = client.get("/show")
    assert (response.json(), "set-cookie" in response.headers) == ({"cart": ["tea"]}, False)


@pytest.mark.framework("flask")
def test_flask_loses_a_change_inside_a_list():
    """Appending to a list in the session does not mark the session as changed."""
    client = flask_client()
    client.get("/fill")
    client.get("/add")
    assert client.get("/show").json == {"cart": ["tea"]}


@pytest.mark.framework("flask")
def test_flask_keeps_a_change_inside_a_list_that_is_marked():
    """With `session.modified = True` the appended value is saved."""
    app = Flask(__name__)
    app.secret_key = "development"

    @app.get("/")
    def add():
        session.setdefault("cart", []).append("tea")
        session.modified = True
        return session["cart"]

    client = app.test_client()
    assert [client.get("/").json, client.get("/").json] == [["tea"], ["tea", "tea"]]


@pytest.mark.framework("fastapi")
def test_fastapi_loses_a_change_inside_a_list():
    """Appending to a list in the session does not mark the session as changed."""
    client = fastapi_client()
    client.get("/fill")
    client.get("/add")
    assert client.get("/show").json() == {"cart": ["tea"]}


@pytest.mark.framework("fastapi")
def test_fastapi_keeps_a_change_inside_a_list_that_is_marked():
    """With `request.session.mark_modified()` the appended value is saved."""
    client = fastapi_client()
    client.get("/fill")
    client.get("/add", params={"mark": True})
    assert client.get("/show").json() == {"cart": ["tea", "milk"]}


@pytest.mark.framework("flask")
def test_flask_reads_a_session_of_the_key_before():
    """A cookie that the old key signed counts, once the old key is among the fallbacks."""
    client = flask_client(key="old")
    client.get("/fill")
    client.application.secret_key = "new"
    client.application.config["SECRET_KEY_FALLBACKS"] = ["old"]
    assert client.get("/show").json == {"cart": ["tea"]}


@pytest.mark.framework("fastapi")
def test_fastapi_forgets_a_session_of_the_key_before():
    """A cookie that the old key signed is an empty session under the new one."""
    cookie = fastapi_client(key="old").get("/fill").headers["set-cookie"].split(";")[0]
    client = fastapi_client(key="new")
    assert client.get("/show", headers={"Cookie": cookie}).json() == {}


@pytest.mark.framework("flask")
def test_flask_drops_a_cookie_of_the_other():
    """A cookie of `SessionMiddleware` with the same name and key is an empty session."""
    cookie = fastapi_client().get("/fill").headers["set-cookie"].split(";")[0]
    client = flask_client().application.test_client(use_cookies=False)
    assert client.get("/show", headers={"Cookie": cookie}).json == {}


@pytest.mark.framework("fastapi")
def test_fastapi_drops_a_cookie_of_the_other():
    """A cookie of Flask's `session` with the same name and key is an empty session."""
    cookie = flask_client().get("/fill").headers["Set-Cookie"].split(";")[0]
    assert fastapi_client().get("/show", headers={"Cookie": cookie}).json() == {}


@pytest.mark.framework("flask")
def test_a_flashed_message_is_shown_once():
    """`flash` keeps a message for the page that asks for it first, and no longer."""
    app = Flask(__name__)
    app.secret_key = "development"

    @app.post("/notes")
    def create_note():
        flash("Saved")
        return "", 204

    @app.get("/notes")
    def list_notes():
        return {"messages": get_flashed_messages()}

    client = app.test_client()
    client.post("/notes")
    answers = [client.get("/notes").json for _ in range(2)]
    assert answers == [{"messages": ["Saved"]}, {"messages": []}]


@pytest.mark.framework("fastapi")
def test_a_message_in_the_session_is_shown_once():
    """A list in the session keeps a message for the page that takes it out."""
    app = FastAPI()
    app.add_middleware(SessionMiddleware, secret_key="development")

    @app.post("/notes", status_code=204)
    def create_note(request: Request) -> None:
        request.session["messages"] = [*request.session.get("messages", []), "Saved"]

    @app.get("/notes")
    def list_notes(request: Request) -> dict[str, list[str]]:
        return {"messages": request.session.pop("messages", [])}

    client = TestClient(app)
    client.post("/notes")
    answers = [client.get("/notes").json() for _ in range(2)]
    assert answers == [{"messages": ["Saved"]}, {"messages": []}]
