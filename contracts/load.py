"""Send a hundred copies of each request of a contract at once, and see that each is answered."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias
from urllib.parse import urlsplit

from contracts.exchanges import RawRequest
from contracts.recording import TestRun

COPIES = 100
"""Simultaneous copies of a request: more than a thread pool of 40 and eight threads."""
WITHIN = 20.0
"""Seconds from the first copy to the last answer; a hundred take less than two."""
CHUNK = 2**16
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
"""The methods that change nothing: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1."""
SWITCHING = 101
"""The status after which a connection does not end with the answer."""
HOP = (b"connection", b"keep-alive")

UnderLoad: TypeAlias = "Mapping[str, Mapping[int, str] | str]"
"""What a contract names: per request, as "GET /notes", other statuses than the recorded, each with
the reason, or the reason why it is not sent a hundred times."""


def recorded_statuses(runs: Iterable[TestRun]) -> dict[RawRequest, set[int]]:
    """Return each different request of tests with its statuses, those of safe methods first."""
    statuses: dict[RawRequest, set[int]] = {}
    calls = [call for run in runs for call in run.calls]
    for call in sorted(calls, key=lambda call: call.raw.method not in SAFE):
        statuses.setdefault(call.raw, set()).add(call.response.status)
    return statuses


def under_load(contract: object) -> UnderLoad:
    """Return what the module of a contract names under UNDER_LOAD; raises ValueError."""
    named: UnderLoad = getattr(contract, "UNDER_LOAD", {})
    for request, allowed in named.items():
        reasons = [*allowed.values()] if isinstance(allowed, Mapping) else [allowed]
        if not all(isinstance(reason, str) and reason.strip() for reason in reasons):
            raise ValueError(f"UNDER_LOAD: {request}: give the reason as a text")
    return named


def failures(url: str, recorded: Mapping[RawRequest, set[int]], named: UnderLoad) -> list[str]:
    """Send each request to the server at url, and return a sentence for each that does not hold.

    recorded: its statuses. The first that is not answered as a whole is the last: the server hangs.
    """
    sentences = []
    for request, statuses in recorded.items():
        allowed = named.get(request.name, {})
        if isinstance(allowed, str):
            continue
        answers = send(url, request)
        expected = statuses | set(allowed)
        if answers.total() < COPIES or set(answers) - expected:
            got = ", ".join(f"{count} with {status}" for status, count in sorted(answers.items()))
            sentences.append(
                f"{request.name}: {answers.total()} of {COPIES} simultaneous requests were answered"
                f" within {WITHIN:g} s: {got or 'none'};"
                f" expected: {', '.join(map(str, sorted(expected)))}"
            )
        if answers.total() < COPIES:
            break
    return sentences


def send(url: str, request: RawRequest) -> Counter[int]:
    """Send the copies when all have a connection; return how many answers had which status.

    An answer that has not ended within WITHIN seconds does not count. A thread of its own, since
    the browser's library leaves its event loop running in the main one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_send(url, request))).result()


async def _send(url: str, request: RawRequest) -> Counter[int]:
    statuses: list[int] = []
    raw, connected = as_bytes(request), asyncio.Barrier(COPIES)
    address = urlsplit(url)

    async def send_copy() -> None:
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        try:
            await connected.wait()
            writer.write(raw)
            status = int((await reader.readline()).split()[1])
            if upgrades(request):
                writer.write_eof()  # where it is refused, the server would wait for a second one
            while status != SWITCHING and await reader.read(CHUNK):
                pass
            statuses.append(status)
        finally:
            writer.close()

    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(WITHIN):
            await asyncio.gather(*(send_copy() for _ in range(COPIES)), return_exceptions=True)
    return Counter(statuses)


def upgrades(request: RawRequest) -> bool:
    """Return whether a request asks for another protocol."""
    return any(name.lower() == b"upgrade" for name, _ in request.headers)


def as_bytes(request: RawRequest) -> bytes:
    """Return a request as it is sent, by a client that asks for no second one."""
    headers = [pair for pair in request.headers if pair[0].lower() not in HOP]
    headers.append((b"Connection", b"Upgrade" if upgrades(request) else b"close"))
    head = [f"{request.method} {request.target} HTTP/1.1".encode("ascii")]
    lines = [*head, *(name + b": " + value for name, value in headers)]
    chunked = any(pair[0].lower() == b"transfer-encoding" for pair in headers)
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(request.body), request.body) if chunked else request.body
    return b"\r\n".join([*lines, b"", body])
