"""Whatever the data says reaches the page as text; only what is allowed in answers renders."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from markdown_it import MarkdownIt

from comparison import markdown
from comparison.export import adr, llms_txt, tables
from comparison.load.loader import load
from comparison.markdown import fenced, heading, inline, place, size
from comparison.model import measurements
from comparison.model.exchanges import Exchange
from comparison.model.fields import frozen
from comparison.model.matrix import Matrix
from comparison.pages import advice, claims, dictionary, performance, sections, tasks
from comparison.pages.exchange_view import pretty, shown
from comparison.pages.page import Page
from tests.example import ANSWERED, EXCHANGE, FORMULAS, GOOD, NO_FORMULAS, ROOT, WORDS
from tests.hostile import VECTORS


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
        "# no heading\n- no list\n\n| no | table |": "# no heading - no list | no | table |",
        "no\\\nbreak": "no\\ break",
        "`` ` ``, ~~~ and ```": "<code>&#96;</code>, &#126;&#126;&#126; and &#96;&#96;&#96;",
        "![no image](https://a.example/i.png)": '!<a href="https://a.example/i.png">no image</a>',
        r"\*no emphasis\*": "*no emphasis*",
    }.items(),
)
def test_inline_markdown_allows_code_emphasis_and_https_links_only(text: str, html: str) -> None:
    assert inline(text) == html


@pytest.mark.parametrize("vector", VECTORS)
def test_heading_shows_no_sign_to_markdown_or_html(vector: str) -> None:
    assert not re.search(r"[<>*_`{}\[\]|\\\"'#\n]", heading(vector).replace("&#", ""))


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
        "https://a.example/o/repo/blob#x": "a.example: repo/blob § x",
        "https://a.example/o/repo/blob/latest/en": "repo latest: home",
        "https://a.example/o/repo/blob/stable/src/app.py": "repo stable: src/app.py",
    }.items(),
)
def test_source_says_where_it_leads(url: str, shown: str) -> None:
    assert place(url) == shown


def test_json_bodies_are_indented_and_lists_of_plain_values_stay_on_a_line() -> None:
    body = {"detail": [{"loc": ["body", "é"], "input": {}}], "empty": [], "text": "a\nb"}
    shown = pretty(frozen(body))
    assert json.loads(shown) == body
    assert shown.split("\n")[1:6] == [
        '  "detail": [',
        "    {",
        '      "loc": ["body", "é"],',
        '      "input": {}',
        "    }",
    ]


@pytest.mark.parametrize(
    ("page", "read_from", "target", "link"),
    [
        ("", None, "requests/#routing", "requests/#routing"),
        ("", None, "", "./"),
        ("requests/", None, "requests/#routing", "#routing"),
        ("code/hello/", None, "requests/#routing", "../../requests/#routing"),
        ("code/hello/", None, "code/", "../../code/"),
        ("requests/", "requests.md", "requests/#routing", "#routing"),
        ("requests/", "requests.md", "code/", "code/"),
        ("code/hello/", "code/hello.md", "code/", "../code/"),
    ],
)
def test_links_lead_from_any_page_to_any_other(
    example: Path, page: str, read_from: str | None, target: str, link: str
) -> None:
    assert Page(load(example), page, read_from=read_from).url(target) == link


def test_unknown_name_in_a_macro_is_refused_with_the_nearest(example: Path) -> None:
    with pytest.raises(LookupError, match='no such section; did you mean "requests"'):
        sections.section(Page(load(example)), "request")


def test_a_proof_says_what_its_test_shows_and_where(example: Path) -> None:
    data = example / "data/comparison.yaml"
    proven = data.read_text().replace("A table", "A table\n            proof: [hello::test_greets]")
    data.write_text(proven)
    page = Page(load(example), "requests/", example)
    assert '<a href="../code/hello/">Hello</a>: It greets with <code>JSON</code>.' in (
        sections.section(page, "requests")
    )
    assert "Routing</a>, which its tests prove" in tasks.task(page, "hello")
    assert "1 answers proven by a test" in sections.coverage(page)


def test_a_program_is_measured_without_comments_and_layout() -> None:
    assert size("# hello\n\n\ndef a(b):\n    return b  # c\n") == "2 lines of code, 8 tokens"


def test_lines_of_an_answer_that_another_lacks_are_marked() -> None:
    other = ANSWERED | {"status": 404, "headers": {"allow": "GET"}, "body": {"a": 1, "b": 2}}
    exchange = EXCHANGE | {"responses": {"left": ANSWERED, "right": other}}
    left, right = shown(Exchange.model_validate(exchange), " and ".join)["answers"]
    assert left["differs"] == right["differs"] == {"status": True, "media_type": False}
    assert [line for line, marked in left["lines"] if marked] == []
    assert [line for line, marked in right["lines"] if marked] == ["allow: GET", '  "b": 2']


def test_equal_answers_are_shown_once_and_unmarked() -> None:
    one, other = ANSWERED | {"body": {"a": 1, "b": 2}}, ANSWERED | {"body": {"b": 2, "a": 1}}
    exchange = EXCHANGE | {"responses": {"left": one, "right": other}}
    (both,) = shown(Exchange.model_validate(exchange), " and ".join)["answers"]
    assert both["names"] == "left and right"
    assert not any(marked for _, marked in both["lines"])


def test_the_dictionary_leads_from_each_framework_to_the_others(example: Path) -> None:
    row = GOOD.replace("tasks: [hello]", "tasks: [hello]\n        terms: {right: [Table]}", 1)
    (example / "data/comparison.yaml").write_text(row)
    (example / "data/dictionary.yaml").write_text(WORDS.replace("rows: []", "rows: [routing]"))
    drawn = dictionary.dictionary(Page(load(example), "dictionary/", example))
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


def seen(html: str) -> str:
    """Return what a reader sees of HTML."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_a_claim_says_its_verdict_its_evidence_and_who_says_it(example: Path) -> None:
    drawn = claims.claims(Page(load(example), "claims/", example))
    contradictions, others = drawn.split("## Requests")
    paper = "A paper, 2 January 2026"
    assert seen(contradictions).endswith(
        f"Left greets nobody. ({paper}) Everybody greets. ({paper})"
    )
    left, everybody = (seen(one) for one in others.split("<section ")[1:])
    for said in (
        *("Left greets nobody. false It does, with hello.", "Rows: Routing"),
        *("Shown by a test Left, Hello: It greets with JSON.", f"Said by {paper}."),
        "Contradicts Everybody greets.",
    ):
        assert said in left
    assert "outdated since Right 2.0" in everybody
    assert "Contradicts Left greets nobody." in everybody
    assert 'href="https://right.example/#routes"' in others
    assert 'href="../articles/#paper"' in others


