"""The HTML of a page, in; whether it has the place that the #fragment of an address names, out."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

NAMES = {"a": ("id", "name")}
"""The attributes by which fragments know an element; the id alone where none are listed."""


@dataclass(frozen=True)
class Anchors:
    """The names that fragments can lead to, and what else tells whether that is all of them."""

    names: frozenset[str]
    """Every id, and the name of every <a>."""
    linked: frozenset[str]
    """The fragments to which the page itself links."""
    whole: bool
    """Whether the page was read to its end."""

    def lack(self, fragment: str) -> bool:
        """Return whether the page has no such place, as far as its HTML can tell.

        A page that serves none of the places that it links to gets them from a script, and does
        not tell. Text after :~: is looked for by the browser: https://wicg.github.io/scroll-to-text-fragment/
        """
        name = fragment.partition(":~:")[0]
        if not name or name.lower() == "top":
            return False
        # code hosts put a word before the ids of what people wrote
        named = {before + one for before in ("", "user-content-") for one in (name, unquote(name))}
        return self.whole and not named & self.names and bool(self.names & self.linked)


def anchors(html: str, whole: bool = True) -> Anchors:
    """Return the anchors of a page; whole: whether html is all of it."""
    page = _Page()
    try:
        page.feed(html)
        page.close()
    except AssertionError:  # the parser's answer to some broken declarations
        whole = False
    return Anchors(frozenset(page.names), frozenset(page.linked), whole)


class _Page(HTMLParser):
    """Collects names and links to them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.linked: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        self.names.update(given[name] for name in NAMES.get(tag, ("id",)) if name in given)
        if tag == "a" and given.get("href", "").startswith("#"):
            self.linked.add(unquote(given["href"][1:]))
