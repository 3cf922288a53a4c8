"""What changed is told to programs in a shape that stays."""

import json
from datetime import UTC, datetime

from comparison.export import feed
from comparison.history import diff
from comparison.history.commits import Step
from comparison.load.loader import DATA

OLD = {"a": {"title": "A", "answers": {"left": {"level": "built-in", "sources": ["https://a/"]}}}}
NEW = {
    "b": {"title": "A", "formerly": ["a"], "answers": {"left": {"level": "third party"}}},
    "c": {"title": "C"},
}


def test_each_change_is_a_record_with_the_same_keys() -> None:
    old, new = ({"sections": {"s": {"rows": rows}}} for rows in (OLD, NEW))
    changes = tuple(diff.between(DATA, old, new))
    step = Step("0123456789ab", datetime(2026, 1, 2, tzinfo=UTC), frozenset(), changes)
    (record,) = json.loads(feed.as_json([step]))["log"]
    keys = ("row", "title", "framework", "part", "old", "new")
    assert record == {
        "commit": "0123456789ab",
        "time": "2026-01-02T00:00:00+00:00",
        "address": "changes/#0123456789",
        "changes": [
            dict(zip(keys, values, strict=True))
            for values in (
                ("c", "C", None, "row", None, "C"),
                ("b", "A", None, "key", "a", "b"),
                ("b", "A", "left", "level", "built-in", "third party"),
                ("b", "A", "left", "source", "https://a/", None),
            )
        ],
    }