def test_a_measured_claim_shows_the_figure_as_its_table_does(example: Path) -> None:
    file = example / "data/claims.yaml"
    named = "figures: [{exhibit: alone-hello, subject: left-async}]"
    file.write_text(file.read_text().replace("sources:", f"{named}\n    sources:"))
    text = (ROOT / measurements.FILE).read_text("utf-8")
    text = re.sub(r'"framework": "\w+"', '"framework": "left"', text)
    (example / measurements.FILE).write_text(text, "utf-8")
    known = json.loads((example / measurements.FILE).read_text())
    subject = known["alone"][0]["subject"]
    file.write_text(file.read_text().replace("left-async", subject))
    page = Page(load(example), "claims/", example)
    drawn = claims.claims(page)
    value = performance.measured(page, "alone-hello", subject).replace(" (", " µs (")
    label = known["subjects"][subject]["label"]
    assert f"a JSON answer {label}: {value}" in seen(drawn)
    assert 'href="../loads/hello/#alone-hello"' in drawn


def test_an_article_lists_its_statements_with_what_answers_them(example: Path) -> None:
    drawn = claims.articles(Page(load(example), "articles/", example))
    cells = [seen(cell) for cell in re.findall(r"<td>.*?</td>", drawn)]
    assert cells == [
        *("Left greets nobody at all.", "false Left greets nobody."),
        *("They all greet.", "outdated since Right 2.0 Everybody greets."),
        *("Routes are tables.", "Compared: Routing"),
        *("Take right for tables.", "Advice: A room full of tables"),
    ]
    assert 'href="../choose/#tables"' in drawn
    assert 'href="https://paper.example/left-or-right"' in drawn


