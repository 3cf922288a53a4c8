"""The exports say what the data says, and no spreadsheet runs a cell of them."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from markdown_it import MarkdownIt

from comparison.export import decision_records, llms_txt, tables
from comparison.load.loader import load
from comparison.markdown import inline
from comparison.model.matrix import Matrix
from comparison.pages import sections
from comparison.pages.page import Page
from tests.example import FORMULAS, GOOD, NO_FORMULAS
from tests.html_trees import seen


def test_json_export_says_what_the_data_says_and_fits_the_schema(example: Path) -> None:
    exported = json.loads(tables.as_json(load(example).matrix))
    jsonschema.validate(exported, json.loads(tables.schemas()["comparison.schema.json"]))
    assert exported["sections"]["requests"]["rows"]["routing"]["answers"]["left"] == {
        "level": "built-in",
        "answer": "A decorator",
        "sources": ["https://left.example/#routes"],
    }


def test_csv_export_says_when_an_answer_was_checked_by_itself(example: Path) -> None:
    data = example / "data/comparison.yaml"
    own = 'answer: A table\n            checked: {version: "3.9", date: 2026-11-24}'
    data.write_text(data.read_text().replace("answer: A table", own))
    _, left, right = csv.reader(io.StringIO(tables.as_csv(load(example).matrix)))
    assert (left[3:5], right[3:5]) == (["1.0", "2026-11-21"], ["3.9", "2026-11-24"])


def test_csv_export_has_a_line_per_answer_as_it_is_written(example: Path) -> None:
    data = example / "data/comparison.yaml"
    data.write_text(data.read_text().replace("A decorator", json.dumps('=1, "quoted"\nnext line')))
    head, left, right = csv.reader(io.StringIO(tables.as_csv(load(example).matrix)))
    assert head[2:4] == ["framework", "version"]
    assert left == [
        *("requests", "routing", "left", "1.0", "2026-11-21", "built-in"),
        *('\'=1, "quoted"\nnext line', "", "https://left.example/#routes", "", ""),
    ]
    assert right[2] == "right"


def test_releases_of_an_answer_stand_wherever_it_is_printed(example: Path) -> None:
    data = example / "data/comparison.yaml"
    since = "answer: A decorator\n            since: '0.5'\n            until: '0.9'"
    changed = data.read_text().replace("answer: A decorator", since)
    headings = "https://left.example/#v0-5, https://left.example/#v0-9"
    data.write_text(changed.replace("https://left.example/#routes", headings))
    loaded = load(example)
    record = decision_records.files(loaded, "https://site.example/")["decisions/tables.md.txt"]
    said = "(built-in, since 0.5, until 0.9) A decorator"
    for text in (tables.as_markdown(loaded.matrix), record, llms_txt.full(loaded, "https://a/")):
        assert said in text
    _, left, right = csv.reader(io.StringIO(tables.as_csv(loaded.matrix)))
    assert (left[-2:], right[-2:]) == (["0.5", "0.9"], ["", ""])
    for drawn in (sections.table(Page(loaded)), sections.section(Page(loaded), "requests")):
        assert "built-in since 0.5 until 0.9 A decorator" in seen(drawn)


@pytest.mark.parametrize("cell", [*FORMULAS, "\tone", *NO_FORMULAS])
def test_no_cell_of_the_csv_export_is_read_as_a_formula(cell: str) -> None:
    content = yaml.safe_load(GOOD)
    content["sections"]["requests"]["rows"]["routing"]["answers"]["left"]["answer"] = cell
    matrix = Matrix.model_validate(content)
    _, left, _ = csv.reader(io.StringIO(tables.as_csv(matrix), newline=""))
    assert left[6] == (cell if cell in NO_FORMULAS else f"'{cell}")


@pytest.mark.parametrize(
    "answer",
    [
        "`a|b`",
        "`` `a` ``",
        "1 & 2 &amp; 3",
        "[a|b](https://a.example/#x)",
        "a*b*c",
        "a < b & c",
        r"\*a\*",
    ],
)
def test_markdown_export_reads_as_the_page_does(example: Path, answer: str) -> None:
    data = example / "data/comparison.yaml"
    data.write_text(data.read_text().replace("A decorator", json.dumps(answer)))
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        tables.as_markdown(load(example).matrix)
    )
    on_the_page = inline(answer).replace("&#96;", "`")
    assert f"<td>(built-in) {on_the_page} " in html
