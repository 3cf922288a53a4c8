"""What does not fit together is named at its place, in whichever file it stands."""

import shutil
from pathlib import Path

import pytest

from comparison.load.loader import DATA, load
from comparison.model import claims, dictionary, measurements, questions, situations
from tests.example import FILES, GOOD, ROOT
from tests.refused import mistakes

ONE_OF = "needs exactly one of claim, row, situation"
WRONG: dict[str, list[tuple[str, ...]]] = {
    DATA: [
        (
            "answer: A table",
            'answer: A table\n            since: "999.0"\n            until: "2.0"\n'
            '            checked: {version: "4.0", date: 2026-11-20}',
            "35:13: RIGHT.since: is newer than the release that was checked, 4.0",
            "35:13: RIGHT.since: is shown by nothing; name its heading in a change log under"
            " sources",
            "36:13: RIGHT.until: is shown by nothing; name its heading in a change log under"
            " sources",
            "36:13: RIGHT.until: must be newer than since, 999.0",
            "37:13: RIGHT.checked: is before the last check of the framework,"
            " 2026-11-21; remove it",
            "37:23: RIGHT.checked.version: is newer than the framework's release,"
            " 3.10; check the framework again",
        ),
        (
            "name: Right",
            "name: left",
            "11:5: frameworks.right.name: left has the same name; write another one",
        ),
        (
            "      routing:\n",
            "      removed: {title: Gone, asks: Why?, answers: {left: {unknown: A},"
            " right: {unknown: A}}}\n      routing:\n",
            "23:7: sections.requests.rows.removed: the page uses this key for one of its parts;"
            " choose another key",
        ),
        (
            "install: pip install right",
            "install: pip install rihgt gunicorn",
            "15:5: frameworks.right.install: must also install right",
        ),
        (
            "    rows:",
            "    removed: {routing: It was too long.}\n    rows:",
            "22:15: sections.requests.removed.routing: another row has or had this key; remove it"
            " here",
        ),
        (
            "        tasks: [hello]",
            "        formerly: [routing, paths, paths]\n        tasks: [hello]",
            "26:20: ROW.formerly[0]: another row has or had this key; remove it here",
            "26:36: ROW.formerly[2]: is listed twice; remove one",
        ),
        (
            "            level: third-party\n",
            "",
            "32:11: RIGHT: has no level, but another answer has; give every answer a"
            " level, or none",
        ),
        (
            "          right:\n            level",
            "          rihgt:\n            level",
            "27:9: RIGHT: missing; write an answer, or unknown: and why",
            '32:11: ROW.answers.rihgt: there is no framework rihgt; did you mean "right"?',
        ),
        (
            "              - https://right.example/#routes",
            "              - https://right.example/#routes\n              - "
            "https://right.example/#routes",
            "37:17: RIGHT.sources[1]: is listed twice; remove one",
        ),
        (
            "            sources:\n              - https://right.example/#routes\n",
            "",
            "32:11: RIGHT.sources: missing; name at least one primary source",
        ),
        (
            "sources:\n              - https://right.example/#routes",
            "sources: []",
            "35:13: RIGHT.sources: is empty; name at least one primary source",
        ),
        (
            "level: third-party",
            "level: unknown",
            "33:20: RIGHT.level: write unknown: and the reason, instead of level and answer",
        ),
        (
            "answer: A table",
            "not-applicable: It has no routes",
            "33:13: RIGHT.level: remove it: not-applicable stands instead of level and answer",
        ),
        (
            "  hello:\n    title: Hello\n    summary: Says hello.",
            "  hello:\n    title: Hello\n    summary: Says hello.\n  probe:\n    title: Probe\n"
            "    summary: Probes.\n    absent: {left: No., right: No.}",
            "41:3: tasks.probe: is how the names of probes begin; choose another key",
            "41:3: tasks.probe: snippets/probe/test_contract.py is missing; add the file",
        ),
        (
            "answer: A table",
            "answer: A table\n            proof: [probe::routing::test_routes,"
            " probe::rooting::test_routes]",
            "35:21: RIGHT.proof[0]: no probe test_routes of routing is recorded for right;"
            " known: none",
            '35:50: RIGHT.proof[1]: there is no row rooting; did you mean "routing"?',
        ),
        (
            "answer: A decorator",
            "answer: A decorator\n            proof: [probe::routing::test_route]",
            "31:21: ROW.answers.left.proof[0]: no probe test_route of routing is recorded for"
            ' left; did you mean "test_routes"?',
        ),
        (
            "tasks: [hello]",
            "tasks: [helo]",
            '26:17: ROW.tasks[0]: there is no task helo; did you mean "hello"?',
        ),
        (
            "tasks:\n  hello:",
            "  more:\n    title: More\n    summary: More of it.\n    rows:\n      routing: "
            "{title: Again, asks: Why?, answers: {}}\ntasks:\n  hello:",
            '41:7: sections.more.rows.routing: section "requests" has a row with this key;'
            " choose another key",
            "41:43: sections.more.rows.routing.answers.left: missing; write an answer, or"
            " unknown: and why",
            "41:43: sections.more.rows.routing.answers.right: missing; write an answer, or"
            " unknown: and why",
        ),
        (
            "summary: Says hello.",
            "summary: Says hello.\n    absent: {right: No way.}",
            "41:14: tasks.hello.absent.right: snippets/hello/right/ exists; remove the folder, or"
            " this line",
        ),
        (
            "  hello:\n    title: Hello",
            "  hello-again:\n    title: Again\n    summary: Again.\n  hello:\n    title: Hello",
            "38:3: tasks.hello-again: snippets/hello-again/left/app.py is missing; add the file",
            "38:3: tasks.hello-again: snippets/hello-again/right/app.py is missing; add the file",
            "38:3: tasks.hello-again: snippets/hello-again/test_contract.py is missing; add the"
            " file",
        ),
        (
            "answer: A table",
            "fact: licence\n            measure: memory",
            "32:11: RIGHT: needs exactly one of answer, fact, measure, unknown, not-applicable",
            "data/measurements.json:1:1: is missing; restore it, or run make bench",
        ),
        (
            "            answer: A table\n",
            "            note: Nothing said.\n",
            "32:11: RIGHT: needs exactly one of answer, fact, measure, unknown, not-applicable",
        ),
        (
            "answer: A table",
            "fact: licens",
            '34:13: RIGHT.fact: there is no fact licens; did you mean "licence"?',
        ),
        (
            "tasks: [hello]",
            "tasks: [hello]\n        terms: {rihgt: [route]}",
            '27:17: ROW.terms.rihgt: there is no framework rihgt; did you mean "right"?',
        ),
        (
            "answer: A table",
            "answer: A table\n            proof: [hello::test_greats]",
            "35:21: RIGHT.proof[0]: no test test_greats of hello is recorded for "
            'right; did you mean "test_greets"?',
        ),
        (
            "tasks: [hello]\n        answers:\n          left:\n            level: built-in\n",
            "answers:\n          left:\n            level: built-in\n"
            "            proof: [hello::test_greets]\n",
            "29:21: ROW.answers.left.proof[0]: add hello to the tasks of this row",
        ),
        (
            "answer: A table",
            "answer: A table\n            proof: [helo::test_greets]",
            "35:21: RIGHT.proof[0]: no test test_greets of helo is recorded for right; known: none",
        ),
        (
            "summary: Says hello.",
            "summary: Says hello.\n    absent: {rihgt: No way.}\n"
            "    install: {rihgt: pip install x}\n    serve: {rihgt: x --port 8000}",
            '41:14: tasks.hello.absent.rihgt: there is no framework rihgt; did you mean "right"?',
            '42:15: tasks.hello.install.rihgt: there is no framework rihgt; did you mean "right"?',
            '43:13: tasks.hello.serve.rihgt: there is no framework rihgt; did you mean "right"?',
        ),
    ],
    dictionary.FILE: [
        (
            "row: routing",
            "row: rooting",
            '5:5: ENTRY.row: there is no row rooting; did you mean "routing"?',
        ),
        (
            "[hello]",
            "[helo, hello, hello]",
            '6:13: ENTRY.tasks[0]: there is no task helo; did you mean "hello"?',
            "6:26: ENTRY.tasks[2]: is listed twice; remove one",
        ),
        (
            "      right:\n        absent: Nobody greets; use a table.\n"
            "        sources: [https://right.example/#hello]\n",
            "",
            "7:5: ENTRY.words.right: missing; write terms and says, or absent",
        ),
        (
            "      right:",
            "      rihgt:",
            "7:5: ENTRY.words.right: missing; write terms and says, or absent",
            '12:7: ENTRY.words.rihgt: there is no framework rihgt; did you mean "right"?',
        ),
        (
            "        says: Greets with `hello`.\n",
            "",
            "8:7: ENTRY.words.left: needs either terms and says, or absent",
        ),
        (
            "absent: Nobody",
            "says: This.\n        absent: Nobody",
            "12:7: ENTRY.words.right: needs either terms and says, or absent",
        ),
        (
            "sources: [https://right.example/#hello]",
            "sources: []",
            "14:18: ENTRY.words.right.sources: is empty; write at least one",
        ),
        (
            "  greeting:",
            "  routing:",
            "3:3: entries.routing: a row has this key; list it under rows, or choose another key",
        ),
        (
            "rows: []",
            "removed: {greeting: It was too long.}\nrows: []",
            "1:11: removed.greeting: another entry has or had this key; remove it here",
        ),
        (
            "title: Say hello",
            "title: Say hello\n    formerly: [greeting, from-left]",
            "5:16: ENTRY.formerly[0]: another entry has or had this key; remove it here",
            "5:26: ENTRY.formerly[1]: the page uses this key for one of its parts; choose another"
            " key",
        ),
        (
            "rows: []",
            "rows: [routing]",
            "1:8: rows[0]: this row has no terms; add some, or write an entry instead",
        ),
        (
            "rows: []",
            "rows: [rooting]",
            '1:8: rows[0]: there is no row rooting; did you mean "routing"?',
        ),
    ],
    claims.FILE: [
        (
            "articles:\n",
            "removed:\n  claims: {everybody-greets: Nobody said it., paper: It is no article.}\n"
            "  articles: {paper: It is gone., everybody-greets: It is no claim.}\narticles:\n",
            "2:12: removed.claims.everybody-greets: another claim has or had this key; remove it"
            " here",
            "3:14: removed.articles.paper: another article has or had this key; remove it here",
        ),
        (
            "    title: A paper\n",
            "    title: A paper\n    formerly: [pamphlet, pamphlet]\n",
            "4:26: articles.paper.formerly[1]: is listed twice; remove one",
        ),
        (
            "  left-greets-nobody:\n    states",
            "  nobody-greets:\n    formerly: [left-greets-nobody, everybody-greets,"
            " contradictions]\n    states",
            "8:9: articles.paper.statements[0].claim: the claim left-greets-nobody was renamed"
            ' (17); write "nobody-greets"',
            "17:36: claims.nobody-greets.formerly[1]: another claim has or had this key; remove it"
            " here",
            "17:54: claims.nobody-greets.formerly[2]: the page uses this key for one of its parts;"
            " choose another key",
            "23:15: claims.nobody-greets.against[0]: each of the two claims needs an article; add"
            " a statement, or remove this",
            "data/questions.yaml:6:14: questions.who-greets.claims[0]: the claim"
            ' left-greets-nobody was renamed (17); write "nobody-greets"',
        ),
        (
            '    since: {right: "2.0"}\n',
            '    since: {right: "2.0"}\n    formerly: [all]\n    against: [all]\n',
            "28:15: claims.everybody-greets.against[0]: the claim all was renamed"
            ' (27); write "everybody-greets"',
        ),
        (
            "against: [everybody-greets]",
            "against: [left-greets-nobody]",
            "22:15: LEFT.against[0]: a claim cannot contradict itself; remove it",
        ),
        (
            "    sources: [https://right.example/#routes]",
            "    sources: [https://right.example/#routes]\n    against: [left-greets-nobody]",
            "22:15: LEFT.against[0]: everybody-greets already lists this claim under against;"
            " remove it here",
        ),
        (
            'since: {right: "2.0"}',
            'since: {right: "999"}',
            "26:13: claims.everybody-greets.since.right: is newer than the release that was"
            " checked, 3.10",
        ),
        (
            "    rows: [routing]\n    sources: [https://right.example/#routes]\n",
            "    rows: [routing]\n    sources: [https://right.example/#routes]\n  requests:\n"
            "    {states: Why., verdict: opinion, says: So., rows: [routing]}\n",
            "30:3: claims.requests: the page uses this key for one of its parts; choose another"
            " key",
        ),
        (
            "        claim: everybody-greets\n",
            "",
            f"9:9: articles.paper.statements[1]: {ONE_OF}",
            "21:15: claims.left-greets-nobody.against[0]: each of the two claims needs an"
            " article; add a statement, or remove this",
        ),
        (
            "        row: routing",
            "        row: routing\n        situation: tabels",
            f"11:9: articles.paper.statements[2]: {ONE_OF}",
            "13:9: articles.paper.statements[2].situation: there is no situation tabels; did you"
            ' mean "tables"?',
        ),
        (
            "claim: left-greets-nobody",
            "claim: left-greets-noboby",
            "8:9: articles.paper.statements[0].claim: there is no claim left-greets-noboby; did you"
            ' mean "left-greets-nobody"?',
            "22:15: claims.left-greets-nobody.against[0]: each of the two claims needs an"
            " article; add a statement, or remove this",
        ),
        (
            'verdict: "false"',
            "verdict: false",
            '18:14: LEFT.verdict: must be text; quote it: "false"',
        ),
        (
            'verdict: "false"',
            "verdict: wrong",
            '18:14: LEFT.verdict: there is no verdict "wrong"; known: true, with-condition,'
            " outdated, false, opinion, measured, unknown",
        ),
        (
            '    proof: {left: ["hello::test_greets"]}\n',
            "",
            "16:3: LEFT: needs at least one of proof, figures, sources; or is it an opinion?",
        ),
        (
            "hello::test_greets",
            "hello::test_great",
            "21:20: LEFT.proof.left[0]: no test test_great of hello is recorded for left; did you"
            ' mean "test_greets"?',
        ),
        (
            "{left: [",
            "{lefd: [",
            '21:13: LEFT.proof.lefd: there is no framework lefd; did you mean "left"?',
            "21:20: LEFT.proof.lefd[0]: no test test_greets of hello is recorded for lefd; known:"
            " none",
        ),
        (
            'verdict: "false"',
            "verdict: measured",
            '16:3: LEFT.figures: missing; the verdict "measured" needs at least one',
        ),
        (
            'verdict: "false"',
            "verdict: measured\n    figures: [{exhibit: speed, subject: left}]",
            "data/measurements.json:1:1: is missing; restore it, or run make bench",
        ),
        (
            '    since: {right: "2.0"}\n',
            "",
            '23:3: claims.everybody-greets.since: must be set for the verdict "outdated", and'
            " no other",
        ),
        (
            "verdict: outdated",
            "verdict: opinion",
            '26:5: claims.everybody-greets.since: must be set for the verdict "outdated", and'
            " no other",
        ),
        (
            "says: Right stopped.\n    rows: [routing]",
            "says: Right stopped.\n    rows: [rooting]",
            "28:12: claims.everybody-greets.rows[0]: there is no row rooting; did you mean"
            ' "routing"?',
        ),
    ],
    situations.FILE: [
        (
            "  tables:\n",
            "  chairs:\n    formerly: [tables, stools]\n",
            "data/claims.yaml:14:9: articles.paper.statements[3].situation: the situation tables"
            ' was renamed (11); write "chairs"',
            "data/questions.yaml:7:18: questions.who-greets.situations[0]: the situation tables"
            ' was renamed (11); write "chairs"',
        ),
        (
            "situations:\n  tables:\n",
            "removed: {tables: They are gone.}\nsituations:\n  chairs:\n",
            "data/claims.yaml:14:9: articles.paper.statements[3].situation: the situation tables"
            " was removed (9); name another situation",
            "data/questions.yaml:7:18: questions.who-greets.situations[0]: the situation tables"
            " was removed (9); name another situation",
        ),
        (
            "  tables:\n",
            "  chairs:\n    title: Chairs\n    summary: Where.\n    formerly: [stools]\n"
            "    reasons: {left: [{says: a, rows: [routing]}], right: [{says: b, rows: [routing]}]}"
            "\n  tables:\n    formerly: [stools]\n",
            "13:16: situations.chairs.formerly[0]: another situation has or had this key; remove"
            " it here",
            "16:16: situations.tables.formerly[0]: another situation has or had this key; remove"
            " it here",
        ),
        (
            "    right:\n      - says: you like tables\n        rows: [routing]\n",
            "",
            "2:3: general.reasons.right: missing; write at least one reason to choose this"
            " framework",
        ),
        (
            "      - says: you like tables\n        rows: [routing]\n",
            "      - says: you like tables\n",
            "7:9: general.reasons.right[0].rows: missing",
        ),
        (
            "          rows: [routing]\n    either",
            "          rows: [rooting]\n    either",
            "19:18: situations.tables.reasons.right[0].rows[0]: there is no row rooting; did you"
            ' mean "routing"?',
        ),
        (
            "says: nobody looks",
            "says: nobody [looks](rooting)",
            "21:9: situations.tables.either[0].says: links to rooting, which is not among its"
            " rows; list it there, or link to one of them",
        ),
        (
            "  reasons:\n    left:\n      - says",
            "  summary: {says: 'See [more](https://a.example/) [there](tables)', rows: [routing]}\n"
            "  reasons:\n    left:\n      - says",
            "2:13: general.summary.says: links to tables, which is not among its rows; list it"
            " there, or link to one of them",
        ),
        (
            "      right:\n        - says: you *sit*",
            "      rihgt:\n        - says: you *sit*",
            "13:5: situations.tables.reasons.right: missing; write at least one reason to"
            " choose this framework",
            "17:7: situations.tables.reasons.rihgt: there is no framework rihgt; did you mean"
            ' "right"?',
        ),
    ],
    questions.FILE: [
        (
            "questions:\n  who-greets:\n",
            "removed: {who: It was too short.}\nquestions:\n  who-greets:\n    formerly: [who]\n",
            "1:11: removed.who: another question has or had this key; remove it here",
        ),
        (
            "claims: [left-greets-nobody]\n    situations: [tables]",
            "claims: [left-greets]\n    situations: [table]",
            "6:14: questions.who-greets.claims[0]: there is no claim left-greets; did you mean"
            ' "left-greets-nobody"?',
            "7:18: questions.who-greets.situations[0]: there is no situation table; did you mean"
            ' "tables"?',
        ),
    ],
}
"""Per file, what is replaced by what, and what is said then."""


