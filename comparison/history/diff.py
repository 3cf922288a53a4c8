"""What changed for readers between two revisions of a file of data/."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from comparison.history.kinds import KINDS, LABELS, Kind, Things
from comparison.history.shapes import KEYS
from comparison.load.keys import listed, mapping
from comparison.markdown import plain, said
from comparison.model.claims import VERDICTS
from comparison.model.fields import Explained
from comparison.model.levels import LEVELS

CHOICES: dict[str, Mapping[Any, Explained]] = {"level": LEVELS, "verdict": VERDICTS}
ORDER = {part: number for number, part in enumerate(LABELS)}
LOGGED = {
    *("level", "answer", "fact", "measure", "note", "since", "until"),
    *("says", "none", "unknown", "not-applicable"),
}
"""The parts of an answer or statement that the changelog tells of; and sources of an answer."""


@dataclass(frozen=True)
class Change:
    """One thing that readers see otherwise than before; as text, a line of a Markdown list."""

    kind: str
    """How such a thing is called; empty for a row."""
    key: str
    """The key of the thing as it is now, or was when it was removed."""
    title: str
    """The title of the thing, likewise."""
    path: tuple[str, ...]
    """The keys that lead to the part that changed; none where the thing itself is new, was removed,
    or has another key."""
    old: str | None
    """The text before, the old key of what has another; None where there was none."""
    new: str | None
    """The text now, the new key of what has another; None where there is none."""
    markdown: bool = False
    """Whether both texts are inline Markdown."""

    @property
    def framework(self) -> str | None:
        """The key of the framework whose answer changed, None where something else did."""
        match self.path:
            case ("answers", framework, *_) | ("details", _, framework, *_) if framework != "same":
                return framework
        return None

    @property
    def about(self) -> str:
        """The aspect of the detail that changed, nothing where none did."""
        return self.path[1] if self.path[:1] == ("details",) and len(self.path) > 1 else ""

    @property
    def part(self) -> str:
        """What changed: "row" (added, removed), "key" (renamed), "source", or a key of the data."""
        if not self.path:
            return "key" if self.old and self.new else "row"
        return "source" if self.path[-1] == "sources" else self.path[-1]

    @property
    def label(self) -> str:
        """What the part that changed is called."""
        return " ".join(filter(None, map(LABELS.get, self.path))) or "Text"

    @property
    def is_logged(self) -> bool:
        """Whether the changelog tells of it: of a row, its question, or what an answer says."""
        match self.kind, *self.path:
            case ("",) | ("", "title" | "asks"):
                return True
            case "", "answers", _, part:
                return part in LOGGED or part == "sources"
            case "", "details", _, _, part:
                return part in LOGGED
        return False

    @property
    def sentences(self) -> tuple[str, str]:
        """The text before and now, without the sentences that are the same."""
        return _differing(self.old, self.new)

    def __str__(self) -> str:
        name = f"- {self.kind and self.kind + ' '}**{plain(self.title)}**"
        if not self.path:
            if self.old and self.new:
                return f"{name} was called {plain(self.old)}."
            return f"{name} {'is new' if self.new else 'was removed'}."
        keys = [plain(key) for key in self.path if key not in LABELS]
        where = f"{', '.join([name, *keys])}: {self.label}"
        old, new = map(said if self.markdown else plain, self.sentences)
        if old and new:
            return f"{where}: {old} → {new}"
        return f"{where} added: {new}" if new else f"{where} removed: {old}"


def between(file: str, old: object, new: object) -> Iterator[Change]:
    """Yield each change that a reader would see, none for mere format.

    file: one of data/; old, new: what it held, valid or not; None where it was not there.
    """
    for kind in KINDS:
        if kind.file == file:
            yield from _of_kind(kind, kind.things(old), kind.things(new))


def _of_kind(kind: Kind, old: Things, new: Things) -> Iterator[Change]:
    """Yield what is new, then what was removed, then what changed."""
    old_keys = _old_keys(old, new)
    removed = old.keys() - {*old_keys.values()}
    titles = {key: _flat(thing.get(kind.title)) or key for key, thing in (old | new).items()}
    for key in new:
        if key not in old_keys:
            yield Change(kind.name, key, titles[key], (), None, titles[key])
    for key in old:
        if key in removed:
            yield Change(kind.name, key, titles[key], (), titles[key], None)
    for key, old_key in old_keys.items():
        if key != old_key:
            yield Change(kind.name, key, titles[key], (), old_key, key)
        for path, olds, news in _parts(old[old_key], new[key]):
            markdown = not kind.markdown.isdisjoint(path)
            for before, now in _pairs(path, olds, news):
                yield Change(kind.name, key, titles[key], path, before, now, markdown)


def _old_keys(old: Things, new: Things) -> dict[str, str]:
    """Return the old key of each thing that is not new, by its key.

    A thing has been renamed if it lists the key of one that is gone under formerly, or is equal.
    """
    gone = {key: thing for key, thing in old.items() if key not in new}
    old_keys = {}
    for key, thing in new.items():
        former = [name for name in map(str, listed(thing.get("formerly"))) if name in gone]
        equal = (name for name in gone if gone[name] == thing)
        old_key = key if key in old else next(iter(former), next(equal, None))
        if old_key is not None:
            old_keys[key] = old_key
            gone.pop(old_key, None)
    return old_keys


def _parts(
    old: object, new: object, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], list[str], list[str]]]:
    """Yield the path of each part of a thing that differs, and its texts before and now."""
    if old == new:
        return
    olds, news = ([] if isinstance(part, dict) else _texts(part) for part in (old, new))
    yield path, [_label(path, text) for text in olds], [_label(path, text) for text in news]
    before, now = mapping(old), mapping(new)
    for key in sorted(before | now, key=lambda key: ORDER.get(key, len(ORDER))):
        if key != "formerly":
            yield from _parts(before.get(key), now.get(key), (*path, str(key)))


def _pairs(
    path: tuple[str, ...], olds: list[str], news: list[str]
) -> list[tuple[str | None, str | None]]:
    """Return each text that differs with the one in its place, or with None."""
    removed = [text for text in olds if text not in news]
    added = [text for text in news if text not in olds]
    if len(removed) == len(added) and path[-1:] != ("sources",):
        return [*zip(removed, added, strict=True)]
    return [*((None, text) for text in added), *((text, None) for text in removed)]


def _label(path: tuple[str, ...], text: str) -> str:
    """Return what readers see of a part's text: its label where it is a key, or was one once."""
    part = path[-1] if path else ""
    key = KEYS.get(part, {}).get(text, text)
    explained = CHOICES.get(part, {}).get(key)
    return explained.label if explained else key


