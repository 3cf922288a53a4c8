"""The pages of a built site as element trees, and as a browser shows them without a server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
from playwright.sync_api import Page, Route

Site = tuple[Path, str]
"""The folder of a built site, and the address below which it is served."""


def parsed(html: str) -> Any:
    """Return the elements of HTML, as a browser makes them."""
    return html5lib.parse(html, namespaceHTMLElements=False)


def pages(site: Site) -> dict[str, Any]:
    """Return the element tree of each page by its address below the site's."""
    folder, _ = site
    return {
        str(file.relative_to(folder)).removesuffix("index.html"): parsed(file.read_text("utf-8"))
        for file in sorted(folder.rglob("*.html"))
    }


def links(tree: Any) -> Iterator[str]:
    """Yield what each element of a page leads to or loads."""
    for element in tree.iter():
        for attribute in ("href", "src"):
            if attribute in element.attrib:
                yield element.attrib[attribute]


def text(element: Any) -> str:
    """Return what a reader sees of an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def seen(html: str) -> str:
    """Return what a reader sees of HTML, on one line."""
    return text(parsed(html))


def opened(page: Page, site: Path) -> str:
    """Let a browser's page read a site from its folder, and return the site's address."""
    url = "http://127.0.0.1:8000/"

    def answer(route: Route) -> None:
        file = site / urlsplit(route.request.url).path[1:]
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    page.route(f"{url}**", answer)
    return url
