"""What is kept on disk is believed only where it is whole, of the same source, and not in git."""

from pathlib import Path

import pytest

from comparison.disk_cache import Kept
from tests.git import git


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    git(tmp_path, "init")
    kept = Kept(tmp_path, "cards")
    assert kept.put("home.png", b"a drawing", b"a picture") == b"a picture"
    return kept


def test_what_is_kept_comes_back(kept: Kept) -> None:
    assert kept.get("home.png", b"a drawing") == b"a picture"


def test_what_was_made_from_something_else_is_made_again(kept: Kept) -> None:
    assert kept.get("home.png", b"another drawing") is None
    assert kept.get("about.png", b"a drawing") is None


@pytest.mark.parametrize("cut", [slice(0, -1), slice(1, None), slice(0)])
def test_what_is_broken_is_made_again(kept: Kept, cut: slice) -> None:
    file = kept.folder / "home.png"
    file.write_bytes(file.read_bytes()[cut])
    assert kept.get("home.png", b"a drawing") is None


def test_what_somebody_committed_is_never_read(kept: Kept, tmp_path: Path) -> None:
    git(tmp_path, "add", "--force", ".cache")
    assert Kept(tmp_path, "cards").get("home.png", b"a drawing") is None


def test_a_disk_that_keeps_nothing_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file where the folder would be")
    kept = Kept(tmp_path, "cards")
    assert kept.put("home.png", b"a drawing", b"a picture") == b"a picture"
    assert kept.get("home.png", b"a drawing") is None
