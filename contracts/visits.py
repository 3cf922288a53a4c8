"""Addresses of pages, in; what became of one polite visit to each, out."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from urllib.parse import urlsplit

import httpx2

from contracts.anchors import Anchors
from contracts.pages import Got, get
from contracts.turns import Turns

REDIRECTS = {301: True, 302: False, 303: False, 307: False, 308: True}
"""Whether the new address is meant for good."""
HOPS = 5
"""How many redirects are followed."""
HOSTS = 4
"""How many hosts are visited at the same time."""
AGAIN_AFTER = 10.0
"""The seconds after a failure that may pass until the second request."""
PATIENCE = 120.0
"""The seconds that a server may ask us to wait; one that wants more is not asked again."""
ALTOGETHER = 1500.0
"""The seconds for all visits."""


class Outcome(StrEnum):
    """What became of a source, in the words of the report, what matters most first."""

    GONE = "Gone"
    NO_ANCHOR = "No such section on the page"
    MOVED = "Moved for good"
    UNREACHED = "Could not be reached"
    BY_HAND = "Not answered: look by hand"
    ANSWERS = "Answers"


@dataclass(frozen=True)
class Visit:
    """What became of a visit to a page."""

    outcome: Outcome
    says: str = ""
    """What the server said, where that is no page."""
    moved: str = ""
    """Where the page is now for good, if that is elsewhere."""
    anchors: Anchors | None = None
    """Where fragments can lead, if that can be told."""


LATE = Visit(Outcome.BY_HAND, "time ran out before the visit")


@dataclass
class Visitor:
    """Visits pages through a client that follows no redirects, each host in its turn."""

    client: httpx2.Client
    turns: Turns
    left_alone: dict[str, Got] = field(default_factory=dict)
    """The hosts that get no more requests, with what there is to say of their other pages."""

    def visits(
        self, pages: Iterable[str], told: Callable[[str, Visit], object]
    ) -> dict[str, Visit]:
        """Visit every page once, several hosts at a time; told: is called after each visit."""
        hosts: dict[str, list[str]] = {}
        for page in pages:
            hosts.setdefault(_host(page), []).append(page)
        waiting: SimpleQueue[list[str]] = SimpleQueue()
        for some in sorted(hosts.values(), key=len, reverse=True):
            waiting.put(some)
        done: dict[str, Visit] = {}

        def work() -> None:
            with suppress(Empty):
                while True:
                    for page in waiting.get_nowait():
                        done[page] = self.visit(page)
                        told(page, done[page])

        _side_by_side(work)
        return {page: done.get(page, LATE) for some in hosts.values() for page in some}

    def visit(self, page: str) -> Visit:
        """Visit a page, wherever it is by now."""
        at, moved, for_good = page, "", True
        for _ in range(HOPS + 1):
            got = self._asked(at)
            if got.status not in REDIRECTS or not got.location:
                return replace(_visit(got), moved=moved)
            try:
                at = str(httpx2.URL(at).join(got.location))
            except httpx2.InvalidURL:
                return Visit(Outcome.UNREACHED, "redirects to what is no address", moved)
            for_good = for_good and REDIRECTS[got.status]
            moved = at if for_good else moved
        return Visit(Outcome.UNREACHED, f"more than {HOPS} redirects", moved)

    def _asked(self, address: str) -> Got:
        """Return what a request brings, or a second one where that may bring more."""
        host = _host(address)
        if host in self.left_alone:
            return self.left_alone[host]
        got = self._request(host, address)
        later = got.after if got.after is not None and got.asks_for_time else AGAIN_AFTER
        if got.may_pass and later <= PATIENCE:
            self.turns.postpone(host, later)
            got = self._request(host, address)
        if got.status == 429:
            self.left_alone[host] = replace(got, says=f"not asked: {host} wants fewer requests")
        if not got.connected:
            self.left_alone[host] = got
        return got

    def _request(self, host: str, address: str) -> Got:
        with self.turns.turn(host):
            return get(self.client, address)


def _side_by_side(work: Callable[[], None]) -> None:
    """Run work once per host that is visited at the same time; raises what one of them raises.

    They are not waited for when time runs out: a server may hold one as long as it likes.
    """
    broken: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # of ours; what servers do is in the visits
            broken.append(error)

    threads = [Thread(target=run, daemon=True) for _ in range(HOSTS)]
    for thread in threads:
        thread.start()
    end = monotonic() + ALTOGETHER
    for thread in threads:
        thread.join(max(0.0, end - monotonic()))
    if broken:
        raise broken[0]


def _host(address: str) -> str:
    return str(urlsplit(address).hostname)


def _visit(got: Got) -> Visit:
    if 200 <= got.status < 300:
        return Visit(Outcome.ANSWERS, anchors=got.anchors)
    if got.status in {404, 410}:
        return Visit(Outcome.GONE, got.says)
    if 400 <= got.status < 500 or got.asks_for_time:
        return Visit(Outcome.BY_HAND, got.says)
    return Visit(Outcome.UNREACHED, got.says)
