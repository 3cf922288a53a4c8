"""The files that are spoiled: those of the small example, and the real ones."""

import functools
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from comparison.load.loader import BESIDE, DATA, ROOT
from tests.example import FILES, write

Draw = Callable[[st.SearchStrategy[Any]], Any]
FIELDS = [
    *("title", "name", "summary", "asks", "answer", "note", "says", "states", "absent"),
    *("distribution", "version", "home", "sources", "address", "install", "serve"),
]
"""What holds a text, or addresses."""
NAMES = (DATA, *(name for name, _ in BESIDE.values()))


@dataclass(frozen=True)
class Original:
    """A valid file of a project."""

    project: str
    """The folder: small or real."""
    name: str
    text: str = field(repr=False)

    @functools.cached_property
    def scalars(self) -> list[tuple[int, int]]:
        """Where each word and text begins and ends, keys too."""
        events = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        found = [event for event in events if isinstance(event, yaml.ScalarEvent)]
        marks = [(one.start_mark, one.end_mark) for one in found]
        return [(start.index, end.index) for start, end in marks if start and end]

    @functools.cached_property
    def texts(self) -> list[tuple[int, int]]:
        """Where each of them begins and ends that is the value of a field for text."""
        key = re.compile(rf"\b({'|'.join(FIELDS)}): $")
        return [(start, end) for start, end in self.scalars if key.search(self.text[:start][-20:])]

    @property
    def data(self) -> Any:
        """What the file says, to be changed by the caller."""
        return yaml.load(self.text, Loader=yaml.CSafeLoader)


SMALL = [Original("small", name, FILES[name]) for name in NAMES]
REAL = [Original("real", name, (ROOT / name).read_text("utf-8")) for name in NAMES]
WEIGHTED = [*SMALL[:1] * 18, *SMALL[1:] * 7, *REAL]
"""One in ten is real, for these take long; the matrix comes most often, for it can say most."""


def write_projects(folder: Path) -> None:
    """Write the small and the real project."""
    write(folder / "small")
    for part in ("data", "docs", "snippets"):
        shutil.copytree(ROOT / part, folder / "real" / part)


def put(file: Path, content: bytes, turn: int) -> None:
    """Write a file with a time of its own, so that nobody takes it for what was there before."""
    file.write_bytes(content)
    os.utime(file, ns=(turn, turn))
