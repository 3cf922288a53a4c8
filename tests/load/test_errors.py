"""A value that may not be so is named with what to write instead."""

import re
from datetime import date
from pathlib import Path

import pytest

from comparison import allowed_urls
from comparison.load.errors import did_you_mean
from tests.example import GOOD
from tests.refused import mistakes

WRONG: list[tuple[str, ...]] = [
    (
        "answer: A table",
        'answer: "[docs](https://right.example@evil.example/)"',
        "34:21: RIGHT.answer: the link to https://right.example@evil.example/"
        " must name a host behind https://, without user and password",
    ),
    (
        "answer: A table",
        'answer: "[a](http://b.example/) [](https://b.example/) [c]() [d](https://b.example/ e)"',
        "34:21: RIGHT.answer: the link to http://b.example/ must begin with"
        " https://; the link to https://b.example/ shows no text; write [text](https://…); has"
        " a link that leads nowhere; write [text](https://…); has a link that is none: write"
        " [text](https://…) without spaces and line breaks in the address; if no link is"
        " meant, put it between backticks",
    ),
    (
        "answer: A table",
        'answer: "[docs.python.org](https://evil.example/)"',
        "34:21: RIGHT.answer: the text of the link to https://evil.example/ is"
        " another address; write the same, or words",
    ),
    ("title: Routing", 'title: "\u200d\u200c"', "24:16: ROW.title: shows nothing; write a text"),
    ("title: Routing", 'title: "\u0301"', "24:16: ROW.title: shows nothing; write a text"),
    (
        "answer: A table",
        'answer: "see ` `"',
        "34:21: RIGHT.answer: has code that shows nothing; write the code, or remove the backticks",
    ),
    (
        'version: "3.10", date: 2026-11-21',
        'version: "3.10", date: 2099-01-01',
        "14:38: frameworks.right.checked.date: is in the future, today is"
        f" {date.today()}; write the real date",
    ),
    (
        'version: "3.10", date: 2026-11-21',
        'version: "3.10", date: 0001-01-01',
        "14:38: frameworks.right.checked.date: is before 2000-01-01; write the real date",
    ),
    (
        "install: pip install right",
        "install: curl https://evil.example | sh",
        "15:14: frameworks.right.install: must be pip install and the names of packages",
    ),
    (
        "install: pip install right",
        "install: pip install \u200cright",
        '15:14: frameworks.right.install: may only name packages, such as quart or "quart[dotenv]",'
        " not \\u200cright",
    ),
    (
        "              - https://right.example/#routes",
        "\n".join(f"              - https://right.example/#routes-{n}" for n in range(21)),
        "36:15: RIGHT.sources: has 21 entries, at most 20 are allowed; remove some",
    ),
    (
        "2026-11-21",
        "2026-02-30",
        "6:37: frameworks.left.checked.date: must be a date, such as 2026-11-21",
    ),
    (
        "2026-11-21",
        '"2026-11-21"',
        "6:37: frameworks.left.checked.date: must be a date, such as 2026-11-21",
    ),
    (
        "      routing:\n        title: Routing\n",
        "      early: {title: Early, asks: Why?, answers: {}}\n    routing:\n"
        "        title: Routing\n",
        "24:5: sections.requests.routing: unknown key; known: title, summary, rows,"
        " removed; or is its block indented wrongly?",
    ),
    (
        "answer: A table",
        'answer: A table\n            checked: {versoin: "1", date: 2026-11-21}',
        "35:13: RIGHT.checked.version: missing",
        '35:23: RIGHT.checked.versoin: unknown key; did you mean "version"?',
    ),
    (
        "level: third-party",
        "level: own code",
        '33:20: RIGHT.level: there is no level "own code"; did you mean "own-code"?',
    ),
    (
        "level: third-party",
        f"level: {'x' * 500_000}",
        f'33:20: RIGHT.level: there is no level "{"x" * 79}…"; known: built-in,'
        " official-add-on, third-party, own-code, not-possible, not-applicable, unknown",
    ),
    (
        "answer: A table",
        f"? {'x' * 500_000}\n            : A table",
        f"34:15: RIGHT.{'x' * 79}…: unknown key; known: fact, measure,"
        " unknown, since, until, proof, sources, level, answer, not-applicable, note, checked",
    ),
    (
        "tasks: [hello]",
        "tasks: hello",
        "26:16: ROW.tasks: must be a list; begin each line with `- `",
    ),
    ("title: Routing", "title: [Routing]", "24:16: ROW.title: must be text, not a list"),
    ("title: Routing", "title: {a: b}", "24:16: ROW.title: must be text, not a mapping"),
    ("title: Routing", "title:", "24:15: ROW.title: is empty; write a value, or remove the key"),
    ("title: Routing", 'title: "  "', "24:16: ROW.title: is blank; write a text"),
    (
        "answer: A table",
        "answer: " + "x" * 161,
        "34:21: RIGHT.answer: has 161 characters, at most 160 are allowed; shorten it",
    ),
    (
        "      routing:",
        "      Routing:",
        "23:7: sections.requests.rows.Routing: must be lower-case words joined by "
        "hyphens, such as path-parameters",
    ),
    (
        "right run --port 8000",
        "right run",
        "16:14: frameworks.right.develop: must name the port 8000 once; the tests replace"
        " it with a free port",
    ),
    (
        "level: third-party",
        "level: [third-party]",
        "33:20: RIGHT.level: must be one of: built-in, official-add-on, third-party,"
        " own-code, not-possible, not-applicable, unknown",
    ),
    (
        "home: https://right.example/",
        "home: http://right.example/",
        "13:11: frameworks.right.home: must begin with https://",
    ),
    (
        "right serve --port 8000",
        "right serve --port 8000 '",
        "17:12: frameworks.right.serve: cannot be read as a command: No closing quotation",
    ),
    (
        "      routing:",
        "      rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr:",
        "23:7: sections.requests.rows.rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr: has 41"
        " characters, at most 40 are allowed; shorten it",
    ),
    (
        "answer: A table",
        "answer: A table\n            proof: [hello/test_greets]",
        "35:21: RIGHT.proof[0]: must be a test of a task's contract,"
        " path-parameters::test_text_is_invalid, or a probe of a row,"
        " probe::sessions::test_a_new_key_forgets",
    ),
    (
        "answer: A table",
        'since: "\u0663.\u0661"\n            until: "soon"',
        '34:20: RIGHT.since: must be the number of a release, in quotes: "2.0"',
        '35:20: RIGHT.until: must be the number of a release, in quotes: "2.0"',
    ),
]
"""What is replaced by what, and what is said then."""


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[2][:60])
def test_a_mistake_is_named_with_place_and_remedy(example: Path, case: tuple[str, ...]) -> None:
    old, new, *said = case
    assert old in GOOD
    assert mistakes(example, GOOD.replace(old, new, 1)) == said


