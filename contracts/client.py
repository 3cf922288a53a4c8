"""A client that keeps every request it sends to a server, with the response."""

from collections.abc import Iterator
from typing import Any

import httpx2

from contracts.exchanges import Call, call

ANSWERS_WITHIN = 10.0
"""Seconds that a server may take for each step of an answer."""

MOST_BYTES = 2**20
"""Bytes that an answer may have, many times what the longest has."""


class LimitedStream(httpx2.SyncByteStream):
    """The body of an answer, which may not go on for ever."""

    def __init__(self, stream: httpx2.SyncByteStream) -> None:
        """Read stream as it is sent, before anything is unpacked."""
        self.stream = stream

    def __iter__(self) -> Iterator[bytes]:
        """Yield the parts of the body; raises httpx2.ReadError after MOST_BYTES."""
        left = MOST_BYTES
        for part in self.stream:
            left -= len(part)
            if left < 0:
                raise httpx2.ReadError(f"the answer has more than {MOST_BYTES} bytes")
            yield part

    def close(self) -> None:
        """Leave the answer."""
        self.stream.close()


class LimitedTransport(httpx2.HTTPTransport):
    """Carries requests, and answers that are not too long."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the answer to request."""
        response = super().handle_request(request)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = LimitedStream(response.stream)
        return response


class Client(httpx2.Client):
    """A client of one program that keeps what it sent and got; it follows no redirects."""

    def __init__(self, framework: str, base_url: str) -> None:
        """Talk to base_url, where the program of that framework runs."""
        # A server may close a connection after a 5xx, so each request opens its own.
        limits = httpx2.Limits(max_keepalive_connections=0)
        transport = LimitedTransport(limits=limits, verify=False, trust_env=False)  # http only
        super().__init__(
            base_url=base_url, transport=transport, timeout=ANSWERS_WITHIN, trust_env=False
        )
        self.framework = framework
        self.calls: list[Call] = []

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Send request and keep both; raises httpx2.TransportError when there is no response."""
        response = super().send(request, **options)
        self.calls.append(call(response, self.headers))
        return response
