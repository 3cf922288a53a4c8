"""Wrong YAML beside the matrix is refused with its place and the remedy, all mistakes at once."""

import shutil
from pathlib import Path

import pytest

from comparison.load.errors import Invalid
from comparison.load.loader import FILES, load
from comparison.model import claims, measurements
from comparison.model.claims import Claims
from comparison.model.dictionary import Dictionary
from comparison.model.fields import Record
from comparison.model.questions import Questions
from comparison.model.situations import Situations
from tests.example import ROOT

WRONG_WORDS: dict[str, tuple[str, str, list[str]]] = {
    "unknown row": (
        "row: routing",
        "row: rooting",
        ['5:5: ENTRY.row: there is no row rooting; did you mean "routing"?'],
    ),
    "unknown task": (
        "[hello]",
        "[helo, hello, hello]",
        [
            '6:13: ENTRY.tasks[0]: there is no task helo; did you mean "hello"?',
            "6:26: ENTRY.tasks[2]: is listed twice; remove one",
        ],
    ),
    "words of one side only": (
        "      right:\n        absent: Nobody greets; use a table.\n"
        "        sources: [https://right.example/#hello]\n",
        "",
        ["7:5: ENTRY.words.right: missing; write terms and says, or absent"],
    ),
    "words of no framework": (
        "      right:",
        "      rihgt:",
        [
            "7:5: ENTRY.words.right: missing; write terms and says, or absent",
            '12:7: ENTRY.words.rihgt: there is no framework rihgt; did you mean "right"?',
        ],
    ),
    "terms without a text": (
        "        says: Greets with `hello`.\n",
        "",
        ["8:7: ENTRY.words.left: needs either terms and says, or absent"],
    ),
    "both words and none": (
        "absent: Nobody",
        "says: This.\n        absent: Nobody",
        ["12:7: ENTRY.words.right: needs either terms and says, or absent"],
    ),
    "no source": (
        "sources: [https://right.example/#hello]",
        "sources: []",
        ["14:18: ENTRY.words.right.sources: is empty; write at least one"],
    ),
    "key of a row": (
        "  greeting:",
        "  routing:",
        [
            "3:3: entries.routing: a row has this key; list it under rows, or choose another key",
        ],
    ),
    "row without terms": (
        "rows: []",
        "rows: [routing]",
        ["1:8: rows[0]: this row has no terms; add some, or write an entry instead"],
    ),
    "unknown row among the rows": (
        "rows: []",
        "rows: [rooting]",
        ['1:8: rows[0]: there is no row rooting; did you mean "routing"?'],
    ),
    "unknown key": (
        "says:",
        "say:",
        [
            '10:9: ENTRY.words.left.say: unknown key; did you mean "says"?',
        ],
    ),
}


