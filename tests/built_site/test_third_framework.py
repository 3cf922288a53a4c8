"""A third framework costs data and programs, no code: tables, tabs, exports show three columns."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import build
from tests.html_trees import pages, text

THIRD = """\
  third:
    name: Third
    distribution: third
    home: https://third.example/
    checked: {version: "2.5", date: 2026-11-21}
    install: pip install third
    develop: third run --port 8000
    serve: third serve --port 8000
"""
ANSWER = """\
          third:
            level: third-party
            answer: As in no other
            sources: [https://third.example/#proof]
"""
WORDS = """\
      third:
        absent: It has no word for it.
        sources: [https://third.example/#words]
"""
REASON = r"""\1reasons:
\1  third:
\1    - says: you want a third
\1      rows: [routing]"""
TASK = """\
  later:
    title: Later
    summary: Comes after hello.
    absent: {third: "It has *no* way, `so far`."}
"""
PROGRAM = "app = 'Hello from the third'\n"


@pytest.fixture
def three(small: Path) -> Path:
    """The site of a small project with a third framework, which lacks one of two tasks."""
    data = small / "data/comparison.yaml"
    text = data.read_text("utf-8") + TASK
    text = text.replace("sections:", f"{THIRD}sections:")
    data.write_text(text.replace("tasks:\n  hello:", f"{ANSWER}tasks:\n  hello:"), "utf-8")
    hello, later = small / "snippets/hello", small / "snippets/later"
    shutil.copytree(hello, later)
    (hello / "third").mkdir()
    (hello / "third/app.py").write_text(PROGRAM, "utf-8")
    recorded = json.loads((hello / "exchanges.json").read_text("utf-8"))
    for part in ("tests", "shows", "responses"):
        of = recorded["exchanges"][0][part]
        of["third"] = of["left"]
    (hello / "exchanges.json").write_text(json.dumps(recorded), "utf-8")
    words = small / "data/dictionary.yaml"
    words.write_text(words.read_text("utf-8") + WORDS, "utf-8")
    advice = small / "data/situations.yaml"
    reasons = re.compile(r"^( +)reasons:$", re.MULTILINE)
    advice.write_text(reasons.sub(REASON, advice.read_text("utf-8")), "utf-8")
    built = build(small, small / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    return small / "site"


def test_a_third_framework_costs_no_code(three: Path) -> None:
    site, trees = three, pages((three, ""))
    table = trees[""].find(".//table[@class='cmp-table']")
    assert [head.text for head in table.iter("th") if head.get("scope") == "col"][2:] == ["Third "]
    rows = [row for row in table.iter("tr") if row.get("class") != "cmp-group"]
    assert {len(list(row)) for row in rows} == {4}

    for task, shown in (
        ("hello", "Hello from the third"),
        ("later", "Third: It has *no* way, `so far`."),
    ):
        page = trees[f"code/{task}/"]
        tabs = page.find(".//div[@class='tabbed-labels']")
        assert [text(tab) for tab in tabs][2:] == ["Third"]
        blocks = page.findall(".//div[@class='tabbed-block']")
        assert len(blocks) == 3
        assert shown in text(blocks[2])

    (greeting,) = trees["dictionary/"].findall(".//li[@id='greeting']")
    assert text(greeting) == "@left.hello greet no direct equivalent no direct equivalent"
    assert len(trees["dictionary/"].findall(".//input[@name='known']")) == 3
    (sides,) = trees["dictionary/requests/"].findall(".//div[@class='cmp-sides']")
    assert [text(side).partition(" ")[0] for side in sides] == ["Left", "Right", "Third"]

    for address in ("", "choose/"):
        sides = trees[address].findall(".//div[@class='cmp-sides']")
        assert sides
        assert all(len(list(side)) == 3 for side in sides if "if …" in text(side))

    exported = json.loads((site / "data/v1/comparison.json").read_text("utf-8"))
    assert list(exported["frameworks"])[2:] == ["third"]
    lines = list(csv.DictReader((site / "data/v1/comparison.csv").read_text("utf-8").splitlines()))
    assert sum(line["framework"] == "third" for line in lines) * 3 == len(lines)
    head = (site / "data/v1/comparison.md.txt").read_text("utf-8").split("\n")[2]
    assert head.endswith("| Third 2.5 |")
