"""Keep on disk what was read of old revisions, which never change."""

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from comparison.history.diff import Change
from comparison.history.git import output

FOLDER = ".cache"
FILE = f"{FOLDER}/history.json"
UNUSED = 1000
"""Differences that are kept though nothing asked for them, such as those of another branch."""
READERS = (
    *("history/*.py", "load/encoding.py", "load/keys.py", "load/yaml_file.py"),
    *("model/levels.py", "model/claims.py"),
)
"""The modules on which it depends what is read; whatever changes in them, all is read again."""


class Difference(BaseModel):
    """What a file says otherwise in one revision than in the one before."""

    model_config = ConfigDict(frozen=True)

    answers: frozenset[tuple[str, str]] = frozenset()
    """The row and the framework of each answer that differs, or was not there before."""
    changes: tuple[Change, ...] = ()
    """What readers see otherwise."""
    addresses: tuple[str, ...] = ()
    """What got an address, below the site's."""


class _Kept(BaseModel):
    reader: str
    differences: dict[str, Difference | None]


class Cache:
    """The differences that were found before, by what was compared."""

    def __init__(self, root: Path) -> None:
        """Read what is kept; nothing where it is broken, of another reader, or tracked by git."""
        self.file = root / FILE
        self.reader = fingerprint()
        self.differences: dict[str, Difference | None] = {}
        self.used: set[str] = set()
        self.is_new = False
        with suppress(OSError, ValidationError):
            kept = _Kept.model_validate_json(self.file.read_bytes())
            if kept.reader == self.reader and is_ours(root):
                self.differences = kept.differences

    def get(self, key: str, make: Callable[[], Difference | None]) -> Difference | None:
        """Return the difference of that key, made if it is not there yet; None where none is."""
        if key not in self.differences:
            self.differences[key] = make()
            self.is_new = True
        self.used.add(key)
        return self.differences[key]

    def write(self) -> None:
        """Keep what was used and some of the rest, if something is new and the disk lets it."""
        if not self.is_new:
            return
        dropped = {*[key for key in self.differences if key not in self.used][:-UNUSED]}
        kept = {key: value for key, value in self.differences.items() if key not in dropped}
        with suppress(OSError):
            self.file.parent.mkdir(exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.file.parent) as folder:
                whole = Path(folder, "whole")  # so that nobody reads a file that is half written
                content = _Kept(reader=self.reader, differences=kept).model_dump_json()
                whole.write_text(content, "utf-8")
                whole.replace(self.file)
            self.is_new = False


@cache
def of(root: Path) -> Cache:
    """Return the cache of a folder, read once: what it holds is never otherwise."""
    return Cache(root)


def is_ours(root: Path) -> bool:
    """Return whether git tracks nothing of what is kept below root: what others wrote may lie."""
    return not output(root, "ls-files", "--", FOLDER)


def fingerprint() -> str:
    """Return what differs as soon as revisions may be read in another way."""
    package = Path(__file__).parent.parent
    files = [file for pattern in READERS for file in sorted(package.glob(pattern))]
    sources = [file.read_bytes() for file in files]
    return hashlib.sha256(b"\0".join([version("pyyaml").encode(), *sources])).hexdigest()
