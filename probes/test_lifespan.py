"""What runs once at the start and at the end, and when it does not."""

import asyncio
import os
import signal
from contextlib import asynccontextmanager

import httpx2
import pytest
from asgiref.wsgi import WsgiToAsgi
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from flask import Flask

AT_EXIT = """
import atexit
import os

from flask import Flask

app = Flask(__name__)
print("opened", flush=True)
atexit.register(print, "closed", flush=True)


@app.get("/")
def worker():
    return str(os.getpid())
"""
LIFESPAN = """
import os
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    print("opened", flush=True)
    yield
    print("closed", flush=True)


app = FastAPI(lifespan=lifespan)


@app.get("/")
def worker() -> int:
    return os.getpid()
"""
TASK = """
import time

from fastapi import BackgroundTasks


def work():
    print("begun", flush=True)
    time.sleep(2)
    print("done", flush=True)


@app.get("/task")
def begin(tasks: BackgroundTasks):
    tasks.add_task(work)
"""
FAILING_LIFESPAN = LIFESPAN.replace('print("opened", flush=True)', "1 / 0")
GUNICORN = "gunicorn --bind 127.0.0.1:8000 app:app"
UVICORN = "uvicorn --host 127.0.0.1 --port 8000 app:app"


def wait_for_workers(server):
    """Send requests until two workers have answered one."""
    workers = set()
    while len(workers) < 2:
        workers.add(server.get("/").text)


@pytest.mark.framework("fastapi")
def test_the_test_client_needs_a_with_block():
    """Without `with`, `TestClient` runs no `lifespan`, and `request.state` lacks what it yields."""

    @asynccontextmanager
    async def lifespan(app):
        yield {"database": "open"}

    app = FastAPI(lifespan=lifespan)

    @app.get("/")
    def read(request: Request) -> str:
        return getattr(request.state, "database", "missing")

    with TestClient(app) as client:
        assert client.get("/").json() == "open"
    assert TestClient(app).get("/").json() == "missing"


@pytest.mark.framework("flask")
def test_flask_run_ends_without_atexit_on_sigterm(serve):
    """`flask run` calls `atexit` functions after Ctrl+C (SIGINT), not after SIGTERM."""
    interrupted = serve(AT_EXIT, "flask run --port 8000")
    terminated = serve(AT_EXIT, "flask run --port 8000")
    interrupted.get("/")
    interrupted.end(signal.SIGINT)
    terminated.get("/")
    terminated.end(signal.SIGTERM)
    assert "closed" in interrupted.output
    assert "closed" not in terminated.output


@pytest.mark.framework("flask")
def test_preload_opens_once_and_closes_three_times(serve):
    """Two workers open and close twice. With `--preload` the start runs once, and `atexit`
    functions run in both workers and in the master.
    """
    plain = serve(AT_EXIT, f"{GUNICORN} --workers 2")
    preloaded = serve(AT_EXIT, f"{GUNICORN} --workers 2 --preload")
    for server in [plain, preloaded]:
        wait_for_workers(server)
        server.end()
    assert [plain.output.count(word) for word in ["opened", "closed"]] == [2, 2]
    assert [preloaded.output.count(word) for word in ["opened", "closed"]] == [1, 3]


@pytest.mark.framework("fastapi")
def test_each_worker_opens_and_closes(serve):
    """With `--workers 2`, `lifespan` runs twice, from its start to its end."""
    server = serve(LIFESPAN, f"{UVICORN} --workers 2")
    wait_for_workers(server)
    server.end()
    assert [server.output.count(word) for word in ["opened", "closed"]] == [2, 2]


@pytest.mark.framework("fastapi")
def test_lifespan_ends_after_tasks_or_the_timeout(serve):
    """On SIGTERM a task of two seconds ends before `lifespan` does, but with
    `--timeout-graceful-shutdown 1` `lifespan` does not wait for it.
    """
    patient = serve(LIFESPAN + TASK, UVICORN)
    impatient = serve(LIFESPAN + TASK, f"{UVICORN} --timeout-graceful-shutdown 1")
    for server in [impatient, patient]:
        server.get("/")  # once it listens
    for server in [patient, impatient]:
        server.get("/task")
        server.wait_for("begun")
    impatient.end()
    patient.end()
    words = {"begun", "done", "closed"}
    events = [
        [word for word in server.output.split() if word in words] for server in [patient, impatient]
    ]
    assert events == [["begun", "done", "closed"], ["begun", "closed"]]


