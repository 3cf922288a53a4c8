"""Whatever the data says reaches the page as text; only what is allowed in answers renders."""

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from comparison import export
from comparison.answered import pretty, shown
from comparison.load import load, load_dictionary
from comparison.markup import fenced, heading, inline, place, size
from comparison.render import Drawing
from tests.example import ANSWERED, EXCHANGE, GOOD, HOSTILE, WORDS, spoiled


@pytest.mark.parametrize(
    ("text", "html"),
    {
        "`code` and *emphasis*": "<code>code</code> and <em>emphasis</em>",
        "`<int:id>`": "<code>&lt;int:id&gt;</code>",
        "[docs](https://a.example/#b)": '<a href="https://a.example/#b">docs</a>',
        "[bad](javascript:alert(1))": "[bad](javascript:alert(1))",
        "[bad](http://a.example/)": "[bad](http://a.example/)",
        "[bad](data:text/html,x)": "[bad](data:text/html,x)",
        "<b onclick=x>b</b>": "&lt;b onclick=x&gt;b&lt;/b&gt;",
        "# no heading\n- no list\n\n| no | table |": "# no heading\n- no list\n\n| no | table |",
        "![no image](https://a.example/i.png)": '!<a href="https://a.example/i.png">no image</a>',
        r"\*no emphasis\*": "*no emphasis*",
    }.items(),
)
def test_inline_markdown_allows_code_emphasis_and_https_links_only(text: str, html: str) -> None:
    assert inline(text) == html


def test_heading_shows_no_sign_to_markdown_or_html() -> None:
    assert not re.search(
        r"[<>*_`{}\[\]|\\\"'#]", heading(HOSTILE + "\n# x {: #id }").replace("&#", "")
    )


def test_fence_is_longer_than_any_run_of_backticks_inside() -> None:
    assert fenced("a\n````\nb\n", "python", "app.py") == (
        '````` {.python title="app.py"}\na\n````\nb\n`````'
    )


@pytest.mark.parametrize(
    ("url", "shown"),
    {
        "https://www.a.example/en/stable/quickstart/#json": "a.example: quickstart § json",
        "https://a.example/o/repo/blob/1.0/src/app.py": "repo 1.0: src/app.py",
        "https://a.example/#x": "a.example: home § x",
    }.items(),
)
def test_source_says_where_it_leads(url: str, shown: str) -> None:
    assert place(url) == shown


def test_json_bodies_are_indented_and_lists_of_plain_values_stay_on_a_line() -> None:
    body = {"detail": [{"loc": ["body", "é"], "input": {}}], "empty": [], "text": "a\nb"}
    shown = pretty(body)
    assert json.loads(shown) == body
    assert shown.split("\n")[1:6] == [
        '  "detail": [',
        "    {",
        '      "loc": ["body", "é"],',
        '      "input": {}',
        "    }",
    ]


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("", "requests/#routing", "requests/#routing"),
        ("", "", "./"),
        ("requests/", "requests/#routing", "#routing"),
        ("code/hello/", "requests/#routing", "../../requests/#routing"),
        ("code/hello/", "code/", "../../code/"),
    ],
)
def test_links_lead_from_any_page_to_any_other(
    example: Path, page: str, target: str, link: str
) -> None:
    assert Drawing(load(example), page).url(target) == link


def test_unknown_name_in_a_macro_is_refused_with_the_nearest(example: Path) -> None:
    with pytest.raises(LookupError, match='no such section; did you mean "requests"'):
        Drawing(load(example)).section("request")


def test_a_proof_says_what_its_test_shows_and_where(example: Path) -> None:
    data = example / "data/comparison.yaml"
    proven = data.read_text().replace("A table", "A table\n            proof: [hello::test_greets]")
    data.write_text(proven)
    drawing = Drawing(load(example), "requests/", example)
    assert '<a href="../code/hello/">Hello</a>: It greets with <code>JSON</code>.' in (
        drawing.section("requests")
    )
    assert "Routing</a>, which its tests prove" in drawing.task("hello")
    assert "1 answers proven by a test" in drawing.coverage()


def test_a_program_is_measured_without_comments_and_layout() -> None:
    assert size("# hello\n\n\ndef a(b):\n    return b  # c\n") == "2 lines of code, 8 tokens"


