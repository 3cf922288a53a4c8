"""The day on which an answer last changed, read from real git repositories."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from comparison.export import feed
from comparison.history import cache, permalinks, pull_request
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
from comparison.history.git import NoHistory, uncommitted
from comparison.history.permalinks import current_addresses
from comparison.load import yaml_source
from comparison.load.loader import load
from comparison.model import claims
from comparison.model.fields import Explained
from comparison.pages import changelog
from comparison.pages.page import Page
from tests.example import CLAIMS, GOOD
from tests.git import git

DATA = "data/comparison.yaml"


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


@pytest.mark.parametrize(
    ("old", "new"), [("    criteria:\n", "    rows:\n"), ("third party", "third-party")]
)
def test_a_key_of_ours_that_is_called_otherwise_changes_nothing_for_readers(
    example: Path, old: str, new: str
) -> None:
    """Until November 2026, rows stood under criteria, and levels by the words readers see."""
    (example / DATA).write_text(GOOD.replace(new, old, 1))
    git(example, "init", "--initial-branch=main")
    git(example, "add", ".")
    git(example, "commit", "-m", "first")
    assert "requests/#routing--left" in published(example)
    change(example, old, new, "2026-02-02")
    newest = next(steps(example, DATA))
    assert (newest.changes, newest.answers) == ((), frozenset())
    assert {*last_changes(example, DATA).values()} == {date(2026, 1, 1)}
    before, after = (at_revision(example, DATA, revision) for revision in ("HEAD~1", "HEAD"))
    assert list(pull_request.between(DATA, before, after)) == []


def test_a_verdict_that_is_called_otherwise_changes_nothing_for_readers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(claims.VERDICTS, claims.Verdict.CONDITION, Explained("in part", "Some."))
    old, new = (
        yaml_source.parse(CLAIMS.replace("outdated", verdict).encode(), "data").data
        for verdict in ("true with a condition", "with-condition")
    )
    assert list(pull_request.between(claims.FILE, old, new)) == []


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


def test_without_a_repository_nothing_is_known(example: Path) -> None:
    assert days(example) == {}


def test_without_git_nothing_is_known(versioned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert days(versioned) == {}


DATES = {
    "a zone that is none": (b"1790000000 +9900", "2026-09-21T14:13:20+00:00"),
    "a zone of a whole day": (b"1790000000 -2400", "2026-09-21T14:13:20+00:00"),
    "the furthest zone": (b"1790000000 +2359", "2026-09-22T14:12:20+23:59"),
    "a zone of odd minutes": (b"1790000000 -0099", "2026-09-21T12:34:20-01:39"),
    "the last second that there is": (b"253402300799 +0000", "9999-12-31T23:59:59+00:00"),
    "a second that its zone moves out": (b"253402300799 +0100", None),
    "the year 10000": (b"253402400000 +0000", None),
    "thirty digits": (b"1" * 30 + b" +0000", None),
    "a negative number": (b"-5 +0000", None),
    "before the first year that there is": (b"1 -0000", "1970-01-01T00:00:01+00:00"),
    "words": (b"yesterday noon", None),
    "no zone": (b"1790000000", None),
    "nothing": (b"", None),
    "markup": (b"<script> +0000", None),
}
"""The date in a raw commit: as it is read; None where it is none, and an older one is."""


def commit_raw(root: Path, when: bytes) -> None:
    """Commit all changes with a date that git itself would not write."""
    git(root, "commit", "-a", "-m", "next")
    shown = ["git", "-C", str(root), "cat-file", "commit", "HEAD"]
    raw = subprocess.run(shown, check=True, capture_output=True).stdout
    lines = raw.split(b"\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(b"committer "))
    lines[at] = b"committer a <a@b.example> " + when
    write = ["git", "-C", str(root), "hash-object", "-t", "commit", "-w", "--stdin", "--literally"]
    made = subprocess.run(write, input=b"\n".join(lines), check=True, capture_output=True)
    (root / ".git/refs/heads/main").write_bytes(made.stdout)


@pytest.mark.parametrize(("when", "read"), DATES.values(), ids=list(DATES))
def test_a_date_that_is_none_is_that_of_the_commit_before(
    versioned: Path, when: bytes, read: str | None
) -> None:
    (versioned / DATA).write_text((versioned / DATA).read_text().replace("A table", "A list"))
    commit_raw(versioned, when)
    newest, _ = found = list(steps(versioned, DATA))
    assert newest.time.isoformat() == (read or "2026-01-01T12:00:00+00:00")
    assert days(versioned)["right"] == newest.day == last_touched(versioned)[DATA]
    log = json.loads(feed.as_json(found))["log"]
    assert log[0]["time"] == newest.time.isoformat()
    atom = feed.as_atom(found, "https://a.example/", "A", lambda step: step.name)
    assert len(ElementTree.fromstring(atom.encode()).findall("{*}entry")) == 2
    change(versioned, "A list", "A table", "2026-02-02")
    assert days(versioned)["right"] == date(2026, 2, 2)


def test_a_history_without_any_date_is_read(example: Path) -> None:
    git(example, "init", "--initial-branch=main")
    git(example, "add", ".")
    git(example, "commit", "-m", "first")
    git(example, "commit", "--allow-empty", "-m", "none")
    (example / DATA).write_text((example / DATA).read_text() + "# more\n")
    commit_raw(example, b"never")
    assert {step.day.year for step in steps(example, DATA)} == {2026}


SETTINGS = {
    "signatures": "[log]\nshowSignature = true",
    "colours": "[color]\nui = always\ndiff = always",
    "one file followed": "[log]\nfollow = true\nshowRoot = false\ndate = relative",
    "names mapped": "[log]\nmailmap = true\ndecorate = full\n[mailmap]\nfile = .mailmap",
    "paths in quotes": "[core]\nquotePath = true\npager = cat -A\nabbrev = 4",
    "another format": "[format]\npretty = oneline\n[log]\nabbrevCommit = true",
    "another encoding": "[i18n]\nlogOutputEncoding = UTF-16\ncommitEncoding = latin-1",
    "another way to compare": "[diff]\nexternal = false\nrenames = copies\nrelative = true",
    "merges shown": "[log]\ndiffMerges = combined\n[diff]\norderFile = /nowhere\nnoprefix = true",
    "another folder": "[core]\nworktree = /nowhere",
}


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=list(SETTINGS))
def test_no_setting_changes_what_is_read(
    versioned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str
) -> None:
    (versioned / "docs/käse.md").write_text("cheese")
    git(versioned, "add", ".")
    git(versioned, "commit", "-m", "cheese")
    change(versioned, "A table", "A dictionary", "2026-02-02")
    before = told(versioned), last_touched(versioned), published(versioned)
    assert "docs/käse.md" in before[1]
    home = tmp_path / "settings"
    home.write_text(settings)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home))
    shutil.rmtree(versioned / cache.FOLDER)
    cache.of.cache_clear()
    assert (told(versioned), last_touched(versioned), published(versioned)) == before


@pytest.mark.parametrize(
    "name",
    [
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"),
        *("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_LITERAL_PATHSPECS", "GIT_SHALLOW_FILE"),
        *("GIT_COMMON_DIR", "GIT_PREFIX", "GIT_TRACE", "GIT_REPLACE_REF_BASE"),
    ],
)
def test_nothing_around_leads_git_elsewhere(
    versioned: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = told(versioned), last_touched(versioned), published(versioned)
    monkeypatch.setenv(name, "/nowhere" if name != "GIT_LITERAL_PATHSPECS" else "1")
    assert (told(versioned), last_touched(versioned), published(versioned)) == before
    assert uncommitted(versioned, "data", "docs") == []


def test_what_replaces_a_commit_is_not_read(versioned: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    before = told(versioned)
    git(versioned, "replace", "--graft", "HEAD")
    assert told(versioned) == before


def test_a_signed_commit_is_read(versioned: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    key = tmp_path_factory.mktemp("key") / "key"
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    try:
        subprocess.run(make, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no ssh-keygen here")
    settings = ("gpg.format=ssh", f"user.signingKey={key}", "commit.gpgSign=true")
    for setting in (*settings, "log.showSignature=true"):
        git(versioned, "config", *setting.split("="))
    change(versioned, "A table", "A dictionary", "2026-02-02")
    assert days(versioned)["right"] == last_touched(versioned)[DATA] == date(2026, 2, 2)


class Counted:
    """How often revisions were parsed, and git asked for what they held."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parsed, parse = 0, yaml_source.parse

        def counted(raw: bytes, name: str) -> yaml_source.Document:
            self.parsed += 1
            return parse(raw, name)

        monkeypatch.setattr(yaml_source, "parse", counted)

    def read(self, root: Path) -> int:
        """Return how many revisions a new process would parse to know all that there is."""
        cache.of.cache_clear()
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
    cache.of.cache_clear()
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
    cache.of.cache_clear()
    assert told(versioned) == [["- **Lies** is new."]]
    git(versioned, "add", "-f", cache.FILE)
    git(versioned, "commit", "-m", "lie")
    cache.of.cache_clear()
    assert told(versioned) == before


