"""How a test replaces a service, calls a function as if in a request, and sets the session."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from flask import Flask, request, session
from starlette.middleware.sessions import SessionMiddleware


@pytest.mark.framework("fastapi")
def test_an_override_replaces_a_dependency():
    """`dependency_overrides` gives handlers another function's value until it is emptied."""
    app = FastAPI()

    def get_rate() -> float:
        return 0.25  # a real program asks a service

    @app.get("/rate")
    def read_rate(rate: Annotated[float, Depends(get_rate)]) -> float:
        return rate

    client = TestClient(app)
    app.dependency_overrides[get_rate] = lambda: 0.5
    replaced = client.get("/rate").json()
    app.dependency_overrides = {}
    assert [replaced, client.get("/rate").json()] == [0.5, 0.25]


@pytest.mark.framework("flask")
def test_monkeypatch_replaces_a_function(monkeypatch):
    """pytest's `monkeypatch` replaces the function that a view calls."""
    app = Flask(__name__)

    class Bank:
        def rate(self):
            return 0.25  # a real program asks a service

    bank = Bank()

    @app.get("/rate")
    def read_rate():
        return {"rate": bank.rate()}

    monkeypatch.setattr(bank, "rate", lambda: 0.5)
    assert app.test_client().get("/rate").json == {"rate": 0.5}


@pytest.mark.framework("flask")
def test_a_request_context_without_a_request():
    """Inside `test_request_context` a function that reads `request` is called directly."""
    app = Flask(__name__)

    def get_offset():
        return 20 * (request.args.get("page", 1, type=int) - 1)

    with app.test_request_context("/notes?page=2"):
        assert get_offset() == 20


@pytest.mark.framework("fastapi")
def test_a_dependency_is_a_plain_function():
    """A function that declares `page` is called with a page, so no request is needed."""
    app = FastAPI()

    def get_offset(page: int = 1) -> int:
        return 20 * (page - 1)

    @app.get("/notes")
    def list_notes(offset: Annotated[int, Depends(get_offset)]) -> dict[str, int]:
        return {"first": offset + 1}

    assert TestClient(app).get("/notes?page=2").json() == {"first": 21}
    assert get_offset(page=2) == 20


@pytest.mark.framework("flask")
def test_a_test_sets_the_session():
    """`session_transaction` writes the session that the next request reads."""
    app = Flask(__name__)
    app.secret_key = "development"

    @app.get("/me")
    def me():
        return {"username": session["username"]}

    client = app.test_client()
    with client.session_transaction() as stored:
        stored["username"] = "ada"
    assert client.get("/me").json == {"username": "ada"}


@pytest.mark.framework("fastapi")
def test_an_override_replaces_the_user_of_the_session():
    """A test replaces the dependency that reads the session."""
    app = FastAPI()
    app.add_middleware(SessionMiddleware, secret_key="development")

    def get_username(request: Request) -> str:
        return request.session["username"]

    @app.get("/me")
    def me(username: Annotated[str, Depends(get_username)]) -> dict[str, str]:
        return {"username": username}

    app.dependency_overrides[get_username] = lambda: "ada"
    assert TestClient(app).get("/me").json() == {"username": "ada"}
