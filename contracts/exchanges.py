"""What a test compares of a response, and what is recorded of it and of its request."""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import httpx2
from pydantic import JsonValue
from pydantic_core import from_json

from comparison.model.exchanges import Request, Response

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
class RawRequest:
    """A request as it was sent, with nothing masked: what it takes to send it again."""

    method: str
    target: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def name(self) -> str:
        """How UNDER_LOAD calls it, such as GET /notes."""
        return f"{self.method} {self.target}"


@dataclass(frozen=True)
class Call:
    """The records of a request and its response, and the request as it was sent."""

    request: Request
    response: Response
    raw: RawRequest


def reply(response: httpx2.Response) -> Reply:
    """Return the parts of a response that a test compares."""
    kind = media_type(response.headers)
    return Reply(response.status_code, kind, body(response.text, kind))


def call(response: httpx2.Response, defaults: httpx2.Headers) -> Call:
    """Return the records of a response and its request; defaults: what the client always sends."""
    request = response.request
    target = request.url.raw_path.decode("ascii")
    raw = RawRequest(request.method, target, tuple(request.headers.raw), request.read())
    return Call(request_record(request, target, defaults), response_record(response), raw)


def request_record(request: httpx2.Request, target: str, defaults: httpx2.Headers) -> Request:
    """Return the record of a request, masked, without the headers that clients send by default."""
    headers = {
        name: masked_text(value)
        for name, value in request.headers.items()
        if name not in HEADERS_HIDDEN and defaults.get(name) != value
    }
    content = body(request.read().decode(), media_type(request.headers))
    return Request(method=request.method, path=target, headers=headers, body=masked(content))


def response_record(response: httpx2.Response) -> Response:
    """Return the record of a response, masked."""
    status, kind, content = reply(response)
    headers = {
        name: masked_text(response.headers[name])
        for name in HEADERS_SHOWN
        if name in response.headers
    }
    if "allow" in headers:  # servers list a set in any order
        headers["allow"] = ", ".join(sorted(re.split(r",\s*", headers["allow"])))
    return Response(status=status, media_type=kind, headers=headers, body=masked(content))


def media_type(headers: httpx2.Headers) -> str | None:
    """Return the media type that headers name, without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() or None


def body(text: str, kind: str | None) -> JsonValue:
    """Return a JSON object or list parsed, other content as its text, None where it is empty."""
    if kind == JSON or (kind or "").endswith("+json"):
        with suppress(ValueError):
            parsed: JsonValue = from_json(text, allow_inf_nan=False)
            return parsed if isinstance(parsed, dict | list) else text
    return text or None


def masked(value: JsonValue) -> JsonValue:
    """Return value with every mask applied to every text in it."""
    if isinstance(value, dict):
        return {key: masked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [masked(item) for item in value]
    return masked_text(value) if isinstance(value, str) else value


def masked_text(text: str) -> str:
    """Return text with every mask applied to it."""
    for pattern, replacement in MASKS.values():
        text = pattern.sub(replacement, text)
    return text
