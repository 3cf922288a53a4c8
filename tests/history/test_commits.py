"""What commits of real repositories changed, on which days, and which addresses they gave."""

import json
from datetime import date
from pathlib import Path

import pytest

from comparison.history import cache, diff, permalinks
from comparison.history.commits import (
    PARTIAL,
    SHALLOW,
    Incomplete,
    at_revision,
    last_changes,
    last_touched,
    published,
    steps,
)
from comparison.history.permalinks import current_addresses
from comparison.load import yaml_file
from comparison.load.loader import load
from comparison.model import claims
from comparison.model.fields import Explained
from comparison.pages import changelog
from comparison.pages.page import Page
from tests.example import CLAIMS, GOOD
from tests.git import git
from tests.history.histories import DATA, begin, change, days, told


@pytest.mark.parametrize(
    ("old", "new"), [("    criteria:\n", "    rows:\n"), ("third party", "third-party")]
)
def test_another_key_for_the_same_changes_nothing_for_readers(
    example: Path, old: str, new: str
) -> None:
    """Until November 2026, rows stood under criteria, and levels by the words readers see."""
    (example / DATA).write_text(GOOD.replace(new, old, 1))
    begin(example)
    assert "requests/#routing--left" in published(example)
    change(example, old, new, "2026-02-02")
    newest = next(steps(example, DATA))
    assert (newest.changes, newest.answers) == ((), frozenset())
    assert {*last_changes(example, DATA).values()} == {date(2026, 1, 1)}
    before, after = (at_revision(example, DATA, revision) for revision in ("HEAD~1", "HEAD"))
    assert list(diff.between(DATA, before, after)) == []


def test_a_verdict_that_is_called_otherwise_changes_nothing_for_readers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(claims.VERDICTS, claims.Verdict.CONDITION, Explained("in part", "Some."))
    old, new = (
        yaml_file.parse(CLAIMS.replace("outdated", verdict).encode(), "data").data
        for verdict in ("true with a condition", "with-condition")
    )
    assert list(diff.between(claims.FILE, old, new)) == []


def test_a_file_was_touched_when_it_last_changed(versioned: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    touched = last_touched(versioned)
    assert touched[DATA] == date(2026, 2, 2)
    assert touched["docs/dictionary.md"] == date(2026, 1, 1)


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


def test_an_answer_changed_when_its_content_did(versioned: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    change(versioned, "https://left.example/#routes", "https://left.example/#rules", "2026-03-03")
    assert days(versioned) == {"left": date(2026, 3, 3), "right": date(2026, 2, 2)}


def test_a_change_of_format_or_of_another_part_is_none(versioned: Path) -> None:
    folded = "answer: >-\n              A\n              table"
    change(versioned, "answer: A table", folded, "2026-02-02")
    change(versioned, "title: Routing", "title: Routes", "2026-03-03")
    assert days(versioned) == {"left": date(2026, 1, 1), "right": date(2026, 1, 1)}


def test_a_merged_change_has_the_day_of_the_merge(versioned: Path) -> None:
    git(versioned, "switch", "-c", "other")
    change(versioned, "A table", "A dictionary", "2026-02-02")
    git(versioned, "switch", "main")
    git(versioned, "merge", "--no-ff", "other", day="2026-04-04")
    assert days(versioned) == {"left": date(2026, 1, 1), "right": date(2026, 4, 4)}


def test_each_commit_tells_what_it_changed_the_newest_first(versioned: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    change(versioned, "level: third-party", "level: 'third-party'", "2026-02-03")
    change(versioned, "level: 'third-party'", "level: own-code", "2026-03-03")
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
    page = Page(load(versioned), root=versioned)
    assert "https://[/blob/" in changelog.changelog(page, list(steps(versioned, DATA)))


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


def test_without_a_repository_or_git_nothing_is_known(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (days(example), last_touched(example)) == ({}, {})
    begin(example)
    monkeypatch.setenv("PATH", "")
    assert (days(example), last_touched(example)) == ({}, {})


def test_the_changelog_tells_of_rows_and_answers_alone(versioned: Path) -> None:
    for old, new in (
        ("summary: What comes in.", "summary: What is asked."),
        ("        tasks: [hello]\n", "        terms: {left: [route]}\n"),
        ("answer: A table\n", "answer: A table\n            proof: ['hello::test_greets']\n"),
        ('version: "1.0"', 'version: "1.1"'),
    ):
        change(versioned, old, new, "2026-02-02")
    assert told(versioned) == [[], [], [], [], ["- **Routing** is new."]]


EARLIER = "sections:\n  requests:\n    rows:\n      paths: {}\ntasks:\n  bye: {}\n"


def test_every_address_that_there_ever_was_is_published(versioned: Path) -> None:
    now = {*current_addresses(versioned)}
    assert published(versioned) == now
    good = (versioned / DATA).read_text()
    (versioned / permalinks.LIST).write_text(
        "old/#row\nold/#row--left\ncode/old/\n../#x\nhttps://x\n"
    )
    (versioned / DATA).write_text("frameworks: {gone: {}}\n" + EARLIER)
    git(versioned, "add", ".")
    git(versioned, "commit", "-m", "earlier")
    (versioned / DATA).write_text(good)
    (versioned / permalinks.LIST).unlink()
    git(versioned, "commit", "-a", "-m", "now")
    listed = {"old/#row", "old/#row--left", "code/old/"}
    assert published(versioned) - now == {
        *("requests/#paths", "requests/#paths--gone", "requests/paths/", "code/bye/", *listed)
    }


def test_what_only_a_branch_had_was_never_published(versioned: Path, tmp_path: Path) -> None:
    now = published(versioned)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", versioned.as_uri(), str(clone))
    change(clone, "      routing:", "      paths:", "2026-02-02")
    assert published(clone) == now
    git(clone, "remote", "remove", "origin")
    assert published(clone) > now
    git(clone, "switch", "-c", "base", "HEAD^")
    git(clone, "merge", "--no-ff", "main", day="2026-03-03")
    assert published(clone) == now


def test_a_clone_without_all_of_the_history_says_so(versioned: Path, tmp_path: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    git(versioned, "config", "uploadpack.allowFilter", "true")
    for depth, why in (("--depth=1", SHALLOW), ("--filter=blob:none", PARTIAL)):
        clone = tmp_path / depth
        git(tmp_path, "clone", depth, versioned.as_uri(), str(clone))
        git(clone, "remote", "set-url", "origin", "/nowhere")
        with pytest.raises(Incomplete) as incomplete:
            published(clone)
        assert str(incomplete.value) == why
        told(clone)
        kept = clone / cache.FILE  # what is not here is not remembered as broken
        assert not kept.exists() or None not in json.loads(kept.read_text())["differences"].values()
