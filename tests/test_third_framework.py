"""A third framework costs data and programs, no code: tables, tabs, exports show three columns."""

import copy
import csv
import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml

from comparison.facts import gather, write
from tests.conftest import build

THIRD = {
    "name": "Third",
    "distribution": "starlette",
    "home": "https://third.example/",
    "checked": {"version": metadata.version("starlette"), "date": "2026-11-21"},
    "install": "pip install starlette uvicorn",
    "develop": "uvicorn --reload --port 8000 app:app",
    "serve": "uvicorn --port 8000 app:app",
}
ANSWER = {"answer": "As in no other", "sources": ["https://third.example/#proof"]}
WORDS = """\
      third:
        absent: It has no word for it.
        sources: [https://third.example/#words]"""
REASON = r"""\1reasons:
\1  third:
\1    - says: you want a third
\1      rows: [routing]"""
PROGRAM = """\
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def hello(request):
    return JSONResponse({"message": "Hello from the third"})


app = Starlette(routes=[Route("/", hello)])
"""


@pytest.fixture
def three(project: Path) -> tuple[Path, str, str]:
    """A copy of the project with a third framework, its built site, a task and its absence."""
    file = project / "data/comparison.yaml"
    data: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    data["frameworks"]["third"] = THIRD
    rows = [row for section in data["sections"].values() for row in section["criteria"].values()]
    for row in rows:
        first = next(iter(row["answers"].values()))
        given = {"fact": first["fact"]} if "fact" in first else copy.deepcopy(ANSWER)
        row["answers"]["third"] = given | ({"level": "third party"} if "level" in first else {})
    done, *absent = data["tasks"]
    for task in absent:
        data["tasks"][task].setdefault("absent", {})["third"] = "It has *no* way, `so far`."
    (project / f"snippets/{done}/third").mkdir()
    (project / f"snippets/{done}/third/app.py").write_text(PROGRAM, "utf-8")
    record = project / f"snippets/{done}/exchanges.json"
    recorded = json.loads(record.read_text("utf-8"))
    for part in ("tests", "shows", "responses"):
        for exchange in recorded["exchanges"]:
            exchange[part]["third"] = next(iter(exchange[part].values()))
    record.write_text(json.dumps(recorded), "utf-8")
    text = yaml.dump(data, sort_keys=False, allow_unicode=True, default_style='"')
    for framework in data["frameworks"].values():
        date = framework["checked"]["date"]
        text = text.replace(f'"date": "{date}"', f'"date": {date}')
    file.write_text(text, "utf-8")
    words = project / "data/dictionary.yaml"
    entry = re.compile(r"^    words:$", re.MULTILINE)
    words.write_text(entry.sub(f"    words:\n{WORDS}", words.read_text("utf-8")), "utf-8")
    advice = project / "data/situations.yaml"
    reasons = re.compile(r"^( +)reasons:$", re.MULTILINE)
    advice.write_text(reasons.sub(REASON, advice.read_text("utf-8")), "utf-8")
    known = gather({key: f["distribution"] for key, f in data["frameworks"].items()})
    write(project, known)
    built = build(project, project / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    return project / "site", done, absent[0]


def tree(file: Path) -> Any:
    return html5lib.parse(
        file.read_bytes(), transport_encoding="utf-8", namespaceHTMLElements=False
    )


def test_a_third_framework_costs_no_code(three: tuple[Path, str, str]) -> None:
    site, done, absent = three
    table = tree(site / "index.html").find(".//table[@class='cmp-table']")
    assert [head.text for head in table.iter("th") if head.get("scope") == "col"][2:] == ["Third "]
    rows = [row for row in table.iter("tr") if row.get("class") != "cmp-group"]
    assert {len(list(row)) for row in rows} == {4}

    for task, text in (
        (done, "Hello from the third"),
        (absent, "Third: It has *no* way, `so far`."),
    ):
        page = tree(site / f"code/{task}/index.html")
        tabs = page.find(".//div[@class='tabbed-labels']")
        assert ["".join(tab.itertext()) for tab in tabs][2:] == ["Third"]
        blocks = page.findall(".//div[@class='tabbed-block']")
        assert len(blocks) == 3
        assert text in "".join(blocks[2].itertext())

    tables = tree(site / "dictionary/index.html").findall(".//table[@class='cmp-words']")
    assert {len(list(row)) for table in tables for row in table.iter("tr")} == {4}

    for page in ("index.html", "choose/index.html"):
        sides = tree(site / page).findall(".//div[@class='cmp-sides']")
        assert sides
        assert all(len(list(side)) == 3 for side in sides if "if …" in "".join(side.itertext()))

    exported = json.loads((site / "data/v1/comparison.json").read_text("utf-8"))
    assert list(exported["frameworks"])[2:] == ["third"]
    lines = list(csv.DictReader((site / "data/v1/comparison.csv").read_text("utf-8").splitlines()))
    assert sum(line["framework"] == "third" for line in lines) * 3 == len(lines)
    head = (site / "data/v1/comparison.md.txt").read_text("utf-8").split("\n")[2]
    assert head.endswith(f"| Third {metadata.version('starlette')} |")
