"""A page's HTML in; the content security policy under which its own scripts run, and no other, out.

https://www.w3.org/TR/CSP3/ says what the directives mean.
"""

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheet holds its icons
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""What a page may load and do; scripts that stand in it are added by their hashes."""


def policy(html: str) -> str:
    """Return the policy for a page that may run the scripts that stand in this one.

    html: a page made by templates alone. Every script in it is trusted, so it must hold no text of
    the data: one that broke out of its place would get a hash, too.
    """
    scripts = _Scripts()
    scripts.feed(html)
    scripts.close()
    hashes = [f"'sha256-{_hash(script)}'" for script in scripts.found]
    allowed = DIRECTIVES | {"script-src": " ".join([DIRECTIVES["script-src"], *hashes])}
    return "; ".join(f"{name} {sources}" for name, sources in allowed.items())


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


class _Scripts(HTMLParser):
    """Finds the text of each script that stands in a page; JSON is data, and nothing runs it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = "src" not in given and given.get("type") != "application/json"
        self.inside = tag == "script" and runs
        if self.inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = False