def _texts(part: object) -> list[str]:
    """Return a text, or each item of a list, as one line."""
    items = part if isinstance(part, list) else [part]
    return [text for text in map(_text, items) if text]


def _text(item: object) -> str | None:
    """Return an item as one line: what it says, and in brackets what it names."""
    if not isinstance(item, dict):
        return _flat(item)
    named = ", ".join(text for key, part in item.items() if key != "says" for text in _texts(part))
    says = _flat(item.get("says"))
    return f"{says} ({named})" if says and named else says or named


def _flat(value: object) -> str | None:
    """Return a value of the data as one line of text, as it was written; None for none."""
    return None if value is None else " ".join(str(getattr(value, "text", value)).split())


def _differing(old: str | None, new: str | None) -> tuple[str, str]:
    """Return two texts without the sentences that are the same in both."""
    olds, news = (re.split(r"(?<=[.;:!?]) ", text or "") for text in (old, new))
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    return (
        _joined([" ".join(olds[a:b]) if step != "equal" else "…" for step, a, b, _, _ in steps]),
        _joined([" ".join(news[a:b]) if step != "equal" else "…" for step, _, _, a, b in steps]),
    )


def _joined(pieces: list[str]) -> str:
    text = " ".join(piece for piece in pieces if piece)
    return "" if text == "…" else text