@pytest.mark.parametrize(
    ("file", "case"),
    [(file, case) for file, cases in WRONG.items() for case in cases],
    ids=lambda part: part if isinstance(part, str) else part[2][:60],
)
def test_a_mistake_is_named_with_place_and_remedy(
    example: Path, file: str, case: tuple[str, ...]
) -> None:
    old, new, *expected = case
    assert old in FILES[file]
    said = mistakes(example, FILES[file].replace(old, new, 1), file)
    short = [line.replace("entries.greeting", "ENTRY") for line in said]
    assert [line.replace("claims.left-greets-nobody", "LEFT") for line in short] == [
        line.replace("claims.left-greets-nobody", "LEFT") for line in expected
    ]


def refused(example: Path, figure: str) -> list[str]:
    """Return what is said of a claim that names a figure of the committed measurements."""
    shutil.copy(ROOT / measurements.FILE, example / measurements.FILE)
    named = f"verdict: measured\n    figures: [{figure}]"
    content = FILES[claims.FILE].replace('verdict: "false"', named)
    said = mistakes(example, content, claims.FILE)
    return [line.partition("figures[0]")[2] for line in said if "figures[0]" in line]


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


def test_facts_that_are_missing_or_of_another_release_are_refused(example: Path) -> None:
    facts = example / "data/facts.json"
    facts.write_text('{"read": "2026-11-20", "frameworks": {"right": {"version": "4.0"}}}')
    assert mistakes(example, GOOD) == [
        "14:15: frameworks.right.checked.version: is not the release that is installed and tested;"
        ' write "4.0", or pin this one (make lock, then make record)'
    ]
    facts.unlink()
    assert mistakes(example, GOOD.replace("answer: A table", "fact: licence")) == [
        "data/facts.json:1:1: is missing; restore it, or run make record"
    ]


def test_what_is_unknown_needs_neither_level_nor_source(example: Path) -> None:
    known = GOOD[GOOD.index("          right:\n            level") : GOOD.index("tasks:\n  hello")]
    unknown = "          right: {unknown: Nobody has looked.}\n"
    (example / "data/comparison.yaml").write_text(GOOD.replace(known, unknown), "utf-8")
    row = load(example).matrix.sections["requests"].rows["routing"]
    assert (row.answers["right"].said, row.differs) == ("Nobody has looked.", False)
