"""Keep on disk what was read of old revisions, which never change."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from comparison.history.diff import Change
from comparison.history.git import is_tracked

FOLDER = ".cache"
FILE = f"{FOLDER}/history.json"
UNUSED = 1000
"""Differences that are kept though nothing asked for them, such as those of another branch."""
READERS = (
    *("history/cache", "history/commits", "history/diff", "history/permalinks"),
    *("history/shapes", "load/encoding", "load/yaml_source", "model/levels"),
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


KEPT = TypeAdapter(_Kept)


class Cache:
    """The differences that were found before, by the names of both blobs."""

    def __init__(self, root: Path) -> None:
        """Read what is kept; nothing where it is broken, of another reader, or tracked by git."""
        self.file = root / FILE
        self.reader = fingerprint()
        self.found: dict[str, Difference | None] = {}
        self.used: dict[str, Difference | None] = {}
        self.grown = False
        with suppress(OSError, ValidationError):
            kept = KEPT.validate_json(self.file.read_bytes(), strict=False)
            if kept.reader == self.reader and not is_tracked(root, FOLDER):
                self.found = kept.differences

    def get(self, key: str, make: Callable[[], Difference | None]) -> Difference | None:
        """Return the difference of that key, made if it is not there yet; None where none is."""
        if key not in self.found:
            self.found[key] = make()
            self.grown = True
        self.used[key] = self.found[key]
        return self.found[key]

    def write(self) -> None:
        """Keep what was used and some of the rest, if something is new and the disk lets it."""
        if not self.grown:
            return
        rest = [item for item in self.found.items() if item[0] not in self.used]
        kept = _Kept(reader=self.reader, differences=dict(rest[-UNUSED:]) | self.used)
        with suppress(OSError):
            self.file.parent.mkdir(exist_ok=True)
            _replace(self.file, KEPT.dump_json(kept))
            self.grown = False


@cache
def of(root: Path) -> Cache:
    """Return the cache of a folder, read once: what it holds is never otherwise."""
    return Cache(root)


def fingerprint() -> str:
    """Return what differs as soon as revisions may be read in another way."""
    folder = Path(__file__).parent.parent
    sources = [(folder / f"{name}.py").read_bytes() for name in READERS]
    return hashlib.sha256(b"\0".join([version("pyyaml").encode(), *sources])).hexdigest()


def _replace(file: Path, content: bytes) -> None:
    """Write a file so that others see the old one or the new one, and never a part."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    new = Path(name)
    try:
        os.close(handle)
        new.write_bytes(content)
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise
