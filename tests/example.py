"""A small valid comparison, to be spoiled by the tests; its columns are nobody's frameworks."""

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

GOOD = """\
frameworks:
  left:
    name: Left
    distribution: left
    home: https://left.example/
    checked: {version: "1.0", date: 2026-11-21}
    install: pip install left
    develop: left run --port 8000
    serve: left serve --port 8000
  right:
    name: Right
    distribution: right
    home: https://right.example/
    checked: {version: "3.10", date: 2026-11-21}
    install: pip install right
    develop: right run --port 8000
    serve: right serve --port 8000
sections:
  requests:
    title: Requests
    summary: What comes in.
    rows:
      routing:
        title: Routing
        asks: How is a route written?
        tasks: [hello]
        answers:
          left:
            level: built-in
            answer: A decorator
            sources: [https://left.example/#routes]
          right:
            level: third-party
            answer: A table
            sources:
              - https://right.example/#routes
tasks:
  hello:
    title: Hello
    summary: Says hello.
"""

WORDS = """\
rows: []
entries:
  greeting:
    title: Say hello
    row: routing
    tasks: [hello]
    words:
      left:
        terms: ["@left.hello", greet]
        says: Greets with `hello`.
        sources: [https://left.example/#hello]
      right:
        absent: Nobody greets; use a table.
        sources: [https://right.example/#hello]
"""

CLAIMS = """\
articles:
  paper:
    title: A paper
    date: 2026-01-02
    address: https://paper.example/left-or-right
    statements:
      - says: Left greets nobody at all.
        claim: left-greets-nobody
      - says: They all greet.
        claim: everybody-greets
      - says: Routes are tables.
        row: routing
      - says: Take right for tables.
        situation: tables
claims:
  left-greets-nobody:
    states: Left greets nobody.
    verdict: "false"
    says: It does, with `hello`.
    rows: [routing]
    proof: {left: ["hello::test_greets"]}
    against: [everybody-greets]
  everybody-greets:
    states: Everybody greets.
    verdict: outdated
    since: {right: "2.0"}
    says: Right stopped.
    rows: [routing]
    sources: [https://right.example/#routes]
"""

SITUATIONS = """\
general:
  reasons:
    left:
      - says: you like `@` signs
        rows: [routing]
    right:
      - says: you like tables
        rows: [routing]
situations:
  tables:
    title: A room full of tables
    summary: Where to sit, and with whom.
    reasons:
      left:
        - says: you stand
          rows: [routing]
      right:
        - says: you *sit*
          rows: [routing]
    either:
      - says: nobody looks
        rows: [routing]
"""

QUESTIONS = """\
questions:
  who-greets:
    asks: Who greets?
    says: Left does, see `hello`.
    rows: [routing]
    claims: [left-greets-nobody]
    situations: [tables]
    short: Only one of them.
"""

KEYS = {
    "articles": "paper",
    "claims": "left-greets-nobody",
    "choose": "tables",
    "questions": "who-greets",
    "dictionary": "greeting",
}
"""The key of a thing on each page beside those of sections and tasks."""


ANSWERED = {"status": 200, "media_type": "application/json", "headers": {}, "body": {"a": 1}}
EXCHANGE: dict[str, Any] = {
    "request": {"method": "GET", "path": "/", "headers": {}, "body": None},
    "tests": {"left": "test_greets", "right": "test_greets"},
    "shows": {"left": "It greets with `JSON`.", "right": "It greets with `JSON`."},
    "responses": {"left": ANSWERED, "right": ANSWERED},
}
PROBE = {"frameworks": ["left"], "shows": "It routes *anything*."}
OUTCOME: dict[str, Any] = {"packages": {"brought": "1.0"}, "tests": {"test_routes": PROBE}}
FILES = {
    "probes/test_routing.py": '@framework("left")\ndef test_routes(): ...\n',
    "probes/outcomes.json": json.dumps({"rows": {"routing": OUTCOME}}),
    "snippets/hello/left/app.py": "app = 1\n",
    "snippets/hello/right/app.py": "app = 1\n",
    "snippets/hello/test_contract.py": "def test_greets(client): ...\n",
    "snippets/hello/exchanges.json": json.dumps({"exchanges": [EXCHANGE]}),
    "data/comparison.yaml": GOOD,
    "data/dictionary.yaml": WORDS,
    "docs/dictionary.md": "{{ dictionary() }}",
    "data/claims.yaml": CLAIMS,
    "data/situations.yaml": SITUATIONS,
    "data/questions.yaml": QUESTIONS,
    "data/facts.json": '{"read": "2026-11-20", "packages": {"brought": "1.0"}, "frameworks":'
    ' {"right": {"licence": "MIT"}}}',
}
"""The data, and what it names."""


