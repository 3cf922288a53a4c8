"""Whatever a data file holds, it is drawn as it says, or refused with a place; and nothing else."""

import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from comparison.checks import check
from comparison.export import site_files
from comparison.history import diff, permalinks
from comparison.load import yaml_file
from comparison.load.errors import Invalid
from comparison.load.loader import DATA, FILES, load
from comparison.load.schemas import of_files
from comparison.model.fields import Record
from comparison.pages import advice, claims, dictionary, home, rows, sections, tasks
from comparison.pages.page import Page
from tests import strategies
from tests.example import FULL, write
from tests.strategies import File

SITE = "https://a.example/"
LONGEST = 20
"""Seconds of the processor in which the largest file is judged, many times over."""
MOST, WIDEST = 501, 1_500
"""Mistakes of one file, and signs of one; more than anybody reads."""
INTERNAL = re.compile(
    r"Unquoted\(|Traceback|<class|object at 0x|Input should|Error\b|unknown key; known: none"
)
"""What would help nobody but the programmers of this package."""
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e"
    "\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""Controls, what reorders text (https://trojansource.codes), and what shows nothing:
https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point."""
NO_TEXT = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    r"|(?i:y|n|yes|no|on|off)"
)
"""What YAML 1.2 does not read as text, and what YAML 1.1 reads as true or false:
https://yaml.org/spec/1.2.2/#1032-tag-resolution, https://yaml.org/type/bool.html."""
NAMING = {"rows", "row", "tasks", "claims", "claim", "against", "situations", "situation"}
"""What names other parts of the data."""
BY_EACH = {"answers", "words", "reasons"}
BY_FRAMEWORK = {*BY_EACH, "terms", "since", "proof", "serve", "install", "absent"}
"""What has a part for each framework, and what may have one for some."""
SCHEMAS = {name: jsonschema.Draft202012Validator(schema) for name, schema in of_files().items()}
later = count(1)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose data says all that data may say."""
    folder = tmp_path_factory.mktemp("spoiled")
    write(folder, FULL)
    return folder


@given(strategies.RETYPED)
def test_a_part_of_another_type_is_drawn_as_it_says_or_refused(project: Path, file: File) -> None:
    judged(project, *file)


@given(strategies.ANY)
def test_a_spoiled_file_is_drawn_as_it_says_or_refused_with_a_place(
    project: Path, file: File
) -> None:
    judged(project, *file)


@settings(max_examples=settings().max_examples // 4)
@given(strategies.restyled())
def test_the_same_data_in_another_style_is_valid(project: Path, file: File) -> None:
    assert judged(project, *file) == ""


def judged(project: Path, name: str, content: bytes) -> str:
    """Read a project with one file spoiled, and assert all that must hold; return the mistakes."""
    put(project / name, content)
    try:
        with in_time():
            compared(name, content)
            try:
                check(project)
            except Invalid as invalid:
                helps(project, invalid)
                return str(invalid)
            accepted(project, name, content)
            drawn(project)
        return ""
    finally:
        put(project / name, FULL[name].encode())


def put(file: Path, content: bytes) -> None:
    """Write a file with a time of its own, so that nobody takes it for what was there before."""
    file.write_bytes(content)
    os.utime(file, ns=(turn := next(later), turn))


@contextmanager
def in_time() -> Iterator[None]:
    """Fail what hangs, wherever it does."""
    signal.signal(signal.SIGPROF, lambda *_: pytest.fail(f"no end after {LONGEST} seconds"))
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def compared(name: str, content: bytes) -> None:
    """Compare a file as an old revision of it is, which may be as wrong as it likes."""
    good = yaml_file.parse(FULL[name].encode(), name).data
    with suppress(Invalid):
        data = yaml_file.parse(content, name).data
        list(permalinks.addresses(name, data))
        for old, new in ((good, data), (data, good)):
            list(map(str, diff.between(name, old, new)))


def helps(project: Path, invalid: Invalid) -> None:
    """Assert that each mistake is one short line, and has a place inside its file."""
    assert invalid.mistakes and len({*invalid.mistakes}) == len(invalid.mistakes)
    for name in {mistake.file for mistake in invalid.mistakes}:
        here = [mistake for mistake in invalid.mistakes if mistake.file == name]
        assert len(here) <= MOST
        text = (project / name).read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        lines = [*text.replace("\r\n", "\n").split("\n"), ""]  # the end is behind the last line
        for mistake in here:
            said = str(mistake)
            assert said.isprintable() and len(said) <= WIDEST and mistake.what.strip()
            assert not INTERNAL.search(mistake.what), said
            assert 1 <= mistake.line <= len(lines), said
            assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1, said


def accepted(project: Path, name: str, content: bytes) -> None:
    """Assert that a file says to anybody what was read of it, and nothing in secret."""
    text = content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    # PyYAML's own parser shares no code with libyaml, but takes long, and knows no tabs
    fast = len(text) > 20_000 or "\t" in text
    loader: Any = yaml.CSafeLoader(text) if fast else yaml.SafeLoader(text)
    assert not UNSEEN.search(text)
    for event in yaml.parse(text, yaml.CSafeLoader):
        assert not getattr(event, "anchor", None) and not getattr(event, "tag", None), event
    try:
        node = loader.get_single_node()
    except yaml.YAMLError:  # it does not read every address between brackets
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
    plain(node, text)
    data = loader.construct_document(node)
    kind = Path(name).stem
    loaded = load(project)
    record: Record = loaded.matrix if name == DATA else getattr(loaded, kind)
    assert unfilled(record.model_dump(exclude_unset=True)) == data
    SCHEMAS[kind].validate(json.loads(json.dumps(data, default=str)))
    files = [(project / file).read_bytes() for file in FILES]
    fits(data, [yaml.load(held, yaml.CSafeLoader) for held in files])


def plain(node: Any, text: str) -> None:
    """Assert that a file holds text, dates, lists and mappings, no key twice, no word cut off."""
    assert node.tag.rpartition(":")[2] in ("str", "timestamp", "seq", "map"), node
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        assert all(isinstance(key, str) for key in keys) and len({*keys}) == len(keys), keys
        for part in (part for pair in node.value for part in pair):
            plain(part, text)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            plain(part, text)
    elif not node.style:
        assert not NO_TEXT.fullmatch(node.value), node
        comment = re.match(r"[ \t]+#", text[node.end_mark.index :][:80])
        assert not comment or node.tag.endswith("timestamp"), f"cut off: {node}"
    else:
        assert not UNSEEN.search(node.value), node


def unfilled(value: Any) -> Any:
    """Return what a record holds without the texts that the loader fills in."""
    if isinstance(value, tuple):
        return [unfilled(one) for one in value]
    if not isinstance(value, dict):
        return value
    filled = {"answer", "says"} if {"fact", "measure"} & value.keys() else set()
    return {key: unfilled(one) for key, one in value.items() if key not in filled}


def walked(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key inside data with what it holds, however deep."""
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from walked(one)
    if isinstance(value, dict):
        yield from value.items()


