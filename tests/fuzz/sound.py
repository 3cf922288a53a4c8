"""What must hold of every file, refused or accepted, found without the loader's own code."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from comparison.load.errors import Invalid
from comparison.model.fields import Record

MOST = 501
"""Mistakes in one answer; more than anybody reads."""
LONGEST = 1_500
"""Signs of one mistake with its path."""
INTERNAL = re.compile(r"Unquoted\(|Traceback|<class|object at 0x|Input should|Error\b")
"""What would be said to programmers of this package, and to nobody else."""
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Controls, what reorders text (https://trojansource.codes), and what shows nothing."""
NO_TEXT = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    r"|(?i:y|n|yes|no|on|off)"
)
"""What YAML 1.2 does not read as text, and what YAML 1.1 reads as true or false:
https://yaml.org/spec/1.2.2/#1032-tag-resolution, https://yaml.org/type/bool.html."""
HOST = r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]+)?(?=[/?#]|$)"
BY_FRAMEWORK = ("answers", "terms", "words", "reasons", "since", "proof", "serve", "absent")
"""What has a part for each framework, where it has parts."""
BY_EACH = ("answers", "words", "reasons")
"""Of these, what has one for every framework."""
SMALL = 20_000
"""Signs that the slow parser, which shares no code with the fast one, reads in no time."""


def refused(folder: Path, invalid: Invalid) -> None:
    """Assert that a refusal helps: every mistake has a place that exists, and one short line."""
    assert 0 < len(invalid.mistakes) <= MOST, len(invalid.mistakes)
    assert len(set(invalid.mistakes)) == len(invalid.mistakes)
    lines: dict[str, list[str]] = {}
    for mistake in invalid.mistakes:
        if mistake.file not in lines:
            lines[mistake.file] = lined((folder / mistake.file).read_bytes())
        here = lines[mistake.file]
        said = str(mistake)
        assert said.isprintable(), f"not one printable line: {said[:200]!r}"
        assert len(said) <= LONGEST, f"{len(said)} signs: {said[:200]}"
        assert mistake.what.strip(), said
        assert not INTERNAL.search(mistake.what), said
        assert 1 <= mistake.line <= len(here), f"there are {len(here)} lines: {said}"
        assert 1 <= mistake.column <= len(here[mistake.line - 1]) + 1, f"no such column: {said}"


def lined(content: bytes) -> list[str]:
    """Return the lines of a file, and the one behind it, where the end of a text is missed."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    return [*text.replace("\r\n", "\n").split("\n"), ""]


def accepted(
    content: bytes, record: Record, schema: dict[str, Any], known: dict[str, set[str]]
) -> None:
    """Assert that an accepted file says to anybody what the record says, and nothing in secret.

    schema: what editors check the file with; known: per kind of name, those that there are.
    """
    text = content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    assert not HIDDEN.search(text), HIDDEN.search(text)
    fast = len(text) > SMALL or "\t" in text  # the slow parser knows no tabs between words
    loader = yaml.CSafeLoader if fast else yaml.SafeLoader
    _plain(text, loader)
    data = yaml.load(text, Loader=loader)
    assert data == said(record), "the record is not what the file says"
    jsonschema.validate(json.loads(json.dumps(data, default=str)), schema)
    _fits(data, known)


def said(record: Record) -> Any:
    """Return what a file says according to its record, as a YAML parser would."""
    return _unfilled(record.model_dump(exclude_unset=True))


def _unfilled(value: Any) -> Any:
    """Return data without the texts of facts and figures, which the loader fills in."""
    if isinstance(value, list):
        return [_unfilled(one) for one in value]
    if not isinstance(value, dict):
        return value
    filled = {"fact", "measure"} & value.keys()
    return {key: _unfilled(one) for key, one in value.items() if not (filled and key == "answer")}


def _plain(text: str, loader: Any) -> None:
    """Assert that there is one document of text, dates, lists and mappings, no key twice."""
    events = list(yaml.parse(text, Loader=loader))
    for event in events:
        assert not getattr(event, "anchor", None) and not getattr(event, "tag", None), event
    assert sum(isinstance(event, yaml.DocumentStartEvent) for event in events) == 1
    nodes: list[Any] = [yaml.compose(text, Loader=loader)]
    while nodes:
        node = nodes.pop()
        assert node.tag.rpartition(":")[2] in ("str", "timestamp", "seq", "map"), node
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert all(isinstance(key, str) for key in keys), f"key of many words: {keys}"
            assert len(set(keys)) == len(keys), f"key twice: {keys}"
            nodes += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
        else:
            assert not HIDDEN.search(node.value), node
            assert node.style or not NO_TEXT.fullmatch(node.value), node
            cut = re.match(r"[ \t]+#", text[node.end_mark.index :][:80])
            assert node.style or not cut or node.tag.endswith("timestamp"), f"cut off: {node}"


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key inside data with what it holds, however deep."""
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from walk(one)
    if isinstance(value, dict):
        yield from value.items()


def _fits(data: Any, known: dict[str, set[str]]) -> None:
    """Assert that names lead to what there is, and that answers have sources."""
    for key, value in walk(data):
        if key in known and not isinstance(value, dict):
            names = value if isinstance(value, list) else [value]
            assert known[key].issuperset(names), f"{key}: {value}"
        if key in BY_FRAMEWORK and isinstance(value, dict):
            assert known["frameworks"].issuperset(value), f"{key}: {value}"
            assert key not in BY_EACH or len(value) == len(known["frameworks"]), f"{key}: {value}"
        if key in ("sources", "home", "address"):
            addresses = value if isinstance(value, list) else [value]
            assert len({*addresses}) == len(addresses)
            for address in addresses:
                assert re.match(HOST, address), address
        if key in ("sections", "criteria", "tasks", "claims", "articles", "entries", "situations"):
            for name in value:
                assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), name
    for answer in answers(data):
        free = answer.get("level") in ("unknown", "not applicable")
        assert answer.get("note") if free else True, answer
        assert free or "answer" not in answer or answer.get("sources"), answer


def answers(data: Any) -> list[dict[str, Any]]:
    """Return every answer of a matrix; none of what is none."""
    return [answer for key, one in walk(data) if key == "answers" for answer in one.values()]
