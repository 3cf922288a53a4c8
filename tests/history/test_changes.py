"""What changed for readers between two revisions, told from their content and not their form."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from comparison.history import diff, pull_request
from comparison.load import yaml_source
from tests.example import CLAIMS, GOOD, QUESTIONS, ROOT, SITUATIONS, WORDS
from tests.git import git
from tests.hostile import Deal, differences, spoiled, tree


def between(old: str, new: str) -> list[str]:
    found = diff.between(
        yaml_source.parse(old.encode(), "old").data, yaml_source.parse(new.encode(), "new").data
    )
    return [str(change) for change in found]


def told(file: str, old: str, new: str) -> list[str]:
    before, after = (yaml_source.parse(text.encode(), file).data for text in (old, new))
    return list(pull_request.between(file, before, after))


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
        "level: third-party",
        "level: own-code",
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


FILES = {
    "data/comparison.yaml": GOOD,
    "data/claims.yaml": CLAIMS,
    "data/situations.yaml": SITUATIONS,
    "data/questions.yaml": QUESTIONS,
    "data/dictionary.yaml": WORDS,
}
MATRIX, SAID, ADVICE, ASKED, CALLED = FILES
EVERY: dict[str, tuple[str, str, str, list[str]]] = {
    "a section's title": (
        *(MATRIX, "title: Requests", "title: What comes"),
        ["- Section **What comes**: Title: Requests → What comes"],
    ),
    "a section's summary": (
        *(MATRIX, "summary: What comes in.", "summary: What comes in. And why."),
        ["- Section **Requests**: Summary added: … And why."],
    ),
    "the reason why a row is gone": (
        *(MATRIX, "    rows:", "    removed: {paths: All said.}\n    rows:"),
        ["- Section **Requests**, paths: Removed added: All said."],
    ),
    "a task's summary": (
        *(MATRIX, "summary: Says hello.", "summary: Says `hello`."),
        ["- Task **Hello**: Summary: Says hello. → Says \\`hello\\`."],
    ),
    "a task's notes": (
        *(MATRIX, "summary: Says hello.", "summary: Says hello.\n    notes: [See `hello`.]"),
        ["- Task **Hello**: Note added: See `hello`."],
    ),
    "a task's reason for no program": (
        *(
            MATRIX,
            "summary: Says hello.",
            "summary: Says hello.\n    absent: {right: It *can* not.}",
        ),
        ["- Task **Hello**, right: Absent added: It \\*can\\* not."],
    ),
    "a task that is new": (
        *(MATRIX, "tasks:\n  hello:", "tasks:\n  bye:\n    title: Bye\n  hello:"),
        ["- Task **Bye** is new."],
    ),
    "a task with another key": (
        *(MATRIX, "tasks:\n  hello:", "tasks:\n  hi:"),
        ["- Task **Hello** was called hello."],
    ),
    "the release that a column describes": (
        *(MATRIX, 'version: "1.0", date: 2026-11-21', 'version: "1.1", date: 2026-11-22'),
        [
            "- Framework **Left**: Checked Version: 1.0 → 1.1",
            "- Framework **Left**: Checked Date: 2026-11-21 → 2026-11-22",
        ],
    ),
    "the tasks of a row": (
        *(MATRIX, "        tasks: [hello]\n", ""),
        ["- **Routing**: Task removed: hello"],
    ),
    "the terms of a row": (
        *(MATRIX, "tasks: [hello]", "tasks: [hello]\n        terms: {left: ['@a', b]}"),
        ["- **Routing**, left: Term added: @a", "- **Routing**, left: Term added: b"],
    ),
    "the proof of an answer": (
        *(MATRIX, "answer: A table", "answer: A table\n            proof: ['hello::test_a']"),
        ["- **Routing**, right: Proof added: hello::test\\_a"],
    ),
    "a verdict": (
        *(SAID, 'verdict: "false"', "verdict: opinion"),
        ["- Claim **Left greets nobody.**: Verdict: false → opinion"],
    ),
    "what a claim states": (
        *(SAID, "states: Left greets nobody.", "states: Left greets."),
        ["- Claim **Left greets.**: Claim: Left greets nobody. → Left greets."],
    ),
    "our words on a claim": (
        *(SAID, "says: It does, with `hello`.", "says: It does, with `hi`. Try it."),
        [
            "- Claim **Left greets nobody.**: Text: It does, with `hello`. → It does, with `hi`."
            " Try it."
        ],
    ),
    "the proof of a claim": (
        *(SAID, "::test_greets", "::b"),
        ["- Claim **Left greets nobody.**, left: Proof: hello::test\\_greets → hello::b"],
    ),
    "the release of a claim": (
        *(SAID, '{right: "2.0"}', '{right: "2.1"}'),
        ["- Claim **Everybody greets.**, right: Since: 2.0 → 2.1"],
    ),
    "the source of a claim": (
        *(SAID, "sources: [https://right.example/#routes]", "sources: [https://right.example/#a]"),
        [
            "- Claim **Everybody greets.**: Source added: https://right.example/\\#a",
            "- Claim **Everybody greets.**: Source removed: https://right.example/\\#routes",
        ],
    ),
    "a claim that is gone": (
        *(SAID, CLAIMS[CLAIMS.index("  everybody-greets:\n") :], ""),
        ["- Claim **Everybody greets.** was removed."],
    ),
    "a claim with another key": (
        *(SAID, "  everybody-greets:\n", "  all-greet:\n"),
        ["- Claim **Everybody greets.** was called everybody-greets."],
    ),
    "what an article says": (
        *(SAID, "says: They all greet.", "says: They greet."),
        ["- Article **A paper**: Statement: They all greet. … → They greet. …"],
    ),
    "an article's day": (
        *(SAID, "date: 2026-01-02", "date: 2026-01-03"),
        ["- Article **A paper**: Date: 2026-01-02 → 2026-01-03"],
    ),
    "a reason in general": (
        *(ADVICE, "you like `@` signs", "you like `@`"),
        [
            "- Situation **In general**, left: Reason: you like `@` signs (routing) → you like `@`"
            " (routing)"
        ],
    ),
    "a reason of a situation": (
        *(ADVICE, "you *sit*", "you lie"),
        [
            "- Situation **A room full of tables**, right: Reason: you *sit* (routing) → you lie"
            " (routing)"
        ],
    ),
    "a reason more": (
        *(
            ADVICE,
            "        - says: you stand\n",
            "        - says: b\n          rows: [routing]\n        - says: you stand\n",
        ),
        ["- Situation **A room full of tables**, left: Reason added: b (routing)"],
    ),
    "either": (
        *(ADVICE, "says: nobody looks", "says: all look"),
        [
            "- Situation **A room full of tables**: Either: nobody looks (routing) → all look"
            " (routing)"
        ],
    ),
    "the short answer to a question": (
        *(ASKED, "says: Left does, see `hello`.", "says: Right does."),
        ["- Question **Who greets?**: Text: Left does, see `hello`. → Right does."],
    ),
    "a question": (
        *(ASKED, "asks: Who greets?", "asks: Who hails?"),
        ["- Question **Who hails?**: Question: Who greets? → Who hails?"],
    ),
    "what a question rests on": (
        *(ASKED, "    situations: [tables]\n", ""),
        ["- Question **Who greets?**: Situation removed: tables"],
    ),
    "a word": (
        *(CALLED, '["@left.hello", greet]', '["@left.hi", greet]'),
        ["- Dictionary **Say hello**, left: Term: @left.hello → @left.hi"],
    ),
    "what a word does": (
        *(CALLED, "Greets with `hello`.", "Greets."),
        ["- Dictionary **Say hello**, left: Text: Greets with `hello`. → Greets."],
    ),
    "why there is no word": (
        *(CALLED, "absent: Nobody greets; use a table.", "absent: Nobody greets; use `b`."),
        ["- Dictionary **Say hello**, right: Absent: … use a table. → … use `b`."],
    ),
    "the rows that are entries": (
        *(CALLED, "rows: []", "rows: [routing]"),
        ["- Dictionary **Rows in it** is new."],
    ),
    "an entry that is new": (
        *(CALLED, "entries:\n", "entries:\n  bye:\n    title: Say bye\n"),
        ["- Dictionary **Say bye** is new."],
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "said"), EVERY.values(), ids=list(EVERY))
def test_what_readers_will_see_of_a_change_is_told(
    file: str, old: str, new: str, said: list[str]
) -> None:
    before = FILES[file]
    assert old in before
    assert told(file, before, before.replace(old, new, 1)) == said


FORMAL = {
    "a comment": lambda text: f"# A comment\n{text}",
    "quotes": lambda text: text.replace("says: They all greet.", 'says: "They all greet."'),
    "lines": lambda text: text.replace(
        "says: nobody looks", "says: >-\n          nobody\n          looks"
    ),
    "brackets": lambda text: text.replace("rows: [routing]", "rows: ['routing']"),
    "line ends": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("formal", FORMAL.values(), ids=list(FORMAL))
def test_of_a_formal_change_nothing_is_told(file: str, formal: Callable[[str], str]) -> None:
    assert told(file, FILES[file], formal(FILES[file])) == []


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_comes_or_goes_is_told_with_hostile_text_as_text(file: str) -> None:
    def drawn(old: object, new: object) -> dict[str, Any]:
        lines = pull_request.between(file, old, new)
        return {"": tree(MarkdownIt("commonmark").render("\n".join(lines)))}

    good, hostile, harmless = (
        yaml_source.parse(text.encode(), file).data
        for text in (FILES[file], *(spoiled(file, FILES[file], Deal(bad)) for bad in (True, False)))
    )
    for other in (None, good):
        for ours, twin in (
            (drawn(other, hostile), drawn(other, harmless)),
            (drawn(hostile, other), drawn(harmless, other)),
        ):
            assert "hit=1" in "".join(ours[""].itertext())
            assert len(list(ours[""].iter("ul"))) == 1
            assert differences(ours, twin) == []
    odd: list[object] = [None, 3, [], {"sections": 3, "claims": [1], "entries": {"a": 3}}]
    for new in odd:
        assert list(pull_request.between(file, good, new))


def test_the_command_compares_with_a_revision(small: Path) -> None:
    command = [sys.executable, "-m", "comparison", "changes"]

    def done(revision: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*command, revision], cwd=small, capture_output=True, text=True)

    without = done("main")
    assert without.stderr == "this folder has no history; clone the repository\n"
    assert without.returncode == 1
    git(small, "init", "--initial-branch=main")
    git(small, "add", ".")
    git(small, "commit", "-m", "all")
    assert done("main").stdout == f"{pull_request.NOTHING}\n"
    edits = (
        (MATRIX, "level: built-in", "level: own-code", "Level: built-in → own code"),
        (SAID, "verdict: outdated", "verdict: measured", "Verdict: outdated → measured here"),
    )
    for file, old, new, _ in edits:
        text = (small / file).read_text("utf-8")
        (small / file).write_text(text.replace(old, new, 1), "utf-8")
    said = done("main").stdout
    assert [words for *_, words in edits if words not in said] == []
    for wrong in ("--output=stolen", "a\nb"):
        refused = done(wrong)
        assert refused.returncode != 0
        assert "Traceback" not in refused.stderr
    what = "there is no revision nope here; name a commit or branch\n"
    assert done("nope").stderr == what
    assert not list(small.glob("stolen*"))


def test_a_new_title_is_told_once() -> None:
    old, new = (
        yaml_source.parse(text.encode(), "data").data
        for text in (GOOD, GOOD.replace("title: Routing", "title: Paths"))
    )
    assert list(pull_request.between(MATRIX, old, new)) == ["- **Paths**: Title: Routing → Paths"]


def test_nothing_is_told_of_this_tree_itself() -> None:
    current = yaml_source.read(ROOT / "data/comparison.yaml", "data/comparison.yaml").data
    assert list(pull_request.between(MATRIX, current, current)) == []
