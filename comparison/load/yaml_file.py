"""A YAML file as plain data that remembers the place of each value, or as a list of mistakes.

Only text, dates, lists and mappings: what else YAML 1.1 reads into an unquoted word (3.10, 12:30,
no) stays an `Unquoted`, which no field accepts, so that nothing is ever converted in silence.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path as File
from typing import Any

import yaml

from comparison.load import encoding
from comparison.load.errors import (
    EMPTY,
    MOST,
    Invalid,
    Mistake,
    Path,
    Unquoted,
    dotted,
    shown,
    too_many,
)

MAX_DEPTH = 20
MAX_VALUES = 400_000
"""Keys and values, twice those of a thousand rows of ten columns; a file can hold millions."""
TEXT, DATE, NULL, MERGE = (
    f"tag:yaml.org,2002:{tag}" for tag in ("str", "timestamp", "null", "merge")
)
READ_OTHERWISE = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|[yYnN]")
"""What is text here and none elsewhere: numbers of YAML 1.2, as editors read it (08, 1e3), and the
short words for true and false of YAML 1.1: https://yaml.org/spec/1.2.2/#1032-tag-resolution,
https://yaml.org/type/bool.html."""
COMMENT = re.compile(r"\s+#")
CONFLICT = re.compile(r"^(<{7}|={7}|\|{7}|>{7})(?= |$)", re.MULTILINE)
"""What git writes at the beginning of a line where two sides changed the same lines."""
CONFLICTING = (
    "this is a conflict marker of git; keep the right lines between the markers, not these"
)
BLANK = "[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
OTHER_BLANK = re.compile(
    rf"^( *| *(?:- +)*-| *(?:- +)*[a-z0-9-]+: *)({BLANK})",
    re.MULTILINE,
)
"""A blank that YAML takes for a letter, where only spaces do: at the beginning of a line, behind a
key or behind the hyphen of a list."""
KEY_BEGINS = re.compile(r"\n( *)(?:- +)?[a-z][a-z0-9-]*:(?=\s)")
"""A line that begins as one with a key does."""
HYPHEN_BEGINS = re.compile(r"\n *- ")
Place = tuple[int, int]
"""Line and column, both from 1."""

REMEDIES = {
    "mapping values are not allowed": 'a text with ": " in it must be in quotes',
    "cannot start any token": "begin a text with this character only in quotes",
    "alphabetic or numeric character": "a text that begins with * or & must be in quotes",
    "unknown escape character": "write \\\\ for a backslash, or use single quotes",
    "block sequence entries are not allowed": "a text that begins with - must be in quotes",
    "mapping keys are not allowed": "a text that begins with ? must be in quotes",
    "block scalar": "a text that begins with | or > must be in quotes",
    "found a tab": "indent with spaces, not with tabs",
    "did not find expected key": "check the indentation and the quotes of this block",
    "did not find expected '-' indicator": "every line of this list must begin with `- `",
    "could not find expected ':'": "write `key: value`; put a long text in quotes",
    "did not find expected ',' or": "close the bracket, or put the text in quotes",
    "unexpected end of stream": "close the quotes",
    "expected <document start>": "nothing may stand after the line ...; remove that line",
    "incompatible YAML document": "remove the line %YAML",
}
"""What to do about the syntax errors that libyaml reports."""


COLONS = {
    r"( *(?:- +)?[a-z][\w-]*)(\uff1a|\ufe55|\ufe13|\u2236|\ua789)": (
        "{} is another character than the colon; type :"
    ),
    r"( *(?:- +)?[a-z][\w-]*:)([^\s:/\w][^\s]*|\w+(?=\s|$))": "write a space after the colon",
    r"( *(?:- +)?[a-z][\w-]*: +)([\u2018-\u201f\xab\xbb])": '{} is not a straight quote; type "',
    r"( *)([a-z][\w-]*) *$": "write {}: with a colon",
}
"""How lines look that make YAML stumble over a colon, and what to do; it notices a line later."""
OPEN_QUOTE = "the quote that opens here is not closed on this line"
OTHER_LIST = (
    'this "- " is indented differently from those above; give every "- " of the list the same'
    " indentation"
)
SWALLOWED = (
    'the next lines begin with "- " too but are indented differently, so they became part of this'
    ' text; give every "- " of the list the same indentation'
)


@dataclass
class Document:
    """What a YAML file says: `data`, the places of its keys and values, and the mistakes so far."""

    file: str
    data: object = None
    keys: dict[Path, Place] = field(default_factory=lambda: {(): (1, 1)})
    values: dict[Path, Place] = field(default_factory=lambda: {(): (1, 1)})
    mistakes: list[Mistake] = field(default_factory=list)
    reported: set[Path] = field(default_factory=set)
    """The paths of what is wrong in itself: no sense is looked for in it."""

    def copy(self) -> "Document":
        """Return the same document, to report more mistakes in it."""
        return replace(self, mistakes=[*self.mistakes], reported={*self.reported})

    def report(self, path: Path, problem: str, place: Place | None = None) -> None:
        """Add a mistake about the value at path, placed at the deepest key that exists."""
        known = path
        while known not in self.keys:
            known = known[:-1]
        exact = self.values if known == path else self.keys
        self.mistakes.append(Mistake(self.file, *(place or exact[known]), dotted(path), problem))
        self.reported.add(path)
        if len(self.mistakes) == MOST:
            raise Invalid([too_many(self.file), *self.mistakes])


def read(file: File, name: str) -> Document:
    """Return the document in a file; name is how mistakes call it; raises Invalid as parse()."""
    return _parse(encoding.read(file, name), name)


def parse(raw: bytes, name: str) -> Document:
    """Return the document in a file's bytes; name is how mistakes call it.

    Raises Invalid for what makes the rest unreadable: encoding, forbidden characters, syntax,
    nesting, aliases; and for too many mistakes. Other mistakes are in the document, to be reported
    with those found later.
    """
    return _parse(encoding.decoded(raw, name), name)


def located(content: str, name: str) -> Document:
    """Return the document in JSON, to report mistakes at their places; without them in no YAML."""
    document = Document(name)
    with suppress(yaml.YAMLError, Invalid):
        _refuse_structure(content, document)
        if root := yaml.compose(content, Loader=yaml.CSafeLoader):
            _Construction(document, content).value(root, ())
    return replace(document, mistakes=[], reported=set())


