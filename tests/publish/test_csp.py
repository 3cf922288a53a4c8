"""The content security policy: what a page's own templates need runs, and nothing else does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Request

from comparison.publish import csp
from comparison.publish.csp import policy
from tests.html_trees import Site, pages

HELLO = "alert('Hello, world.');"
ITS_HASH = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
"""As https://www.w3.org/TR/CSP3/#external-hash writes it."""


@pytest.mark.parametrize(
    ("html", "scripts"),
    {
        "a script": (f"<script>{HELLO}</script>", f"'self' {ITS_HASH}"),
        "a module": (f'<script type="module">{HELLO}</script>', f"'self' {ITS_HASH}"),
        "two": (
            f"<script>{HELLO}</script><p><script> &amp;</script>",
            f"'self' {ITS_HASH} 'sha256-PoNrCwmpFKGICsFiNF8oUYuvLZbg+JAVZtBFmpNELEc='",
        ),
        "a file": ('<script src="site.js"></script>', "'self'"),
        "data": ('<script type="application/json">{"a": 1}</script>', "'self'"),
        "nothing": (f"<p>{HELLO}</p>", "'self'"),
    }.values(),
)
def test_a_script_that_stands_in_the_page_is_allowed_by_its_hash(html: str, scripts: str) -> None:
    directives = [part.partition(" ") for part in policy(html, csp.scripts(html)).split("; ")]
    assert {name: allowed for name, _, allowed in directives} == {
        "default-src": "'none'",
        "script-src": scripts,
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_only_scripts_of_the_theme_are_allowed_at_any_depth() -> None:
    theme = f'<script>base=new URL(".",location)</script><script>{HELLO}</script>'
    page = theme.replace('"."', '"../.."') + "<script>alert(1)</script>"
    assert policy(page, csp.scripts(theme)) == policy(page[: len(theme) + 4], csp.scripts(theme))
    assert policy(page, csp.scripts(theme)).count("sha256-") == 2


def policies(trees: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each page with its policy, which must stand first in its head."""
    for page, tree in trees.items():
        first = tree.find("head")[0].attrib
        assert first["http-equiv"] == "Content-Security-Policy", page
        yield page, first["content"]


def test_every_page_has_a_policy_that_comes_from_its_depth_alone(site: Site) -> None:
    found = dict(policies(pages(site)))
    of_depth = {page.count("/"): one for page, one in found.items() if page != "404.html"}
    assert len(of_depth) == 3
    for page, one in found.items():
        assert page == "404.html" or one == of_depth[page.count("/")]
        assert one.count("'sha256-") == 6
    for page in found:
        file = site[0] / page / "index.html" if page.endswith("/") or not page else site[0] / page
        assert b'charset="utf-8"' in file.read_bytes()[:1024], "browsers look no further"


INJECTED = {
    "<script>window.hit = 1</script>": "script-src-elem",
    "<script src='https://elsewhere.example/x.js'></script>": "script-src-elem",
    "<img src='missing' onerror='window.hit = 1'>": "script-src-attr",
    "<a href='javascript:window.hit = 1'>a</a>": "script-src-elem",
    "<style>body { display: none }</style>": "style-src-elem",
    "<p style='position: fixed'></p>": "style-src-attr",
    "<img src='https://elsewhere.example/x.png'>": "img-src",
    "<iframe src='https://elsewhere.example/'></iframe>": "frame-src",
    "<object data='https://elsewhere.example/'></object>": "object-src",
    "<form action='https://elsewhere.example/'><button>a</button></form>": "form-action",
    "<base href='https://elsewhere.example/'>": "base-uri",
}
"""What must not stand in a page, and the directive that refuses it."""


@pytest.mark.parametrize("page", ["about/", "404.html"])
def test_what_is_put_into_the_content_of_a_page_neither_runs_nor_loads(
    browser: Browser, site: tuple[Path, str], page: str
) -> None:
    folder, url = site
    file = folder / page if page == "404.html" else folder / page / "index.html"
    html = file.read_text("utf-8").replace("</article>", "".join(INJECTED) + "</article>")
    context = browser.new_context()
    opened = context.new_page()
    away: dict[str, str] = {}

    def sent(request: Request) -> None:
        away.setdefault(request.url, "sent")

    def refused(request: Request) -> None:
        away[request.url] = str(request.failure)

    opened.on("request", sent)
    opened.on("requestfailed", refused)
    opened.add_init_script(
        "window.refused = []; window.every = new Promise((done) => { setTimeout(done, 20000);"
        " addEventListener('securitypolicyviolation', ({effectiveDirective}) => {"
        f" if (refused.push(effectiveDirective) === {len(INJECTED)}) done(); }}) }})"
    )
    opened.route(url + page, lambda route: route.fulfill(body=html, content_type="text/html"))
    opened.goto(url + page)
    opened.evaluate(
        "document.querySelectorAll('article > a[href^=javascript], article > form button')"
        ".forEach((one) => one.click())"
    )
    opened.evaluate("every")  # a page under a policy does not let Playwright wait for a function
    assert sorted(opened.evaluate("refused")) == sorted(INJECTED.values())
    assert opened.evaluate("window.hit") is None
    assert {why for one, why in away.items() if "elsewhere" in one} <= {"csp"}
    context.close()