ONE_OF = "needs exactly one of claim, row, situation"
WRONG_CLAIMS = {
    "against itself": (
        "against: [everybody-greets]",
        "against: [left-greets-nobody]",
        ["22:15: LEFT.against[0]: a claim cannot contradict itself; remove it"],
    ),
    "against each other on both": (
        "    sources: [https://right.example/#routes]",
        "    sources: [https://right.example/#routes]\n    against: [left-greets-nobody]",
        [
            "22:15: LEFT.against[0]: everybody-greets already lists this claim under against;"
            " remove it here"
        ],
    ),
    "outdated since a release to come": (
        'since: {right: "2.0"}',
        'since: {right: "999"}',
        [
            "26:13: claims.everybody-greets.since.right: is newer than the release that was"
            " checked, 3.10"
        ],
    ),
    "key of a section": (
        "    rows: [routing]\n    sources: [https://right.example/#routes]\n",
        "    rows: [routing]\n    sources: [https://right.example/#routes]\n  requests:\n"
        "    {states: Why., verdict: opinion, says: So., rows: [routing]}\n",
        ["30:3: claims.requests: the page uses this key for one of its parts; choose another key"],
    ),
    "statement without an answer": (
        "        claim: everybody-greets\n",
        "",
        [
            f"9:9: articles.paper.statements[1]: {ONE_OF}",
            "21:15: claims.left-greets-nobody.against[0]: each of the two claims needs an"
            " article; add a statement, or remove this",
        ],
    ),
    "statement with two answers": (
        "        row: routing",
        "        row: routing\n        situation: tabels",
        [
            f"11:9: articles.paper.statements[2]: {ONE_OF}",
            "13:9: articles.paper.statements[2].situation: there is no situation tabels; did you"
            ' mean "tables"?',
        ],
    ),
    "statement of an unknown claim": (
        "claim: left-greets-nobody",
        "claim: left-greets-noboby",
        [
            "8:9: articles.paper.statements[0].claim: there is no claim left-greets-noboby; did you"
            ' mean "left-greets-nobody"?',
            "22:15: claims.left-greets-nobody.against[0]: each of the two claims needs an"
            " article; add a statement, or remove this",
        ],
    ),
    "unquoted verdict": (
        'verdict: "false"',
        "verdict: false",
        ['18:14: LEFT.verdict: must be text; quote it: "false"'],
    ),
    "unknown verdict": (
        'verdict: "false"',
        "verdict: wrong",
        [
            '18:14: LEFT.verdict: there is no verdict "wrong"; known: true, with-condition,'
            " outdated, false, opinion, measured, unknown",
        ],
    ),
    "no evidence": (
        '    proof: {left: ["hello::test_greets"]}\n',
        "",
        ["16:3: LEFT: needs at least one of proof, figures, sources; or is it an opinion?"],
    ),
    "a test that is gone": (
        "hello::test_greets",
        "hello::test_great",
        [
            "21:20: LEFT.proof.left[0]: no test test_great of hello is recorded for left; did you"
            ' mean "test_greets"?',
        ],
    ),
    "a contradiction with a list": (
        "against: [everybody-greets]",
        "against: [[everybody-greets]]",
        ["22:15: LEFT.against[0]: must be text, not a list"],
    ),
    "a test of no framework": (
        "{left: [",
        "{lefd: [",
        [
            '21:13: LEFT.proof.lefd: there is no framework lefd; did you mean "left"?',
            "21:20: LEFT.proof.lefd[0]: no test test_greets of hello is recorded for lefd; known:"
            " none",
        ],
    ),
    "measured without a figure": (
        'verdict: "false"',
        "verdict: measured",
        [
            '16:3: LEFT.figures: missing; the verdict "measured" needs at least one',
        ],
    ),
    "a figure that was not measured": (
        'verdict: "false"',
        "verdict: measured\n    figures: [{exhibit: speed, subject: left}]",
        ["data/measurements.json:1:1: is missing; restore it, or run make bench"],
    ),
    "outdated since nobody knows when": (
        '    since: {right: "2.0"}\n',
        "",
        [
            '23:3: claims.everybody-greets.since: must be set for the verdict "outdated", and'
            " only for that",
        ],
    ),
    "since without being outdated": (
        "verdict: outdated",
        "verdict: opinion",
        [
            '26:5: claims.everybody-greets.since: must be set for the verdict "outdated", and'
            " only for that",
        ],
    ),
    "unknown row": (
        "says: Right stopped.\n    rows: [routing]",
        "says: Right stopped.\n    rows: [rooting]",
        [
            "28:12: claims.everybody-greets.rows[0]: there is no row rooting; did you mean"
            ' "routing"?',
        ],
    ),
}
WRONG_SITUATIONS = {
    "nothing speaks for a side": (
        "    right:\n      - says: you like tables\n        rows: [routing]\n",
        "",
        [
            "2:3: general.reasons.right: missing; write at least one reason to choose this"
            " framework",
        ],
    ),
    "reason without a row": (
        "      - says: you like tables\n        rows: [routing]\n",
        "      - says: you like tables\n",
        ["7:9: general.reasons.right[0].rows: missing"],
    ),
    "reason with an unknown key": (
        "says: you like tables",
        "sais: you like tables",
        [
            '7:9: general.reasons.right[0].sais: unknown key; did you mean "says"?',
            "7:9: general.reasons.right[0].says: missing",
        ],
    ),
    "reason with an unknown row": (
        "          rows: [routing]\n    either",
        "          rows: [rooting]\n    either",
        [
            "19:18: situations.tables.reasons.right[0].rows[0]: there is no row rooting; did you"
            ' mean "routing"?',
        ],
    ),
    "reason for nobody": (
        "      right:\n        - says: you *sit*",
        "      rihgt:\n        - says: you *sit*",
        [
            "13:5: situations.tables.reasons.right: missing; write at least one reason to"
            " choose this framework",
            "17:7: situations.tables.reasons.rihgt: there is no framework rihgt; did you mean"
            ' "right"?',
        ],
    ),
}
WRONG_QUESTIONS = {
    "unknown names": (
        "claims: [left-greets-nobody]\n    situations: [tables]",
        "claims: [left-greets]\n    situations: [table]",
        [
            "6:14: questions.who-greets.claims[0]: there is no claim left-greets; did you mean"
            ' "left-greets-nobody"?',
            "7:18: questions.who-greets.situations[0]: there is no situation table; did you mean"
            ' "tables"?',
        ],
    ),
}
WRONG_BESIDE = [
    pytest.param(kind, *case, id=f"{kind.__name__}: {name}")
    for kind, cases in {
        Dictionary: WRONG_WORDS,
        Claims: WRONG_CLAIMS,
        Situations: WRONG_SITUATIONS,
        Questions: WRONG_QUESTIONS,
    }.items()
    for name, case in cases.items()
]


