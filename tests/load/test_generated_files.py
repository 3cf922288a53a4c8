"""A generated file that is missing, or that nobody generated so, is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.example import EXCHANGE, GOOD, OUTCOME, PROBE
from tests.refused import mistakes

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


TRIED = {"newest": "2.0", "looked": "2026-11-20", "whole": {"1.0": "2025-01-02"}}


@pytest.mark.parametrize(
    ("frameworks", "said"),
    {
        "not tried": (
            {"left": {**TRIED, "others": {"hello::test_greets": {"2.0": "held"}}}},
            ".left.others.hello::test_greets: names a release that was not tried",
        ),
        "an outcome": (
            {"left": {**TRIED, "others": {"hello::test_greets": {"1.0": "maybe"}}}},
            ".left.others.hello::test_greets.1.0: must be",
        ),
        "a framework": ({"lift": TRIED}, ': there is no framework lift; did you mean "left"?'),
    }.values(),
)
def test_releases_that_nobody_tried_are_refused(
    example: Path, frameworks: object, said: str
) -> None:
    (example / "data/releases.json").write_text(json.dumps({"frameworks": frameworks}))
    (mistake,) = mistakes(example, GOOD)
    assert mistake.startswith("data/releases.json:1:")
    assert f": frameworks{said}" in mistake
    assert mistake.endswith("; restore the file, or run make releases")


def test_what_an_exchange_hides_is_refused(example: Path) -> None:
    exchanges = example / "snippets/hello/exchanges.json"
    exchanges.write_text(exchanges.read_text().replace("It greets", "It \\u2067greets", 1))
    assert mistakes(example, GOOD) == [
        "snippets/hello/exchanges.json:1:165: exchanges[0].shows.left: character U+2067 is not"
        " allowed, not as an escape either; restore the file, or run make record TASK=hello",
    ]


OUTCOMES = "probes/outcomes.json"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            {},
            f"probes/test_routing.py:1:1: has no outcome in {OUTCOMES};"
            " run make record ROW=routing",
        ),
        (
            {"routing": OUTCOME, "gone": OUTCOME},
            f"{OUTCOMES}:1:1: rows.gone: probes/test_gone.py is missing; add the file, or run make"
            " record",
        ),
        (
            {"routing": OUTCOME | {"tests": {"test_routes": PROBE | {"frameworks": ["lift"]}}}},
            f"{OUTCOMES}:1:1: rows.routing: there is no framework lift; did you mean"
            ' "left"?; restore the file, or run make record',
        ),
        (
            {"routing": OUTCOME | {"tests": {"test_routes": PROBE | {"shows": ""}}}},
            f"{OUTCOMES}:1:114: rows.routing.tests.test_routes.shows: is blank; write a text;"
            " restore the file, or run make record",
        ),
    ],
)
def test_outcomes_that_are_not_those_of_the_probes_are_refused(
    example: Path, rows: object, said: str
) -> None:
    (example / OUTCOMES).write_text(json.dumps({"rows": rows}))
    assert mistakes(example, GOOD) == [said]
