"""Measure how much processor time one call of a program takes, without a server.

The program is called as a server calls it, with no server, no socket and one process:
python -m benchmarks.in_process <app.py> <calls>
"""

import asyncio
import importlib.util
import inspect
import io
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from wsgiref.util import setup_testing_defaults

from benchmarks.endpoints import ENDPOINTS, REFUSED, Endpoint

Call = Callable[[Endpoint], Awaitable[tuple[int, bytes]]]


async def measure(call: Call, calls: int) -> dict[str, float]:
    """Return the processor time of each endpoint's call; raise ValueError at a wrong answer."""
    times = {}
    for name, endpoint in ENDPOINTS.items():
        if not endpoint.in_process:
            continue
        for _ in range(max(1, calls // 4)):  # warm
            status, body = await call(endpoint)
        if status != endpoint.status or json.loads(body) != endpoint.answer:
            raise ValueError(f"{name}: answered {status} {body!r}")
        for refused in endpoint.refused.values():
            status, body = await call(replace(endpoint, body=refused))
            if status != 422 or json.loads(body) != REFUSED:
                raise ValueError(f"{name}: {refused}: answered {status} {body!r}")
        began = time.process_time()
        for _ in range(calls):
            await call(endpoint)
        times[name] = round((time.process_time() - began) / calls * 1e6, 2)
    return times


def wsgi(app: Any) -> Call:
    """Return how to call a WSGI program: https://peps.python.org/pep-3333/#environ-variables."""
    defaults: dict[str, Any] = {"SERVER_PROTOCOL": "HTTP/1.1", "QUERY_STRING": ""}
    setup_testing_defaults(defaults)

    async def call(endpoint: Endpoint) -> tuple[int, bytes]:
        body = (endpoint.body or "").encode()
        environ = defaults | {
            "REQUEST_METHOD": "POST" if body else "GET",
            "PATH_INFO": endpoint.path,
            "CONTENT_TYPE": "application/json" if body else "",
            "CONTENT_LENGTH": str(len(body)) if body else "",
            "wsgi.input": io.BytesIO(body),
        }
        status: list[str] = []
        chunks = app(environ, lambda line, headers, error=None: status.append(line))
        content = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return int(status[0].split()[0]), content

    return call


def asgi(app: Any) -> Call:
    """Return how to call an ASGI program: https://asgi.readthedocs.io/en/latest/specs/www.html."""

    async def call(endpoint: Endpoint) -> tuple[int, bytes]:
        body = (endpoint.body or "").encode()
        headers = [(b"host", b"127.0.0.1:8000")]
        if body:
            headers += [(b"content-type", b"application/json")]
            headers += [(b"content-length", str(len(body)).encode())]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "POST" if body else "GET",
            "scheme": "http",
            "path": endpoint.path,
            "raw_path": endpoint.path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 8000),
            "state": {},
        }
        messages = [{"type": "http.request", "body": body, "more_body": False}]
        status, content = 0, b""

        async def receive() -> dict[str, Any]:
            if messages:
                return messages.pop()
            return await asyncio.Future()  # the client stays

        async def send(message: dict[str, Any]) -> None:
            nonlocal status, content
            status = message.get("status", status)
            content += message.get("body", b"")

        await app(scope, receive, send)
        return status, content

    return call


def main(program: str, calls: int) -> None:
    """Load the program, measure it, and print the times."""
    spec = importlib.util.spec_from_file_location("app", program)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["app"] = module  # type hints of its functions are looked up there
    spec.loader.exec_module(module)
    is_async = inspect.iscoroutinefunction(type(module.app).__call__)
    call = asgi(module.app) if is_async else wsgi(module.app)
    print(json.dumps(asyncio.run(measure(call, calls))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
