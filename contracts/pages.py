"""The address of a page, in; what one request for it brought, out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

import httpx2

from contracts.anchors import Anchors, anchors
from contracts.public import NotPublic

HTML = ("text/html", "application/xhtml+xml")
SIZE = 5 * 1024 * 1024
"""The bytes of a page that are read."""
WITHIN = 30.0
"""The seconds for the text of a page; the client has a limit of its own for each step."""


@dataclass(frozen=True)
class Got:
    """What one request brought."""

    status: int = 0
    """The code of the answer; 0 where there is none."""
    says: str = ""
    """The answer or the failure, in words."""
    location: str = ""
    """Where the server redirects to."""
    after: float | None = None
    """The seconds after which the server wants to be asked again, where it says so."""
    anchors: Anchors | None = None
    """The places within the page, where it is HTML."""
    connected: bool = True
    """Whether there was a server at all."""
    final: bool = False
    """Whether another request cannot bring more."""

    @property
    def asks_for_time(self) -> bool:
        """Whether the server would answer later."""
        return self.status in {429, 503} and self.after is not None

    @property
    def may_pass(self) -> bool:
        """Whether a second request may bring more."""
        failed = self.status == 0 or self.status >= 500
        return not self.final and (failed or self.asks_for_time)


def get(client: httpx2.Client, address: str) -> Got:
    """Return what a request for a page brings; it does not raise for what a server does."""
    try:
        with client.stream("GET", address) as response:
            status = response.status_code
            return Got(
                status,
                f"{status} {httpx2.codes.get_reason_phrase(status)}".strip(),
                response.headers.get("location", ""),
                _seconds(response.headers.get("retry-after", "")),
                _anchors(response) if response.is_success else None,
            )
    except NotPublic as refusal:
        return Got(says=str(refusal), final=True)
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        return Got(says=_words(error), connected=False)
    except (httpx2.RequestError, httpx2.InvalidURL) as error:
        return Got(says=_words(error))


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _seconds(after: str) -> float | None:
    """Return what a header Retry-After says, as seconds from now."""
    if after.isdecimal():
        return float(after)
    try:
        then = parsedate_to_datetime(after)
    except ValueError:
        return None
    return max(0.0, (then - datetime.now(then.tzinfo or UTC)).total_seconds())


def _anchors(response: httpx2.Response) -> Anchors | None:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in HTML:
        return None
    content, end = bytearray(), monotonic() + WITHIN
    for part in response.iter_bytes():
        content += part
        if len(content) > SIZE or monotonic() > end:
            return anchors(_text(content, response.charset_encoding), whole=False)
    return anchors(_text(content, response.charset_encoding))


def _text(content: bytearray, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")
