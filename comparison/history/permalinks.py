"""Addresses that people link to: which the data gives, and which it gave once and no longer."""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path as Folder
from typing import Any

from comparison.history.shapes import listed, mapping, rows
from comparison.load.errors import Finding, Path, shown
from comparison.load.loader import DATA, ROOT, documents
from comparison.model import claims, dictionary, questions, situations
from comparison.model.fields import is_id

MATRIX = DATA
LIST = "data/addresses.txt"
"""Where addresses were written down by hand; what old revisions of it name was published."""
BESIDE = {
    "claims": (claims.FILE, "claims", "claim"),
    "articles": (claims.FILE, "articles", "article"),
    "choose": (situations.FILE, "situations", "situation"),
    "questions": (questions.FILE, "questions", "question"),
    "dictionary": (dictionary.FILE, "entries", "entry"),
}
"""The pages of what stands beside the matrix: its file, the key that holds it, what one is."""
FILES = (MATRIX, *dict.fromkeys(file for file, _, _ in BESIDE.values()))
"""The files that give addresses."""
ADDRESS = re.compile(r"([a-z0-9-]+)/#([a-z0-9]+(?:-[a-z0-9]+)*)(?:--([a-z0-9-]+))?")
TASK = re.compile(r"code/([a-z0-9-]+)/")
PUT_BACK = "was published; put it back"


def of_data(file: str, data: object) -> Iterator[str]:
    """Yield each address that a file gives, below the site's; data as it was read, valid or not."""
    if file == MATRIX:
        yield from _of_matrix(data)
    elif file == LIST:
        words = data.split() if isinstance(data, str) else []
        yield from (one for one in words if ADDRESS.fullmatch(one) or TASK.fullmatch(one))
    for page, (named, top, _) in BESIDE.items():
        if file == named:
            yield from (f"{page}/#{key}" for key in _ids(mapping(data).get(top)))


def current_addresses(root: Folder = ROOT) -> list[str]:
    """Return every address that the data gives now, below the site's."""
    return [
        address
        for file, document in documents(root).items()
        for address in of_data(file, document.data)
    ]


def as_json(every: Collection[str]) -> str:
    """Return addresses, each of which still leads to its place."""
    return json.dumps({"addresses": sorted(every)}, indent=2) + "\n"


def gone(file: str, data: object, published: Collection[str]) -> Iterator[Finding]:
    """Yield what a file no longer says though its address is published.

    data: as it was read, valid or not; published: every address there ever was.
    """
    if file == MATRIX:
        yield from _rows_gone(data, published)
        yield from _others_gone(data, published)
    for page, (named, top, kind) in BESIDE.items():
        if file == named:
            keys = _ids(mapping(data).get(top))
            for key in _keys(published, page):
                if key not in keys:
                    yield (top,), f"the {kind} {key} {PUT_BACK}"


def _of_matrix(data: object) -> Iterator[str]:
    """Yield the address of every row and answer, under their old keys too, and of every task."""
    matrix = mapping(data)
    columns = _ids(matrix.get("frameworks"))
    now = [(str(path[1]), str(path[-1])) for path, _ in rows(matrix)]
    was = [(str(path[1]), key) for key, paths in _formerly(matrix).items() for path in paths]
    for section, key in [*now, *was, *_removed(matrix)]:
        if is_id(section) and is_id(key):
            yield f"{section}/#{key}"
            yield from (f"{section}/#{key}--{framework}" for framework in columns)
    yield from (f"code/{key}/" for key in _ids(matrix.get("tasks")))


def _rows_gone(data: object, published: Collection[str]) -> Iterator[Finding]:
    matrix, given = mapping(data), {*_of_matrix(data)}
    now, old = _places(matrix), _formerly(matrix)
    for section in mapping(matrix.get("sections")):
        for key in _keys(published, section):
            address = f"{section}/#{key}"
            if address in given:
                continue
            lost, cure = f"its address {address} is published, so", f'removed: {{{key}: "…"}} here'
            if key in now:
                what = f'the row {key} is now in "{shown(now[key][0])}"; {lost} a row cannot move:'
                what += f" put it back, or give it a new key there and write {cure}"
            elif key in old:
                there = shown(min(str(path[1]) for path in old[key]))
                what = f'the row {key} is under formerly in "{there}"; {lost} it cannot'
                what += f" lead there: remove it there, and write {cure}"
            else:
                what = f"the row {key} was published here; let the row in its place say"
                what += f" formerly: [{key}], or say why under removed"
            yield ("sections", section), what


def _others_gone(data: object, published: Collection[str]) -> Iterator[Finding]:
    """Yield the sections, frameworks and tasks that are gone; none of them can be renamed."""
    found = [match.groups() for match in map(ADDRESS.fullmatch, sorted(published)) if match]
    was = {
        "sections": dict.fromkeys(page for page, _, _ in found if page not in BESIDE),
        "frameworks": dict.fromkeys(column for page, _, column in found if column),
        "tasks": dict.fromkeys(
            match[1] for match in map(TASK.fullmatch, sorted(published)) if match
        ),
    }
    for top, keys in was.items():
        now = mapping(mapping(data).get(top))
        yield from (((top,), f"the {top[:-1]} {key} {PUT_BACK}") for key in keys if key not in now)


def _keys(published: Collection[str], page: str) -> list[str]:
    """Return the keys whose addresses on a page are published, without those of answers."""
    found = map(ADDRESS.fullmatch, sorted(published))
    return [match[2] for match in found if match and match[1] == page and not match[3]]


def _ids(value: object) -> list[str]:
    return [key for key in mapping(value) if is_id(str(key))]


def _places(matrix: object) -> dict[str, list[str]]:
    """Return the sections in which each row stands, by its key."""
    places: dict[str, list[str]] = {}
    for path, _ in rows(matrix):
        places.setdefault(str(path[-1]), []).append(str(path[1]))
    return places


def _formerly(matrix: object) -> dict[str, set[Path]]:
    """Return the paths of the rows that had a key before, by that key."""
    old: dict[str, set[Path]] = {}
    for path, row in rows(matrix):
        for key in listed(mapping(row).get("formerly")):
            old.setdefault(str(key), set()).add(path)
    return old


def _removed(matrix: object) -> list[tuple[str, str]]:
    """Return the section and the key of each row that was removed."""
    parts: dict[str, Any] = mapping(mapping(matrix).get("sections"))
    return [
        (section, key)
        for section, part in parts.items()
        for key in mapping(mapping(part).get("removed"))
    ]
