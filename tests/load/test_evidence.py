"""A statement without evidence or without a counterpart is refused at its place."""

import json
from pathlib import Path

import pytest

from comparison.load.loader import load
from tests.example import FULL, write
from tests.refused import mistakes

DETAILS = "ROW.details"
ORDER = """\
            left: {says: The *first* wins, since: "0.7", sources: ["https://left.example/#v0-7"]}
"""
GREETING = """\
            same: {says: It is `JSON`, proof: ["hello::test_greets"]}
"""
LEFT = "says: The *first* wins, since"
WRONG: dict[str, tuple[str, ...]] = {
    "a side is missing": (
        ORDER,
        "",
        f"45:13: {DETAILS}[0].left: missing; write what it says of this framework,"
        " or none: why, with looked",
    ),
    "a side is of nobody": (
        "            left: {says",
        "            lfet: {says",
        f"45:13: {DETAILS}[0].left: missing; write what it says of this framework,"
        " or none: why, with looked",
        f'46:13: {DETAILS}[0].lfet: there is no framework lfet; did you mean "left"?',
    ),
    "the aspect is misspelt": (
        "          - about: Order",
        "          - abuot: Order",
        f"45:13: {DETAILS}[0].about: missing",
        f'45:20: {DETAILS}[0].abuot: unknown key; did you mean "about"?',
    ),
    "no evidence": (
        ', sources: ["https://left.example/#v0-7"]',
        "",
        f"46:13: {DETAILS}[0].left.sources: missing; name a primary source, or a proof",
        f"46:44: {DETAILS}[0].left.since: is shown by nothing; name its heading in a change log"
        " under sources",
    ),
    "nothing is said": (
        "says: The *first* wins, ",
        "",
        f"46:13: {DETAILS}[0].left: needs exactly one of says, none, fact, measure, unknown",
    ),
    "nothing was looked at": (
        ', looked: ["https://right.example/#order"]',
        "",
        f"47:13: {DETAILS}[0].right.looked: missing; name where one would find it"
        " if there were something",
    ),
    "looked at, and said": (
        "none: It has no order",
        "says: It has an order",
        f"47:44: {DETAILS}[0].right.looked: belongs to none; write these under sources",
    ),
    "a run of our own": (
        "says: The *first* wins",
        "says: In our check the first wins",
        f'46:13: {DETAILS}[0].left: "In our check" tells of something that was run;'
        " name its test under proof, or say what the source says",
    ),
    "both alike": (
        "none: It has no order, looked",
        "says: the *first* wins, sources",
        f"47:13: {DETAILS}[0].right: details[0].left has the same text;"
        " say it once, under same if it holds for all",
    ),
    "one aspect twice": (
        "about: Licence",
        "about: order",
        f"50:13: {DETAILS}[2].about: details[0] has the same about; write another one",
    ),
    "of all and of one": (
        GREETING,
        GREETING + "            left: {unknown: Nobody knows}\n",
        f"49:13: {DETAILS}[1].same: holds for every framework; remove it, or their own statements",
    ),
    "a release of all": (
        "same: {says: It is `JSON`,",
        'same: {says: It is `JSON`, since: "0.1",',
        f"49:40: {DETAILS}[1].same.since: is of one framework; write it for each instead of same",
    ),
    "a release that is not yet": (
        'since: "0.7"',
        'since: "7.0"',
        f"46:44: {DETAILS}[0].left.since: is newer than the release that was checked, 1.0",
        f"46:44: {DETAILS}[0].left.since: is shown by nothing; name its heading in a change log"
        " under sources",
    ),
    "a release that nothing shows": (
        "https://left.example/#v0-7",
        "https://left.example/#order",
        f"46:44: {DETAILS}[0].left.since: is shown by nothing; name its heading in a change log"
        " under sources",
    ),
    "a fact that is none": (
        "right: {fact: licence}\n      speed",
        "right: {fact: licens}\n      speed",
        f'52:21: {DETAILS}[2].right.fact: there is no fact licens; did you mean "licence"?',
    ),
    "a test that did not run": (
        'JSON`, proof: ["hello::test_greets"]}',
        'JSON`, proof: ["hello::test_greats"]}',
        f"49:48: {DETAILS}[1].same.proof[0]: no test test_greats of hello is recorded for left;"
        ' did you mean "test_greets"?',
    ),
    "too many statements on one test": (
        ORDER,
        '            left: {says: The first wins, proof: ["hello::test_greets"]}\n',
        f"49:48: {DETAILS}[1].same.proof[0]: proves more than 2 statements; name a test that"
        " shows this one",
    ),
    "code of another task": (
        "code: [hello::app]",
        "code: [alone::app]",
        "28:16: ROW.code[0]: add alone to the tasks of this row",
    ),
    "code that is not there": (
        "code: [hello::app]",
        "code: [hello::ap]",
        '28:16: ROW.code[0]: the programs of hello have no ap; did you mean "app"?',
    ),
    "a column that has half begun": (
        "    name: Left",
        "    name: Left\n    begun: false",
        "4:12: frameworks.left.begun: must be true; remove the line where it is not so",
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, FULL)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "said"), [(a, b, c) for a, b, *c in WRONG.values()], ids=WRONG
)
def test_a_statement_is_refused_at_its_place(
    project: Path, old: str, new: str, said: list[str]
) -> None:
    text = FULL["data/comparison.yaml"]
    assert old in text
    assert mistakes(project, text.replace(old, new, 1)) == said


def test_a_sourced_answer_needs_no_details(project: Path) -> None:
    assert not load(project).matrix.sections["requests"].rows["speed"].details


@pytest.mark.parametrize(("since", "said"), [("0.6", []), ("0.8", ["hold on 0.7, too"])])
def test_a_release_is_the_one_in_which_its_tests_changed(
    project: Path, since: str, said: list[str]
) -> None:
    outcomes = {"0.5": "not held", "0.6": "held", "0.7": "held"}
    tried = {
        "newest": "1.0",
        "looked": "2026-11-20",
        "whole": dict.fromkeys(outcomes, "2026-01-01"),
    }
    record = {"left": tried | {"others": {"hello::test_greets": outcomes}}}
    (project / "data/releases.json").write_text(json.dumps({"frameworks": record}))
    proven = f'since: "{since}", proof: ["hello::test_greets"]}}'
    text = FULL["data/comparison.yaml"].replace('proof: ["hello::test_greets"]}', "unknown: So}")
    text = text.replace("{says: It is `JSON`, unknown: So}", "{unknown: So}")
    text = text.replace('since: "0.7", sources: ["https://left.example/#v0-7"]}', proven)
    if not said:
        (project / "data/comparison.yaml").write_text(text)
        load(project)
        return
    (problem,) = mistakes(project, text)
    assert said[0] in problem
