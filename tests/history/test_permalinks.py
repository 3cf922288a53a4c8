"""Every address that was ever published is known, and none that was not."""

import json
from pathlib import Path

import pytest

from comparison.history import cache, permalinks
from comparison.history.commits import (
    PARTIAL,
    SHALLOW,
    Incomplete,
    published,
)
from comparison.history.permalinks import current_addresses
from tests.git import git
from tests.history.histories import DATA, change, told

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
