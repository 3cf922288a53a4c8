"""Whether the parts of the data fit together: each mistake that no single value shows."""

import re
from collections.abc import Collection, Iterator, Sequence

from packaging.utils import canonicalize_name

from comparison.load.cross_references import Known, alike, named, same, twice, unknown
from comparison.load.errors import Finding, Path, shown
from comparison.load.evidence import not_yet, of_row, overused
from comparison.load.keys import Group
from comparison.model.claims import EVIDENCE, WITHOUT_EVIDENCE, Claim, Statement, Verdict
from comparison.model.dictionary import Entry
from comparison.model.probes import PROBE
from comparison.model.situations import Choice, Reason


def of_matrix(known: Known) -> Iterator[Finding]:
    """Yield what does not fit in the matrix."""
    matrix = known.matrix
    yield from same("frameworks", "name", matrix.frameworks)
    yield from same("tasks", "title", matrix.tasks)
    yield from same("sections", "title", matrix.sections)
    yield from _frameworks(known)
    if PROBE in matrix.tasks:
        yield ("tasks", PROBE), "is how the names of probes begin; choose another key"
    for name, task in matrix.tasks.items():
        for part in ("install", "serve", "absent"):
            for key in getattr(task, part):
                yield from unknown(("tasks", name, part, key), key, "framework", matrix.frameworks)
    rows = [(("sections", name, "rows", key), key, row) for name, key, row in matrix.rows()]
    yield from alike((((*path, "title"), key, row.title) for path, key, row in rows), "title")
    sections: dict[str, str] = {}
    for path, key, row in rows:
        if (first := sections.setdefault(key, path[1])) != path[1]:
            yield path, f'section "{shown(first)}" has a row with this key; choose another key'
        yield from of_row(path, key, row, known)
    yield from overused(known.matrix)
    yield from _keys(known.groups["row"], {"removed"})


def _frameworks(known: Known) -> Iterator[Finding]:
    """Yield each framework whose commands or release are not those of its package."""
    for key, framework in known.matrix.frameworks.items():
        words = re.findall(r"[A-Za-z0-9][A-Za-z0-9._-]*", framework.install)
        if canonicalize_name(framework.distribution) not in map(canonicalize_name, words[2:]):
            problem = f"must also install {shown(framework.distribution)}"
            yield ("frameworks", key, "install"), problem
        pinned = ((known.texts.get("fact") or {}).get(key) or {}).get("version")
        if pinned and framework.checked.version != pinned:
            problem = f'is not the release that is installed and tested; write "{shown(pinned)}"'
            here = ("frameworks", key, "checked", "version")
            yield here, f"{problem}, or pin this one (make lock, then make record)"


def _keys(groups: Sequence[Group], ids: Collection[str] = ()) -> Iterator[Finding]:
    """Yield each key of things of one kind that is taken.

    ids: the addresses that other parts of their page have.
    """
    pages: dict[str, list[str]] = {}
    had: dict[str, set[tuple[str, str | None]]] = {}
    for group in groups:
        for key, old_keys in group.formerly.items():
            pages.setdefault(key, []).append(group.page)
            for old in old_keys:
                had.setdefault(old, set()).add((group.page, key))
            yield from twice((*group.path, key, "formerly"), old_keys)
    for group in groups:
        for path, key, now in group.addresses():
            there, own = pages.get(key, []), {(group.page, now)}
            if key in ids:
                yield path, "the page uses this key for one of its parts; choose another key"
            elif path == (*group.path, key):
                continue
            elif now is None and there and group.page not in there:
                problem = f'the {group.kind} {shown(key)} is in "{shown(there[0])}"'
                remedy = "give it a new key there, or remove this line and put it back"
                yield path, f"{problem}; {remedy}"
            elif there or had.get(key, own) != own:
                yield path, f"another {group.kind} has or had this key; remove it here"


def of_claims(known: Known) -> Iterator[Finding]:
    """Yield what does not fit in the claims, or in the articles that make them."""
    claims, articles = known.claims.claims, known.claims.articles
    yield from same("articles", "title", articles)
    yield from same("claims", "states", claims)
    yield from _keys(known.groups["claim"], {"contradictions", *known.matrix.sections})
    yield from _keys(known.groups["article"])
    for key, article in articles.items():
        for index, statement in enumerate(article.statements):
            yield from _statement(("articles", key, "statements", index), statement, known)
    for key, claim in claims.items():
        yield from _claim(("claims", key), claim, known)
        yield from _against(key, claim, known)


def _statement(path: Path, statement: Statement, known: Known) -> Iterator[Finding]:
    given = [kind for kind in ("claim", "row", "situation") if getattr(statement, kind) is not None]
    if len(given) != 1:
        yield path, "needs exactly one of claim, row, situation"
    for kind in given:
        yield from known.key((*path, kind), getattr(statement, kind), kind)


