"""Hosts in; turns to ask them out: one request at a time per host, and a pause between two."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """Whose turn it is; may be used from several threads."""

    def __init__(
        self,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Leave pause seconds between the end of a request and the next one to the same host."""
        self.pause, self.clock, self.wait = pause, clock, wait
        self._locks: dict[str, Lock] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the host's turn, and keep it for the time of the block."""
        with self._locks.setdefault(host, Lock()):
            if (left := self._next.get(host, 0) - self.clock()) > 0:
                self.wait(left)
            try:
                yield
            finally:
                self.postpone(host, self.pause)

    def postpone(self, host: str, seconds: float) -> None:
        """Let the next turn of a host begin no sooner than in so many seconds."""
        self._next[host] = max(self._next.get(host, 0), self.clock() + seconds)