def test_a_situation_gives_reasons_for_each_side_with_their_rows(example: Path) -> None:
    drawn = advice.situations(Page(load(example), "choose/", example))
    assert (
        "Left, if … you stand Routing Right, if … you sit Routing"
        " Either will do, if … nobody looks Routing" in seen(drawn)
    )
    assert 'href="../all/?rows=routing"' in drawn
    assert 'href="../requests/#routing"' in drawn


def test_a_question_leads_to_what_its_answer_rests_on(example: Path) -> None:
    drawn = advice.questions(Page(load(example), "questions/", example))
    assert "Left does, see hello." in seen(drawn)
    for address in ("requests/#routing", "claims/#left-greets-nobody", "choose/#tables"):
        assert f'href="../{address}"' in drawn


def test_a_decision_record_holds_the_selection_with_sources_and_levels(example: Path) -> None:
    files = adr.files(load(example), "https://site.example/here/")
    record = files["decisions/tables.md.txt"]
    assert record.split("\n\n")[0] == "# A Python web framework: A room full of tables"
    for line in (
        "- Compared: Left 1.0, checked 2026-11-21; Right 3.10, checked 2026-11-21",
        "https://site.example/here/all/?rows=routing",
        "| [Routing](https://site.example/here/requests/#routing)"
        " | (built-in) A decorator [1](https://left.example/#routes)"
        " | (third party) A table [1](https://right.example/#routes) |",
        "- you *sit*",
        "- Routing: Left: built-in; Right: third party",
    ):
        assert line in record
    assert "{" not in record


def test_where_no_level_differs_a_record_says_so(example: Path) -> None:
    data = example / "data/comparison.yaml"
    data.write_text(data.read_text().replace("third-party", "built-in"))
    files = adr.files(load(example), "https://site.example/")
    assert adr.SAME in files["decisions/tables.md.txt"]


DRAW = """
import sys
from comparison.publish.social_cards import card
from comparison.pages.charts import Line, ranges
drawn = card("Kind", "A title \\u2713 e\\u0301", "What it says", ["Left 1.0"])
sys.stdout.buffer.write(drawn + ranges([Line("A label", 0, 1, 0, 2, "1.0")], "axis").encode())
"""
WITHOUT_FONTS = 'mount -t tmpfs none /usr/share/fonts && exec "$@"'


def test_what_is_drawn_does_not_depend_on_the_fonts_of_the_machine() -> None:
    as_root = ["sudo", "--non-interactive"] if os.geteuid() else []
    hiding = [*as_root, "unshare", "--mount", "sh", "-c", WITHOUT_FONTS, "sh"]
    if not shutil.which(hiding[0]) or subprocess.run([*hiding, "true"]).returncode:
        pytest.skip("this machine does not let its fonts be hidden")
    draw = [sys.executable, "-c", DRAW]
    here, there = (
        subprocess.run([*before, *draw], cwd=ROOT, capture_output=True, check=True).stdout
        for before in ([], hiding)
    )
    assert here == there


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
    data.write_text(data.read_text().replace("answer: A decorator", since))
    loaded = load(example)
    record = adr.files(loaded, "https://site.example/")["decisions/tables.md.txt"]
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


def test_no_cell_of_a_markdown_table_holds_what_ends_the_cell_of_a_spreadsheet() -> None:
    assert markdown.said("`a\t=1`") == "`a =1`"


@pytest.mark.parametrize(
    "text",
    ["- a", "+ a", "1. a", "2)", "> a", "# a", "***", "---", "===", "~~~", "```", " a", "1.5"],
)
def test_text_at_the_beginning_of_a_line_of_markdown_begins_a_paragraph(text: str) -> None:
    for anywhere in (markdown.plain(text), markdown.said(text)):
        html = MarkdownIt("commonmark").render(f"a\n\n{anywhere}\n\na\n{anywhere}")
        shown = text.strip().replace(">", "&gt;")
        assert html == f"<p>a</p>\n<p>{shown}</p>\n<p>a\n{shown}</p>\n"


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
