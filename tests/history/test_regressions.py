"""What is proven stays proven, and notes only become fewer."""

from pathlib import Path
from typing import Any

import pytest

from comparison.history import regressions
from comparison.load import yaml_file
from comparison.load.loader import DATA
from tests.conftest import make
from tests.example import FULL
from tests.git import git

MATRIX = FULL[DATA]
ROW = ("sections", "requests", "rows", "routing")
SAME = 'same: {says: It is `JSON`, proof: ["hello::test_greets"]}'
SOURCED = 'same: {says: It is `JSON`, sources: ["https://left.example/#json"]}'


def read(text: str) -> Any:
    return yaml_file.parse(text.encode(), DATA).data


@pytest.mark.parametrize(
    ("old", "new", "paths"),
    [
        (SAME, SOURCED, [(*ROW, "details", 1, "same")]),
        ('            proof: ["hello::test_greets"]\n', "", [(*ROW, "answers", "left")]),
        (f"          - about: A greeting\n            {SAME}\n", "", []),
        (SAME, SAME.replace("greets", "waves"), []),
        ("answer: A table", "answer: A table\n            note: A new one.", [
            (*ROW, "answers", "right", "note")
        ]),
        ("            note: Or a *call*.\n", "", []),
        ("note: Or a *call*.", "note: Or another.", []),
    ],
    ids=["statement", "answer", "gone", "another proof", "note", "no note", "another note"],
)  # fmt: skip
def test_a_statement_keeps_its_proof_and_no_note_is_added(
    old: str, new: str, paths: list[tuple[Any, ...]]
) -> None:
    assert old in MATRIX
    found = regressions.findings(read(MATRIX), read(MATRIX.replace(old, new, 1)))
    assert [path for path, _ in found] == paths


def test_a_renamed_row_keeps_its_proofs() -> None:
    renamed = MATRIX.replace("      routing:\n", "      paths:\n        formerly: [routing]\n")
    lost = renamed.replace(SAME, SOURCED)
    assert list(regressions.findings(read(MATRIX), read(renamed))) == []
    assert len(list(regressions.findings(read(MATRIX), read(lost)))) == 1


def test_the_check_compares_with_what_is_published(ready: Path) -> None:
    git(ready, "init", "--initial-branch=main")
    git(ready, "add", "data", "docs", "snippets", "probes")
    git(ready, "commit", "-m", "all")
    data = ready / DATA
    assert "no mistakes" in make(ready, "check").stdout
    text = data.read_text("utf-8")
    line = next(line for line in text.splitlines() if "proof: [probe::" in line)
    data.write_text(text.replace(line, line.replace(line.strip(), ""), 1), "utf-8")
    said = make(ready, "check").stderr
    assert "was proven by probe::" in said and "name a test that shows it" in said
