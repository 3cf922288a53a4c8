"""Whether editors help those who write data/: each key explained and completed, mistakes shown.

python -m tests.editor asks the language server of the usual editors, where Node's npx is there to
run it, and prints what it does not show as it should.
"""

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from comparison import document
from comparison.load import ROOT
from comparison.mistakes import Path, dotted
from comparison.model import LEVEL_MEANS
from comparison.schemas import of_files
from tests.example import GOOD
from tests.language_server import SERVER, Editor, Ended, editor

Look = tuple[str, str]
"""What was looked at, and what is wrong with it; nothing where all is as it should be."""

SCHEMAS = of_files()
WRITTEN = [name for name in SCHEMAS if (ROOT / f"data/{name}.yaml").is_file()]
KEY, WORD = "some-key", "word"
"""A key of one's own choice, and a text, where it does not matter which."""

MISTAKES = {
    "misspelt key": ("answer: A table", "anwser: A table"),
    "unknown level": ("level: third party", "level: thrid party"),
    "unquoted version": ('version: "3.10"', "version: 3.10"),
    "source without https": ("- https://right.example/", "- http://right.example/"),
    "source that is not deep": ("- https://right.example/#routes", "- https://right.example/"),
    "text instead of a list": ("tasks: [hello]", "tasks: hello"),
    "nothing": ("title: Routing", "title:"),
    "not a date": ('{version: "3.10", date: 2026-11-21}', '{version: "3.10", date: soon}'),
    "capital letter in a key": ("      routing:", "      Routing:"),
    "colon in a text": ("answer: A table", "answer: A table: long"),
}


def head(name: str) -> str:
    """Return the first line of a file of data/, which names its schema."""
    return f"# yaml-language-server: $schema={name}.schema.json\n"


def resolved(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a file's schema with what it refers to; its own words come first."""
    reference = schema.get("$ref", "").rpartition("/")[2]
    return SCHEMAS[name]["$defs"][reference] | schema if reference else schema


def keys(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of each key of a mapping, own choices under KEY."""
    chosen = schema.get("patternProperties", {}).values()
    return schema.get("properties", {}) | dict(zip([KEY], chosen, strict=False))


def whole(name: str, schema: dict[str, Any]) -> Any:
    """Return data in which every key of a file's schema stands."""
    schema = resolved(name, schema)
    if schema["type"] == "object":
        return {key: whole(name, part) for key, part in keys(schema).items()}
    return [whole(name, schema["items"])] if schema["type"] == "array" else WORD


def at(name: str, path: Path) -> dict[str, Any]:
    """Return the part of a file's schema at a path into data as whole() returns it."""
    found = resolved(name, SCHEMAS[name])
    for step in path:
        found = resolved(name, found["items"] if isinstance(step, int) else keys(found)[step])
    return found


def beginning(name: str, path: Path) -> str:
    """Return the text of a file up to where the keys of the record at path are written."""
    text, indent = head(name), ""
    for step in path:
        indent += "  "
        text += "- " if isinstance(step, int) else f"{step}:\n{indent}"
    return text


def explained(one: Editor, name: str, whole_file: document.Document, uri: str) -> Iterator[Look]:
    """Look at each key: over it, the model's words are shown, and no noise before them."""
    for path, place in whole_file.keys.items():
        if path and not isinstance(path[-1], int):
            shown = one.hover(uri, *place)
            right = shown.split("\n\n")[0] == at(name, path)["description"]
            yield "keys", "" if right else f"{name}: {dotted(path)} is explained by {shown!r}"


def completed(one: Editor, name: str, whole_file: document.Document) -> Iterator[Look]:
    """Look at each record: where its keys are written, each is offered and explained."""
    for path in whole_file.keys:
        known = at(name, path).get("properties", {})
        offered = one.completions(beginning(name, path)) if known else {}
        for key, part in known.items():
            right = resolved(name, part)["description"] in offered.get(key, "")
            yield "offers", "" if right else f"{name}: {dotted((*path, key))} is not offered"


def unspoiled(one: Editor, file: str) -> Iterator[Look]:
    """Look at a file of the project: no mistake is shown in it."""
    shown = one.mistakes(one.open((ROOT / file).read_text("utf-8"), file))
    yield "files", ", ".join(f"{file}:{line}: {what}" for line, what in shown)


def levels(one: Editor) -> Iterator[Look]:
    """Look at where a level is written: each is offered with its definition."""
    answer = ("sections", KEY, "criteria", KEY, "answers", KEY)
    offered = one.completions(f"{beginning('comparison', answer)}level: ")
    for level, means in LEVEL_MEANS.items():
        right = means in offered.get(level, "")
        yield "levels", "" if right else f"the level {level} is not offered, or not explained"


def mistakes(one: Editor) -> Iterator[Look]:
    """Look at texts with a mistake: it is shown at its line."""
    good = head("comparison") + GOOD
    for mistake, (old, new) in MISTAKES.items():
        expected = good[: good.index(old)].count("\n") + 1
        shown = one.mistakes(one.open(good.replace(old, new, 1)))
        right = expected in {line for line, _ in shown}
        yield "mistakes", "" if right else f"{mistake}, line {expected}: shown is {shown}"


def looks(one: Editor) -> Iterator[Look]:
    """Look at everything."""
    for name in WRITTEN:
        yield from unspoiled(one, f"data/{name}.yaml")
        text = head(name) + json.dumps(whole(name, SCHEMAS[name]), indent=2)
        parts = document.parse(text, name)
        yield from explained(one, name, parts, one.open(text))
        yield from completed(one, name, parts)
    yield from unspoiled(one, "mkdocs.yml")
    yield from levels(one)
    yield from mistakes(one)


def main() -> int:
    """Print what is wrong and what was looked at; return 1 where something is wrong."""
    if not (npx := shutil.which("npx")):
        print("editor: not run; the YAML language server needs npx, which comes with Node")
        return 0
    given = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    settings = {key.removeprefix("yaml."): given[key] for key in given if key[:5] == "yaml."}
    offline = {"schemaStore": {"enable": False}, "validate": True, "hover": True}
    seen: list[Look] = []
    try:
        with editor(npx, ROOT, settings | offline | {"completion": True}) as one:
            for look in looks(one):
                seen.append(look)
    except Ended:
        print(f"editor: not run; npx did not bring {SERVER}, or that ended by itself")
        return 1 if seen else 0
    wrong = [what for _, what in seen if what]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    counts = ", ".join(f"{number} {kind}" for kind, number in Counter(k for k, _ in seen).items())
    print(f"editor: {counts} looked at, {len(wrong)} not as they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
