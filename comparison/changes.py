"""Two revisions of the matrix in; what changed for readers between them, as Markdown, out."""

from collections.abc import Iterator
from typing import Any

from comparison.cells import plain, said
from comparison.unchecked import listed, mapping, rows

SHOWN = {"level": "Level", "answer": "Answer", "note": "Note", "since": "Since", "until": "Until"}
"""The parts of an answer that are compared as text; the sources are compared as a set."""


def between(old: object, new: object) -> list[str]:
    """Return a line of Markdown for each change that a reader would see, none for mere format.

    old, new: the matrix as it was read, valid or not. A row that lists the key of an old row under
    formerly has been renamed.
    """
    before = {str(path[-1]): mapping(row) for path, row in rows(old)}
    after = {str(path[-1]): mapping(row) for path, row in rows(new)}
    origin = {
        key: next((old for old in map(str, listed(row.get("formerly"))) if old in before), key)
        for key, row in after.items()
    }
    lines = [
        f"- **{_name(key, row)}** is new."
        for key, row in after.items()
        if origin[key] not in before
    ]
    gone = before.keys() - set(origin.values())
    lines += [f"- **{_name(key, before[key])}** was removed." for key in before if key in gone]
    for key, row in after.items():
        if origin[key] in before:
            lines += _row(key, origin[key], before[origin[key]], row)
    return lines


def _row(key: str, origin: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    name = _name(key, new)
    if key != origin:
        yield f"- **{name}** was called {plain(origin)}."
    for part, title in (("title", "Title"), ("asks", "Question")):
        if old.get(part) != new.get(part):
            yield f"- **{name}**: {title}: {_was(old.get(part), new.get(part))}"
    answers = mapping(old.get("answers")), mapping(new.get("answers"))
    for framework in dict.fromkeys([*answers[0], *answers[1]]):
        one, other = (mapping(group.get(framework)) for group in answers)
        for change in _answer(one, other):
            yield f"- **{name}**, {plain(framework)}: {change}"


def _answer(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    if not old or not new:
        yield "new answer" if new else "no answer any more"
        return
    for part, title in SHOWN.items():
        if _flat(old.get(part)) != _flat(new.get(part)):
            yield f"{title}: {_was(old.get(part), new.get(part))}"
    sources = [[str(one) for one in listed(answer.get("sources"))] for answer in (old, new)]
    for url in sources[1]:
        if url not in sources[0]:
            yield f"Source added: {plain(url)}"
    for url in sources[0]:
        if url not in sources[1]:
            yield f"Source removed: {plain(url)}"


def _was(old: object, new: object) -> str:
    return f"{_shown(old)} → {_shown(new)}"


def _shown(value: object) -> str:
    return said(_flat(value)) if value is not None else "(nothing)"


def _flat(value: object) -> str:
    return " ".join(str(getattr(value, "text", value) if value is not None else "").split())


def _name(key: str, row: dict[str, Any]) -> str:
    return plain(str(row.get("title", key)))
