"""What changed for readers between two revisions, told from their content and not their form."""

from collections.abc import Callable
from typing import Any

import pytest
from markdown_it import MarkdownIt

from comparison.history import diff
from comparison.load import yaml_file
from tests.example import CLAIMS, GOOD, QUESTIONS, SITUATIONS, WORDS
from tests.hostile import Deal, differences, spoiled
from tests.html_trees import parsed

FILES = {
    "data/comparison.yaml": GOOD,
    "data/claims.yaml": CLAIMS,
    "data/situations.yaml": SITUATIONS,
    "data/questions.yaml": QUESTIONS,
    "data/dictionary.yaml": WORDS,
}
MATRIX, SAID, ADVICE, ASKED, CALLED = FILES


def told(file: str, old: str, new: str) -> list[str]:
    before, after = (yaml_file.parse(text.encode(), file).data for text in (old, new))
    return [str(change) for change in diff.between(file, before, after)]


CHANGES: dict[str, tuple[str, str, str, list[str]]] = {
    "an answer": (
        *(MATRIX, "A decorator", "'`@route`'"),
        ["- **Routing**, left: Answer: A decorator → `@route`"],
    ),
    "a level": (
        *(MATRIX, "level: third-party", "level: own-code"),
        ["- **Routing**, right: Level: third party → own code"],
    ),
    "a note that is new": (
        *(MATRIX, "answer: A table", "answer: A table\n            note: It is *long*."),
        ["- **Routing**, right: Note added: It is *long*."],
    ),
    "a sentence of a longer text": (
        *(MATRIX, "asks: How is a route written?", "asks: How is a route written? By whom?"),
        ["- **Routing**: Question added: … By whom?"],
    ),
    "a source": (
        *(MATRIX, "[https://left.example/#routes]", "[https://left.example/#rules]"),
        [
            "- **Routing**, left: Source added: https://left.example/\\#rules",
            "- **Routing**, left: Source removed: https://left.example/\\#routes",
        ],
    ),
    "a row's title": (
        *(MATRIX, "title: Routing", "title: Paths"),
        ["- **Paths**: Title: Routing → Paths"],
    ),
    "a section's title": (
        *(MATRIX, "title: Requests", "title: What comes"),
        ["- Section **What comes**: Title: Requests → What comes"],
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
    "the release of a claim": (
        *(SAID, '{right: "2.0"}', '{right: "2.1"}'),
        ["- Claim **Everybody greets.**, right: Since: 2.0 → 2.1"],
    ),
    "a claim that is gone": (
        *(SAID, CLAIMS[CLAIMS.index("  everybody-greets:\n") :], ""),
        ["- Claim **Everybody greets.** was removed."],
    ),
    "a claim with another key": (
        *(SAID, "  everybody-greets:\n", "  all-greet:\n    formerly: [everybody-greets]\n"),
        ["- Claim **Everybody greets.** was called everybody-greets."],
    ),
    "the reason why a claim is gone": (
        *(SAID, "claims:\n", "removed: {claims: {nobody-greets: See *left*.}}\nclaims:\n"),
        ["- Page **Claims**, nobody-greets: Removed added: See \\*left\\*."],
    ),
    "the reason why a question is gone": (
        *(ASKED, "questions:\n", "removed: {who: It was too short.}\nquestions:\n"),
        ["- Page **Questions**, who: Removed added: It was too short."],
    ),
    "what an article says": (
        *(SAID, "says: They all greet.", "says: They greet."),
        ["- Article **A paper**: Statement: They all greet. … → They greet. …"],
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
}


@pytest.mark.parametrize(("file", "old", "new", "said"), CHANGES.values(), ids=list(CHANGES))
def test_what_readers_will_see_of_a_change_is_told(
    file: str, old: str, new: str, said: list[str]
) -> None:
    before = FILES[file]
    assert old in before
    assert told(file, before, before.replace(old, new, 1)) == said


RENAMED = GOOD.replace("      routing:", "      paths:").replace(
    "        tasks: [hello]", "        formerly: [routing]\n        tasks: [hello]"
)


def test_a_renamed_row_is_neither_new_nor_removed() -> None:
    assert told(MATRIX, GOOD, RENAMED) == ["- **Routing** was called routing."]


def test_rows_that_come_and_go_are_named() -> None:
    other = GOOD.replace("      routing:", "      paths:").replace("title: Routing", "title: Paths")
    assert told(MATRIX, GOOD, other) == ["- **Paths** is new.", "- **Routing** was removed."]


def test_a_list_under_formerly_is_no_old_name() -> None:
    listed = RENAMED.replace("[routing]", "[[routing]]")
    assert told(MATRIX, GOOD, listed) == ["- **Routing** is new.", "- **Routing** was removed."]


A, B = {"title": "A"}, {"title": "B"}
NO_OLD_NAMES = {
    "of a row that takes in another": ({"b": B | {"formerly": ["a"]}}, ["- **A** was removed."]),
    "of a row that is still there": (
        {"c": {"formerly": ["a"]}, "a": A, "b": B},
        ["- **c** is new."],
    ),
}


@pytest.mark.parametrize(("rows", "said"), NO_OLD_NAMES.values(), ids=list(NO_OLD_NAMES))
def test_a_key_under_formerly_is_no_old_name(rows: dict[str, Any], said: list[str]) -> None:
    old, new = ({"sections": {"s": {"rows": parts}}} for parts in ({"a": A, "b": B}, rows))
    assert [str(change) for change in diff.between(MATRIX, old, new)] == said


def test_changes_of_a_row_are_told_in_one_order_whatever_that_of_the_data() -> None:
    answer = {"sources": ["https://a.example/"], "proof": ["a::b"], "note": "N", "level": "L"}
    row = {"answers": {"left": answer}, "tasks": ["t"], "asks": "Q", "title": "A"}
    old, new = ({"sections": {"s": {"rows": {"a": parts}}}} for parts in ({}, row))
    labels = [change.label for change in diff.between(MATRIX, old, new)]
    assert labels == ["Title", "Question", "Task", "Level", "Note", "Proof", "Source"]


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
        lines = map(str, diff.between(file, old, new))
        return {"": parsed(MarkdownIt("commonmark").render("\n".join(lines)))}

    good, hostile, harmless = (
        yaml_file.parse(text.encode(), file).data
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
        assert list(diff.between(file, good, new))
