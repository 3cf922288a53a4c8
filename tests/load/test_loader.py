"""Good data becomes records, and of wrong data every mistake is said in one run."""

import subprocess
import sys
from pathlib import Path

import pytest

from comparison import new_blocks
from comparison.checks import check
from comparison.load.errors import Invalid
from comparison.load.loader import distributions, load, load_matrix
from tests.example import GOOD
from tests.refused import mistakes


def test_good_data_becomes_records(example: Path) -> None:
    loaded = load(example)
    assert loaded.matrix.frameworks["right"].checked.version == "3.10"
    assert (
        loaded.matrix.sections["requests"].rows["routing"].answers["left"].answer == "A decorator"
    )


def test_data_changed_on_disk_is_read_again(example: Path) -> None:
    load(example)
    (example / "data/comparison.yaml").write_text(GOOD.replace("A decorator", "A better decorator"))
    assert load(example).matrix.sections["requests"].rows["routing"].answers["left"].answer == (
        "A better decorator"
    )


def test_all_mistakes_come_in_one_run(example: Path) -> None:
    (example / "snippets/hello/left/app.py").unlink()
    (example / "snippets/hullo").mkdir()
    words = example / "data/dictionary.yaml"
    words.write_text(words.read_text().replace("says:", "sais:", 1))
    wrong = (
        GOOD.replace('version: "1.0"', "version: 1.0")
        .replace("    title: Requests\n", "    title: Requests\n    title: Requests\n")
        .replace("level: built-in", "levle: built-in")
        .replace("https://right.example/#routes", "http://right.example/#routes")
    )
    assert mistakes(example, wrong) == [
        '6:24: frameworks.left.checked.version: must be text; quote it: "1.0"',
        "21:5: sections.requests.title: the same key is on line 20; remove one of them",
        '30:13: ROW.answers.left.levle: unknown key; did you mean "level"?',
        "37:17: RIGHT.sources[0]: must begin with https://",
        "data/dictionary.yaml:10:9: entries.greeting.words.left.sais: unknown key;"
        ' did you mean "says"?',
    ]


def test_all_that_does_not_fit_comes_in_one_run(example: Path) -> None:
    (example / "snippets/hello/left/app.py").unlink()
    (example / "snippets/hullo").mkdir()
    words = example / "data/dictionary.yaml"
    words.write_text(words.read_text().replace("row: routing", "row: ruoting", 1))
    wrong = GOOD.replace("            level: built-in\n", "").replace(
        "tasks: [hello]", "tasks: [hallo]"
    )
    assert mistakes(example, wrong) == [
        '26:17: ROW.tasks[0]: there is no task hallo; did you mean "hello"?',
        "28:11: ROW.answers.left: has no level, but another answer has; give every answer a"
        " level, or none",
        '36:1: tasks: snippets/hullo/ is a folder that no task names; did you mean "hello"?',
        "37:3: tasks.hello: snippets/hello/left/app.py is missing; add the file",
        "data/dictionary.yaml:5:5: entries.greeting.row: there is no row ruoting;"
        ' did you mean "routing"?',
    ]


@pytest.mark.parametrize(
    ("kind", "file", "above", "said"),
    [
        ("row", "data/comparison.yaml", "    rows:\n", []),
        ("detail", "data/comparison.yaml", "        tasks: [hello]\n        details:\n", []),
        ("claim", "data/claims.yaml", "\nclaims:\n", []),
        (
            *("task", "data/comparison.yaml", "\ntasks:\n"),
            ["left/app.py is missing", "right/app.py is missing", "test_contract.py is missing"],
        ),
    ],
)
def test_the_smallest_block_is_accepted_as_it_is(
    example: Path, kind: str, file: str, above: str, said: list[str]
) -> None:
    content = (example / file).read_text()
    if kind == "detail":
        content = content.replace("tasks: [hello]\n", "tasks: [hello]\n        details:\n", 1)
    assert above in content
    block = new_blocks.KINDS[kind](load_matrix(example))
    (example / file).write_text(content.replace(above, f"{above}{block}", 1))
    try:
        check(example)
        found = []
    except Invalid as invalid:
        found = [str(mistake) for mistake in invalid.mistakes]
    assert len(found) == len(said)
    assert all(part in mistake for part, mistake in zip(said, found, strict=True))


def test_a_new_framework_is_known_before_rows_name_its_facts(example: Path) -> None:
    begun = GOOD.replace("  right:\n    name", "  third:\n    name", 1).replace(
        "right:\n    name", ""
    )
    (example / "data/comparison.yaml").write_text(begun.replace("answer: A table", "fact: version"))
    assert distributions(example) == {"left": "left", "third": "right"}


def test_missing_file_is_refused(example: Path) -> None:
    (example / "data/comparison.yaml").unlink()
    with pytest.raises(Invalid, match="cannot be read: No such file or directory"):
        load(example)


def test_command_line_prints_the_mistakes_of_every_file_and_fails(project: Path) -> None:
    data = project / "data/comparison.yaml"
    data.write_text(data.read_text().replace("distribution:", "distribution: 3.10 #", 1))
    claims = project / "data/claims.yaml"  # what names rows is said after the rows
    claims.write_text(claims.read_text().replace("    says:", "    sais:", 1))
    command = [sys.executable, "-m", "comparison", "check"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("data/comparison.yaml:")
    assert 'distribution: must be text; quote it: "3.10"' in done.stderr
    assert 'sais: unknown key; did you mean "says"?' in done.stderr
    assert "Traceback" not in done.stderr