def _claim(path: Path, claim: Claim, known: Known) -> Iterator[Finding]:
    frameworks = known.matrix.frameworks
    if claim.verdict not in WITHOUT_EVIDENCE:
        if not any(getattr(claim, part) for part in EVIDENCE):
            yield path, f"needs at least one of {', '.join(EVIDENCE)}; or is it an opinion?"
        if claim.verdict == Verdict.MEASURED and not claim.figures:
            problem = f'missing; the verdict "{claim.verdict}" needs at least one'
            yield (*path, "figures"), problem
    if (claim.verdict == Verdict.OUTDATED) != bool(claim.since):
        yield (*path, "since"), f'must be set for the verdict "{Verdict.OUTDATED}", and no other'
    for framework, number in claim.since.items():
        here = (*path, "since", framework)
        yield from unknown(here, framework, "framework", frameworks)
        if framework in frameworks:
            yield from not_yet(here, number, frameworks[framework].checked.version)
    yield from known.keys((*path, "rows"), claim.rows, "row")
    yield from known.keys((*path, "against"), claim.against, "claim")
    yield from known.tests((*path, "proof"), claim.proof)
    yield from known.measured((*path, "figures"), claim.figures)
    yield from twice((*path, "sources"), claim.sources)


def _against(key: str, claim: Claim, known: Known) -> Iterator[Finding]:
    """Yield each contradiction that is none, is written twice, or that no article makes."""
    claims = known.claims.claims
    for index, other in enumerate(claim.against):
        here = ("claims", key, "against", index)
        if other == key:
            yield here, "a claim cannot contradict itself; remove it"
        elif other in claims and key in claims[other].against and other < key:
            yield here, f"{other} already lists this claim under against; remove it here"
        if other in claims and not (known.claims.said_by(key) and known.claims.said_by(other)):
            yield here, "each of the two claims needs an article; add a statement, or remove this"


def of_dictionary(known: Known) -> Iterator[Finding]:
    """Yield what does not fit in the dictionary."""
    dictionary, matrix = known.dictionary, known.matrix
    yield from known.keys(("rows",), dictionary.rows, "row")
    for index, name in enumerate(dictionary.rows):
        if name in known.rows and not known.rows[name].terms:
            yield ("rows", index), "this row has no terms; add some, or write an entry instead"
    entries = dictionary.entries
    yield from same("entries", "title", entries)
    ids = {*matrix.sections, *(f"from-{name}" for name in matrix.frameworks)}
    yield from _keys(known.groups["entry"], ids)
    for key, entry in entries.items():
        if key in known.rows:
            problem = "a row has this key; list it under rows, or choose another key"
            yield ("entries", key), problem
        yield from _entry(("entries", key), entry, known)


def _entry(path: Path, entry: Entry, known: Known) -> Iterator[Finding]:
    frameworks = known.matrix.frameworks
    yield from known.key((*path, "row"), entry.row, "row")
    yield from named((*path, "tasks"), entry.tasks, "task", known.matrix.tasks)
    for framework in frameworks:
        if framework not in entry.words:
            yield (*path, "words", framework), "missing; write terms and says, or absent"
    for framework, words in entry.words.items():
        here = (*path, "words", framework)
        yield from unknown(here, framework, "framework", frameworks)
        yield from twice((*here, "sources"), words.sources)
        given = {name for name in ("terms", "says", "absent") if getattr(words, name)}
        if given not in ({"terms", "says"}, {"absent"}):
            yield here, "needs either terms and says, or absent"


def of_situations(known: Known) -> Iterator[Finding]:
    """Yield what does not fit in the situations."""
    situations = known.situations.situations
    yield from same("situations", "title", situations)
    yield from _keys(known.groups["situation"])
    general = known.situations.general
    yield from _choice(("general",), general, known)
    if general.summary:
        yield from _reason(("general", "summary"), general.summary, known)
    for key, situation in situations.items():
        yield from known.keys(("situations", key, "rows"), situation.rows, "row")
        yield from _choice(("situations", key), situation, known)


def _choice(path: Path, choice: Choice, known: Known) -> Iterator[Finding]:
    frameworks = known.matrix.frameworks
    for name in frameworks:
        if name not in choice.reasons:
            problem = "missing; write at least one reason to choose this framework"
            yield (*path, "reasons", name), problem
    groups: dict[Path, Sequence[Reason]] = {("either",): choice.either}
    for name, own in choice.reasons.items():
        yield from unknown((*path, "reasons", name), name, "framework", frameworks)
        groups["reasons", name] = own
    for steps, reasons in groups.items():
        for index, reason in enumerate(reasons):
            yield from _reason((*path, *steps, index), reason, known)


def _reason(path: Path, reason: Reason, known: Known) -> Iterator[Finding]:
    yield from known.keys((*path, "rows"), reason.rows, "row")
    for row in reason.linked:
        if row not in reason.rows:
            problem = f"links to {shown(row)}, which is not among its rows"
            yield (*path, "says"), f"{problem}; list it there, or link to one of them"


def of_questions(known: Known) -> Iterator[Finding]:
    """Yield what does not fit in the questions."""
    questions = known.questions.questions
    yield from same("questions", "asks", questions)
    yield from _keys(known.groups["question"])
    for key, question in questions.items():
        path = ("questions", key)
        yield from known.keys((*path, "rows"), question.rows, "row")
        yield from known.keys((*path, "claims"), question.claims, "claim")
        yield from known.keys((*path, "situations"), question.situations, "situation")
        yield from known.measured((*path, "figures"), question.figures)