def _parse(content: str, name: str) -> Document:
    document = Document(name)
    _refuse_lines(content, document)
    try:
        _refuse_structure(content, document)
        root = yaml.compose(content, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise Invalid(
            [_open_quote(error, content, name) or _syntax(error, content, name)]
        ) from None
    if root is None:
        raise Invalid([Mistake(name, 1, 1, "", "the file is empty; restore its content")])
    _refuse_glued_comments(content, document)
    document.data = _Construction(document, content).value(root, ())
    return document


def _refuse_lines(content: str, document: Document) -> None:
    """Refuse lines that no file of data has, and say why before YAML says something else."""
    for match in CONFLICT.finditer(content):
        document.report((), CONFLICTING, _place_at(content, match.start()))
    for match in OTHER_BLANK.finditer(content) if re.search(BLANK, content) else ():
        where = "the text begins" if match[1].strip() else "this line begins"
        name = f"{unicodedata.name(match[2]).lower()} (U+{ord(match[2]):04X})"
        article = "an" if name[0] in "eio" else "a"
        problem = f"{where} with {article} {name}, often copied from a web page; type spaces"
        document.report((), problem, _place_at(content, match.start(2)))
    if document.mistakes:
        raise Invalid(document.mistakes)


def _refuse_structure(content: str, document: Document) -> None:
    """Refuse what could hurt before anything is built: depth, size, aliases, tags, documents."""
    depth = documents = values = 0
    for event in yaml.parse(content, Loader=yaml.CSafeLoader):
        values += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if too_much := _too_much(depth, values, documents):
            document.report((), too_much, _place(event))
            break
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor or tag:
            name = f"tags ({shown(tag)})" if tag else f"anchors and aliases ({shown(str(anchor))})"
            problem = f"{name} are not allowed; if it is text, put it in quotes"
            document.report((), problem, _place(event))
    if document.mistakes:
        raise Invalid(document.mistakes)


def _too_much(depth: int, values: int, documents: int) -> str:
    """Return what a file has too much of, nothing if it may go on."""
    if depth > MAX_DEPTH:
        return f"is nested more than {MAX_DEPTH} levels deep"
    if values > MAX_VALUES:
        return f"has more than {MAX_VALUES} keys and values; make it smaller"
    return "begins a second document; remove the line ---" if documents > 1 else ""


def _refuse_glued_comments(content: str, document: Document) -> None:
    """Report each comment that begins right behind a comma, bracket or quote: it may be text."""
    if not re.search(r"[\[\]{},:\"']#", content):  # most often; to scan takes as long as to parse
        return
    for token, following in pairwise(yaml.scan(content, Loader=yaml.CSafeLoader)):
        between = content[token.end_mark.index : following.start_mark.index]
        if between.startswith("#") and token.end_mark.column:
            place = (token.end_mark.line + 1, token.end_mark.column + 1)
            problem = "a comment begins here; put a space before #, or the whole text in quotes"
            document.report((), problem, place)


def _open_quote(error: yaml.MarkedYAMLError, content: str, name: str) -> Mistake | None:
    """Return the mistake where a quote opens that swallowed lines, if YAML noticed it by that."""
    mark = error.problem_mark
    if not mark:
        return None
    opens = error.context_mark if "end of stream" in str(error.problem) else None
    brackets: list[yaml.Token] = []
    try:
        for token in yaml.scan(content, Loader=yaml.CSafeLoader):
            if isinstance(token, yaml.FlowMappingStartToken | yaml.FlowSequenceStartToken):
                brackets.append(token)
            if isinstance(token, yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken):
                brackets = brackets[:-1]
            quoted = isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')
            if quoted and token.start_mark.line < token.end_mark.line >= mark.line - 1:
                opens = opens or token.start_mark
    except yaml.MarkedYAMLError:
        pass  # the same error
    if not opens:
        return None
    noticed = f"YAML noticed at {mark.line + 1}:{mark.column + 1}"
    bracket = next((token.start_mark for token in brackets if token.start_mark), opens)
    if bracket.line < opens.line:
        problem = f"the {content[bracket.index]} that opens here is not closed ({noticed})"
        return Mistake(name, bracket.line + 1, bracket.column + 1, "", problem)
    return Mistake(name, opens.line + 1, opens.column + 1, "", f"{OPEN_QUOTE} ({noticed})")


def _syntax(error: yaml.MarkedYAMLError, content: str, name: str) -> Mistake:
    reason = error.problem or str(error)
    left_open = re.search(r"expected ',' or|expected ':'", reason)
    mark = (left_open and error.context_mark) or error.problem_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if mark and _rest(content, mark).startswith("\t"):
        return Mistake(name, *place, "", "not YAML: this is a tab; indent with spaces")
    if mark and "expected key" in reason and _rest(content, mark).startswith("- "):
        return Mistake(name, *place, "", f"not YAML: {OTHER_LIST}")
    if mark and "mapping values" in reason and (cause := _colon(content, mark.line)):
        return Mistake(name, *cause[:2], "", cause[2])
    remedies = (remedy for part, remedy in REMEDIES.items() if part in reason)
    problem = f"not YAML: {reason}; {next(remedies, 'check indentation and quotes around here')}"
    return Mistake(name, *place, "", problem)


def _colon(content: str, line: int) -> tuple[int, int, str] | None:
    """Return the place and the cause of a colon where YAML expects none, in the line, counted from
    0, or in the one above.
    """
    above, here = ["", *content.split("\n")][line : line + 2]
    for number, text_of_line in ((line, above), (line + 1, here)):
        for pattern, problem in COLONS.items():
            if match := re.match(pattern, text_of_line):
                return number, match.start(2) + 1, problem.format(shown(match[2]))
    indented = len(here) - len(here.lstrip()) > len(above) - len(above.lstrip())
    if indented and re.match(r" *(?:- +)?[\w-]+: +[^\s\"'\[{|>]", above):
        problem = "this line is indented less than the next one; give both the same indentation"
        return line, len(above) - len(above.lstrip()) + 1, problem
    return None


class _Construction:
    """Builds the data of a document from its nodes, and notes places and mistakes on the way."""

    def __init__(self, document: Document, content: str) -> None:
        self.document = document
        self.content = content
        self.lines = [*content.split("\n"), ""]  # what is empty at the end ends behind it

    def value(self, node: yaml.Node, path: Path) -> object:
        self.document.values[path] = _place(node)
        self.document.keys.setdefault(path, _place(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(node, path) if isinstance(node, yaml.ScalarNode) else None

    def pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, object]]:
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                problem = "a key must be one word, not a list or a mapping"
                self.document.report(path, problem, _place(key))
                continue
            inner = (*path, key.value)
            if inner in self.document.keys:
                first = self.document.keys[inner][0]
                problem = f"the same key is on line {first}; remove one of them"
                self.document.report(inner, problem, _place(key))
                continue
            self.document.keys[inner] = place = _place(key)
            self.visible(key, inner)
            if key.tag == MERGE:
                self.document.report(inner, "merge keys are not allowed; write the keys out", place)
            elif not _is_text(key):
                problem = f'a key must be text; quote it: "{shown(key.value)}"'
                self.document.report(inner, problem, place)
            yield key.value, self.value(value, inner)

    def visible(self, node: yaml.ScalarNode, path: Path) -> None:
        """Report what an escape such as \\u202e hides in a text in quotes."""
        for _, name in encoding.invisible(node.value) if node.style == '"' else ():
            problem = f"character {name} is not allowed, not as an escape either; remove it"
            self.document.report(path, problem, _place(node))

    def swallows(self, quoted: str, path: Path) -> bool:
        """Tell whether lines of a text in quotes are keys beside or above its own."""
        line, column = self.document.keys[path]
        if self.lines[line - 1][: column - 1].strip(" -"):
            return False  # inside brackets, where lines may begin anywhere
        own = column - (3 if path and isinstance(path[-1], int) else 1)
        return any(len(match[1]) <= own for match in KEY_BEGINS.finditer(quoted))

    def scalar(self, node: yaml.ScalarNode, path: Path) -> object:
        line, column = self.lines[node.end_mark.line], node.end_mark.column
        if node.tag == TEXT and not node.style and COMMENT.match(line, column):
            problem = "the text ends where ` #` begins a comment; put the whole text in quotes"
            self.document.report(path, problem)
        source = self.content[node.start_mark.index : node.end_mark.index]
        if node.style in ("'", '"') and self.swallows(source, path):
            self.document.report(path, OPEN_QUOTE)
        if not node.style and HYPHEN_BEGINS.search(source):
            self.document.report(path, SWALLOWED)
        self.visible(node, path)
        if node.tag == NULL:
            self.document.report(path, EMPTY)
            return None
        if node.tag == DATE and re.fullmatch(r"\d{4}-\d\d-\d\d", node.value):
            try:
                return datetime.date.fromisoformat(node.value)
            except ValueError:
                return Unquoted(node.value)
        return str(node.value) if _is_text(node) else Unquoted(node.value)


def _is_text(node: yaml.ScalarNode) -> bool:
    return node.tag == TEXT and bool(node.style or not READ_OTHERWISE.fullmatch(node.value))


def _rest(content: str, mark: Any) -> str:
    """Return what stands on its line from a mark on; the end of a file has no line."""
    return "".join(content.split("\n")[mark.line : mark.line + 1])[mark.column :]


def _place_at(content: str, index: int) -> Place:
    return content.count("\n", 0, index) + 1, index - content.rfind("\n", 0, index)


def _place(part: yaml.Node | yaml.Event) -> Place:
    mark = part.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
