"""Write what the search finds: the texts of the pages, and the parts of the names in them."""

import json
import re
from html import escape
from itertools import chain

from comparison.model.comparison import Comparison

DICTIONARY = "dictionary/"
PAGED = re.compile(rf"^{DICTIONARY}[^#]*")
"""Where the dictionary's entries stand, on however many pages."""
KEY = re.compile(r"([a-z0-9-]+)/?$")
"""The key of what stands at an address; parts of a page with fixed names have none."""
Words = dict[str, tuple[str, list[str]]]
"""What is found by which words, by its address: the field of the index, and the words."""
LEFT_OUT = re.compile(
    r"<(table|section|figure|details|p)\b[^>]* data-search-exclude\b.*?</\1>"
    r'|<ul class="cmp-sources">.*?</ul>|<span class="cmp-marks">.*?</span>'
    r'|<div class="[^"]*\bhighlight">.*?</pre></div>|<a class="headerlink".*?</a>'
    r"|</?(a|circle|path|strong|time)\b[^>]*>",
    re.DOTALL,
)
"""What the search leaves out, in elements that hold none of their own kind; sources; code; tags."""
SIDE = re.compile(r'<(section|div|td|li) [^>]*class="[^"]*\bcmp-side (cmp-c\d)\b[^>]*>')
NAMED = re.compile(r'<span class="cmp-name (cmp-c\d)">([^<]+)</span>')
"""The name of a column, with the class that a side of it has."""
BLOCK = re.compile(r"<p\b[^>]*>\s*|<[uo]l\b[^>]*>\s*<li\b[^>]*>\s*")
TAG = re.compile(r"<[^>]*>")
NAME = re.compile(
    r"[A-Za-z0-9]+(?:[_.][A-Za-z0-9]+)+|[A-Za-z0-9]*[a-z0-9][A-Z][a-z]\w*|[A-Z]{2,}[a-z]\w*"
)
"""A name as it stands in code: with underscores, with dots, or with capitals inside."""
JOINT = re.compile(r"[_.]+|(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])")


def readable(html: str) -> str:
    """Return of a page what the search reads; each block of a side begins with its name."""
    names = dict(NAMED.findall(html))
    return LEFT_OUT.sub("", _named(html, names) if names else html)


def _named(html: str, names: dict[str, str]) -> str:
    done, start = [], 0
    for side in SIDE.finditer(html):
        if side.start() >= start and side[2] in names:
            end = _end(html, side.end(), side[1])
            begun = rf"\g<0>{names[side[2]]}: "
            done += [html[start : side.end()], BLOCK.sub(begun, html[side.end() : end])]
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


def words_of(comparison: Comparison) -> Words:
    """Return by its address what each row is about, and what each entry of the dictionary says."""
    words = {
        f"{section}/{key}/": ("names", [*chain(*row.terms.values()), *row.also])
        for section, key, row in comparison.matrix.rows()
    }
    for key, entry in comparison.dictionary.entries.items():
        terms = chain(*(side.terms for side in entry.words.values()))
        words[f"{DICTIONARY}#{key}"] = "words", [*terms]
    return words


def completed(index: str, words: Words) -> str:
    """Return the index so that the search finds what is meant, and names by each of their parts.

    index: what the search plugin wrote; words: what words_of() returns. An entry is given a field
    with its words, and the field `parts`; mkdocs.yml says how much each counts.
    """
    read = json.loads(index)
    for entry in read["docs"]:
        field, about = words.get(PAGED.sub(DICTIONARY, entry["location"]), ("names", []))
        entry[field] = escape(" ".join([*about, *_dotted(" ".join(about))]), quote=False)
        entry["parts"] = " ".join(_parts(entry, field))
    return json.dumps(read, separators=(",", ":"))


def _parts(entry: dict[str, str], field: str) -> list[str]:
    """Return the parts of all names in an entry, and the words of its address."""
    plain = TAG.sub(" ", f"{entry['title']} {entry[field]} {entry['text']}")
    parts = {part for name in NAME.findall(plain) for part in JOINT.split(name)}
    key = KEY.search(entry["location"])
    all_parts = {*parts, *_dotted(plain), *(key[1].split("-") if key else [])}
    return sorted({part.lower() for part in all_parts if len(part) > 1})


def _dotted(text: str) -> set[str]:
    """Return what is called on objects, such as before_request in app.before_request."""
    return {
        name.rpartition(".")[2] for name in NAME.findall(text) if "." in name and name[0].islower()
    }
