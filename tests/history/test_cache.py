"""What was read of old revisions is kept on disk, and believed only where nobody else wrote it."""

import json
from pathlib import Path

import pytest

from comparison.history import cache
from comparison.history.commits import last_touched, published
from comparison.load import yaml_file
from tests.git import git
from tests.history.histories import change, days, forget, told


class Counted:
    """How often revisions were parsed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parsed, parse = 0, yaml_file.parse

        def counted(raw: bytes, name: str) -> yaml_file.Document:
            self.parsed += 1
            return parse(raw, name)

        monkeypatch.setattr(yaml_file, "parse", counted)

    def read(self, root: Path) -> int:
        """Return how many revisions a new process would parse to know all that there is."""
        forget()
        self.parsed = 0
        days(root), told(root), published(root), last_touched(root)
        return self.parsed


def test_what_was_read_once_is_never_read_again(
    versioned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted(monkeypatch)
    for number in range(6):
        change(versioned, "A table", "A list", f"2026-02-{number + 1:02}")
        change(versioned, "A list", "A table", f"2026-02-{number + 1:02}")
    before = told(versioned)
    (versioned / cache.FILE).unlink()
    assert counted.read(versioned) == 2 + 4  # two contents of the data, and of the files beside it
    assert counted.read(versioned) == 0
    change(versioned, "A table", "A dictionary", "2026-03-03")
    assert counted.read(versioned) == 2
    assert told(versioned)[1:] == before


def test_a_revision_that_cannot_be_read_is_tried_once(
    versioned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(versioned, "answer: A table", "answer: [", "2026-02-02")
    change(versioned, "answer: [", "answer: A list", "2026-03-03")
    counted = Counted(monkeypatch)
    assert counted.read(versioned) > 0
    assert counted.read(versioned) == 0
    assert len(told(versioned)) == 2


BROKEN: dict[str, bytes | None] = {
    "empty": b"",
    "no JSON": b"{",
    "no mapping": b"[]",
    "another shape": b'{"reader": 3, "differences": []}',
    "no text": b"\xff\xfe",
    "very deep": b"[" * 100_000,
    "of another reader": b'{"reader": "old", "differences": {"data/comparison.yaml  x": null}}',
    "NaN": b'{"reader": NaN}',
    "a folder": None,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_cache_changes_nothing(versioned: Path, content: bytes | None) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    before = told(versioned), published(versioned)
    kept = versioned / cache.FILE
    kept.unlink()
    kept.write_bytes(content) if content is not None else kept.mkdir()
    forget()
    assert (told(versioned), published(versioned)) == before
    assert [file.name for file in kept.parent.iterdir()] == [kept.name]


def test_a_cache_that_cannot_be_written_changes_nothing(versioned: Path) -> None:
    (versioned / cache.FOLDER).write_text("no folder")
    assert told(versioned) == [["- **Routing** is new."]]
    assert (versioned / cache.FOLDER).read_text() == "no folder"


def test_a_cache_that_is_committed_is_not_believed(versioned: Path) -> None:
    before = told(versioned)
    kept = versioned / cache.FILE
    kept.write_text(kept.read_text().replace("Routing", "Lies"))
    forget()
    assert told(versioned) == [["- **Lies** is new."]]
    git(versioned, "add", "-f", cache.FILE)
    git(versioned, "commit", "-m", "lie")
    forget()
    assert told(versioned) == before


def test_a_cache_of_another_reader_is_read_anew(
    versioned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(versioned)
    counted = Counted(monkeypatch)
    assert counted.read(versioned) > 0
    assert counted.read(versioned) == 0
    monkeypatch.setattr(cache, "READERS", ("history/diff.py",))
    assert counted.read(versioned) > 0


def test_a_cache_forgets_what_nobody_asks_for(
    versioned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "UNUSED", 2)
    for name in "abcdef":
        git(versioned, "switch", "-c", name, "main")
        change(versioned, "A table", f"Table {name}", "2026-02-02")
        forget()
        told(versioned)
    kept = json.loads((versioned / cache.FILE).read_text())
    assert len(kept["differences"]) == 2 + 2