def fits(data: Any, every: list[Any]) -> None:
    """Assert that names lead to what there is, addresses to hosts; that answers have sources."""
    names = {key for file in every for key, _ in walked(file)}
    columns = every[0]["frameworks"].keys()
    for key, value in walked(data):
        listed = value if isinstance(value, list) else [value]
        if key in NAMING and not isinstance(value, dict):
            assert names.issuperset(listed), value
        if key in BY_FRAMEWORK and isinstance(value, dict):
            assert columns == value.keys() if key in BY_EACH else columns >= value.keys(), value
        if key in ("sources", "home", "address"):
            for address in map(urlsplit, listed):
                assert address.scheme == "https" and address.hostname and not address.username
        if key in ("since", "until", "version"):
            assert isinstance(value, dict) or value.isascii(), value
        for answer in value.values() if key == "answers" else ():
            assert answer.keys() & {"sources", "fact", "measure", "unknown", "not-applicable"}
        for detail in value if key == "details" else ():
            assert "same" in detail or columns <= detail.keys()
            for said in (side for side in detail.values() if isinstance(side, dict)):
                assert said.keys() & {"sources", "proof", "fact", "measure", "looked", "unknown"}


def drawn(project: Path) -> None:
    """Draw every page and export of a project."""
    loaded = load(project)
    page = Page(loaded, "claims/", project)
    for section, content in loaded.matrix.sections.items():
        sections.section(page, section)
        dictionary.dictionary_section(page, section)
        claims.claims_section(page, section)
        for row in content.rows:
            rows.row(page, row)
        for old in content.old_rows:
            rows.moved(page, section, old)
    for task in loaded.matrix.tasks:
        tasks.task(page, task)
    for draw in (
        *(sections.selection, sections.coverage, tasks.tasks, dictionary.dictionary),
        *(claims.claims, claims.articles),
        *(advice.situations, advice.questions, home.opening, home.level_map),
    ):
        draw(page)
    site_files.files_of(loaded, project, SITE, "A site")
