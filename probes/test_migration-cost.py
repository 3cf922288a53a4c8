"""How one application is put under a path of another."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware


@pytest.mark.framework("flask")
def test_a_dispatcher_hands_over_a_path():
    """`DispatcherMiddleware` gives what begins with `/admin` to the other application."""
    app, admin = Flask(__name__), Flask("admin")

    @app.get("/users")
    def list_customers():
        return ["Eve"]

    @admin.get("/users")
    def list_admins():
        return ["Ada"]

    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/admin": admin})
    client = app.test_client()
    assert [client.get("/users").json, client.get("/admin/users").json] == [["Eve"], ["Ada"]]


@pytest.mark.framework("fastapi")
def test_mount_hands_over_a_path():
    """`app.mount` gives what begins with `/admin` to the other application."""
    app, admin = FastAPI(), FastAPI()

    @app.get("/users")
    def list_customers() -> list[str]:
        return ["Eve"]

    @admin.get("/users")
    def list_admins() -> list[str]:
        return ["Ada"]

    app.mount("/admin", admin)
    responses = map(TestClient(app).get, ["/users", "/admin/users"])
    assert [response.json() for response in responses] == [["Eve"], ["Ada"]]
