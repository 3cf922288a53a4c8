"""Write the content security policy of a page: what it may load, which of its scripts may run.

https://www.w3.org/TR/CSP3/ says what the directives mean.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

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
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
NOT_RUN = re.compile(r"""\ssrc\s*=|\stype\s*=\s*["']?application/json""", re.IGNORECASE)
"""What a script has whose text nothing runs: a file, or data."""
DEPTH = re.compile(r'new URL\("[^"\\]*",location\)')
"""The way from a page to the top of the site, all that differs in the theme's own scripts."""


def policy(html: str, trusted: frozenset[str]) -> str:
    """Return the policy for a page, under which no script runs that stands in it but the trusted.

    trusted: what scripts() found in a page of the theme's own, which holds no content.
    """
    own = dict.fromkeys(script for script in _inline(html) if _without_depth(script) in trusted)
    sources = [DIRECTIVES["script-src"], *(f"'sha256-{_hash(script)}'" for script in own)]
    allowed = DIRECTIVES | {"script-src": " ".join(sources)}
    return "; ".join(f"{name} {sources}" for name, sources in allowed.items())


def scripts(html: str) -> frozenset[str]:
    """Return the scripts that stand in a page, as policy() trusts them on pages of any depth."""
    return frozenset(map(_without_depth, _inline(html)))


def _inline(html: str) -> Iterator[str]:
    for attributes, content in SCRIPT.findall(html):
        if not NOT_RUN.search(attributes):
            yield content


def _without_depth(script: str) -> str:
    return DEPTH.sub('new URL("",location)', script)


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
