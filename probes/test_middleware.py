"""What hooks and middleware see, and what becomes of errors in them."""

import asyncio
import time
from threading import Barrier, Thread
from typing import Annotated

import httpx2
import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request, WebSocket
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient
from flask import Blueprint, Flask, abort, request, request_finished
from starlette.middleware import Middleware
from starlette.routing import Mount
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


@pytest.mark.framework("flask")
def test_the_500_in_tests_without_propagation():
    """With `PROPAGATE_EXCEPTIONS = False` a test gets the 500, and `after_request` hooks run."""
    app, statuses = Flask(__name__), []
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/", view_func=lambda: 1 / 0)

    @app.after_request
    def note(response):
        statuses.append(response.status_code)
        return response

    assert app.test_client().get("/").status_code == 500
    assert statuses == [500]


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


class Noting:
    """An ASGI middleware that notes the type of each request, and an error if there is one."""

    def __init__(self, app, seen):
        self.app, self.seen = app, seen

    async def __call__(self, scope, receive, send):
        self.seen.append(scope["type"])
        try:
            await self.app(scope, receive, send)
        except ZeroDivisionError:
            self.seen.append("error")
            raise


@pytest.mark.framework("fastapi")
def test_websockets_pass_by():
    """`@app.middleware("http")` is not run for a WebSocket; a class of `add_middleware` is."""
    app, seen = FastAPI(), []

    @app.middleware("http")
    async def note(request: Request, call_next):
        seen.append(request.url.path)
        return await call_next(request)

    app.add_middleware(Noting, seen=seen)

    @app.websocket("/ws")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.close()

    with TestClient(app).websocket_connect("/ws"):
        assert seen == ["websocket"]


@pytest.mark.framework("fastapi")
def test_asgi_middleware_gets_the_exception():
    """A class of `add_middleware` gets an unhandled error as the exception, not as the 500."""
    app, seen = FastAPI(), []
    app.add_middleware(Noting, seen=seen)
    app.add_api_route("/", lambda: 1 / 0)
    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/").status_code == 500
    assert seen == ["http", "error"]


@pytest.mark.framework("fastapi")
def test_a_mount_takes_middleware():
    """A `Mount` runs middleware for its own routes and no others."""
    app, seen = FastAPI(), []
    router = APIRouter()
    router.add_api_route("/", lambda: "")
    app.router.routes.append(Mount("/part", app=router, middleware=[Middleware(Noting, seen=seen)]))
    app.add_api_route("/", lambda: "")
    responses = map(TestClient(app).get, ["/", "/part/"])
    assert [response.status_code for response in responses] == [200, 200]
    assert seen == ["http"]


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


@pytest.mark.framework("flask")
def test_trusted_hosts_refuse_other_names():
    """`TRUSTED_HOSTS` lists the host names that are answered; any other `Host` is a 400."""
    app = Flask(__name__)
    app.config["TRUSTED_HOSTS"] = ["shop.example", ".shop.example"]

    @app.get("/")
    def home():
        return "Welcome"

    client = app.test_client()
    hosts = ["shop.example", "www.shop.example", "evil.example"]
    statuses = [client.get("/", headers={"Host": host}).status_code for host in hosts]
    assert statuses == [200, 200, 400]


@pytest.mark.framework("fastapi")
def test_trusted_host_middleware_refuses_other_names():
    """`allowed_hosts` lists the host names that are answered; any other `Host` is a 400."""
    app = FastAPI()
    hosts = ["shop.example", "*.shop.example"]
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)

    @app.get("/")
    def home() -> str:
        return "Welcome"

    client = TestClient(app)
    hosts = ["shop.example", "www.shop.example", "evil.example"]
    statuses = [client.get("/", headers={"Host": host}).status_code for host in hosts]
    assert statuses == [200, 200, 400]


@pytest.mark.framework("flask")
def test_a_hook_answers_for_every_address():
    """What a `before_request` function returns is the answer, also for an unknown address."""
    app = Flask(__name__)

    @app.before_request
    def check_key():
        if request.headers.get("X-Key") != "demonstration":
            return {"error": "Wrong key"}, 403

    @app.get("/")
    def home():
        return {"text": "Welcome"}

    responses = map(app.test_client().get, ["/", "/nowhere"])
    assert [response.status_code for response in responses] == [403, 403]


@pytest.mark.framework("fastapi")
def test_a_dependency_checks_every_handler():
    """A dependency of the application runs before each handler, not for an unknown address."""

    def check_key(x_key: Annotated[str, Header()] = "") -> None:
        if x_key != "demonstration":
            raise HTTPException(403, "Wrong key")

    app = FastAPI(dependencies=[Depends(check_key)])

    @app.get("/")
    def home() -> dict[str, str]:
        return {"text": "Welcome"}

    responses = map(TestClient(app).get, ["/", "/nowhere"])
    assert [response.status_code for response in responses] == [403, 404]


@pytest.mark.framework("flask")
def test_wsgi_middleware_wraps_the_application():
    """A WSGI middleware wraps `app.wsgi_app`; it gets each request before Flask does."""

    class Maintenance:
        def __init__(self, application):
            self.application = application

        def __call__(self, environ, start_response):
            if environ["PATH_INFO"] == "/ready":
                return self.application(environ, start_response)
            start_response("503 Service Unavailable", [])
            return [b"Back soon"]

    app = Flask(__name__)
    app.add_url_rule("/ready", view_func=lambda: "yes")
    app.wsgi_app = Maintenance(app.wsgi_app)
    responses = map(app.test_client().get, ["/ready", "/"])
    assert [response.status_code for response in responses] == [200, 503]


@pytest.mark.framework("fastapi")
def test_asgi_middleware_is_added_as_a_class():
    """An ASGI middleware is added as a class; it gets each request before the routes do."""

    class Maintenance:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            if scope["type"] != "http" or scope["path"] == "/ready":
                return await self.app(scope, receive, send)
            await PlainTextResponse("Back soon", 503)(scope, receive, send)

    app = FastAPI()
    app.add_api_route("/ready", lambda: "yes")
    app.add_middleware(Maintenance)
    responses = map(TestClient(app).get, ["/ready", "/"])
    assert [response.status_code for response in responses] == [200, 503]


@pytest.mark.framework("flask")
def test_a_signal_tells_its_subscribers():
    """A function connected to `request_finished` is told of the response of each request."""
    app = Flask(__name__)
    statuses = []

    @app.get("/")
    def home():
        return "Welcome"

    def log(sender, response, **extra):
        statuses.append(response.status_code)

    request_finished.connect(log, app)
    app.test_client().get("/")
    app.test_client().get("/nowhere")
    assert statuses == [200, 404]
