"""What a test compares of a request and its response, and what is recorded of them."""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import httpx2

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

JSON = "application/json"
HTML = "text/html"

HEADERS_SHOWN = (
    *("access-control-allow-headers", "access-control-allow-methods"),
    *("access-control-allow-origin", "access-control-max-age"),
    *("allow", "cache-control", "etag", "location", "retry-after", "set-cookie"),
    *("vary", "www-authenticate", "x-request-id"),
)
"""The response headers that are part of a record; others depend on the server or the day."""

HEADERS_HIDDEN = ("host", "content-length")
"""The request headers that every client adds by itself."""

MASKS = {
    "date": (re.compile(r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT"), "(a date)"),
    "entity tag": (re.compile(r'"[0-9a-f.-]{16,}"'), '"…"'),
    "generated id": (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "…"),
    "signed value": (re.compile(r"\b(session=)[\w+/=-]*(?:\.[\w-]+){2,}"), r"\1…"),
    "port": (re.compile(r"(http://127\.0\.0\.1):\d+"), r"\1:8000"),
    "long text": (re.compile(r"(.{500}).+", re.DOTALL), r"\1…"),
}
"""What a record leaves out: the rule's name, what to find, what stands there instead."""


class Reply(NamedTuple):
    """What a test compares: the status, the media type without parameters, the body."""

    status: int
    media_type: str | None
    body: Any
    """Whatever JSON holds, so that a test can go into it; or text, or nothing."""


@dataclass(frozen=True)
class Sent:
    """A request as it was sent, with nothing masked: what it takes to send it again."""

    method: str
    target: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


@dataclass(frozen=True)
class Exchange:
    """A request and its response as records, and what was sent."""

    request: dict[str, Json]
    response: dict[str, Json]
    sent: Sent
    status: int


def reply(response: httpx2.Response) -> Reply:
    """Return the parts of a response that a test compares."""
    kind = media_type(response.headers)
    return Reply(response.status_code, kind, body(response.text, kind))


def exchange(response: httpx2.Response, defaults: httpx2.Headers) -> Exchange:
    """Return the records of a response and its request; defaults: what the client always sends."""
    request = response.request
    target = request.url.raw_path.decode("ascii")
    unmasked = Sent(request.method, target, tuple(request.headers.raw), request.read())
    return Exchange(sent(request, defaults), received(response), unmasked, response.status_code)


def sent(request: httpx2.Request, defaults: httpx2.Headers) -> dict[str, Json]:
    """Return the record of a request, masked, without the headers that clients send by default."""
    headers: dict[str, Json] = {
        name: value
        for name, value in request.headers.items()
        if name not in HEADERS_HIDDEN and defaults.get(name) != value
    }
    return {
        "method": request.method,
        "path": request.url.raw_path.decode("ascii"),
        "headers": masked(headers),
        "body": masked(body(request.read().decode(), media_type(request.headers))),
    }


def received(response: httpx2.Response) -> dict[str, Json]:
    """Return the record of a response, masked."""
    status, kind, content = reply(response)
    headers: dict[str, Json] = {
        name: in_order(response.headers[name]) if name == "allow" else response.headers[name]
        for name in HEADERS_SHOWN
        if name in response.headers
    }
    return {
        "status": status,
        "media_type": kind,
        "headers": masked(headers),
        "body": masked(content),
    }


def media_type(headers: httpx2.Headers) -> str | None:
    """Return the media type that headers name, without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() or None


def body(text: str, kind: str | None) -> Json:
    """Return a JSON object or list parsed, other content as its text, None where it is empty."""
    if kind == JSON or (kind or "").endswith("+json"):
        with suppress(ValueError):
            parsed: Json = json.loads(text, parse_constant=refuse)
            return parsed if isinstance(parsed, dict | list) else text
    return text or None


def refuse(constant: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(f"{constant} is not JSON")


def in_order(methods: str) -> str:
    """Return a list of methods in alphabetical order: servers list a set in any order."""
    return ", ".join(sorted(method.strip() for method in methods.split(",")))


def masked(value: Json) -> Json:
    """Return value with every mask applied to every text in it."""
    if isinstance(value, dict):
        return {key: masked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [masked(item) for item in value]
    if isinstance(value, str):
        for pattern, replacement in MASKS.values():
            value = pattern.sub(replacement, value)
    return value
