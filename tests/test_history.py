"""The day on which an answer last changed, read from real git repositories."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from comparison.history import last_changes, last_touched, steps
from comparison.load import load
from comparison.render import Drawing

DATA = "data/comparison.yaml"


def git(root: Path, *words: str, day: str = "2026-01-01") -> None:
    when = f"{day}T12:00:00+0000"
    identity = {
        f"GIT_{who}_{what}": "a@b.example"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    days = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    environment = os.environ | identity | days | {"GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", root, *words], env=environment, check=True, capture_output=True)


@pytest.fixture
def versioned(example: Path) -> Path:
    """The small project in a git repository, committed on 1 January 2026."""
    git(example, "init", "--initial-branch=main")
    git(example, "add", ".")
    git(example, "commit", "-m", "first")
    return example


def change(root: Path, old: str, new: str, day: str) -> None:
    """Replace a text in the data and commit that on a day."""
    file = root / DATA
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    git(root, "commit", "-a", "-m", "next", day=day)


def test_a_file_was_touched_when_it_last_changed(versioned: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    touched = last_touched(versioned)
    assert touched[DATA] == date(2026, 2, 2)
    assert touched["docs/requests.md"] == date(2026, 1, 1)


@pytest.mark.parametrize("broken", [b"a: caf\xe9", "a: \u2028b".encode(), b""])
def test_a_revision_that_cannot_be_read_says_nothing(versioned: Path, broken: bytes) -> None:
    good = (versioned / DATA).read_bytes()
    for content, day in ((broken, "2026-02-02"), (good, "2026-03-03"), (broken, "2026-04-04")):
        (versioned / DATA).write_bytes(content)
        git(versioned, "commit", "-a", "-m", "next", day=day)
    assert last_changes(versioned, DATA) == {}
    (versioned / DATA).write_bytes(good)
    assert set(last_changes(versioned, DATA).values()) == {date(2026, 1, 1)}
    (versioned / DATA).unlink()
    assert last_changes(versioned, DATA) == {}


def test_without_a_history_nothing_was_touched(example: Path) -> None:
    assert last_touched(example) == {}


def days(root: Path) -> dict[str, date]:
    return {framework: day for (_, framework), day in last_changes(root, DATA).items()}


def test_an_answer_changed_when_its_content_did(versioned: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    change(versioned, "https://left.example/#routes", "https://left.example/#rules", "2026-03-03")
    assert days(versioned) == {"left": date(2026, 3, 3), "right": date(2026, 2, 2)}


def test_a_change_of_format_or_of_another_part_is_none(versioned: Path) -> None:
    change(
        versioned,
        "answer: A table",
        "answer: >-\n              A\n              table",
        "2026-02-02",
    )
    change(versioned, "title: Routing", "title: Routes", "2026-03-03")
    assert days(versioned) == {"left": date(2026, 1, 1), "right": date(2026, 1, 1)}


def test_a_merged_change_has_the_day_of_the_merge(versioned: Path) -> None:
    git(versioned, "switch", "-c", "other")
    change(versioned, "A table", "A dictionary", "2026-02-02")
    git(versioned, "switch", "main")
    git(versioned, "merge", "--no-ff", "other", day="2026-04-04")
    assert days(versioned) == {"left": date(2026, 1, 1), "right": date(2026, 4, 4)}


def test_a_broken_revision_in_between_changes_nothing(versioned: Path) -> None:
    change(versioned, "answer: A table", "answer: [", "2026-02-02")
    change(versioned, "answer: [", "answer: A table", "2026-03-03")
    assert days(versioned) == {"left": date(2026, 1, 1), "right": date(2026, 1, 1)}


def told(root: Path) -> list[list[str]]:
    return [[str(change) for change in step.changes] for step in steps(root, DATA)]


def test_each_commit_tells_what_it_changed_the_newest_first(versioned: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    change(versioned, "level: third party", "level: 'third party'", "2026-02-03")
    change(versioned, "level: 'third party'", "level: own code", "2026-03-03")
    assert told(versioned) == [
        ["- **Routing**, right: Level: third party → own code"],
        [],
        ["- **Routing**, right: Answer: A table → A dictionary"],
        ["- **Routing** is new."],
    ]


def test_what_a_broken_revision_did_is_told_with_the_next(versioned: Path) -> None:
    change(versioned, "answer: A table", "answer: [", "2026-02-02")
    change(versioned, "answer: [", "answer: A dictionary", "2026-03-03")
    assert told(versioned)[0] == ["- **Routing**, right: Answer: A table → A dictionary"]
    assert [step.day.month for step in steps(versioned, DATA)] == [3, 1]


def test_no_old_revision_stops_the_site(versioned: Path) -> None:
    file = versioned / DATA
    good = file.read_bytes()
    for bad in (b"\xe4 \xff", b"", b"[[", b"sections: 3", good.replace(b"A table", b"A t\xe4ble")):
        file.write_bytes(bad)
        git(versioned, "commit", "-a", "-m", "spoil", day="2026-02-02")
    file.write_bytes(good.replace(b"https://right.example/", b"https://[/blob/"))
    git(versioned, "commit", "-a", "-m", "spoil", day="2026-02-02")
    file.write_bytes(good)
    git(versioned, "commit", "-a", "-m", "mend", day="2026-03-03")
    assert told(versioned)[0] == [
        "- **Routing**, right: Source added: https://right.example/\\#routes",
        "- **Routing**, right: Source removed: https://\\[/blob/\\#routes",
    ]
    drawing = Drawing(load(versioned), root=versioned)
    assert "https://[/blob/" in drawing.changelog(list(steps(versioned, DATA)))


def test_what_is_not_committed_is_not_known(versioned: Path) -> None:
    file = versioned / DATA
    file.write_text(file.read_text().replace("A table", "A dictionary"))
    assert days(versioned) == {"left": date(2026, 1, 1)}


def test_a_shallow_clone_knows_only_what_it_can_see(versioned: Path, tmp_path: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    change(versioned, "A dictionary", "A list", "2026-03-03")
    shallow = tmp_path / "shallow"
    git(versioned, "clone", "--depth=2", versioned.as_uri(), str(shallow))
    assert days(shallow) == {"right": date(2026, 3, 3)}
    assert told(shallow) == [["- **Routing**, right: Answer: A dictionary → A list"]]


def test_without_a_repository_nothing_is_known(example: Path) -> None:
    assert days(example) == {}


def test_without_git_nothing_is_known(versioned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert days(versioned) == {}