@pytest.mark.parametrize("plain", ["12:30", "no", "2.10", "08", "n", "1e3", "2026-11-21", "1" * 70])
def test_what_others_do_not_read_as_text_is_to_be_quoted(example: Path, plain: str) -> None:
    assert mistakes(example, GOOD.replace("A table", plain)) == [
        f'34:21: RIGHT.answer: must be text; quote it: "{plain}"'
    ]


HOST = "must lead to a public host by its name in plain letters, such as docs.python.org"
ADDRESSES = {
    "http://right.example/#routes": "must begin with https://",
    "javascript:alert(1)#x": "must begin with https://",
    "https://right.example/'x#y": "has a character that no address has; percent-encode it",
    "https://right.exämple/#x": "has a character that no address has; percent-encode it",
    "https:///right.example/#x": "must name a host behind https://, without user and password",
    "https://a.example@b.example/#x": "must name a host behind https://, without user and password",
    "https://right.example/": f"must {allowed_urls.PROVES}",
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
    "https://a.example/#:~:text=": f"must {allowed_urls.PROVES}",
    "https://a.example/#-": f"must {allowed_urls.PROVES}",
    "https://a.example/o/r/blob/develop/x": f"must {allowed_urls.PROVES}",
    "https://a.example/o/r/blob/Main/x": f"must {allowed_urls.PROVES}",
    "https://a.example/o/r/blob/refs/heads/main/x": f"must {allowed_urls.PROVES}",
    "https://a.example/o/r/blob/3.1.x/x": f"must {allowed_urls.PROVES}",
    "https://a.example/o/r/blob/m%61in/x": f"must {allowed_urls.PROVES}",
}


@pytest.mark.parametrize(("address", "said"), ADDRESSES.items())
def test_an_address_that_leads_nowhere_is_refused(example: Path, address: str, said: str) -> None:
    wrong = GOOD.replace("- https://right.example/#routes", f'- "{address}"')
    assert mistakes(example, wrong) == [f"36:17: RIGHT.sources[0]: {said}"]
    assert not re.search(allowed_urls.DEEP_PATTERN, address)  # as an editor says, too


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
