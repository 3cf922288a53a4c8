"""Text of the data becomes harmless HTML, and Markdown that reads the same anywhere."""

import re

import pytest
from markdown_it import MarkdownIt

from comparison import markdown
from comparison.markdown import fenced, heading, inline, label, size
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


def test_words_link_to_a_row_where_the_way_there_is_known() -> None:
    text = "you want [`templates`](html-templates), *[mail](https://a.example/#m)*"
    linked = '<code>templates</code></a>, <em><a href="https://a.example/#m">mail</a></em>'
    assert inline(text, "../{}/".format) == f'you want <a href="../html-templates/">{linked}'
    assert inline(text) == f"you want {linked.replace('</a>', '', 1)}"
    assert markdown.rows_in(text) == ["html-templates"]
    site = "https://b.example/{}/".format
    assert markdown.said(text, site) == text.replace(
        "](html-templates", f"]({site('html-templates')}"
    )


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
    assert label(url) == shown


def test_a_program_is_measured_without_comments_and_layout() -> None:
    assert size("# hello\n\n\ndef a(b):\n    return b  # c\n") == "2 lines of code, 8 tokens"


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
