"""YAML that cannot be read, or that others read otherwise, is refused at its place."""

from pathlib import Path

import pytest

from comparison.load.loader import load
from tests.example import GOOD
from tests.refused import mistakes

WRONG: list[tuple[str, ...]] = [
    (
        "answer: A table",
        "answer: see issue #633 for more",
        "34:21: RIGHT.answer: the text ends where ` #` begins a comment; put "
        "the whole text in quotes",
    ),
    (
        "answer: A table",
        "answer: so: a table",
        '34:23: not YAML: mapping values are not allowed in this context; a text with ": " '
        "in it must be in quotes",
    ),
    (
        "answer: A table",
        "answer: @app.get",
        "34:21: not YAML: found character that cannot start any token; begin a text with "
        "this character only in quotes",
    ),
    (
        "            answer: A table",
        "\t    answer: A table",
        "34:1: not YAML: this is a tab; indent with spaces",
    ),
    (
        "answer: A table",
        'answer: "A table',
        "34:21: the quote that opens here is not closed on this line (YAML noticed at 41:1)",
    ),
    (
        "            answer: A table",
        "\xa0\xa0          answer: A table",
        "34:1: this line begins with a no-break space (U+00A0), often copied from a web page;"
        " type spaces",
    ),
    (
        "answer: A table",
        "answer:\u3000A table",
        "34:20: the text begins with an ideographic space (U+3000), often copied from a web"
        " page; type spaces",
    ),
    (
        "- https://right.example/#routes",
        "-\xa0https://right.example/#routes",
        "36:16: the text begins with a no-break space (U+00A0), often copied from a web page;"
        " type spaces",
    ),
    (
        "name: Right",
        'name: "Right',
        "11:11: the quote that opens here is not closed on this line (YAML noticed at 14:25)",
    ),
    (
        "answer: A table",
        "answer: 'A table\n            note: it's so",
        "34:21: the quote that opens here is not closed on this line (YAML noticed at 35:22)",
    ),
    (
        "name: Right\n    distribution: right",
        'name: "Right\n    distribution: right"',
        "10:3: frameworks.right.distribution: missing",
        "11:11: frameworks.right.name: the quote that opens here is not closed on this line",
    ),
    (
        "- https://right.example/#routes",
        "- https://right.example/#routes\n             - https://right.example/#more",
        '37:14: not YAML: this "- " is indented differently from those above; give every "- "'
        " of the list the same indentation",
    ),
    (
        "- https://right.example/#routes",
        "- https://right.example/#routes\n                - https://right.example/#more",
        '36:17: RIGHT.sources[0]: the next lines begin with "- " too but are'
        ' indented differently, so they became part of this text; give every "- " of the list'
        " the same indentation",
    ),
    (
        "            answer: A table",
        "<<<<<<< HEAD\n            answer: A table\n=======\n            answer: B\n>>>>>>> other",
        *[
            f"{line}:1: this is a conflict marker of git; keep the right lines between the"
            " markers, not these"
            for line in (34, 36, 38)
        ],
    ),
    (
        'checked: {version: "1.0", date: 2026-11-21}',
        'checked: {version: "1.0", date: 2026-11-21',
        "6:14: not YAML: did not find expected ',' or '}'; close the bracket, or put the text"
        " in quotes",
    ),
    ("title: Routing", "title:Routing", "24:15: write a space after the colon"),
    (
        "title: Routing",
        "title\uff1aRouting",
        "24:14: \uff1a is another character than the colon; type :",
    ),
    (
        "answer: A table",
        "answer: \u201cso: a table\u201d",
        '34:21: “ is not a straight quote; type "',
    ),
    (
        "          left:\n            level",
        "          left\n            level",
        "28:11: write left: with a colon",
    ),
    ("          left:\n", f"          {'x' * 30_000}\n", f"28:11: write {'x' * 79}…: with a colon"),
    (
        "        title: Routing",
        "      title: Routing",
        "24:7: this line is indented less than the next one; give both the same indentation",
    ),
    (
        "      routing:",
        "      ? [a]\n      :",
        "23:9: sections.requests.rows: a key must be one word, not a list or a mapping",
    ),
    (
        "      routing:",
        "      on:",
        '23:7: sections.requests.rows.on: a key must be text; quote it: "on"',
    ),
    (
        "      routing:",
        "      1e3:",
        '23:7: sections.requests.rows.1e3: a key must be text; quote it: "1e3"',
    ),
    (
        "answer: A table",
        "answer: !a%0Ab A table",
        '34:21: tags ("!a\\nb") are not allowed; if it is text, put it in quotes',
    ),
    (
        "tasks:\n  hello:",
        "...\ntasks:\n  hello:",
        "38:1: not YAML: did not find expected <document start>; nothing may stand after the"
        " line ...; remove that line",
    ),
    (
        "answer: A table",
        "answer: A table\n            <<: {note: Merged}",
        "35:13: RIGHT.<<: merge keys are not allowed; write the keys out",
        "35:13: RIGHT.<<: unknown key; known: fact, measure, unknown, since, until,"
        " proof, sources, level, answer, not-applicable, note, checked;"
        " or is its block indented wrongly?",
    ),
    (
        "tasks:\n  hello:",
        "---\ntasks:\n  hello:",
        "37:1: begins a second document; remove the line ---",
    ),
    (
        "answer: A table",
        "answer:A table",
        "34:13: not YAML: could not find expected ':'; write `key: value`; put a long text "
        "in quotes",
    ),
    (
        "answer: A table",
        "answer: *A* table",
        "34:23: not YAML: did not find expected alphabetic or numeric character; a text "
        "that begins with * or & must be in quotes",
    ),
    (
        "answer: A table",
        "answer: - A table",
        "34:21: not YAML: block sequence entries are not allowed in this context; a text "
        "that begins with - must be in quotes",
    ),
    (
        "answer: A table",
        "answer: A table\n            note: #633 says more",
        "35:18: RIGHT.note: is empty; write a value, or remove the key",
    ),
    (
        "tasks: [hello]",
        "tasks: [hello,#later\n          ]",
        "26:23: a comment begins here; put a space before #, or the whole text in quotes",
    ),
    (
        "answer: A table",
        'answer: "A table"#633',
        "34:30: a comment begins here; put a space before #, or the whole text in quotes",
    ),
    (
        "answer: A table",
        'answer: "A \\u202etable\\x00"',
        "34:21: RIGHT.answer: character U+0000 is not allowed, not as an escape either; remove it",
        "34:21: RIGHT.answer: character U+202E is not allowed, not as an escape either; remove it",
    ),
    (
        "      routing:",
        '      "rou\\x1b[31mting":',
        '23:7: sections.requests.rows."rou\\u001b[31mting": character U+001B is not '
        "allowed, not as an escape either; remove it",
        '23:7: sections.requests.rows."rou\\u001b[31mting": must be lower-case words '
        "joined by hyphens, such as path-parameters",
    ),
    (
        "answer: A table",
        "answer: A table\n            answer: Twice",
        "35:13: RIGHT.answer: the same key is on line 34; remove one of them",
    ),
    (
        "answer: A table",
        "answer: &a A table\n            note: *a\n            since: !!python/object:os.system ls",
        *(
            "34:21: anchors and aliases (a) are not allowed; if it is text, put it in quotes",
            "35:19: anchors and aliases (a) are not allowed; if it is text, put it in quotes",
            "36:20: tags (tag:yaml.org,2002:python/object:os.system) are not allowed; if it is"
            " text, put it in quotes",
        ),
    ),
    (
        "answer: A table",
        "answer: \x07\u202e\u200b\u3164\ufe01",
        *(
            f"34:{column}: character U+{sign} is not allowed; remove it"
            for column, sign in enumerate(("0007", "202E", "200B", "3164", "FE01"), 21)
        ),
    ),
]
"""What is replaced by what, and what is said then."""


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[2][:60])
def test_a_mistake_is_named_with_place_and_remedy(example: Path, case: tuple[str, ...]) -> None:
    old, new, *said = case
    assert old in GOOD
    assert mistakes(example, GOOD.replace(old, new, 1)) == said


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


def test_byte_order_mark_and_windows_line_ends_are_accepted(example: Path) -> None:
    (example / "data/comparison.yaml").write_bytes(GOOD.replace("\n", "\r\n").encode("utf-8-sig"))
    assert list(load(example).matrix.sections) == ["requests"]


def test_a_no_break_space_inside_a_text_is_accepted(example: Path) -> None:
    (example / "data/comparison.yaml").write_text(GOOD.replace("A table", "A\xa0table"), "utf-8")
    row = load(example).matrix.sections["requests"].rows["routing"]
    assert row.answers["right"].answer == "A\xa0table"


def test_joiners_and_pictures_are_accepted(example: Path) -> None:
    said = "A \U0001f468\u200d\U0001f4bb \u263a\ufe0f"
    (example / "data/comparison.yaml").write_text(GOOD.replace("A table", said), "utf-8")
    assert load(example).matrix.sections["requests"].rows["routing"].answers["right"].answer == said
