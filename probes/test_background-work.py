"""What becomes of work that goes on after the response."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Event, Thread

import httpx2
import pytest
from anyio import to_thread
from asgiref.wsgi import WsgiToAsgi
from fastapi import BackgroundTasks, Depends, FastAPI, Request, UploadFile
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from flask import Flask, copy_current_request_context, request

THREAD = """
import time
from threading import Thread

from flask import Flask

app = Flask(__name__)


def work():
    print("begun", flush=True)
    time.sleep(2)
    print("done", flush=True)


@app.get("/")
def begin():
    Thread(target=work).start()
    return ""
"""
TASK = """
import time

from fastapi import BackgroundTasks, FastAPI

app = FastAPI()


def work():
    print("begun", flush=True)
    time.sleep(2)
    print("done", flush=True)


@app.get("/")
def begin(tasks: BackgroundTasks):
    tasks.add_task(work)
"""
ASYNCIO_TASK = """
import asyncio

from fastapi import FastAPI

app = FastAPI()


async def work():
    print("begun", flush=True)
    await asyncio.sleep(2)
    print("done", flush=True)


@app.get("/")
async def begin():
    app.state.task = asyncio.create_task(work())
"""
GUNICORN = "gunicorn --threads 8 --bind 127.0.0.1:8000 app:app"
UVICORN = "uvicorn --host 127.0.0.1 --port 8000 app:app"


def outputs(*servers):
    """End the servers while they work, one after the other, and return what they printed."""
    for server in servers:
        server.get("/ready")  # a 404, once it listens
    for server in reversed(servers):
        server.get("/")
        server.wait_for("begun")
    for server in servers:
        server.end()
    return [server.output for server in servers]


@pytest.mark.framework("flask")
def test_gunicorn_waits_for_the_thread(serve):
    """On SIGTERM Gunicorn waits for a thread; with `--graceful-timeout 1` for one second only."""
    patient = serve(THREAD, GUNICORN)
    impatient = serve(THREAD, f"{GUNICORN} --graceful-timeout 1")
    assert ["done" in output for output in outputs(impatient, patient)] == [False, True]


@pytest.mark.framework("fastapi")
def test_uvicorn_waits_for_the_task(serve):
    """On SIGTERM Uvicorn waits for a task; with `--timeout-graceful-shutdown 1` one second only."""
    patient = serve(TASK, UVICORN)
    impatient = serve(TASK, f"{UVICORN} --timeout-graceful-shutdown 1")
    assert ["done" in output for output in outputs(impatient, patient)] == [False, True]


@pytest.mark.framework("flask")
def test_an_error_in_a_thread_reaches_no_handler(monkeypatch):
    """An error in a thread calls neither the application's error handler nor its logger; Python
    gives it to `threading.excepthook`, which prints it.
    """
    app, seen = Flask(__name__), []

    @app.errorhandler(Exception)
    def handle(error):
        seen.append("handler")
        return "", 500

    app.logger.addFilter(lambda record: seen.append("logger"))
    monkeypatch.setattr("threading.excepthook", lambda args: seen.append("excepthook"))

    @app.get("/")
    def begin():
        thread = Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        return ""

    assert app.test_client().get("/").status_code == 200
    assert seen == ["excepthook"]


@pytest.mark.framework("fastapi")
def test_an_error_skips_the_tasks_after_it():
    """A task fails: the client has its 200, the handler for `Exception` is called, and the next
    task does not run.
    """
    app, seen = FastAPI(), []

    @app.exception_handler(Exception)
    async def note(request: Request, error: Exception):
        seen.append("handler")
        return JSONResponse({}, status_code=500)

    @app.get("/")
    def begin(tasks: BackgroundTasks):
        tasks.add_task(lambda: 1 / 0)
        tasks.add_task(lambda: seen.append("next task"))

    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 200
    assert seen == ["handler"]


@pytest.mark.framework("flask")
def test_nothing_limits_the_threads():
    """Fifty requests whose work waits leave fifty threads behind, and the next one is answered."""
    app, release, threads = Flask(__name__), Event(), []

    @app.get("/")
    def begin():
        thread = Thread(target=release.wait)
        thread.start()
        threads.append(thread)
        return ""

    client = app.test_client()
    statuses = {client.get("/").status_code for _ in range(50)}
    waiting = sum(thread.is_alive() for thread in threads)
    release.set()
    assert (statuses, waiting) == ({200}, 50)


@pytest.mark.framework("fastapi")
def test_tasks_that_wait_stop_the_handlers():
    """While `def` tasks wait in all threads, here the only one, no `def` handler is called."""
    app, called, seen = FastAPI(), Event(), []

    @app.get("/other")
    def other():
        called.set()

    @app.get("/")
    async def begin(tasks: BackgroundTasks):
        tasks.add_task(lambda: seen.append(called.wait(0.3)))

    async def send_two():
        limiter = to_thread.current_default_thread_limiter()
        limiter.total_tokens = 1
        client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test")
        first = asyncio.create_task(client.get("/"))
        while not limiter.borrowed_tokens:
            await asyncio.sleep(0.01)
        await asyncio.gather(first, client.get("/other"))

    asyncio.run(send_two())
    assert seen == [False]


@pytest.mark.framework("flask")
def test_a_thread_finds_the_upload_closed():
    """When the thread reads the uploaded file after the response, the file is closed."""
    app, answered, seen = Flask(__name__), Event(), []

    @app.post("/")
    def begin():
        def work(file):
            answered.wait(5)
            seen.append(file.stream.closed)

        app.thread = Thread(target=work, args=[request.files["file"]])
        app.thread.start()
        return ""

    app.test_client().post("/", data={"file": (BytesIO(b"x"), "a.txt")})
    answered.set()
    app.thread.join()
    assert seen == [True]


@pytest.mark.framework("flask")
def test_a_thread_needs_a_copy_of_the_request_context():
    """In a thread `request` is an error, unless `copy_current_request_context` wraps the work."""
    app, seen = Flask(__name__), []

    def work():
        return request.path

    @app.get("/")
    def begin():
        with ThreadPoolExecutor() as threads:
            plain = threads.submit(work)
            copied = threads.submit(copy_current_request_context(work))
        seen.extend([type(plain.exception()), copied.result()])
        return ""

    assert app.test_client().get("/").status_code == 200
    assert seen == [RuntimeError, "/"]


@pytest.mark.framework("fastapi")
def test_a_task_finds_the_upload_open():
    """A task can read the uploaded file, which is closed only afterwards."""
    app, seen = FastAPI(), []

    @app.post("/")
    def begin(file: UploadFile, tasks: BackgroundTasks):
        tasks.add_task(lambda: seen.append(file.file.read()))

    TestClient(app).post("/", files={"file": b"x"})
    assert seen == [b"x"]


@pytest.mark.framework("fastapi")
def test_a_connection_is_held_until_the_task_ends():
    """What a `yield` dependency opened is closed after the tasks, with `scope="function"` before
    them.
    """
    app, events = FastAPI(), []

    def connect():
        yield
        events.append("closed")

    @app.get("/", dependencies=[Depends(connect)])
    @app.post("/", dependencies=[Depends(connect, scope="function")])
    def begin(tasks: BackgroundTasks):
        tasks.add_task(lambda: events.append("task"))

    client = TestClient(app)
    client.get("/")
    client.post("/")
    assert events == ["task", "closed", "closed", "task"]


@pytest.mark.framework("fastapi")
def test_tasks_run_unless_the_handler_raises():
    """The task of a handler that returns a 400 runs; that of one that fails does not."""
    app, seen = FastAPI(), []

    @app.get("/{status}")
    def end(status: int, tasks: BackgroundTasks):
        tasks.add_task(lambda: seen.append(status))
        return JSONResponse({}, status) if status == 400 else 1 / 0

    client = TestClient(app, raise_server_exceptions=False)
    assert [client.get(path).status_code for path in ["/400", "/500"]] == [400, 500]
    assert seen == [400]


@pytest.mark.framework("flask")
def test_a_task_of_asyncio_is_cancelled():
    """`asyncio.create_task` in an `async` handler: the task is cancelled when the handler ends."""
    app, seen = Flask(__name__), []

    async def work():
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            seen.append("cancelled")

    @app.get("/")
    async def begin():
        app.task = asyncio.create_task(work())
        await asyncio.sleep(0)
        return ""

    assert app.test_client().get("/").status_code == 200
    assert seen == ["cancelled"]


@pytest.mark.framework("flask")
def test_a_task_of_asyncio_goes_on_in_a_loop_of_asgi():
    """With `WsgiToAsgi` around the application, the task ends after the response."""
    app = Flask(__name__)

    @app.get("/")
    async def begin():
        app.answered = asyncio.Event()
        app.task = asyncio.create_task(app.answered.wait())
        return ""

    async def send():
        transport = httpx2.ASGITransport(WsgiToAsgi(app))
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            await client.get("/")
        app.answered.set()
        return await app.task

    assert asyncio.run(send())


@pytest.mark.framework("fastapi")
def test_uvicorn_does_not_wait_for_a_task_of_asyncio(serve):
    """On SIGTERM Uvicorn cancels what `asyncio.create_task` began."""
    server = serve(ASYNCIO_TASK, UVICORN)
    server.get("/")
    server.wait_for("begun")
    server.end()
    assert "done" not in server.output


@pytest.mark.framework("fastapi")
def test_a_task_of_asyncio_goes_on():
    """`asyncio.create_task` in an `async def` handler: the task ends after the response."""
    app, release, ended = FastAPI(), Event(), Event()

    async def work():
        while not release.is_set():
            await asyncio.sleep(0.01)
        ended.set()

    @app.get("/")
    async def begin():
        app.task = asyncio.create_task(work())

    with TestClient(app) as client:
        assert client.get("/").status_code == 200
        release.set()
        assert ended.wait(5)


@pytest.mark.framework("flask")
def test_the_test_client_does_not_wait():
    """The test client has the response while the thread still works."""
    app, release, seen = Flask(__name__), Event(), []

    def work():
        release.wait(5)
        seen.append("done")

    @app.get("/")
    def begin():
        Thread(target=work).start()
        return ""

    app.test_client().get("/")
    assert seen == []
    release.set()


@pytest.mark.framework("fastapi")
def test_the_test_client_waits():
    """`TestClient` returns when the tasks have ended."""
    app, seen = FastAPI(), []

    def work():
        time.sleep(0.1)
        seen.append("done")

    @app.get("/")
    def begin(tasks: BackgroundTasks):
        tasks.add_task(work)

    TestClient(app).get("/")
    assert seen == ["done"]
