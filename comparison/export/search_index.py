"""Write what the search finds: the texts of the pages, and the parts of the names in them."""

import json
import re
from collections.abc import Mapping
from html import escape
from itertools import chain
from typing import NamedTuple

from comparison.model.comparison import Comparison
from comparison.model.dictionary import entries_of
from comparison.pages.page import Page

DICTIONARY = "dictionary/"
PAGED = re.compile(rf"^{DICTIONARY}[^#]*")
"""Where the dictionary's entries stand, on however many pages."""
KEY = re.compile(r"([a-z0-9-]+)/?$")
"""The key of what stands at an address; parts of a page with fixed names have none."""
LINK = re.compile(r"</?a\b[^>]*>")
LEFT_OUT = re.compile(
    r"<(table|section|figure|details|p)\b[^>]* data-search-exclude\b.*?</\1>"
    r'|<(ul|p|span) class="cmp-(?:sources|code|when|marks)">.*?</\2>'
    r'|<div class="[^"]*\bhighlight">.*?</pre></div>|<a class="headerlink".*?</a>'
    r"|</?(a|circle|path|strong|time)\b[^>]*>",
    re.DOTALL,
)
"""What the search leaves out, in elements that hold none of their own kind; links; code; tags."""
CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)</\1>", re.DOTALL)
SIDE = re.compile(r'<(section|div|td) [^>]*class="[^"]*\b(cmp-c\d)\b[^>]*>')
"""What speaks of one column, with the class of its place."""
NAMED = re.compile(r'<span class="cmp-name (cmp-c\d)">([^<]+)</span>')
"""The name of a column, with the class that a side of it has."""
BLOCK = r"(?:<p\b[^>]*>|<[uo]l\b[^>]*>\s*<li\b[^>]*>)\s*(?!(?:<span [^>]*>)?{})"
"""Where a block of text begins, but not with the name."""
TAG = re.compile(r"<[^>]*>")
NAME = re.compile(
    r"[A-Za-z0-9]+(?:[_.][A-Za-z0-9]+)+|[A-Za-z0-9]*[a-z0-9][A-Z][a-z]\w*|[A-Z]{2,}[a-z]\w*"
)
"""A name as it stands in code: with underscores, with dots, or with capitals inside."""
JOINT = re.compile(r"[_.]+|(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Meant(NamedTuple):
    """What a place of the site is found by, and what the results show of it."""

    field: str
    """The field of the index that holds the words."""
    words: list[str]
    said: str
    """What each side says, as HTML."""


def readable(html: str) -> str:
    """Return of a page what the search reads; each block of a side begins with its name."""
    names = dict(NAMED.findall(html))
    return _named(CELL.sub(r"<\1\2><p>\3</p></\1>", LEFT_OUT.sub("", html)), names)


def _named(html: str, names: dict[str, str]) -> str:
    """Return a page whose sides say in each block whose they are; names: by their classes."""
    done, start = [], 0
    for side in SIDE.finditer(html):
        if side.start() >= start and side[2] in names:
            end = _end(html, side.end(), side[1])
            name = names[side[2]]
            blocks = re.compile(BLOCK.format(re.escape(name)))
            done += [html[start : side.end()]]
            done += [blocks.sub(rf"\g<0>{name}: ", html[side.end() : end])]
            start = end
    return "".join([*done, html[start:]])


def _end(html: str, start: int, tag: str) -> int:
    """Return where the element ends whose content starts there."""
    depth = 1
    for each in re.compile(rf"<(/?){tag}\b").finditer(html, start):
        depth += -1 if each[1] else 1
        if not depth:
            return each.start()
    return len(html)


def meant(comparison: Comparison) -> dict[str, Meant]:
    """Return by its address what each row and each entry of the dictionary is found by."""
    page = Page(comparison)
    found = {}
    for section, key, row in comparison.matrix.rows():
        words = [*chain(*row.terms.values()), *row.also]
        found[f"{section}/{key}/"] = Meant("names", words, page.draw("found.html.j2", row=row))
    for entry in entries_of(comparison.dictionary, comparison.matrix):
        words = [*chain(*(side.terms for side in entry.words.values()))]
        said = page.draw("found.html.j2", row=None, words=entry.words)
        # by its words a row itself is found, not what stands for it in the dictionary
        found[f"{DICTIONARY}#{entry.anchor}"] = Meant("words", words if entry.key else [], said)
    return found


def completed(index: str, found: Mapping[str, Meant]) -> str:
    """Return the index so that the search finds what is meant, and names by each of their parts.

    index: what the search plugin wrote; found: what meant() returns. An entry is given a field
    with its words, and the field `parts`; mkdocs.yml says how much each counts. What its sides
    say, `said`, is what the results show of it.
    """
    read = json.loads(index)
    for entry in read["docs"]:
        if about := found.get(PAGED.sub(DICTIONARY, entry["location"])):
            words = " ".join([*about.words, *sorted(_dotted(" ".join(about.words)))])
            entry[about.field] = escape(words, quote=False)
            entry["said"] = LINK.sub("", "".join(about.said.splitlines()))
        entry["parts"] = " ".join(_parts(entry))
    return json.dumps(read, separators=(",", ":"))


def _parts(entry: dict[str, str]) -> list[str]:
    """Return the parts of all names in an entry, and the words of its address."""
    texts = map(entry.get, ("title", "names", "words", "text"))
    plain = TAG.sub(" ", " ".join(filter(None, texts)))
    parts = {part for name in NAME.findall(plain) for part in JOINT.split(name)}
    key = KEY.search(entry["location"])
    all_parts = {*parts, *_dotted(plain), *(key[1].split("-") if key else [])}
    return sorted({part.lower() for part in all_parts if len(part) > 1 and not part.isdigit()})


def _dotted(text: str) -> set[str]:
    """Return what is called on objects, such as before_request in app.before_request."""
    return {
        name.rpartition(".")[2] for name in NAME.findall(text) if "." in name and name[0].islower()
    }
