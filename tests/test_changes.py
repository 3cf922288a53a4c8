"""What changed for readers between two revisions, told from their content and not their form."""

import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from comparison import changes, document
from tests.conftest import ROOT
from tests.example import GOOD, spoiled
from tests.test_history import git


def between(old: str, new: str) -> list[str]:
    found = changes.between(
        document.parse(old.encode(), "old").data, document.parse(new.encode(), "new").data
    )
    return [str(change) for change in found]


RENAMED = GOOD.replace("      routing:", "      paths:").replace(
    "        tasks: [hello]", "        formerly: [routing]\n        tasks: [hello]"
)
CHANGES = {
    "answer": (
        "A decorator",
        "'`@route`'",
        ["- **Routing**, left: Answer: A decorator → `@route`"],
    ),
    "level": (
        "level: third party",
        "level: own code",
        ["- **Routing**, right: Level: third party → own code"],
    ),
    "a note that is new": (
        "answer: A table",
        "answer: A table\n            note: It is *long*.",
        ["- **Routing**, right: Note added: It is *long*."],
    ),
    "a sentence of a longer text": (
        "asks: How is a route written?",
        "asks: How is a route written? By whom?",
        ["- **Routing**: Question added: … By whom?"],
    ),
    "source": (
        "[https://left.example/#routes]",
        "[https://left.example/#rules]",
        [
            "- **Routing**, left: Source added: https://left.example/\\#rules",
            "- **Routing**, left: Source removed: https://left.example/\\#routes",
        ],
    ),
    "title": ("title: Routing", "title: Paths", ["- **Paths**: Title: Routing → Paths"]),
    "format": ("answer: A decorator", "answer: >-\n              A\n              decorator", []),
    "another part": ("summary: What comes in.", "summary: What is asked.", []),
}


@pytest.mark.parametrize(("old", "new", "said"), CHANGES.values(), ids=list(CHANGES))
def test_a_change_says_what_it_was_and_is(old: str, new: str, said: list[str]) -> None:
    assert old in GOOD
    assert between(GOOD, GOOD.replace(old, new, 1)) == said


def test_a_renamed_row_is_neither_new_nor_removed() -> None:
    assert between(GOOD, RENAMED) == ["- **Routing** was called routing."]


def test_rows_that_come_and_go_are_named() -> None:
    other = GOOD.replace("      routing:", "      paths:").replace("title: Routing", "title: Paths")
    assert between(GOOD, other) == ["- **Paths** is new.", "- **Routing** was removed."]


def test_a_list_under_formerly_is_no_old_name() -> None:
    listed = RENAMED.replace("[routing]", "[[routing]]")
    assert between(GOOD, listed) == ["- **Routing** is new.", "- **Routing** was removed."]


def test_hostile_text_stays_text_in_the_summary_of_a_pull_request() -> None:
    for lines in (between(GOOD, spoiled(GOOD)), between(spoiled(GOOD), GOOD)):
        rendered = MarkdownIt("commonmark").render("\n".join(lines))
        assert lines
        assert "alert" in rendered
        assert "<script" not in rendered
        assert 'href="javascript' not in rendered


def test_the_command_compares_with_a_revision(project: Path) -> None:
    git(project, "init", "--initial-branch=main")
    git(project, "add", ".")
    git(project, "commit", "-m", "all")
    file = project / "data/comparison.yaml"
    command = [sys.executable, "-m", "comparison", "changes"]

    def told(revision: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*command, revision], cwd=project, capture_output=True, text=True)

    assert told("main").stdout == "No answer changed.\n"
    text = file.read_text("utf-8")
    file.write_text(text.replace("level: built-in", "level: own code", 1), "utf-8")
    assert "Level: built-in → own code" in told("main").stdout
    for wrong in ("nope", "--output=stolen"):
        refused = told(wrong)
        assert refused.returncode != 0
        assert "Traceback" not in refused.stderr
    assert not list(project.glob("stolen*"))


def test_nothing_is_told_of_this_tree_itself() -> None:
    current = document.read(ROOT / "data/comparison.yaml", "data/comparison.yaml").data
    assert changes.between(current, current) == []
