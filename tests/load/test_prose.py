"""A mistake on a page that people write is refused at its line, with what to write instead."""

from pathlib import Path

import pytest

from comparison.checks import check
from comparison.load.errors import Invalid
from tests.example import ROOT

BRACES = "To show braces, write {% raw %}{{ name }}{% endraw %}"
ALONE = "must stand alone on its line, with an empty line before and after"
ELEMENT = "this element is not allowed, not even as code; write its name without <"
ATTRIBUTE = "this attribute is not allowed; put styles into docs/assets/site.css"
COMMENT = "a comment is hidden from readers; remove it (an id is written {: #id })"
HEAD = (
    "2:1: the front matter may have description: with plain text, hide: with lines as `  -"
    " toc`, and nothing else"
)
LINK = "a link must lead to https:// or to a page"
WRONG = {
    "unknown macro": (
        "a\n\n{{ tabel() }}\n",
        [f'3:1: there is no macro tabel; did you mean "table"? {BRACES}'],
    ),
    "braces in prose": ("Say `{{ task }}`.\n", [f"1:6: write task() with brackets. {BRACES}"]),
    "a brace that is left open": (
        "{{ task(\n",
        [f"1:1: unexpected 'end of template'. {BRACES}"],
    ),
    "a statement": ("{% if x %}b{% endif %}\n", [f"1:1: only macros can be called here. {BRACES}"]),
    "an indented macro": ("a\n\n  {{ tasks() }}\n", [f"3:3: tasks() {ALONE}"]),
    "no empty line before": ("a\n{{ tasks() }}\n", [f"2:1: tasks() {ALONE}"]),
    "unknown section": (
        '{{ section("reqests") }}\n',
        ['1:1: there is no section reqests; did you mean "requests"?'],
    ),
    "unknown row": (
        '{{ table(["rooting"]) }}\n',
        ['1:1: there is no row rooting; did you mean "routing"?'],
    ),
    "unknown names of what differs": (
        '{{ contrasts(["rooting", "routing"]) }}\n\n{{ program("hello", "ap") }}\n',
        [
            '1:1: there is no contrast rooting; did you mean "routing"?',
            '3:1: there is no name ap; did you mean "app"?',
        ],
    ),
    "what would be computed for ever": (
        "{{ section(9**(9**9)) }}\n",
        ['1:1: write it as section("section"), with names in quotes'],
    ),
    "nested without an end": (
        f'{{{{ section({"(" * 2000}"x"{")" * 2000}) }}}}\n',
        [f"1:1: the text in braces is nested too deeply. {BRACES}"],
    ),
    "a file elsewhere": (
        'See {{ repository_file("../../etc/hostname") }}.\n',
        ["1:5: there is no file ../../etc/hostname; known: none"],
    ),
    "a link that runs": (
        "[a](javascript:b) <a href=' data:c'>d</a>\n\n[e]: vbscript:f\n",
        [
            f"1:3: ](javascript:: {LINK}",
            f"1:22: href=' data:: {LINK}",
            f"3:3: ]: vbscript:: {LINK}",
        ],
    ),
    "a picture from elsewhere": (
        "![a](https://a.example/b.png)\n",
        ["1:1: ![a](https://: put the picture into docs/; no other is loaded"],
    ),
    "no name": ("{{ task() }}\n", ['1:1: write it as task("task"), with names in quotes']),
    "unknown file": (
        'See {{ repository_file("no.py") }}.\n',
        ["1:5: there is no file no.py; known: none"],
    ),
    "an element that leads away": (
        "<META\nHTTP-EQUIV='refresh' content=0>\n",
        [f"1:1: <META: {ELEMENT}"],
    ),
    "elements that load": ("a <base> <iframe> </object>\n", [
        f"1:3: <base: {ELEMENT}", f"1:10: <iframe: {ELEMENT}", f"1:19: </object: {ELEMENT}"
    ]),
    "an element put together": (
        "a <me{% raw %}{% endraw %}ta>\n",
        [f"1:3: <meta: {ELEMENT}"],
    ),
    "trimmed blanks": ("<me {%- raw %}ta{% endraw %}\n", [
        "1:5: {%-: write braces without - or + beside them",
    ]),
    "attributes": ('<p\nstyle="x">a</p>\n\na\n{: onclick=x }\n', [
        f"1:1: <p style=: {ATTRIBUTE}", f"5:1: {{: onclick=: {ATTRIBUTE}"
    ]),
    "a hidden text": ("a <!-- b -->\n", [f"1:3: <!--: {COMMENT}"]),
    "an id that opens a comment": ("# a {#id}\n", [f"1:5: {{#: {COMMENT}"]),
    "a head that breaks out": (
        '---\ndescription: "\\x3cmeta http-equiv=refresh\\x3e"\n---\n',
        [HEAD],
    ),
    "another template": ("---\ntemplate: redirect.html\n---\n", [HEAD]),
    "a head that ends otherwise": ("---\t\ntemplate: redirect.html\n...\n", [HEAD]),
    "a head without hyphens": (
        "template: redirect.html\n\na\n",
        ["1:1: the first line is read as front matter; put a heading or an empty line before it"],
    ),
    "a hidden sign": ("a\u202eb\n", ["1:2: character U+202E is not allowed; remove it"]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_on_a_page_is_named(example: Path, content: str, said: list[str]) -> None:
    (example / "docs/about.md").write_text(content, "utf-8")
    with pytest.raises(Invalid) as refused:
        check(example)
    assert str(refused.value).split("\n") == [f"docs/about.md:{one}" for one in said]


@pytest.mark.parametrize("page", ["", "a {: #b }\n\n{% raw %}{{ x }}{% endraw %} and `a < b`\n"])
def test_a_page_without_a_mistake_is_accepted(example: Path, page: str) -> None:
    (example / "docs/about.md").write_text(f"---\ndescription: It's all.\n---\n{page}", "utf-8")
    check(example)


def test_only_pages_and_assets_lie_in_docs(example: Path) -> None:
    (example / "docs/evil.html").write_text("<script>alert(1)</script>", "utf-8")
    (example / "docs/evil.svg").write_text("<svg onload='x'><title/></svg>", "utf-8")
    with pytest.raises(Invalid) as refused:
        check(example)
    assert str(refused.value).split("\n") == [
        "docs/evil.html:1:1: is not allowed here: it would be published as it is; pages end in .md",
        f"docs/evil.svg:1:1: <svg onload=: {ATTRIBUTE}",
    ]


def test_the_pages_of_the_site_have_no_mistake() -> None:
    check(ROOT)
