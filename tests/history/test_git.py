"""Whatever git's settings, its environment and a commit say, the same history is read."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from comparison.export import feed
from comparison.history import cache
from comparison.history.commits import (
    last_touched,
    published,
    steps,
)
from comparison.history.git import NoHistory, tracked, uncommitted
from tests.git import git
from tests.history.histories import DATA, begin, change, days, forget, told

DATES = {
    "a zone that is none": (b"1790000000 +9900", "2026-09-21T14:13:20+00:00"),
    "a zone of a whole day": (b"1790000000 -2400", "2026-09-21T14:13:20+00:00"),
    "the furthest zone": (b"1790000000 +2359", "2026-09-22T14:12:20+23:59"),
    "a zone of odd minutes": (b"1790000000 -0099", "2026-09-21T12:34:20-01:39"),
    "the last second that there is": (b"253402300799 +0000", "9999-12-31T23:59:59+00:00"),
    "a second that its zone moves out": (b"253402300799 +0100", None),
    "a text in another encoding": (
        b"1790000000 +0000\nencoding UCS-2LE",
        "2026-09-21T14:13:20+00:00",
    ),
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
    begin(example)
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
    forget()
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
    forget()
    monkeypatch.setenv(name, "/nowhere" if name != "GIT_LITERAL_PATHSPECS" else "1")
    assert (told(versioned), last_touched(versioned), published(versioned)) == before
    assert uncommitted(versioned, "data", "docs") == []


def test_what_replaces_a_commit_is_not_read(versioned: Path) -> None:
    change(versioned, "A table", "A dictionary", "2026-02-02")
    before = told(versioned)
    git(versioned, "replace", "--graft", "HEAD")
    forget()
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
    assert DATA in tracked(example, "data")
