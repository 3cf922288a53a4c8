"""The address of a server, in; a client that keeps every exchange with it, out."""

from typing import Any

import httpx2

from contracts.exchanges import Exchange, exchange

ANSWERS_WITHIN = 10.0
"""Seconds that a server may take for each step of an answer."""


class Client(httpx2.Client):
    """A client of one program that keeps what it sent and got; it follows no redirects."""

    def __init__(self, framework: str, base_url: str) -> None:
        """Talk to base_url, where the program of that framework runs."""
        # A server may close a connection after a 5xx, so each request opens its own.
        limits = httpx2.Limits(max_keepalive_connections=0)
        super().__init__(base_url=base_url, limits=limits, timeout=ANSWERS_WITHIN, trust_env=False)
        self.framework = framework
        self.exchanges: list[Exchange] = []

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Send request and keep the exchange; raises httpx2.TransportError when none took place."""
        response = super().send(request, **options)
        self.exchanges.append(exchange(response, self.headers))
        return response