@pytest.mark.parametrize(("kind", "old", "new", "said"), WRONG_BESIDE)
def test_a_mistake_beside_the_matrix_is_named_with_place_and_remedy(
    example: Path, kind: type[Record], old: str, new: str, said: list[str]
) -> None:
    name = next(name for name, held in FILES.items() if held is kind)
    file = example / name
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(Invalid) as refused:
        load(example)
    shown = str(refused.value).replace(f"{name}:", "")
    shown = shown.replace("entries.greeting", "ENTRY").replace("claims.left-greets-nobody", "LEFT")
    assert shown.split("\n") == [line.replace("claims.left-greets-nobody", "LEFT") for line in said]


def refused(example: Path, figure: str) -> list[str]:
    """Return what is said of a claim that names a figure of the committed measurements."""
    shutil.copy(ROOT / measurements.FILE, example / measurements.FILE)
    file = example / "data/claims.yaml"
    named = f"verdict: measured\n    figures: [{figure}]"
    file.write_text(file.read_text().replace('verdict: "false"', named))
    with pytest.raises(Invalid) as found:
        load(example)
    own = [str(mistake) for mistake in found.value.mistakes if mistake.file == claims.FILE]
    return [mistake.partition("figures[0]")[2] for mistake in own]


def test_a_figure_for_which_no_sample_counts_is_refused(example: Path) -> None:
    exhibit, subject, column = next(
        (exhibit.key, subject, column)
        for exhibit in load(ROOT).figures.values()
        for subject, cells in exhibit.lines.items()
        for column, cell in zip(exhibit.columns, cells, strict=True)
        if cell is None
    )
    figure = f'{{exhibit: {exhibit}, subject: {subject}, column: "{column}"}}'
    assert refused(example, figure) == [": this figure has no usable sample; name another figure"]


def test_a_figure_of_a_subject_or_column_that_is_not_there_is_refused(example: Path) -> None:
    said = refused(example, "{exhibit: alone-hello, subject: nobody, column: never}")
    assert said[0].startswith(".subject: there is no subject nobody; known: ")
    assert said[1] == ".column: there is no column never; known: µs per call"


def test_a_figure_of_a_subject_that_is_no_text_is_refused(example: Path) -> None:
    assert refused(example, "{exhibit: alone-hello, subject: true}") == [
        '.subject: must be text; quote it: "true"'
    ]
