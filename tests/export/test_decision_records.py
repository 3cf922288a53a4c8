"""A decision record says what the site says of the rows that are chosen."""

import re
from pathlib import Path

from comparison.export import decision_records
from comparison.load.loader import load


def test_a_decision_record_holds_the_selection_with_sources_and_levels(example: Path) -> None:
    advice = example / "data/situations.yaml"
    advice.write_text(advice.read_text().replace("nobody looks", "nobody [looks](routing)"))
    files = decision_records.files(load(example), "https://site.example/here/")
    record = files["decisions/tables.md.txt"]
    assert record.split("\n\n")[0] == "# A Python web framework: A room full of tables"
    for line in (
        "- Compared: Left 1.0, checked 2026-11-21; Right 3.10, checked 2026-11-21",
        "https://site.example/here/all/?rows=routing",
        "| [Routing](https://site.example/here/requests/routing/)"
        " | (built-in) A decorator [1](https://left.example/#routes)"
        " | (third party) A table [1](https://right.example/#routes) |",
        "- you *sit*",
        "- nobody [looks](https://site.example/here/requests/routing/)",
        "- Routing: Left: built-in; Right: third party",
    ):
        assert line in record
    assert "{" not in record


def test_where_no_level_differs_a_record_says_so(example: Path) -> None:
    data = example / "data/comparison.yaml"
    data.write_text(data.read_text().replace("third-party", "built-in"))
    files = decision_records.files(load(example), "https://site.example/")
    assert decision_records.SAME in files["decisions/tables.md.txt"]


def test_each_row_says_how_far_it_is_supported_where_it_is_not_built_in(example: Path) -> None:
    rows = decision_records.parts(load(example).matrix)["rows"]
    assert rows["routing"]["lacks"] == ["", "third party"]
    data = example / "data/comparison.yaml"
    data.write_text(re.sub("level: .*\n *", "", data.read_text()))
    assert decision_records.parts(load(example).matrix)["rows"]["routing"]["lacks"] == [None, None]
