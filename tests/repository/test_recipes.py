"""The recipes of CONTRIBUTING.md, followed word for word in a copy of the project."""

import json
import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from markdown_it import MarkdownIt

from comparison.history.permalinks import current_addresses
from comparison.load.loader import load
from comparison.load.schemas import of_files
from comparison.model.levels import Level
from comparison.model.matrix import Row
from contracts import plugin
from tests.conftest import BIN, build, make, run
from tests.example import ROOT
from tests.git import git

RECIPES = (
    *("Correct an answer", "Add a row", "Add a task", "Add a probe", "Add a section"),
    *("Add a page", "Add a framework"),
)
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FILE = re.compile(r"`((?:data|docs|probes|snippets)/[\w./-]+\.\w+|mkdocs\.yml)`")


@dataclass(frozen=True)
class Step:
    """A block of a recipe: what the words before it say, its language, and what it holds."""

    words: str
    language: str
    block: str

    @property
    def file(self) -> str:
        """The last file that the words name."""
        return str(FILE.findall(self.words)[-1])


def steps(recipe: str) -> list[Step]:
    """Return the blocks of a recipe in the order of the text."""
    found, heading, words = [], "", ""
    tokens = MarkdownIt("commonmark").parse(TEXT)
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.type == "heading_open":
            heading = token.content
        elif token.type == "inline":
            words = token.content
        elif token.type == "fence" and heading == recipe:
            found.append(Step(words, token.info, token.content))
            words = ""
    return found


def changed(text: str, difference: str) -> str:
    """Return a text with its one place that a difference is about changed as that says."""
    lines = [(line[0], line[1:]) for line in difference.splitlines()]
    old = [line for sign, line in lines if sign in " -"]
    new = [line for sign, line in lines if sign in " +"]
    place = re.compile("^( *)" + r"\n\1".join(map(re.escape, old)) + "$", re.MULTILINE)
    assert len(place.findall(text)) == 1, f"choose another example, this is not there once: {old}"
    return place.sub(lambda at: textwrap.indent("\n".join(new), at[1]), text)


def edited(text: str, step: Step) -> str:
    """Return the text of a file, empty where it is new, as a step leaves it."""
    if step.language == "diff":
        return changed(text, step.block)
    if above := re.search(r"above the line `(.+?)`", step.words):
        line = re.compile(rf"^ *{re.escape(above[1])}$", re.MULTILINE)
        assert len(line.findall(text)) == 1, f"choose another line: {above[1]}"
        return line.sub(lambda at: f"{step.block}\n{at[0]}", text)
    if "at the end of" in step.words:
        return f"{text}\n{step.block}"
    assert not text, f"choose another example, this is there already: {step.file}"
    return step.block


def follow(step: Step, project: Path, said: str) -> str:
    """Do what a step says; return what its commands print. said: what those before it printed."""
    if step.language == "sh":
        commands = [shlex.split(line) for line in step.block.splitlines()]
        assert {command for command, *_ in commands} == {"make"}
        printed = ""
        for _, *words in commands:
            done = make(project, *words)
            assert done.returncode == 0, done.stdout + done.stderr
            printed += done.stdout
        return printed
    if step.language == "markdown":
        assert [line for line in said.splitlines() if line[:2] == "- "] == step.block.splitlines()
        return said
    file = project / step.file
    file.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text("utf-8") if file.exists() else ""
    file.write_text(edited(text, step), "utf-8")
    return said


def shown(site: Path, page: str, key: str = "") -> str:
    """Return what a reader sees of a page, or of what has a key there."""
    tree = html5lib.parse((site / page).read_bytes(), namespaceHTMLElements=False)
    part: Any = tree.find(f".//*[@id='{key}']") if key else tree
    assert part is not None, f"{page} has no {key}"
    return " ".join("".join(part.itertext()).split())


