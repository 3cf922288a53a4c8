"""What changed for readers between two revisions of the matrix."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from comparison.history.shapes import KEYS, listed, mapping, rows
from comparison.markdown import plain, said
from comparison.model.claims import VERDICTS
from comparison.model.fields import Explained
from comparison.model.levels import LEVELS

ROW, KEY, SOURCE = "row", "key", "source"
ASKED = {"title": "Title", "asks": "Question"}
"""The parts of a row that are compared."""
ANSWERED = {
    "level": "Level",
    "answer": "Answer",
    "fact": "Read from metadata",
    "measure": "Measured",
    "note": "Note",
    "since": "Since",
    "until": "Until",
}
"""The parts of an answer that are compared as text; the sources are compared as a set."""
NAMES = {ROW: "Row", KEY: "Key", SOURCE: "Source", **ASKED, **ANSWERED}
"""How a part that changed is called."""
CHOICES: dict[str, Mapping[Any, Explained]] = {"level": LEVELS, "verdict": VERDICTS}
"""What readers see of the parts that the data says by a key."""


@dataclass(frozen=True)
class Change:
    """One thing that readers see otherwise than before; as text, a line of a Markdown list."""

    row: str
    """The key of the row as it is now, or was when the row was removed."""
    title: str
    """The title of the row, likewise."""
    framework: str | None
    """The key of the framework whose answer changed, None where the row itself did."""
    part: str
    """What changed: "row" (added or removed), "key" (renamed), "source", or a key of the data."""
    old: str | None
    """What it said before, inline Markdown in an answer; None where it was not there."""
    new: str | None
    """What it says now, None where it is gone."""

    @property
    def sentences(self) -> tuple[str, str]:
        """What it said before and says now, without the sentences that are the same."""
        return differing(self.old, self.new)

    def __str__(self) -> str:
        name = f"**{plain(self.title)}**"
        if self.part == ROW:
            return f"- {name} {'is new' if self.new else 'was removed'}."
        if self.part == KEY:
            return f"- {name} was called {plain(str(self.old))}."
        where = f"{name}, {plain(self.framework)}" if self.framework else name
        if self.part == SOURCE:
            done = "added" if self.new else "removed"
            return f"- {where}: Source {done}: {plain(str(self.new or self.old))}"
        was, now = map(said if self.framework else plain, self.sentences)
        if was and now:
            return f"- {where}: {NAMES[self.part]}: {was} → {now}"
        done = f"added: {now}" if now else f"removed: {was}"
        return f"- {where}: {NAMES[self.part]} {done}"


def between(old: object, new: object) -> list[Change]:
    """Return each change that a reader would see, none for mere format.

    old, new: the matrix as it was read, valid or not; None where there was none. A row that lists
    the key of an old row under formerly has been renamed.
    """
    before = {str(path[-1]): mapping(row) for path, row in rows(old)}
    after = {str(path[-1]): mapping(row) for path, row in rows(new)}
    origin = {
        key: next((old for old in map(str, listed(row.get("formerly"))) if old in before), key)
        for key, row in after.items()
    }
    gone = before.keys() - set(origin.values())
    changes = [
        Change(key, _title(key, row), None, ROW, None, _title(key, row))
        for key, row in after.items()
        if origin[key] not in before
    ]
    changes += [
        Change(key, _title(key, row), None, ROW, _title(key, row), None)
        for key, row in before.items()
        if key in gone
    ]
    for key, row in after.items():
        if origin[key] in before:
            changes += _row(key, origin[key], before[origin[key]], row)
    return changes


def differing(old: str | None, new: str | None) -> tuple[str, str]:
    """Return two texts without the sentences that are the same in both."""
    befores, afters = (re.split(r"(?<=[.;:!?]) ", text or "") for text in (old, new))
    steps = SequenceMatcher(None, befores, afters, autojunk=False).get_opcodes()
    return (
        _joined([" ".join(befores[a:b]) if op != "equal" else "…" for op, a, b, _, _ in steps]),
        _joined([" ".join(afters[a:b]) if op != "equal" else "…" for op, _, _, a, b in steps]),
    )


def _row(key: str, origin: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    title = _title(key, new)
    if key != origin:
        yield Change(key, title, None, KEY, origin, key)
    yield from _parts(key, title, None, ASKED, old, new)
    answers = mapping(old.get("answers")), mapping(new.get("answers"))
    for framework in dict.fromkeys([*answers[0], *answers[1]]):
        one, other = (mapping(group.get(framework)) for group in answers)
        yield from _parts(key, title, str(framework), ANSWERED, one, other)
        sources = [[str(url) for url in listed(answer.get("sources"))] for answer in (one, other)]
        for url in sources[1]:
            if url not in sources[0]:
                yield Change(key, title, str(framework), SOURCE, None, url)
        for url in sources[0]:
            if url not in sources[1]:
                yield Change(key, title, str(framework), SOURCE, url, None)


def _parts(
    key: str,
    title: str,
    framework: str | None,
    parts: dict[str, str],
    old: dict[str, Any],
    new: dict[str, Any],
) -> Iterator[Change]:
    for part in parts:
        was, now = (label(part, flat(content.get(part))) for content in (old, new))
        if was != now:
            yield Change(key, title, framework, part, was, now)


def flat(value: object) -> str | None:
    """Return a value of the data as one line of text, as it was written; None for none."""
    return None if value is None else " ".join(str(getattr(value, "text", value)).split())


def label(part: str, text: str | None) -> str | None:
    """Return what readers see of a part's text: its label where it is a key, or was one once."""
    key = KEYS.get(part, {}).get(text or "", text)
    explained = CHOICES.get(part, {}).get(key or "")
    return explained.label if explained else key


def _title(key: str, row: dict[str, Any]) -> str:
    return flat(row.get("title")) or key


def _joined(pieces: list[str]) -> str:
    text = " ".join(piece for piece in pieces if piece)
    return "" if text == "…" else text