def test_a_cache_of_another_reader_is_read_anew(
    versioned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(versioned)
    counted = Counted(monkeypatch)
    assert counted.read(versioned) > 0
    assert counted.read(versioned) == 0
    monkeypatch.setattr(cache, "READERS", ("history/diff",))
    assert counted.read(versioned) > 0


def test_a_cache_forgets_what_nobody_asks_for(
    versioned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "UNUSED", 2)
    for name in "abcdef":
        git(versioned, "switch", "-c", name, "main")
        change(versioned, "A table", f"Table {name}", "2026-02-02")
        cache.of.cache_clear()
        told(versioned)
    kept = json.loads((versioned / cache.FILE).read_text())
    assert len(kept["differences"]) == 2 + 2


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
        *("requests/#paths", "requests/#paths--gone", "code/bye/", *listed)
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


def test_why_there_is_no_history_is_said(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def why(root: Path) -> str:
        with pytest.raises(NoHistory) as none:
            published(root)
        return str(none.value)

    assert why(example) == "this folder has no history; clone the repository"
    git(example, "init")
    assert why(example) == "this repository has no commit yet; commit something"
    git(example, "add", ".")
    git(example, "commit", "-m", "all")
    assert why(example / "data") == "this folder has no history; clone the repository"
    monkeypatch.setenv("PATH", "")
    assert why(example) == "there is no git here, so no history; install git"
