"""The schemas explain every key to editors, and refuse what the check refuses where they can."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from comparison.load.schemas import of_files
from tests.example import CLAIMS, GOOD, QUESTIONS, SITUATIONS, WORDS

SCHEMAS = of_files()
FILES = {
    "comparison": GOOD,
    "claims": CLAIMS,
    "dictionary": WORDS,
    "questions": QUESTIONS,
    "situations": SITUATIONS,
}


def inside(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every mapping inside a schema with the way to it."""
    if isinstance(schema, dict):
        yield path, schema
    parts = schema.items() if isinstance(schema, dict) else enumerate(schema)
    for name, part in parts:
        if isinstance(part, dict | list):
            yield from inside(part, f"{path}/{name}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_explained(name: str) -> None:
    known = SCHEMAS[name].get("$defs", {})
    for path, part in inside(SCHEMAS[name]):
        keys = part.get("properties", {}) | part.get("patternProperties", {})
        for key, value in keys.items():
            target = known.get(value.get("$ref", "").rpartition("/")[2], {})
            assert value.get("description") or target.get("description"), f"{path}: {key}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_choice_is_explained_and_every_pattern_has_its_remedy(name: str) -> None:
    for path, part in inside(SCHEMAS[name]):
        if isinstance(part.get("enum"), list):
            assert len(part["enumDescriptions"]) == len(part["enum"]), path
        if isinstance(part.get("pattern"), str):
            assert part["patternErrorMessage"], path


@pytest.mark.parametrize("name", SCHEMAS)
def test_unknown_keys_are_refused_at_every_depth(name: str) -> None:
    for path, part in inside(SCHEMAS[name]):
        if "properties" in part or "patternProperties" in part:
            sides = {"$ref": "#/$defs/Statement"} if path == "/$defs/Detail" else False
            assert part["additionalProperties"] == sides, path


def refused(name: str, text: str) -> list[str]:
    """Return the places that the schema of a file refuses in a text, read as editors read it."""
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    validator = jsonschema.Draft202012Validator(
        SCHEMAS[name], format_checker=jsonschema.FormatChecker()
    )
    return [error.json_path.rpartition("rows.")[2] for error in validator.iter_errors(data)]


RIGHT = "routing.answers.right"
WRONG = {
    "misspelt key": ("answer: A table", "anwser: A table", [RIGHT, RIGHT]),
    "missing question": ("        asks: How is a route written?\n", "", ["routing"]),
    "missing answer": ("            answer: A table\n", "", [RIGHT]),
    "unknown level": ("level: third-party", "level: thrid-party", [f"{RIGHT}.level"]),
    "unquoted version": ('"3.10"', "3.10", ["$.frameworks.right.checked.version"]),
    "not a date": ("2026-11-21", "soon", ["$.frameworks.left.checked.date"]),
    "text instead of a list": ("tasks: [hello]", "tasks: hello", ["routing.tasks"]),
    "nothing": ("title: Routing", "title:", ["routing.title"]),
    "blank": ("title: Routing", 'title: " "', ["routing.title"]),
    "too long": ("answer: A table", "answer: " + "x" * 161, [f"{RIGHT}.answer"]),
    "no https": ("https://right.example/#", "http://right.example/#", [f"{RIGHT}.sources[0]"]),
    "not deep": ("https://right.example/#routes", "https://a.example/", [f"{RIGHT}.sources[0]"]),
    "at a branch": (
        "https://right.example/#routes",
        "https://right.example/blob/main/app.py",
        [f"{RIGHT}.sources[0]"],
    ),
    "capital letter in a key": (
        "      routing:",
        "      Routing:",
        ["$.sections.requests.rows"],
    ),
    "no port": ("right run --port 8000", "right run", ["$.frameworks.right.develop"]),
    "level that is none": ("level: third-party", "level: unknown", [f"{RIGHT}.level"]),
    "statement without a text": (
        "tasks: [hello]",
        "details: [{about: Order, left: {since: '0.7'}, right: {says: None}}]",
        ["routing.details[0].left"],
    ),
    "side that says no more than a word": (
        "tasks: [hello]",
        "details: [{about: Order, left: None}]",
        ["routing.details[0].left"],
    ),
    "code without a task": ("tasks: [hello]", "code: [login]", ["routing.code[0]"]),
    "proof that is no test": (
        "answer: A table",
        "answer: A table\n            proof: [hello/test_greets]",
        [f"{RIGHT}.proof[0]"],
    ),
}


@pytest.mark.parametrize(("old", "new", "places"), WRONG.values(), ids=WRONG)
def test_an_editor_shows_a_mistake_at_its_place(old: str, new: str, places: list[str]) -> None:
    assert old in GOOD
    assert refused("comparison", GOOD.replace(old, new, 1)) == places


BESIDE = {
    "verdict": ("claims", "verdict: outdated", "verdict: old"),
    "verdict without quotes": ("claims", 'verdict: "false"', "verdict: false"),
    "statement about two": (
        "claims",
        "row: routing\n",
        "row: routing\n        situation: tables\n",
    ),
    "statement about nothing": ("claims", "        row: routing\n", ""),
    "words and none": ("dictionary", "says: Greets", "absent: None.\n        says: Greets"),
    "no words": ("dictionary", "        absent: Nobody greets; use a table.\n", ""),
    "question without a row": ("questions", "rows: [routing]", "rows: []"),
    "reason without a row": ("situations", "rows: [routing]", "rows: []"),
}


@pytest.mark.parametrize(("name", "old", "new"), BESIDE.values(), ids=BESIDE)
def test_an_editor_shows_a_mistake_beside_the_matrix(name: str, old: str, new: str) -> None:
    assert old in FILES[name]
    assert refused(name, FILES[name].replace(old, new, 1))


@pytest.mark.parametrize("name", FILES)
def test_an_editor_shows_no_mistake_where_none_is(name: str) -> None:
    assert refused(name, FILES[name]) == []


def test_a_file_at_a_tag_is_deep() -> None:
    at_a_tag = "https://right.example/o/r/blob/1.0/app.py"
    assert refused("comparison", GOOD.replace("https://right.example/#routes", at_a_tag)) == []
