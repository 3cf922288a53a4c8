"""Read a generated JSON file as its record, or say where it is not as it was written."""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path as File
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from comparison.load import encoding, yaml_file
from comparison.load.errors import Finding, Invalid, Mistake, Path
from comparison.model.fields import PATTERNS

MAX_DEPTH = 20
RESTORE = "restore the file, or run"
DIGITS = 20
"""More than any number has that was written; Python takes long for very long ones."""
AnyModel = TypeVar("AnyModel", bound=BaseModel)


class _Object(dict[str, Any]):
    """A JSON object, and the keys that stand in it more than once."""

    twice: list[str]


def read(
    file: File,
    name: str,
    kind: type[AnyModel],
    writer: str,
    misfits: Callable[[AnyModel], Iterable[Finding]] = lambda _: (),
    controls: bool = False,
) -> AnyModel:
    """Return the record in a JSON file; name is how mistakes call the file.

    writer: what writes the file again, such as "make bench"; misfits: yields what no type can say;
    controls: whether texts may hold control characters. Raises Invalid with every mistake.
    """
    content = encoding.read(file, name)
    findings = list(_wrong(_parsed(content, name, writer), (), controls))
    try:
        record = kind.model_validate_json(content, strict=True)
        findings += misfits(record) if not findings else []
    except ValidationError as error:
        known = {path for path, _ in findings}
        findings += [
            (detail["loc"], _plain(detail))
            for detail in error.errors(include_input=False)
            if detail["loc"] not in known
        ]
    if findings:
        document = yaml_file.located(content, name)
        for path, problem in findings:
            document.report(path, f"{problem}; {RESTORE} {writer}")
        raise Invalid(document.mistakes)
    return record


def _parsed(content: str, name: str, writer: str) -> object:
    def refused(line: int, column: int, problem: str) -> Invalid:
        return Invalid([Mistake(name, line, column, "", f"{problem}; {RESTORE} {writer}")])

    try:
        return json.loads(content, object_pairs_hook=_pairs, parse_int=_int)
    except json.JSONDecodeError as error:
        problem = f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise refused(error.lineno, error.colno, problem) from None
    except RecursionError:
        raise refused(1, 1, f"is nested more than {MAX_DEPTH} levels deep") from None


def _pairs(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    seen: set[str] = set()
    made.twice = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
    return made


def _int(digits: str) -> float:
    return int(digits) if len(digits) <= DIGITS else math.inf


def _wrong(value: object, path: Path, controls: bool) -> Iterator[Finding]:
    """Yield what JSON or a reader cannot bear, whatever the record."""
    if len(path) > MAX_DEPTH:
        yield path, f"is nested more than {MAX_DEPTH} levels deep"
    elif isinstance(value, _Object):
        yield from (((*path, key), "the same key is here twice") for key in value.twice)
        for key, inner in value.items():
            yield from _hidden(key, (*path, key), controls)
            yield from _wrong(inner, (*path, key), controls)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _wrong(inner, (*path, index), controls)
    elif isinstance(value, float) and not math.isfinite(value):
        yield path, "is not a number that JSON can hold"
    elif isinstance(value, str):
        yield from _hidden(value, path, controls)


def _hidden(content: str, path: Path, controls: bool) -> Iterator[Finding]:
    for _, sign in encoding.invisible(content):
        if not (controls and int(sign[2:], 16) < 32):
            yield path, f"character {sign} is not allowed, not as an escape either"


def _plain(detail: Any) -> str:
    """Return in a few words what one of Pydantic's errors says."""
    if detail["type"] == "string_pattern_mismatch":
        return PATTERNS[detail["ctx"]["pattern"]]
    message = detail["msg"].removeprefix("Value error, ")
    short = {"missing": "missing", "extra_forbidden": "unknown key"}.get(detail["type"])
    return short or re.sub("^(Input|String|Tuple) should", "must", message)[:200]
