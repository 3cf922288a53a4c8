"""Home draws its pictures from any comparison, of two frameworks or more, full or small."""

import re
import shutil
from pathlib import Path

import pytest

from comparison.load.loader import load
from comparison.pages import home
from comparison.pages.page import Page
from tests.example import GOOD, QUESTIONS, ROOT, SITUATIONS, WORDS
from tests.html_trees import seen

COLUMN = """\
  {key}:
    name: {name}
    distribution: {key}
    home: https://{key}.example/
    checked: {{version: "1.0", date: 2026-11-21}}
    begun: true
    install: pip install {key}
    develop: {key} run --port 8000
    serve: {key} serve --port 8000
"""
ANSWER = """\
          {key}:
            {said}
            sources: [https://{key}.example/#routes]
"""


def compare(project: Path, **answers: str) -> Page:
    """Return home of a comparison with these columns beside the two, and no tasks and claims.

    answers: what each says of routing, as YAML; nothing where it has not looked at it yet.
    """
    columns = "".join(COLUMN.format(key=key, name=key.capitalize()) for key in answers)
    said = "".join(ANSWER.format(key=key, said=answers[key]) for key in answers if answers[key])
    matrix = GOOD.replace("        tasks: [hello]\n", "").replace(
        "sections:", f"{columns}sections:"
    )
    (project / "data/comparison.yaml").write_text(matrix.partition("tasks:\n  hello")[0] + said)
    (project / "data/dictionary.yaml").write_text(WORDS.replace("    tasks: [hello]\n", ""))
    (project / "data/claims.yaml").write_text("articles: {}\nclaims: {}\n")
    asked = QUESTIONS.replace("    claims: [left-greets-nobody]\n", "")
    (project / "data/questions.yaml").write_text(asked)
    shutil.rmtree(project / "snippets/hello")
    return Page(load(project), "", project)


def test_home_holds_with_more_columns_and_without_tasks_and_claims(example: Path) -> None:
    page = compare(example, third="level: built-in\n            answer: A list", fourth="")
    opening = seen(home.opening(page))
    assert opening.startswith("# Left, Right, Third or Fourth?")
    assert re.findall(r"Take (\w+) if … (.+?)(?= Take| Either|$)", opening) == [
        ("Left", "you like @ signs Routing"),
        ("Right", "you like tables Routing"),
        ("Third", "Not looked at yet"),
        ("Fourth", "Not looked at yet"),
    ]
    assert "tasks" not in opening
    assert "A room full of tables" in seen(home.chips(page, "who-greets"))
    drawn = home.level_map(page)
    assert (
        'aria-label="Left: built-in; Right: third party; Third: built-in; Fourth: unknown"' in drawn
    )
    assert "No single one brings more" in seen(drawn)
    assert "Fourth: unknown" in seen(drawn)
    assert seen(home.checked_claims(page, [])) == "No claim was checked yet."
    assert "Who greets?" in seen(home.errands(page, "who-greets"))


@pytest.mark.parametrize(
    ("answer", "group"),
    {
        "level: third-party\n            answer: As right": "Left",
        "level: built-in\n            answer: As left": "",
        "level: not-possible\n            answer: Never": "Left",
        "not-applicable: It routes nothing": "Left",
        "unknown: Nobody knows": "Left",
    }.items(),
)
def test_a_row_is_where_one_column_alone_brings_most(
    example: Path, answer: str, group: str
) -> None:
    drawn = seen(home.level_map(compare(example, third=answer)))
    assert (f"{group} brings more" if group else "No single one brings more") in drawn
    assert ("not possible" in drawn) == ("not-possible" in answer)


def test_what_is_not_known_beside_one_column_is_not_less(example: Path) -> None:
    data = example / "data/comparison.yaml"
    known = "level: third-party\n            answer: A table\n"
    data.write_text(data.read_text().replace(known, "unknown: Nobody knows\n"))
    assert "Neither brings more" in seen(home.level_map(Page(load(example), "", example)))


def test_lines_that_only_one_program_has_are_lit() -> None:
    programs = {
        "left": "import left\n\napp = 1\n\ndef a():\n    return 1\n",
        "right": "import right\n\napp = 1\n\n@hook\ndef a():\n    return 1\n",
    }
    assert home.own_lines("left", programs) == [1]
    assert home.own_lines("right", programs) == [1, 5]
    assert home.own_lines("left", {"left": programs["left"]}) == [1, 3, 5, 6]


def test_a_task_shows_what_was_sent_and_each_set_of_statuses_once(example: Path) -> None:
    drawn = home.same_task(Page(load(ROOT), "", ROOT), "json-body")
    assert "Sent: POST /users" in seen(drawn)
    statuses = re.findall(r"<td>(?:<mark>)?(\d+)", drawn)
    assert statuses == ["201", "201", "422", "422", "400", "422", "415", "422", "422", "500"]
    hello = home.same_task(Page(load(example), "", example), "hello")
    assert "Sent: GET / Left Right nothing 200 200" in seen(hello)


def test_the_short_answer_links_its_words_to_its_rows(example: Path) -> None:
    advice = example / "data/situations.yaml"
    short = "general:\n  summary: {says: 'Take [routes](routing)', rows: [routing]}\n"
    advice.write_text(SITUATIONS.replace("general:\n", short))
    drawn = home.opening(Page(load(example), "", example))
    assert '<p class="cmp-short">Take <a href="requests/routing/">routes</a></p>' in drawn