def in_signs(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands in backticks, each with its heading; of blocks, the lines of commands."""
    heading = ""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.type == "heading_open":
            heading = token.content
        for part in token.children or []:
            if part.type == "code_inline":
                yield heading, part.content
            elif part.type in ("link_open", "image"):
                target = str(part.attrs.get("href", part.attrs.get("src")))
                yield from [(heading, target)] * ("://" not in target)
        if token.info == "sh":
            yield from ((heading, line) for line in token.content.splitlines())


GUIDES = {
    file: (ROOT / file).read_text("utf-8")
    for file in ("CONTRIBUTING.md", "MAINTAINING.md", "README.md")
}


def missing(guide: str, project: Path) -> list[str]:
    """Return the files, folders and addresses that a guide names and a project has not."""
    folders = [one for one in project.iterdir() if not re.match(r"\.(?!github)|site", one.name)]
    files = [*folders, *(file for folder in folders for file in folder.rglob("*"))]
    ignored = (ROOT / ".gitignore").read_text("utf-8").replace("/", "").split()
    wanted = [sign for _, sign in in_signs(GUIDES[guide])]
    paths = [one for one in wanted if re.fullmatch(r"[\w./*-]+(/|\.\w+)", one)]
    paths = [one.strip("/") for one in paths if one.strip("/") not in ignored]
    return [one for one in paths if not any(file.match(one) for file in files)] + [
        one for one in wanted if one[:2] == "…/" and one[2:] not in current_addresses(project)
    ]


SHOWN = {
    "project/#first-release--flask": ["16 April 2010: version 0.1"],
    "responses/#redirects--flask": ["302 with redirect()", "tested, 1 source"],
    "responses/redirects/": [
        "Redirect to another address: Flask's redirect() answers 302.",
        "Redirects: RedirectResponse takes an address of another site, whoever chose it.",
        "Another status The argument code names it",
        *("def test_fastapi_leads_to_any_address", "Starlette 1.10.0", "Not looked at yet"),
    ],
    "building/#sessions--starlette": ["unknown Not looked at yet"],
    "code/redirect/": [
        'return redirect(url_for("new"))',
        'return RedirectResponse(app.url_path_for("new"))',
        *("GET /old", "302", "307", "Flask's redirect() answers 302."),
    ],
    "deployment/#start-command--fastapi": ["fastapi run main.py"],
}
"""What the site shows of the recipes, and where."""


def test_each_recipe_does_what_it_says(ready: Path, tmp_path: Path) -> None:
    git(ready, "init", "--initial-branch=main")
    for recipe in RECIPES:
        git(ready, "add", "data", "docs", "mkdocs.yml", "probes", "snippets")
        git(ready, "commit", "--quiet", "-m", recipe)
        said = ""
        for step in steps(recipe):
            said = follow(step, ready, said)
        assert "data: no mistakes in " in said
    new = [ready / "snippets/redirect", ready / "probes/test_redirects.py"]
    run(BIN / "ruff", "check", *new)
    run(BIN / "ruff", "format", "--check", *new)
    built = build(ready, tmp_path / "site", REPOSITORY="https://host.example/owner/name")
    assert built.returncode == 0, built.stdout + built.stderr
    site = tmp_path / "site"

    published = json.loads((site / "data/v1/addresses.json").read_text("utf-8"))["addresses"]
    for address, words in SHOWN.items():
        page, _, key = address.partition("#")
        seen = shown(site, f"{page}index.html", key)
        assert [one for one in words if one not in seen] == []
        assert address in published
    assert "Starlette, if … Not looked at yet" in shown(site, "choose/index.html")
    facts = json.loads((ready / "data/facts.json").read_text("utf-8"))
    assert facts["frameworks"]["starlette"]["licence"] == "BSD-3-Clause"
    assert "one call for each request" in shown(site, "glossary/index.html")
    assert missing("CONTRIBUTING.md", ready) == []


@pytest.mark.parametrize("guide", GUIDES)
def test_each_command_that_is_named_exists(guide: str) -> None:
    targets = re.findall(r"(?m)^([a-z]+):.* ## ", (ROOT / "Makefile").read_text("utf-8"))
    signs = [sign.split() for _, sign in in_signs(GUIDES[guide])]
    named = {words[1] for words in signs if words[0] == "make"}
    assert named
    assert named <= {*targets}


def test_each_file_that_the_readme_names_exists() -> None:
    assert missing("README.md", ROOT) == []


def test_each_key_that_is_named_exists() -> None:
    schemas = [schema for name, schema in of_files().items() if name != "measurements"]
    records = [part for one in schemas for part in (one, *one.get("$defs", {}).values())]
    keys = {key for record in records for key in record.get("properties", {})}
    examples = " ".join(step.block for recipe in RECIPES for step in steps(recipe))
    for heading, sign in in_signs(TEXT):
        key = re.fullmatch(r"([a-z]+)(:(?!:).*)?", sign)
        if key and heading != "Work on the site" and f"{key[1]}:" not in examples:
            known = keys | {*Level, *load().matrix.sections}
            assert key[1] in known or hasattr(plugin, key[1]), sign


def test_the_row_of_the_readme_is_one() -> None:
    (block,) = re.findall(r"```yaml\n(.+?)```", GUIDES["README.md"], re.DOTALL)
    ((key, shown),) = yaml.safe_load(block).items()
    sample = Row.model_validate(shown)
    row = next(row for _, one, row in load().matrix.rows() if one == key)
    assert (sample.title, sample.asks) == (row.title, row.asks)
    for framework, answer in sample.answers.items():
        assert answer.answer == row.answers[framework].answer
        assert set(answer.sources) <= set(row.answers[framework].sources)
