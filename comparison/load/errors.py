"""What is wrong with a file, where, and what to write instead: one line per mistake."""

import datetime
import json
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any

from comparison.model.fields import PATTERNS

Path = tuple[str | int, ...]
"""The keys and list positions that lead from the top of a document to a value."""
Finding = tuple[Path, str]
"""The path of a value in a file, and what is wrong there."""

MOST = 500
"""Mistakes that are said of a file at once."""
LONG = 80
"""Characters that are shown of a name; most names may have fewer."""
NEAR = 300
"""Names that an unknown one is compared with; each takes up to a tenth of a millisecond."""
EMPTY = "is empty; write a value, or remove the key"


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake, printed as file:line:column: where: what; lines and columns count from 1."""

    file: str
    line: int
    column: int
    where: str
    what: str

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}:{self.column}: {where}{self.said}"

    @property
    def said(self) -> str:
        """What is wrong, as one printable line, whatever it repeats of the file."""
        return "".join(sign if sign.isprintable() else escaped(sign) for sign in self.what)


def escaped(sign: str) -> str:
    """Return a character as Python would write it: \\u200c."""
    return sign.encode("unicode_escape").decode()


def annotation(mistake: Mistake) -> str:
    """Return the line that makes GitHub show a mistake at its place in a pull request.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
    """
    escapes = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
    separators = str.maketrans({":": "%3A", ",": "%2C"})
    text = f"{mistake.where}: {mistake.said}" if mistake.where else mistake.said
    file = mistake.file.translate(escapes).translate(separators)
    place = f"file={file},line={mistake.line},col={mistake.column}"
    return f"::error {place}::{text.translate(escapes)}"


def annotated(mistakes: Collection[Mistake]) -> str:
    """Return a line for each mistake that shows it in a pull request; nothing elsewhere."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return ""
    return "".join(f"{annotation(mistake)}\n" for mistake in mistakes)


def too_many(file: str) -> Mistake:
    """Return what is said first of a file with more mistakes than are said at once."""
    return Mistake(file, 1, 1, "", f"has more than {MOST} mistakes; fix these first")


class Invalid(Exception):
    """Files that cannot be used; `mistakes` holds every reason, file by file as they were given,
    in the order of each file.
    """

    def __init__(self, mistakes: Collection[Mistake]) -> None:
        files = list(dict.fromkeys(mistake.file for mistake in mistakes))
        self.mistakes = sorted(
            set(mistakes), key=lambda mistake: (files.index(mistake.file), mistake)
        )
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(frozen=True)
class Unquoted:
    """A plain YAML scalar that YAML does not read as text: 3.10, 12:30, no."""

    text: str


def dotted(path: Path) -> str:
    """Return the path as it is printed: sections.requests.rows.validation.sources[0]."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def shown(name: str) -> str:
    """Return a name from the file so that it is short, on one line, and harmless to a terminal."""
    short = name if len(name) <= LONG else f"{name[: LONG - 1]}…"
    return short if short.isprintable() else json.dumps(short)


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Return the remedy for an unknown name: the nearest known one, else the first of them."""
    among = list(islice(known, NEAR))
    near = get_close_matches(name, among, n=1) if len(name) <= LONG else []
    if near:
        return f'did you mean "{shown(near[0])}"?'
    names = [shown(name) for name in among[:20]] + ["…"] * (len(among) > 20)
    return f"known: {', '.join(names) or 'none'}"


def explain(error: Any, known: Callable[[Path], Collection[str]]) -> str:
    """Return in plain words what one pydantic error (ErrorDetails) says, and the remedy.

    known: tells which keys the record at a path may have.
    """
    kind, value = error["type"], error["input"]
    context = {"key": dotted(error["loc"][-1:]), **error.get("ctx", {})}
    if kind == "missing":
        return "missing"
    if kind == "extra_forbidden":
        meant = did_you_mean(str(error["loc"][-1]), known(error["loc"][:-1]))
        block = "; or is its block indented wrongly?" if isinstance(value, dict) else ""
        return f"unknown key; {meant}{block}"
    if value is None:
        return EMPTY
    if kind == "value_error":
        return str(context["error"])
    remedy = REMEDIES.get(kind, str(error["msg"]))
    return remedy if isinstance(remedy, str) else remedy(value, context)


def _text(value: object, _: dict[str, Any]) -> str:
    if isinstance(value, Unquoted | datetime.date):
        return f'must be text; quote it: "{shown(getattr(value, "text", str(value)))}"'
    return f"must be text, not a {'list' if isinstance(value, list) else 'mapping'}"


def _choice(value: object, context: dict[str, Any]) -> str:
    names = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    if isinstance(value, list | dict):
        return f"must be one of: {', '.join(names)}"
    if isinstance(value, Unquoted) and value.text in names:
        return _text(value, context)
    name = str(getattr(value, "text", value))
    return f'there is no {context["key"]} "{shown(name)}"; {did_you_mean(name, names)}'


REMEDIES: dict[str, str | Callable[[Any, dict[str, Any]], str]] = {
    "string_type": _text,
    "string_pattern_mismatch": lambda _, context: PATTERNS[context["pattern"]],
    "string_too_long": lambda value, context: (
        f"has {len(value)} characters, at most {context['max_length']} are allowed; shorten it"
    ),
    "enum": _choice,
    "dict_type": "must be a mapping: lines of `key: value`, indented by two more spaces",
    "model_type": "must be a mapping: lines of `key: value`, indented by two more spaces",
    "tuple_type": "must be a list; begin each line with `- `",
    "too_short": "is empty; write at least one",
    "too_long": lambda value, context: (
        f"has {len(value)} entries, at most {context['max_length']} are allowed; remove some"
    ),
    "date_type": "must be a date, such as 2026-11-21",
    "date_from_datetime_parsing": "must be a date, such as 2026-11-21",
}
"""What to say for each kind of error in https://docs.pydantic.dev/latest/errors/validation_errors/."""
