"""The scenarios that are measured: programs, the servers they run on, requests, and loads."""

from dataclasses import dataclass, field
from typing import Any

from comparison.model.measurements import Pair, Subject


@dataclass(frozen=True)
class Endpoint:
    """A request, and what every program must answer."""

    words: str
    path: str
    answer: Any
    status: int = 200
    body: str | None = None
    seconds: int = 1
    """How long one sample lasts; wrk takes whole seconds."""
    in_process: bool = False
    """Whether it is measured without a server, too."""
    refused: dict[str, str] = field(default_factory=dict)
    """Bodies that every program must refuse with 422."""


REFUSED = {"error": "invalid"}
"""What every program answers to a body that it refuses."""
ITEM = '{"name": "Tea", "price": 4.5, "tags": ["green", "loose"]}'
ENDPOINTS = {
    "hello": Endpoint("a JSON answer", "/hello", {"message": "Hello"}, in_process=True),
    "path": Endpoint("a number read from the path", "/users/7", {"user_id": 7}, in_process=True),
    "post": Endpoint(
        "a JSON body checked by Pydantic and sent back",
        *("/items", {"name": "Tea", "price": 4.5, "tags": ["green", "loose"]}, 201, ITEM),
        in_process=True,
        refused={"no name": '{"price": 4.5}', "a wrong price": '{"name": "Tea", "price": "x"}'},
    ),
    "wait": Endpoint("an answer after a wait of 50 ms", "/wait", {"waited": True}, seconds=2),
    "compute": Endpoint(
        *("a sum of 100,000 squares in Python", "/compute", {"sum": 333328333350000}), seconds=3
    ),
}
CONNECTIONS = (1, 16, 64, 256)

GUNICORN = "gunicorn --bind 127.0.0.1:8000 --workers 1 --keep-alive 60 --http-parser python"
UVICORN = "uvicorn --port 8000 --no-access-log --log-level warning"
GRANIAN = "granian --port 8000 --workers 1 --runtime-threads 1 --http 1 --no-ws --log-level warning"
MANY = "--threads 64 --worker-connections 1000"
FLASK = {
    "gthread-8": ("Gunicorn, 8 threads", f"{GUNICORN} --threads 8 --worker-connections 1000"),
    "gthread-64": ("Gunicorn, 64 threads", f"{GUNICORN} {MANY}"),
    "sync": ("Gunicorn, one at a time", GUNICORN),
    "gevent": ("Gunicorn, gevent", f"{GUNICORN} --worker-class gevent"),
    "granian": ("Granian, 64 threads", f"{GRANIAN} --interface wsgi --blocking-threads 64"),
}
FASTAPI = {
    "uvicorn": ("Uvicorn, uvloop, httptools", f"{UVICORN} --loop uvloop --http httptools"),
    "uvicorn-plain": ("Uvicorn, asyncio, h11", f"{UVICORN} --loop asyncio --http h11"),
    "gunicorn": ("Gunicorn ASGI, uvloop", f"{GUNICORN} --worker-class asgi --asgi-loop uvloop"),
    "granian": ("Granian, uvloop", f"{GRANIAN} --interface asgi --loop uvloop"),
}
SERVERS = {
    **{
        f"flask-{key}": Subject(
            label=f"Flask: {name}",
            framework="flask",
            usual=key == "gthread-8",
            program="flask",
            command=f"{command} app:app",
        )
        for key, (name, command) in FLASK.items()
    },
    **{
        f"fastapi-{kind}-{key}": Subject(
            label=f"FastAPI `{words}`: {name}",
            framework="fastapi",
            usual=(kind, key) == ("async", "uvicorn"),
            program=f"fastapi-{kind}",
            command=f"{command} app:app",
        )
        for kind, words in {"async": "async def", "def": "def"}.items()
        for key, (name, command) in FASTAPI.items()
    },
}
"""Programs on servers: one worker, keep-alive on, access log off; usual: as the site serves."""

IN_PROCESS = {
    "flask": Subject(label="Flask", framework="flask", program="flask"),
    "fastapi-async": Subject(
        label="FastAPI `async def`", framework="fastapi", program="fastapi-async"
    ),
    "fastapi-def": Subject(label="FastAPI `def`", framework="fastapi", program="fastapi-def"),
    "starlette": Subject(label="Starlette", program="starlette"),
    "quart": Subject(label="Quart", program="quart"),
    "litestar": Subject(label="Litestar", program="litestar"),
}
"""Programs without a server, called as a server would call them."""

PAIRS = [
    Pair(of=f"flask-{left}", to=f"fastapi-{right}")
    for left, right in (
        ("gthread-8", "async-uvicorn"),
        ("gthread-8", "async-uvicorn-plain"),
        ("gthread-8", "def-uvicorn"),
        ("gthread-64", "async-gunicorn"),
        ("gevent", "async-uvicorn"),
        ("granian", "async-granian"),
        ("granian", "def-granian"),
    )
]
"""What is divided within each round: servers that people would choose between."""

PLAIN = {
    "flask": ("pip install flask", None, True),
    "flask-gunicorn": ("pip install flask gunicorn", f"{GUNICORN} --threads 8", True),
    "fastapi": ("pip install fastapi", None, True),
    "fastapi-uvicorn": ("pip install fastapi uvicorn", UVICORN, False),
    "fastapi-standard": ("pip install fastapi[standard]", UVICORN, True),
}
FOOTPRINTS = {
    f"install-{key}": Subject(
        label=f"`{install}`",
        framework=key.partition("-")[0],
        usual=usual,
        program=f"{key.partition('-')[0]}-plain",
        command=f"{command} app:app" if command else None,
    )
    for key, (install, command, usual) in PLAIN.items()
}
"""What is installed into an empty environment, imported, and started there if it has a server."""

QUICK = ("flask-gthread-8", "flask-granian", "fastapi-async-uvicorn", "fastapi-async-granian")
"""The servers of a quick run; it asks for hello and wait, with 16 connections."""