def write(project: Path, files: Mapping[str, str] = FILES) -> None:
    """Write the small comparison into a folder, or other files."""
    for file, content in files.items():
        (project / file).parent.mkdir(parents=True, exist_ok=True)
        (project / file).write_text(content, "utf-8")


ROOT = Path(__file__).parent.parent


def figures() -> str:
    """Return the real measurements, as if they were of the invented frameworks."""
    content = (ROOT / "data/measurements.json").read_text("utf-8")
    for real, invented in (("flask", "left"), ("fastapi", "right")):
        content = content.replace(f'"framework": "{real}"', f'"framework": "{invented}"')
    return content


ALONE = EXCHANGE | {
    part: {"left": EXCHANGE[part]["left"]} for part in ("tests", "shows", "responses")
}
FULL = {
    **FILES,
    "data/comparison.yaml": GOOD.replace(
        "        tasks:", "        terms: {left: [route, path]}\n        tasks:"
    )
    .replace(
        "        tasks:", "        also: [signpost]\n        code: [hello::app]\n        tasks:"
    )
    .replace(
        "              - https://right.example/#routes\n",
        """\
              - https://right.example/#routes
        details:
          - about: Order
            left: {says: The *first* wins, since: "0.7", sources: ["https://left.example/#v0-7"]}
            right: {none: It has no order, looked: ["https://right.example/#order"]}
          - about: A greeting
            same: {says: It is `JSON`, proof: ["hello::test_greets"]}
          - about: Licence
            left: {unknown: Nobody says it}
            right: {fact: licence}
""",
    )
    .replace(
        "answer: A decorator",
        """answer: A decorator
            note: Or a *call*.
            since: "0.5"
            until: "0.9"
            proof: ["hello::test_greets"]""",
    )
    .replace(
        "[https://left.example/#routes]", "[https://left.example/#v0-5, https://left.example/#v0-9]"
    )
    .replace(
        "tasks:\n  hello:\n",
        """\
      speed:
        title: Speed
        asks: How fast is it?
        formerly: [pace]
        answers:
          left: {measure: memory, note: See `left`.}
          right: {fact: licence, checked: {version: "3.10", date: 2026-11-22}}
    removed:
      colour: Nobody sees it.
tasks:
  hello:
    install: {left: pip install left hello}
    serve: {right: right hello --port 8000}
    notes: [Mind the gap.]
""",
    )
    + """\
  alone:
    title: Alone
    summary: Only one does it.
    absent: {right: It is too shy.}
""",
    "data/dictionary.yaml": WORDS.replace("rows: []", "rows: [routing]"),
    "data/claims.yaml": CLAIMS.replace(
        "states: Everybody",
        "figures: [{exhibit: alone-hello, subject: flask}]\n    states: Everybody",
    ),
    "data/situations.yaml": SITUATIONS.replace(
        "    reasons:\n      left", "    rows: [speed]\n    reasons:\n      left"
    ),
    "data/measurements.json": figures(),
    "snippets/alone/exchanges.json": json.dumps({"exchanges": [ALONE]}),
    "snippets/alone/test_contract.py": FILES["snippets/hello/test_contract.py"],
    "snippets/alone/left/app.py": "app = 1\n",
}
"""The same with all that the data may say besides."""


