"""The benchmark of growth measures real builds of projects as large as asked."""

import sys
from pathlib import Path

import pytest

from benchmarks import growth
from benchmarks.growth import BuildFailed, Cost, Size, build, exponent, grow
from comparison.history.commits import steps
from comparison.load.loader import DATA, load


@pytest.fixture
def large(small: Path, tmp_path: Path) -> Path:
    """The small project, three times itself, whose data was edited four times."""
    grow(small, tmp_path / "large", Size(copies=3, commits=5))
    return tmp_path / "large"


def test_a_grown_project_is_valid_and_as_large_as_asked(large: Path) -> None:
    matrix = load(large).matrix
    assert {key: [*row.tasks] for _, key, row in matrix.rows()} == {
        "routing": ["hello"],
        "routing-2": ["hello-2"],
        "routing-3": ["hello-3"],
    }
    assert list(matrix.tasks) == ["hello", "hello-2", "hello-3"]
    edits = [len(step.answers) for step in steps(large, DATA)]
    assert edits == [1, 1, 1, 1, 6]  # the oldest commit brought all


@pytest.mark.audit
def test_a_build_is_measured_and_the_next_one_has_its_cache(large: Path) -> None:
    assert not (large / ".cache").exists()
    cost = build(large)
    assert cost.cpu > 0
    assert 10 < cost.memory < 1000
    assert (large / "site/code/hello-3/index.html").is_file()
    assert (large / ".cache/history.json").is_file()


def test_a_build_that_fails_says_why(large: Path) -> None:
    data = large / DATA
    data.write_text(data.read_text("utf-8").replace("title: Routing 2", "titel: Routing 2"))
    with pytest.raises(BuildFailed, match='unknown key; did you mean "title"'):
        build(large)


@pytest.mark.parametrize(("power", "status"), [(1.0, 0), (1.5, 1)])
def test_what_grows_too_fast_is_a_failure(
    power: float, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exponent(2, 2 * 16**power, times=16) == pytest.approx(power)
    monkeypatch.setattr(
        growth, "measure", lambda size: (Cost(size.copies**power, 100), Cost(2, 90))
    )
    monkeypatch.setattr(sys, "argv", ["growth", "--quick"])
    assert growth.main() == status
    assert f"{power:.2f} cold, 0.00 warm" in capsys.readouterr().out
