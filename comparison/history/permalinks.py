"""Addresses that people link to: which the data gives, and which it gave once and no longer."""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path as Folder
from typing import Any

from comparison.history.shapes import listed, mapping, rows
from comparison.load.errors import Finding, shown
from comparison.load.loader import DATA, ROOT, documents
from comparison.model import claims, dictionary, questions, situations
from comparison.model.fields import is_id

LIST = "data/addresses.txt"
"""Where addresses were written down by hand; what old revisions of it name was published."""
BESIDE = {
    "claims": (claims.FILE, "claims", "claim"),
    "articles": (claims.FILE, "articles", "article"),
    "choose": (situations.FILE, "situations", "situation"),
    "questions": (questions.FILE, "questions", "question"),
    "dictionary": (dictionary.FILE, "entries", "entry"),
}
"""By the page of things beside the matrix: their file, the key above them, what one is called."""
ADDRESS = re.compile(r"([a-z0-9-]+)/#([a-z0-9]+(?:-[a-z0-9]+)*)(?:--([a-z0-9-]+))?")
"""The address of a row, of its answer, or of a thing beside the matrix."""
TASK = re.compile(r"code/([a-z0-9-]+)/")


def addresses(file: str, data: object) -> Iterator[str]:
    """Yield each address that a file gives, below the site's; data as it was read, valid or not."""
    if file == DATA:
        yield from _of_matrix(mapping(data))
    elif file == LIST and isinstance(data, str):
        words = data.split()
        yield from (word for word in words if ADDRESS.fullmatch(word) or TASK.fullmatch(word))
    for page, (beside, top, _) in BESIDE.items():
        if file == beside:
            yield from (f"{page}/#{key}" for key in _ids(mapping(data).get(top)))


def current_addresses(root: Folder = ROOT) -> list[str]:
    """Return every address that the data gives now, below the site's."""
    return [
        address
        for file, document in documents(root).items()
        for address in addresses(file, document.data)
    ]


def as_json(current: Collection[str]) -> str:
    """Return addresses, each of which still leads to its place."""
    return json.dumps({"addresses": sorted(current)}, indent=2) + "\n"


def lost(file: str, data: object, published: Collection[str]) -> Iterator[Finding]:
    """Yield what a file no longer says though its address is published.

    data: as it was read, valid or not; published: every address there ever was.
    """
    matches = [match for match in map(ADDRESS.fullmatch, sorted(published)) if match]
    keys: dict[str, list[str]] = {}
    for match in matches:
        if not match[3]:
            keys.setdefault(match[1], []).append(match[2])
    needed = [
        (top, kind, keys.get(page, []))
        for page, (beside, top, kind) in BESIDE.items()
        if file == beside
    ]
    if file == DATA:
        yield from _lost_rows(mapping(data), keys)
        tasks = [match[1] for match in map(TASK.fullmatch, sorted(published)) if match]
        needed += [
            ("sections", "section", [page for page in keys if page not in BESIDE]),
            ("frameworks", "framework", [match[3] for match in matches if match[3]]),
            ("tasks", "task", tasks),
        ]
    for top, kind, names in needed:
        for name in dict.fromkeys(names):
            if name not in mapping(mapping(data).get(top)):
                yield (top,), f"the {kind} {name} was published; put it back"


def _of_matrix(matrix: dict[str, Any]) -> Iterator[str]:
    """Yield the address of every row and answer, under their old keys too, and of every task."""
    frameworks = _ids(matrix.get("frameworks"))
    current = [(str(path[1]), str(path[-1])) for path, _ in rows(matrix)]
    former = [(section, key) for key, sections in _formerly(matrix).items() for section in sections]
    removed = [
        (section, key)
        for section, part in mapping(matrix.get("sections")).items()
        for key in mapping(mapping(part).get("removed"))
    ]
    for section, key in [*current, *former, *removed]:
        if is_id(section) and is_id(key):
            yield f"{section}/#{key}"
            yield from (f"{section}/#{key}--{framework}" for framework in frameworks)
    yield from (f"code/{key}/" for key in _ids(matrix.get("tasks")))


def _lost_rows(matrix: dict[str, Any], published: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield the published rows, by their sections, that have no address there any more."""
    current, former = {*_of_matrix(matrix)}, _formerly(matrix)
    places = {str(path[-1]): str(path[1]) for path, _ in reversed([*rows(matrix)])}
    for section in mapping(matrix.get("sections")):
        for key in published.get(section, []):
            address = f"{section}/#{key}"
            if address in current:
                continue
            because = f"its address {address} is published, so"
            remedy = f'removed: {{{key}: "…"}} here'
            if key in places:
                mistake = f'the row {key} is now in "{shown(places[key])}"; {because} a row cannot'
                mistake += f" move: put it back, or give it a new key there and write {remedy}"
            elif key in former:
                place = shown(min(former[key]))
                mistake = f'the row {key} is under formerly in "{place}"; {because}'
                mistake += f" it cannot lead there: remove it there, and write {remedy}"
            else:
                mistake = f"the row {key} was published here; let the row in its place say"
                mistake += f" formerly: [{key}], or say why under removed"
            yield ("sections", section), mistake


def _ids(value: object) -> list[str]:
    return [key for key in mapping(value) if is_id(str(key))]


def _formerly(matrix: object) -> dict[str, list[str]]:
    """Return the sections of the rows that had a key before, by that key."""
    former: dict[str, list[str]] = {}
    for path, row in rows(matrix):
        for key in listed(mapping(row).get("formerly")):
            former.setdefault(str(key), []).append(str(path[1]))
    return former