def with_old_keys(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files beside the matrix in which each of KEYS was old-key, and gone-key is gone.

    files: those of the small comparison, by their paths.
    """
    changed = {}
    for name in ("claims", "situations", "questions", "dictionary"):
        text = files[f"data/{name}.yaml"]
        for key in KEYS.values():
            text = text.replace(f"\n  {key}:\n", f"\n  {key}:\n    formerly: [old-key]\n")
        gone = "{gone-key: It told nothing.}"
        gone = f"{{articles: {gone}, claims: {gone}}}" if name == "claims" else gone
        changed[f"data/{name}.yaml"] = f"{text}removed: {gone}\n"
    return changed


FULL |= with_old_keys(FULL)
TOOLS = (
    *("Makefile", "hooks.py", "macros.py", "mkdocs.yml", "comparison", "overrides", "docs/assets"),
    *(
        "requirements.txt",
        "requirements-test.txt",
        "requirements-uv.txt",
        "tests/system_programs.py",
    ),
)
"""What of the project itself builds the site of the small one."""


def _page(title: str, content: str) -> str:
    return f"---\ndescription: {title} in short.\n---\n# {title}\n\n{content}\n"


PAGES = {
    "docs/index.md": _page(
        "Home", '{{ opening() }}\n\n{{ table(["routing"]) }}\n\n{{ level_map() }}'
    ).replace("# Home\n", ""),
    "docs/all.md": _page("All", "{{ selection() }}"),
    "docs/claims.md": _page("Claims", "{{ claims() }}"),
    "docs/articles.md": _page("Articles", "{{ articles() }}"),
    "docs/dictionary.md": _page("Dictionary", "{{ dictionary() }}"),
    "docs/choose.md": _page("Choose", "{{ situations() }}"),
    "docs/questions.md": _page("Questions", "{{ questions() }}"),
    "docs/migrate.md": _page(
        "Migrate",
        '{{ program("hello", "app") }}\n\n{{ situation("tables") }}\n\n'
        '{{ words(["greeting"]) }}\n\n{{ contrasts(["routing", "greeting"]) }}',
    ),
    "docs/code.md": _page("Code", "{{ tasks() }}"),
    "docs/about.md": _page("About", "{{ coverage() }}\n\n{{ levels() }}"),
    "docs/changes.md": _page("Changes", "{{ changed() }}"),
    "docs/loads.md": _page("Loads", '{{ exhibit("ratio-hello") }}'),
    "docs/contribute.md": _page("Contribute", "## Method"),
}
"""The pages of its site, beside those that the data asks for."""


def write_site(project: Path, more: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write the small comparison and all that builds its site, set up already; more: other files.

    Its pages that are not of tasks stand in the navigation.
    """
    for name in TOOLS:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, project / name)
    files = {**FILES, **PAGES, **more}
    pages = [Path(file).relative_to("docs").as_posix() for file in files if file[:5] == "docs/"]
    listed = json.dumps([*pages, "requests.md"])
    settings = (project / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(r"(?ms)^nav:.*(?=^not_in_nav)", f"nav: {listed}\n", settings)
    write(project, files | {"mkdocs.yml": settings, "data/measurements.json": figures()})
    (project / ".venv").symlink_to(sys.prefix)
    for lock in project.glob("requirements*.txt"):
        os.utime(lock, (0, 0))  # nothing to install, however young the checkout is


FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\n=1+1", " =1", "\xa0=1", "\u3000-1"),
    *('"=1', "'=1", "\u200b=1", "\ufeff@A1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20A1", ' " +1'),
]
"""Cells that a spreadsheet may run, in Python's export and in the browser's."""
NO_FORMULAS = ["1=1", "a-1", " one", '"one" = 1', "`=1`", "(-1)", "[=1]"]
"""Cells that stay as they are, there and here."""