def test_lines_of_an_answer_that_another_lacks_are_marked() -> None:
    other = ANSWERED | {"status": 404, "headers": {"allow": "GET"}, "body": {"a": 1, "b": 2}}
    exchange = EXCHANGE | {"responses": {"left": ANSWERED, "right": other}}
    left, right = shown(exchange, " and ".join)["answers"]
    assert left["differs"] == right["differs"] == {"status": True, "media_type": False}
    assert [line for line, marked in left["lines"] if marked] == []
    assert [line for line, marked in right["lines"] if marked] == ["allow: GET", '  "b": 2']


def test_equal_answers_are_shown_once_and_unmarked() -> None:
    (both,) = shown(EXCHANGE, " and ".join)["answers"]
    assert both["names"] == "left and right"
    assert not any(marked for _, marked in both["lines"])


def test_the_dictionary_leads_from_each_framework_to_the_others(example: Path) -> None:
    row = GOOD.replace("tasks: [hello]", "tasks: [hello]\n        terms: {right: [Table]}", 1)
    (example / "data/comparison.yaml").write_text(row)
    (example / "data/dictionary.yaml").write_text(WORDS.replace("rows: []", "rows: [routing]"))
    drawn = Drawing(load(example), "dictionary/", example).dictionary(load_dictionary(example))
    left, right, entries = drawn.split("\n## ")[1:]
    none = "<em>no direct equivalent</em>"
    cells = re.compile(r"<t[hd][^>]*>\s*(.+?)\s*</t[hd]>", re.DOTALL)
    greeting, routing = '<a href="#greeting">Say hello</a>', '<a href="../requests/#routing">'
    assert cells.findall(left)[3:] == [
        *("<code>@left.hello</code>, <code>greet</code>", none, greeting),
    ]
    assert cells.findall(right)[3:] == ["<code>Table</code>", none, f"{routing}Routing</a>"]
    assert "Greets with <code>hello</code>." in entries
    assert "Nobody greets; use a table." in entries
    assert entries.count('href="../code/hello/"') == 2


@pytest.fixture
def hostile(example: Path) -> Path:
    """The small project with hostile text in every field that takes text."""
    (example / "data/comparison.yaml").write_text(spoiled(GOOD))
    (example / "data/dictionary.yaml").write_text(spoiled(WORDS))
    return example


def test_hostile_text_in_every_field_stays_text(hostile: Path) -> None:
    drawing = Drawing(load(hostile), root=hostile)
    for drawn in (
        drawing.table(),
        drawing.section("requests"),
        drawing.task("hello"),
        drawing.tasks(),
        drawing.dictionary(load_dictionary(hostile)),
    ):
        assert "<script" not in drawn
        assert "alert" in drawn
        assert 'href="javascript:' not in drawn


def test_json_export_says_what_the_data_says_and_fits_the_schema(example: Path) -> None:
    exported = json.loads(export.as_json(load(example)))
    jsonschema.validate(exported, json.loads(export.schemas()["comparison.schema.json"]))
    assert exported["sections"]["requests"]["criteria"]["routing"]["answers"]["left"] == {
        "level": "built-in",
        "answer": "A decorator",
        "sources": ["https://left.example/#routes"],
    }


def test_csv_export_says_when_an_answer_was_checked_by_itself(example: Path) -> None:
    data = example / "data/comparison.yaml"
    own = 'answer: A table\n            checked: {version: "4.0", date: 2026-12-24}'
    data.write_text(data.read_text().replace("answer: A table", own))
    _, left, right = csv.reader(io.StringIO(export.as_csv(load(example))))
    assert (left[3:5], right[3:5]) == (["1.0", "2026-11-21"], ["4.0", "2026-12-24"])


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_csv_export_has_a_line_per_answer_and_no_formula(example: Path, sign: str) -> None:
    data = example / "data/comparison.yaml"
    text = json.dumps(f'{sign}1+1, "quoted"\nnext line')
    data.write_text(data.read_text().replace("A decorator", text))
    head, left, right = csv.reader(io.StringIO(export.as_csv(load(example))))
    assert head[2:4] == ["framework", "version"]
    assert left == [
        *("requests", "routing", "left", "1.0", "2026-11-21", "built-in"),
        *(f'\'{sign}1+1, "quoted"\nnext line', "", "https://left.example/#routes"),
    ]
    assert right[2] == "right"


def test_markdown_export_is_one_table_whatever_the_answers_say(hostile: Path) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(export.as_markdown(load(hostile)))
    assert html.count("<th>") == 3
    assert html.count("<td>") == 3
    assert "<script" not in html
    assert 'href="javascript:' not in html


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
    html = MarkdownIt("gfm-like", {"linkify": False}).render(export.as_markdown(load(example)))
    assert f"<td>(built-in) {inline(answer)} " in html
