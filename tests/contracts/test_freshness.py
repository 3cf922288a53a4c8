"""The list of answers that nobody has read again for a year."""

from datetime import date
from pathlib import Path

import pytest

from contracts.freshness import old_answers
from tests.conftest import weekly
from tests.example import GOOD

LATER = 'level: built-in\n            checked: {version: "1.0", date: 2027-01-05}'
"""Left's answer, read again after all others, which were read on 2026-11-21."""


@pytest.fixture
def read_again(example: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("comparison.model.fields.today", lambda: date(2027, 1, 6))
    data = GOOD.replace("level: built-in", LATER)
    (example / "data/comparison.yaml").write_text(data, "utf-8")
    return example


@pytest.mark.parametrize(
    ("today", "old"),
    [
        (date(2027, 11, 21), []),
        (date(2027, 11, 22), ["- 2026-11-21: routing--right data/comparison.yaml:33"]),
        (
            date(2028, 1, 6),
            [
                "- 2026-11-21: routing--right data/comparison.yaml:33",
                "- 2027-01-05: routing--left data/comparison.yaml:28",
            ],
        ),
    ],
)
def test_answers_of_more_than_a_year_ago_are_listed_the_oldest_first(
    read_again: Path, today: date, old: list[str]
) -> None:
    assert old_answers(read_again, today) == old


def test_each_leads_to_where_it_is_edited(read_again: Path) -> None:
    (line,) = old_answers(read_again, date(2027, 11, 22), "https://code.example/a/site")
    assert line.endswith(" https://code.example/a/site/edit/main/data/comparison.yaml#L33")


def test_the_weekly_summary_has_the_list(ready: Path) -> None:
    summary = weekly("sources", "List the answers that nobody has read for a year", ready)
    assert summary.startswith("## Answers to read again\n\n")
