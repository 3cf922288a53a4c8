"""What hooks and middleware see, and what becomes of errors in them."""

import asyncio
import time
from threading import Barrier, Thread

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, HTTPException, Request, WebSocket
from fastapi.testclient import TestClient
from flask import Blueprint, Flask, abort
from werkzeug.middleware.dispatcher import DispatcherMiddleware


@pytest.mark.framework("flask")
def test_abort_in_a_hook_is_its_response():
    """`abort(403)` in a `before_request` hook gives a 403."""
    app = Flask(__name__)
    app.before_request(lambda: abort(403))
    assert app.test_client().get("/").status_code == 403


@pytest.mark.framework("fastapi")
def test_http_exception_in_middleware_is_a_500():
    """`HTTPException(403)` raised in a middleware gives a 500."""
    app = FastAPI()

    @app.middleware("http")
    async def refuse(request: Request, call_next):
        raise HTTPException(status_code=403)

    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


@pytest.mark.framework("flask")
def test_a_blueprint_has_hooks_for_its_own_routes():
    """A `before_request` hook of a blueprint runs for its routes and no others."""
    app, admin = Flask(__name__), Blueprint("admin", __name__)
    admin.before_request(lambda: abort(403))

    @admin.get("/admin")
    @app.get("/")
    def page():
        return ""

    app.register_blueprint(admin)
    get = app.test_client().get
    assert [get("/admin").status_code, get("/").status_code] == [403, 200]


@pytest.mark.framework("fastapi")
def test_a_router_takes_no_middleware():
    """`APIRouter` has no parameter for middleware and no decorator for it."""
    with pytest.raises(TypeError, match="middleware"):
        APIRouter(middleware=[])
    assert not hasattr(APIRouter, "middleware")


@pytest.mark.framework("flask")
def test_no_response_to_change_in_tests():
    """With `TESTING` or in debug mode the error of a handler is raised, and `after_request` hooks
    do not run.
    """
    for setting in ["TESTING", "DEBUG"]:
        app, statuses = Flask(__name__), []
        app.config[setting] = True

        @app.get("/")
        def fail():
            return 1 / 0

        @app.after_request
        def note(response, statuses=statuses):
            statuses.append(response.status_code)
            return response

        with pytest.raises(ZeroDivisionError):
            app.test_client().get("/")
        assert statuses == []


@pytest.mark.framework("fastapi")
def test_client_raises_unless_told_otherwise():
    """`TestClient` raises the error of a handler; with `raise_server_exceptions=False` it gives
    the 500.
    """
    app = FastAPI()

    @app.get("/")
    def fail():
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        TestClient(app).get("/")
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


@pytest.mark.framework("flask")
def test_after_request_in_reverse_order():
    """`before_request` hooks run in the order of the code, `after_request` hooks in reverse."""
    app, events = Flask(__name__), []
    for name in "ab":

        @app.before_request
        def before(name=name):
            events.append(f"before {name}")

        @app.after_request
        def after(response, name=name):
            events.append(f"after {name}")
            return response

    app.test_client().get("/")
    assert events == ["before a", "before b", "after b", "after a"]


@pytest.mark.framework("fastapi")
def test_the_last_middleware_runs_first():
    """The middleware that stands last in the code gets the request first, the response last."""
    app, events = FastAPI(), []
    for name in "ab":

        @app.middleware("http")
        async def note(request: Request, call_next, name=name):
            events.append(f"before {name}")
            response = await call_next(request)
            events.append(f"after {name}")
            return response

    TestClient(app).get("/")
    assert events == ["before b", "before a", "after a", "after b"]


@pytest.mark.framework("flask")
def test_hooks_do_not_reach_an_application_beside():
    """An application beside this one, in a `DispatcherMiddleware`, runs without its hooks."""
    app, part = Flask(__name__), Flask(__name__)
    app.before_request(lambda: abort(403))

    @part.get("/")
    def page():
        return ""

    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/part": part})
    get = app.test_client().get
    assert [get("/").status_code, get("/part/").status_code] == [403, 200]


@pytest.mark.framework("fastapi")
def test_websockets_pass_by():
    """`@app.middleware("http")` is not run for a WebSocket."""
    app, seen = FastAPI(), []

    @app.middleware("http")
    async def note(request: Request, call_next):
        seen.append(request.url.path)
        return await call_next(request)

    @app.websocket("/ws")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.close()

    with TestClient(app).websocket_connect("/ws"):
        assert seen == []


@pytest.mark.framework("flask")
def test_a_wait_in_a_hook_holds_up_its_own_request():
    """While one request waits in a hook, another, in another thread, comes to the same place."""
    app, both = Flask(__name__), Barrier(2)
    app.before_request(lambda: str(both.wait(timeout=5)))
    statuses = []

    def send():
        statuses.append(app.test_client().get("/").status_code)

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200, 200]


@pytest.mark.framework("fastapi")
def test_a_wait_in_middleware_holds_up_all():
    """A blocking call in a middleware lets no other request begin."""
    app, events = FastAPI(), []

    @app.middleware("http")
    async def wait(request: Request, call_next):
        events.append("in")
        time.sleep(0.05)
        events.append("out")
        return await call_next(request)

    async def send_two():
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            await asyncio.gather(client.get("/"), client.get("/"))

    asyncio.run(send_two())
    assert events == ["in", "out", "in", "out"]
