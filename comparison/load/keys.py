"""The keys of the data that are addresses: of what is there, was renamed, or is gone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comparison.load.errors import Path
from comparison.model import claims, dictionary, questions, situations
from comparison.model.fields import frozen

BESIDE: dict[str, tuple[str, tuple[str, Path, Path]]] = {
    "claims": (claims.FILE, ("claim", ("claims",), ("removed", "claims"))),
    "articles": (claims.FILE, ("article", ("articles",), ("removed", "articles"))),
    "choose": (situations.FILE, ("situation", ("situations",), ("removed",))),
    "questions": (questions.FILE, ("question", ("questions",), ("removed",))),
    "dictionary": (dictionary.FILE, ("entry", ("entries",), ("removed",))),
}
"""By the page of things beside the matrix: their file; there, what one is called, the keys that
lead to them, and those that lead to the ones that are gone."""


@dataclass(frozen=True)
class Group:
    """The keys of the things of one kind on one page, as a file has them, valid or not."""

    file: str
    kind: str
    """What one thing is called."""
    page: str
    path: Path
    """The keys that lead to the things."""
    removed_path: Path
    """The keys that lead to the things that are gone."""
    formerly: Mapping[str, Sequence[str]]
    """The keys of the things, each with those that it had before."""
    removed: Sequence[str]
    """The keys of the things that are gone."""

    @property
    def place(self) -> Path:
        """The path of what lacks a key that is lost: the section of rows, else all things."""
        return self.path[:-1] or self.path

    def addresses(self) -> Iterator[tuple[Path, str, str | None]]:
        """Yield each key that is an address of the page: its path, the key itself, and the one that
        the thing has now, None where it is gone.
        """
        for key, old_keys in self.formerly.items():
            yield (*self.path, key), key, key
            for index, old in enumerate(old_keys):
                yield (*self.path, key, "formerly", index), old, key
        for key in self.removed:
            yield (*self.removed_path, key), key, None


def groups(file: str, data: object) -> Iterator[Group]:
    """Yield the keys of each page that a file describes; data: as it was read, valid or not.

    Until November 2026, rows stood under the key criteria.
    """
    pages = {page: place for page, (beside, place) in BESIDE.items() if beside == file}
    for section in at(data, ("sections",)):
        path: Path = ("sections", section)
        rows = "criteria" if "criteria" in at(data, path) else "rows"
        pages[str(section)] = "row", (*path, rows), (*path, "removed")
    for page, (kind, path, removed_path) in pages.items():
        formerly = {
            str(key): [str(old) for old in listed(mapping(thing).get("formerly"))]
            for key, thing in at(data, path).items()
        }
        removed = [str(key) for key in at(data, removed_path)]
        yield Group(file, kind, page, path, removed_path, frozen(formerly), tuple(removed))


def by_page(addresses: Collection[str]) -> dict[str, list[str]]:
    """Return the keys that addresses name, by their pages; those of answers are left out."""
    keys: dict[str, list[str]] = {}
    for address in sorted(addresses):
        page, _, key = address.partition("/#")
        if key and "--" not in key:
            keys.setdefault(page, []).append(key)
    return keys


def at(data: object, path: Path) -> dict[str, Any]:
    """Return the mapping at a path, an empty one where there is none."""
    for key in path:
        data = mapping(data).get(str(key))
    return mapping(data)


def mapping(value: object) -> dict[str, Any]:
    """Return value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """Return value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []
