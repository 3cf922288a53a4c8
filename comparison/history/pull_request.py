"""Say in Markdown what readers will see of a change to any file of data/."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from comparison.history import diff
from comparison.history.diff import differing, flat, label
from comparison.history.permalinks import MATRIX
from comparison.history.shapes import listed, mapping, rows
from comparison.markdown import plain, said
from comparison.model import claims, dictionary, questions, situations

NOTHING = "The data says the same as before."
"""What is said of a change that readers do not see."""
LABELS = {
    **{"title": "Title", "summary": "Summary", "states": "Claim", "verdict": "Verdict"},
    **{"says": "Text", "asks": "Question", "since": "Since", "rows": "Row", "row": "Row"},
    **{"proof": "Proof", "figures": "Figure", "sources": "Source", "against": "Contradiction"},
    **{"date": "Date", "address": "Address", "statements": "Statement", "claims": "Claim"},
    **{"situations": "Situation", "reasons": "Reason", "either": "Either", "words": ""},
    **{"terms": "Term", "absent": "Absent", "tasks": "Task", "notes": "Note", "serve": "Serve"},
    **{"install": "Install", "develop": "Develop", "removed": "Removed", "checked": "Checked"},
    **{"name": "Name", "home": "Home", "distribution": "Package", "version": "Version"},
    **{"answers": ""},
}
"""How a part is called; every other key on the way to it, such as a framework's, is shown."""
MARKDOWN = {"says", "notes", "absent", "reasons", "either"}
"""The parts that are inline Markdown wherever they are not listed as plain text."""


@dataclass(frozen=True)
class Kind:
    """Things with a key, and how they are compared."""

    name: str
    """What one is, as the line says it."""
    file: str
    things: Callable[[object], dict[str, Any]]
    """The things of a file by their keys; the file as it was read, valid or not."""
    title: str = "title"
    """The part that names a thing."""
    plain: frozenset[str] = frozenset()
    """The parts that are plain text here though elsewhere they are Markdown."""


def _below(key: str, *left_out: str) -> Callable[[object], dict[str, Any]]:
    def things(data: object) -> dict[str, Any]:
        found = mapping(mapping(data).get(key))
        return {
            name: {part: value for part, value in mapping(thing).items() if part not in left_out}
            for name, thing in found.items()
        }

    return things


def _rows(data: object) -> dict[str, Any]:
    """Return of each row what the changelog does not tell."""
    return {
        str(path[-1]): {
            "title": mapping(row).get("title"),
            **{part: mapping(row).get(part) for part in ("terms", "tasks")},
            "answers": {
                name: {part: mapping(answer).get(part) for part in ("proof", "checked")}
                for name, answer in mapping(mapping(row).get("answers")).items()
            },
        }
        for path, row in rows(data)
    }


def _general(data: object) -> dict[str, Any]:
    advice = mapping(data).get("general")
    return {"general": {"title": "In general", **mapping(advice)}} if advice else {}


def _chosen(data: object) -> dict[str, Any]:
    chosen = mapping(data).get("rows")
    return {"rows": {"title": "Rows in it", "rows": chosen}} if chosen else {}


SENTENCES = frozenset({"absent"})
KINDS = (
    Kind("Framework ", MATRIX, _below("frameworks"), title="name"),
    Kind("Section ", MATRIX, _below("sections", "rows", "criteria")),
    Kind("Task ", MATRIX, _below("tasks"), plain=SENTENCES),
    Kind("Claim ", claims.FILE, _below("claims"), title="states"),
    Kind("Article ", claims.FILE, _below("articles"), plain=frozenset({"statements"})),
    Kind("Situation ", situations.FILE, _general),
    Kind("Situation ", situations.FILE, _below("situations")),
    Kind("Question ", questions.FILE, _below("questions"), title="asks"),
    Kind("Dictionary ", dictionary.FILE, _chosen),
    Kind("Dictionary ", dictionary.FILE, _below("entries")),
)
ROWS = Kind("", MATRIX, _rows)


def between(file: str, old: object, new: object) -> Iterator[str]:
    """Yield a line of a Markdown list for each thing that readers will see otherwise.

    file: one of data/; old, new: what it said, valid or not; None where it was not there.
    """
    if file == MATRIX:
        yield from map(str, diff.between(old, new))
        before, after = _rows(old), _rows(new)
        for key in (key for key in after if key in before):
            title = after[key].pop("title")
            before[key].pop("title")  # which the changes of the row tell
            yield from _changed(ROWS, before[key], after[key], title)
    for kind in KINDS:
        if kind.file == file:
            yield from _of_kind(kind, kind.things(old), kind.things(new))


def _of_kind(kind: Kind, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    gone = {key: thing for key, thing in old.items() if key not in new}
    for key, thing in new.items():
        title = flat(mapping(thing).get(kind.title)) or key
        was = next((name for name in gone if gone[name] == thing), None)
        if key in old:
            yield from _changed(kind, old[key], thing, title)
        elif was is not None:
            gone.pop(was)
            yield f"- {_name(kind, title)} was called {plain(was)}."
        else:
            yield f"- {_name(kind, title)} is new."
    for key, thing in gone.items():
        yield f"- {_name(kind, flat(mapping(thing).get(kind.title)) or key)} was removed."


def _changed(kind: Kind, old: object, new: object, title: object) -> Iterator[str]:
    before, after = (dict(_parts(thing)) for thing in (old, new))
    for path in dict.fromkeys([*before, *after]):
        names = [plain(key) for key in path if key not in LABELS]
        named = " ".join(filter(None, (LABELS.get(key) for key in path))) or "Text"
        where = f"- {', '.join([_name(kind, flat(title) or ''), *names])}: {named}"
        shown = said if MARKDOWN & {*path} - kind.plain else plain
        was, now = before.get(path, []), after.get(path, [])
        out, come = ([item for item in a if item not in b] for a, b in ((was, now), (now, was)))
        pairs = len(out) == len(come) and path[-1:] != ("sources",)
        for one, other in zip(out, come, strict=True) if pairs else ():
            less, more = map(shown, differing(one, other))
            done = f"added: {more}" if more else f"removed: {less}"
            yield f"{where}: {less} → {more}" if less and more else f"{where} {done}"
        if not pairs:
            yield from (f"{where} added: {shown(item)}" for item in come)
            yield from (f"{where} removed: {shown(item)}" for item in out)


def _parts(
    thing: object, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from _parts(value, (*path, str(key)))
    elif isinstance(thing, list):
        yield path, [_item(item) for item in thing]
    elif (text := label(path[-1] if path else "", flat(thing))) is not None:
        yield path, [text]


def _item(item: object) -> str:
    """Return an item of a list as one text: what it says, and in brackets what it names."""
    if not isinstance(item, dict):
        return flat(item) or ""
    others = [text for key, value in item.items() if key != "says" for text in _texts(value)]
    text = flat(item.get("says"))
    return f"{text} ({', '.join(others)})" if text and others else text or ", ".join(others)


def _texts(value: object) -> list[str]:
    return [flat(item) or "" for item in (listed(value) or [value])]


def _name(kind: Kind, title: str) -> str:
    return f"{kind.name}**{plain(title)}**"
