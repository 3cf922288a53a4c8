"""Pages show what the data says, with links that lead from any page to any other."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from comparison.load.loader import load
from comparison.model import measurements
from comparison.pages import advice, claims, dictionary, performance, rows, sections, tasks
from comparison.pages.page import Page
from tests.example import GOOD, ROOT, WORDS
from tests.html_trees import seen


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
    page = Page(load(example), "requests/routing/", example)
    assert (
        '<a href="../../code/hello/#test_greets">Hello</a>: It greets with <code>JSON</code>.'
        in (rows.row(page, "routing"))
    )
    assert "Routing</a>, which its tests prove" in tasks.task(page, "hello")
    assert "All 2 1 0 1 0 0" in seen(sections.coverage(page))


def test_a_proof_by_a_probe_leads_to_its_place_on_the_page_of_its_row(example: Path) -> None:
    proof = "A decorator\n            proof: [probe::routing::test_routes]"
    (example / "data/comparison.yaml").write_text(GOOD.replace("A decorator", proof))
    claimed = (example / "data/claims.yaml").read_text()
    claimed = claimed.replace('["hello::', '["probe::routing::test_routes", "hello::')
    (example / "data/claims.yaml").write_text(claimed)
    link = '<a href="../requests/routing/#test_routes">Routing</a>: It routes <em>anything</em>.'
    data = load(example)
    assert link in claims.claims_section(Page(data, "claims/", example), "requests")
    here = Page(data, "requests/routing/", example)
    assert '<a href="#test_routes">Routing</a>: It routes <em>anything</em>.' in (
        rows.row(here, "routing")
    )


def test_the_dictionary_leads_from_each_framework_to_the_others(example: Path) -> None:
    row = GOOD.replace("tasks: [hello]", "tasks: [hello]\n        terms: {right: [Table]}", 1)
    (example / "data/comparison.yaml").write_text(row)
    (example / "data/dictionary.yaml").write_text(WORDS.replace("rows: []", "rows: [routing]"))
    drawn = dictionary.dictionary(Page(load(example), "dictionary/", example))
    left, right = re.findall(r"<li id.*?</li>", drawn, re.DOTALL)[:2]
    assert seen(left) == "@left.hello greet no direct equivalent"
    assert '<li id="greeting"' in left
    assert 'href="../dictionary/requests/#greeting"' in left
    assert seen(right) == "no direct equivalent Table"
    assert 'href="../dictionary/requests/#row_routing"' in right


def test_an_entry_shows_its_words_its_code_and_its_traps(example: Path) -> None:
    probe = """\
from left import Left

GREETING = "hello"


@framework("left")
def test_routes():
    \"""It routes *anything*.\"""
    app = Left(GREETING)
    # greets everybody
    assert app.greet("all") == GREETING
"""
    code = "[hello::app, probe::routing::test_routes]"
    words = WORDS.replace("    words:", f"    code: {code}\n    words:")
    (example / "data/dictionary.yaml").write_text(words)
    (example / "probes/test_routing.py").write_text(probe)
    at = Page(load(example), "dictionary/requests/", example)
    drawn = dictionary.dictionary_section(at, "requests")
    assert '<h2 id="greeting">' in drawn
    assert "Greets with <code>hello</code>." in drawn
    assert "Nobody greets; use a table." in drawn
    assert drawn.count("<pre data-search-exclude>app = 1</pre>") == 2
    assert '<a href="../../requests/routing/#test_routes">Test: It routes <em>anything' in drawn
    (example / "data/dictionary.yaml").write_text(words.replace("hello::app, ", ""))
    drawn = dictionary.dictionary_section(replace(at, comparison=load(example)), "requests")
    assert seen(drawn).count('GREETING = "hello" app = Left(GREETING) # greets everybody') == 1
    assert "app.<b>greet</b>(&#34;all&#34;)" in drawn


def test_a_claim_says_its_verdict_its_evidence_and_who_says_it(example: Path) -> None:
    lines, contradictions = claims.claims(Page(load(example), "claims/", example)).split("\n## ")
    both = "false Left greets nobody. outdated Everybody greets."
    assert seen(lines).endswith(f"Requests {both}")
    assert seen(contradictions).endswith(both)
    assert 'href="../claims/requests/#everybody-greets"' in lines
    here = Page(load(example), "claims/requests/", example)
    others = claims.claims_section(here, "requests")
    paper = "A paper, 2 January 2026"
    left, everybody = (seen(one) for one in others.split("<section ")[1:])
    for said in (
        *("false Left greets nobody. It does, with hello.", "Rows: Routing"),
        *("Shown by a test Left, Hello: It greets with JSON.", f"Said by {paper}."),
        "Contradicts Everybody greets.",
    ):
        assert said in left
    assert "outdated since Right 2.0" in everybody
    assert "Contradicts Left greets nobody." in everybody
    assert 'href="https://right.example/#routes"' in others
    assert 'href="../../articles/#paper"' in others


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
    drawn = claims.claims_section(page, "requests")
    value = performance.measured(page, "alone-hello", subject).replace(" (", " µs (")
    label = known["subjects"][subject]["label"]
    assert f"a JSON answer {label}: {value}" in seen(drawn)
    assert 'href="../loads/hello/#alone-hello"' in drawn


def test_an_article_lists_its_statements_with_what_answers_them(example: Path) -> None:
    drawn = claims.articles(Page(load(example), "articles/", example))
    folds = [seen(fold) for fold in re.findall(r"<details.*?</details>", drawn, re.DOTALL)]
    assert folds == [
        "outdated 1 They all greet. since Right 2.0 Everybody greets.",
        "false 1 Left greets nobody at all. Left greets nobody.",
        "Compared in a row: 1 Routes are tables. Routing",
        "Advice for a situation: 1 Take right for tables. A room full of tables",
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
    assert 'href="../requests/routing/"' in drawn


def test_a_question_leads_to_what_its_answer_rests_on(example: Path) -> None:
    drawn = advice.questions(Page(load(example), "questions/", example))
    assert "Left does, see hello." in seen(drawn)
    for address in ("requests/routing/", "claims/requests/#left-greets-nobody", "choose/#tables"):
        assert f'href="../{address}"' in drawn
