"""Whether each answer and each statement of a row has its evidence, and a counterpart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from packaging.version import InvalidVersion, Version

from comparison.load.cross_references import Known, alike, named, twice, unknown
from comparison.load.errors import Finding, Path, did_you_mean, dotted, shown
from comparison.model.answers import Answer, Checked, Detail, Evidenced, Statement
from comparison.model.matrix import Matrix, Row
from comparison.model.probes import row_of
from comparison.model.releases import FILE

OWN_RUN = re.compile(
    r"\b(?:in|by|under) our (?:own )?(?:checks?|runs?|tests?|measurements?)\b|\bmeasured here\b"
    r"|\bwe (?:ran|tried|measured|tested|checked|saw|counted)\b|\bran with\b|\bin a run\b",
    re.IGNORECASE,
)
"""How a sentence tells of something that we did ourselves."""
CARRIED = 2
"""How many statements about a framework one test may prove: it asserts one thing."""


def of_row(path: Path, key: str, row: Row, known: Known) -> Iterator[Finding]:
    """Yield what a row lacks or names wrongly; path: its place in the matrix."""
    frameworks = known.matrix.frameworks
    yield from named((*path, "tasks"), row.tasks, "task", known.matrix.tasks)
    yield from _code(path, row)
    for name in row.terms:
        yield from unknown((*path, "terms", name), name, "framework", frameworks)
    for name in frameworks:
        if name not in row.answers:
            problem = "missing; write an answer, or unknown: and why"
            yield (*path, "answers", name), problem
    asked = any(answer.level is not None for answer in row.answers.values())
    for name, answer in row.answers.items():
        here = (*path, "answers", name)
        yield from unknown(here, name, "framework", frameworks)
        if answer.standing is None and asked:
            yield here, "has no level, but another answer has; give every answer a level, or none"
        yield from _answer(here, answer)
    yield from _details(path, row, known)
    for place, name, said in row.said():
        yield from _evidence((*path, *place), name, said, key, row, known)


def _code(path: Path, row: Row) -> Iterator[Finding]:
    yield from twice((*path, "code"), row.code)
    for index, code in enumerate(row.code):
        if row_of(code):
            yield (*path, "code", index), "is a probe; name it under proof where it shows something"
        elif (task := code.partition("::")[0]) not in row.tasks:
            yield (*path, "code", index), f"add {task} to the tasks of this row"


def _answer(path: Path, answer: Answer) -> Iterator[Finding]:
    """Yield what an answer lacks: its text, or the source of what was typed."""
    kinds = {
        "answer": answer.answer,
        "fact": answer.fact,
        "measure": answer.measure,
        "unknown": answer.unknown,
        "not-applicable": answer.not_applicable,
    }
    given = [kind for kind, text in kinds.items() if text is not None]
    if len(given) != 1:
        yield path, "needs exactly one of answer, fact, measure, unknown, not-applicable"
    elif given[0] in ("unknown", "not-applicable"):
        if answer.level is not None:
            yield (*path, "level"), f"remove it: {given[0]} stands instead of level and answer"
    elif answer.answer is not None and not answer.sources:
        yield from _missing((*path, "sources"), answer, "name at least one primary source")


def _missing(path: Path, said: Answer | Statement, remedy: str) -> Iterator[Finding]:
    state = "is empty" if path[-1] in said.model_fields_set else "missing"
    yield path, f"{state}; {remedy}"


def _details(path: Path, row: Row, known: Known) -> Iterator[Finding]:
    """Yield each detail that leaves out a side, and each statement that says nothing, says it
    without evidence, or says what another one says.
    """
    places: list[Path] = [(*path, "details", index) for index in range(len(row.details))]
    details = [*zip(places, row.details, strict=True)]
    abouts = (((*here, "about"), dotted(here[-2:]), detail.about) for here, detail in details)
    yield from alike(abouts, "about")
    for here, detail in details:
        yield from _sides(here, detail, known)
        for name, statement in detail.statements.items():
            yield from _statement((*here, name), statement)
        if detail.same:
            yield from _statement((*here, "same"), detail.same)
    typed = [
        ((*path, *place), dotted(place), said.said)
        for place, _, said in row.said()
        if not (said.fact or said.measure or said.unknown)
    ]
    twice_said = alike(typed, "text", "say it once, under same if it holds for all")
    yield from (finding for finding in twice_said if "details" in finding[0][len(path) :])


def _sides(path: Path, detail: Detail, known: Known) -> Iterator[Finding]:
    frameworks = known.matrix.frameworks
    if detail.same and detail.statements:
        yield (*path, "same"), "holds for every framework; remove it, or their own statements"
    for name in detail.statements:
        if name not in frameworks:
            meant = did_you_mean(name, [*frameworks, *Detail.model_fields])
            yield (*path, name), f"there is no framework {shown(name)}; {meant}"
    for name in frameworks:
        if not detail.same and name not in detail.statements:
            remedy = "write what it says of this framework, or none: why, with looked"
            yield (*path, name), f"missing; {remedy}"


def _statement(path: Path, statement: Statement) -> Iterator[Finding]:
    """Yield what a statement lacks: its text, or its evidence."""
    kinds = ("says", "none", "fact", "measure", "unknown")
    given = [kind for kind in kinds if getattr(statement, kind) is not None]
    if len(given) != 1:
        yield path, f"needs exactly one of {', '.join(kinds)}"
    elif statement.none is not None:
        if not statement.looked:
            yield from _missing(
                (*path, "looked"), statement, "name where one would find it if there were something"
            )
    elif statement.looked:
        yield (*path, "looked"), "belongs to none; write these under sources"
    elif statement.says is not None and not (statement.sources or statement.proof):
        yield from _missing((*path, "sources"), statement, "name a primary source, or a proof")
    yield from twice((*path, "looked"), statement.looked)


def _evidence(
    path: Path, framework: str, said: Evidenced, key: str, row: Row, known: Known
) -> Iterator[Finding]:
    """Yield what is wrong with the evidence of what is said of one framework, or of all."""
    frameworks = known.matrix.frameworks
    yield from twice((*path, "sources"), said.sources)
    text = getattr(said, "answer", None) or getattr(said, "says", None) or ""
    if not said.proof and (own := OWN_RUN.search(text)):
        problem = f'"{own[0]}" tells of something that was run'
        yield path, f"{problem}; name its test under proof, or say what the source says"
    for kind, texts in known.texts.items():
        name = getattr(said, kind)
        if name is not None and not framework:
            yield (*path, kind), "is of one framework; write it for each instead of same"
        elif texts is not None and name is not None:
            yield from unknown((*path, kind), name, kind, texts.get(framework, {}))
    columns = [name for name, column in frameworks.items() if not column.begun]
    yield from _proofs(path, [framework] if framework else columns, said, key, row, known)
    if framework in frameworks:
        yield from _releases(path, said, frameworks[framework].checked)
        yield from _dated(path, framework, said, known)
    elif not framework:
        for part in ("since", "until"):
            if getattr(said, part) is not None:
                yield (*path, part), "is of one framework; write it for each instead of same"


def _proofs(
    path: Path, frameworks: Sequence[str], said: Evidenced, key: str, row: Row, known: Known
) -> Iterator[Finding]:
    """Yield each proof that did not run for one of the frameworks, or belongs elsewhere.

    What is said of all frameworks has a test of each.
    """
    yield from twice((*path, "proof"), said.proof)
    shown_for: set[str] = set()
    for index, proof in enumerate(said.proof):
        here, task, probed = (*path, "proof", index), proof.partition("::")[0], row_of(proof)
        missing = {name: [*known.test(here, proof, name)] for name in frameworks}
        ran_for = {name for name, findings in missing.items() if not findings}
        shown_for |= ran_for
        if not ran_for:
            yield from next(iter(missing.values()), [])
        elif probed and probed != key:
            yield here, f"is a probe of another row; write one in probes/test_{key}.py"
        elif not probed and task not in row.tasks:
            yield here, f"add {task} to the tasks of this row"
    if shown_for and (left := [name for name in frameworks if name not in shown_for]):
        yield (*path, "proof"), f"holds for all, but no test of {', '.join(left)} shows it; add one"


def overused(matrix: Matrix) -> Iterator[Finding]:
    """Yield each proof of a row with details that more statements name than it can carry."""
    counts: Counter[tuple[str, str]] = Counter()
    for section, key, row in matrix.rows():
        if not row.details:
            continue
        for place, framework, said in row.said():
            path: Path = ("sections", section, "rows", key, *place, "proof")
            frameworks = [framework] if framework else list(row.answers)
            for index, proof in enumerate(said.proof):
                counts.update((proof, name) for name in frameworks)
                if max(counts[proof, name] for name in frameworks) > CARRIED:
                    problem = f"proves more than {CARRIED} statements"
                    yield (*path, index), f"{problem}; name a test that shows this one"


def _releases(path: Path, said: Evidenced, column: Checked) -> Iterator[Finding]:
    """Yield releases and days of an answer or statement that do not follow from each other."""
    described = getattr(said, "checked", None) or column
    if newer(described.version, column.version):
        problem = f"is newer than the framework's release, {column.version}"
        yield (*path, "checked", "version"), f"{problem}; check the framework again"
    if described.date < column.date:
        problem = f"is before the last check of the framework, {column.date}; remove it"
        yield (*path, "checked"), problem
    for part in ("since", "until"):
        yield from not_yet((*path, part), getattr(said, part), described.version)
    since, until = said.since, said.until
    if since is not None and until is not None and not newer(until, since):
        yield (*path, "until"), f"must be newer than since, {since}"


def _dated(path: Path, framework: str, said: Evidenced, known: Known) -> Iterator[Finding]:
    """Yield each since and until that nothing shows: no heading of a change log among the sources,
    and no test that changed then; and each that a test contradicts.
    """
    tried = known.releases.frameworks.get(framework) if known.releases else None
    for part in ("since", "until"):
        number = getattr(said, part)
        if number is None:
            continue
        changed_otherwise = tried.by_packages if tried else {}
        tests = [test for test in said.proof if number not in changed_otherwise.get(test, ())]
        outcomes = [tried.outcomes(test) for test in tests] if tried else []
        digits = re.sub(r"\D", "", number)
        fragments = (re.sub(r"\D", "", source.partition("#")[2]) for source in said.sources)
        false_on = [
            release
            for release in dict.fromkeys(release for came in outcomes for release in came)
            if (newer(number, release) if part == "since" else not newer(number, release))
        ]
        if too := [one for one in false_on if {came.get(one) for came in outcomes} == {"held"}]:
            problem = f"is not when it changed: its tests hold on {too[-1]}, too"
            yield (*path, part), f"{problem} ({FILE}); write the right release"
        elif any(found.startswith(digits) for found in fragments):
            continue
        elif not false_on or not any(number in came for came in outcomes):
            remedy = "name its heading in a change log under sources"
            yield (*path, part), f"is shown by nothing; {remedy}"


def newer(number: str | None, than: str) -> bool:
    """Return whether a release is newer than another; not where one of them is no release."""
    try:
        return number is not None and Version(number) > Version(than)
    except InvalidVersion:
        return False


def not_yet(path: Path, number: str | None, described: str) -> Iterator[Finding]:
    """Yield a finding if a release is newer than the one that is described."""
    if newer(number, described):
        yield path, f"is newer than the release that was checked, {described}"