@pytest.mark.framework("fastapi")
def test_a_second_interrupt_skips_the_end_of_lifespan(serve):
    """A second Ctrl+C, while Uvicorn waits for a task, ends it without the end of `lifespan`."""
    server = serve(LIFESPAN + TASK, UVICORN)
    process = int(server.get("/").text)
    server.get("/task")
    server.wait_for("begun")
    os.kill(process, signal.SIGINT)
    server.wait_for("Waiting for background tasks")
    server.end(signal.SIGINT)
    assert "closed" not in server.output


@pytest.mark.framework("flask")
def test_async_handlers_share_the_loop_of_an_asgi_server():
    """With `WsgiToAsgi` around the application, two requests run in the loop of the server."""
    app, loops = Flask(__name__), []

    @app.get("/")
    async def note():
        loops.append(asyncio.get_running_loop())
        return ""

    async def send_two():
        transport = httpx2.ASGITransport(WsgiToAsgi(app))
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            await client.get("/")
            await client.get("/")
        return asyncio.get_running_loop()

    assert [asyncio.run(send_two())] * 2 == loops


@pytest.mark.framework("flask")
def test_each_async_handler_has_another_loop():
    """Two requests to an `async` handler run in two event loops, both closed afterwards."""
    app, loops = Flask(__name__), []

    @app.get("/")
    async def note():
        loops.append(asyncio.get_running_loop())
        return ""

    app.test_client().get("/")
    app.test_client().get("/")
    assert loops[0] is not loops[1]
    assert all(loop.is_closed() for loop in loops)


@pytest.mark.framework("fastapi")
def test_handlers_share_the_loop_of_lifespan():
    """`lifespan` and two requests to an `async def` handler run in one event loop."""
    loops = []

    @asynccontextmanager
    async def lifespan(app):
        loops.append(asyncio.get_running_loop())
        yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/")
    async def note():
        loops.append(asyncio.get_running_loop())

    with TestClient(app) as client:
        client.get("/")
        client.get("/")
    assert loops[0] is loops[1] is loops[2]


@pytest.mark.framework("flask")
def test_gunicorn_does_not_start_with_an_error(serve):
    """An error while the module is loaded ends Gunicorn: with exit status 3, and never with 0 if it
    has several workers.
    """
    one_worker = serve("1 / 0", GUNICORN)
    two_workers = serve("1 / 0", f"{GUNICORN} --workers 2")
    assert one_worker.exit_code() == 3
    assert two_workers.exit_code() > 0
    assert "ZeroDivisionError" in one_worker.output
    assert "ZeroDivisionError" in two_workers.output


@pytest.mark.framework("fastapi")
def test_uvicorn_does_not_start_with_an_error(serve):
    """An error in `lifespan` before its `yield` ends Uvicorn: with exit status 3, but with 0, the
    status of success, if it has several workers.
    """
    one_worker = serve(FAILING_LIFESPAN, UVICORN)
    two_workers = serve(FAILING_LIFESPAN, f"{UVICORN} --workers 2")
    assert [one_worker.exit_code(), two_workers.exit_code()] == [3, 0]
    assert "ZeroDivisionError" in one_worker.output
    assert "ZeroDivisionError" in two_workers.output


@pytest.mark.framework("fastapi")
def test_a_mounted_application_is_not_opened():
    """The `lifespan` of a mounted application does not run, that of the main one does."""
    opened = []

    @asynccontextmanager
    async def lifespan(app):
        opened.append(app.title)
        yield

    app, part = FastAPI(title="main", lifespan=lifespan), FastAPI(title="part", lifespan=lifespan)
    app.mount("/part", part)
    with TestClient(app) as client:
        client.get("/part/")
    assert opened == ["main"]


@pytest.mark.framework("flask")
def test_before_first_request_is_gone():
    """An application has no `before_first_request`."""
    with pytest.raises(AttributeError):
        Flask(__name__).before_first_request(print)


@pytest.mark.framework("fastapi")
def test_on_event_is_not_called_beside_lifespan():
    """With a `lifespan`, what `@app.on_event("startup")` registered is not called; nothing but a
    `DeprecationWarning` says so.
    """
    events = []

    @asynccontextmanager
    async def lifespan(app):
        events.append("lifespan")
        yield

    app = FastAPI(lifespan=lifespan)
    with pytest.warns(DeprecationWarning):
        app.on_event("startup")(lambda: events.append("on_event"))
    with TestClient(app):
        assert events == ["lifespan"]
