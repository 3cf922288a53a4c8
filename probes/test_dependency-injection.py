"""Where each framework hands over what a function needs, when it cleans up, and what load does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Event, Semaphore, Thread
from typing import Annotated

import httpx2
import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from flask import Flask, g
from werkzeug.serving import make_server


@pytest.mark.framework("flask")
def test_flask_has_g_in_a_command():
    """A command of the `flask` program reaches the same `get_rate()` and `g` as a view."""
    app = Flask(__name__)

    def get_rate():
        if "rate" not in g:
            g.rate = 25
        return g.rate

    @app.cli.command("show-rate")
    def show_rate():
        print(get_rate(), g.rate)

    assert app.test_cli_runner().invoke(args=["show-rate"]).output == "25 25\n"


@pytest.mark.framework("fastapi")
def test_fastapi_injects_nothing_into_a_plain_call():
    """Called by other code, a handler gets no dependency: its argument is missing."""
    app = FastAPI()

    def get_rate() -> int:
        return 25

    @app.get("/")
    def read_rate(rate: Annotated[int, Depends(get_rate)]) -> int:
        return rate

    assert TestClient(app).get("/").json() == 25
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'rate'"):
        read_rate()


@pytest.mark.framework("flask")
def test_flask_answers_500_when_the_commit_fails():
    """Teardown runs before the response is sent, so its error reaches the client as a 500."""
    app = Flask(__name__)

    @app.teardown_appcontext
    def commit(error):
        raise OSError("disk full")

    @app.get("/")
    def save():
        return "saved"

    with make_server("127.0.0.1", 0, app) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.port}/"
        status = httpx2.get(url, trust_env=False).status_code
        server.shutdown()
    assert status == 500


def failing_commit():
    yield
    raise OSError("disk full")


@pytest.mark.framework("fastapi")
def test_fastapi_answers_200_when_the_commit_fails():
    """Code after `yield` runs when the response is out, so the client got its 200."""
    app = FastAPI()

    @app.get("/", dependencies=[Depends(failing_commit)])
    def save() -> str:
        return "saved"

    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/").status_code == 200


@pytest.mark.framework("fastapi")
def test_fastapi_function_scope_answers_500_when_the_commit_fails():
    """With `scope="function"` the code after `yield` runs before the response is sent."""
    app = FastAPI()

    @app.get("/", dependencies=[Depends(failing_commit, scope="function")])
    def save() -> str:
        return "saved"

    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/").status_code == 500


@pytest.mark.framework("flask")
def test_flask_pool_of_one_serves_41_threads():
    """Whoever has the connection has its thread too: 41 requests share a pool of one."""
    app = Flask(__name__)
    pool = Queue()
    pool.put("connection")

    @app.teardown_appcontext
    def give_back(error):
        pool.put(g.connection)

    @app.get("/")
    def read():
        g.connection = pool.get(timeout=5)  # seconds
        return g.connection

    with ThreadPoolExecutor(41) as threads:
        answers = threads.map(lambda _: app.test_client().get("/").status_code, range(41))
    assert set(answers) == {200}


def statuses(count, seconds=5, **limit):
    """Send that many requests at once to a `def` handler with a pool of one connection."""
    app = FastAPI()
    pool = Queue()
    pool.put("connection")

    def get_connection():
        yield pool.get(timeout=seconds)  # without it the threads wait for ever
        pool.put("connection")

    @app.get("/")
    def read(connection: Annotated[str, Depends(get_connection, **limit)]) -> str:
        return connection

    async def send():
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            return await asyncio.gather(*(client.get("/") for _ in range(count)))

    return {answer.status_code for answer in asyncio.run(send())}


@pytest.mark.framework("fastapi")
def test_fastapi_pool_of_one_serves_40_requests():
    """One thread of 40 has the connection and the others wait: 40 requests are answered."""
    assert statuses(40) == {200}


@pytest.mark.framework("fastapi")
def test_fastapi_pool_of_one_fails_at_41_requests():
    """All 40 threads wait for the connection, and the handler that has it gets no thread."""
    assert 500 in statuses(41, seconds=1)


@pytest.mark.framework("fastapi")
def test_fastapi_limit_on_a_dependency_serves_100_requests():
    """`max_concurrency=1` keeps the others waiting without a thread: 100 requests are answered."""
    assert statuses(100, max_concurrency=1) == {200}


@pytest.mark.framework("fastapi")
def test_fastapi_limit_is_that_of_one_depends_object():
    """Two `Depends()` objects with `max_concurrency=1` and one function: both calls run at once."""
    app, both = FastAPI(), asyncio.Barrier(2)

    async def meet():
        async with asyncio.timeout(5):
            await both.wait()

    @app.get("/", dependencies=[Depends(meet, max_concurrency=1)])
    @app.post("/", dependencies=[Depends(meet, max_concurrency=1)])
    def read() -> None:
        return None

    async def send():
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            return await asyncio.gather(client.get("/"), client.post("/"))

    assert [answer.status_code for answer in asyncio.run(send())] == [200, 200]


@pytest.mark.framework("flask")
def test_flask_request_that_waits_keeps_its_thread():
    """While a request waits for a semaphore in its function, a server's only thread serves no
    other.
    """
    app, limit, waits = Flask(__name__), Semaphore(0), Event()

    @app.get("/")
    def read():
        waits.set()
        with limit:
            return ""

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(app.test_client().get, "/")
        waits.wait(5)
        second = threads.submit(app.test_client().get, "/nowhere")
        assert [first.running(), second.running()] == [True, False]
        limit.release()


@pytest.mark.framework("fastapi")
def test_fastapi_override_does_not_reach_a_mounted_application():
    """`dependency_overrides` of the main application replace nothing in a mounted one."""
    app, part = FastAPI(), FastAPI()

    def get_rate() -> int:
        return 25

    @part.get("/")
    def read_rate(rate: Annotated[int, Depends(get_rate)]) -> int:
        return rate

    app.mount("/part", part)
    app.dependency_overrides[get_rate] = lambda: 0
    assert TestClient(app).get("/part/").json() == 25


@pytest.mark.framework("fastapi")
def test_fastapi_override_reaches_a_dependency_of_a_dependency():
    """`dependency_overrides` replaces a function for all that depend on it, at any depth."""
    app = FastAPI()

    def get_rate() -> int:
        return 25

    def get_price(rate: Annotated[int, Depends(get_rate)]) -> int:
        return 100 + rate

    @app.get("/")
    def read_price(price: Annotated[int, Depends(get_price)]) -> int:
        return price

    app.dependency_overrides[get_rate] = lambda: 0
    assert TestClient(app).get("/").json() == 100
