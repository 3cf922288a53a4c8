"""Draw the home page: the short answer, what it rests on, and pictures that lead to the rest."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from comparison.model.answers import Evidence
from comparison.model.exchanges import Exchange, Request
from comparison.model.levels import Level
from comparison.model.matrix import Matrix, Row
from comparison.pages.answers import counts, total
from comparison.pages.claims import counted
from comparison.pages.exchange_view import JSON
from comparison.pages.page import Page, named

STEPS = (Level.NOT_POSSIBLE, Level.OWN_CODE, Level.THIRD_PARTY, Level.OFFICIAL, Level.BUILT_IN)
"""The levels that say how far something is supported, from the least on."""
APART = 13
"""Pixels between the marks of columns that have the same level."""
LONGEST = 60
"""Characters that are shown of what was sent."""


class Mark(NamedTuple):
    """The level of one framework on a line of the map."""

    framework: str
    at: float
    """Percent of the line's width."""
    aside: float
    """Pixels by which it gives way to other marks at the same place."""


class Line(NamedTuple):
    """A row on the map of levels."""

    key: str
    row: Row
    marks: list[Mark]
    """Without those columns whose level says nothing of support."""
    words: str
    """The level of every framework, in words."""
    others: dict[str, Level]
    """The levels that have no place on the line."""


class Outcome(NamedTuple):
    """What was sent, and the status that each framework answered."""

    request: str
    """Its method and path."""
    body: str
    """What was sent, shortened; empty where nothing was."""
    kind: str
    """The type of what was sent, where that is no JSON."""
    statuses: Mapping[str, int]

    @property
    def differs(self) -> bool:
        """Whether not all answered with the same status."""
        return len({*self.statuses.values()}) > 1


def opening(page: Page) -> str:
    """Return the question, the short answer, what it rests on, and when to take which."""
    comparison = page.comparison
    matrix = comparison.matrix
    said = [each for _, _, row in matrix.rows() for _, _, each in row.said()]
    rests = total(counts(matrix))
    return page.draw(
        "home_opening.md.j2",
        choice=comparison.situations.general,
        rows=len([*matrix.rows()]),
        statements=sum(rests.values()),
        tested=rests[Evidence.TEST],
        sources=len({source for each in said for source in each.sources}),
        exchanges=sum(map(len, comparison.exchanges.values())),
        day=max(column.checked.date for column in matrix.frameworks.values()),
    )


def chips(page: Page, question: str) -> str:
    """Return a link to each situation, and to the question of who begins, as HTML.

    Raises LookupError where there is no such question.
    """
    return page.draw(
        "home_chips.html.j2",
        asked=question,
        question=named("question", page.comparison.questions.questions, question),
        situations=page.comparison.situations.situations,
    )


def same_task(page: Page, task: str) -> str:
    """Return the programs of a task as Markdown, lit where they differ, and what they answered.

    Raises LookupError where there is no such task.
    """
    content = named("task", page.comparison.matrix.tasks, task)
    programs = page.programs(task)
    exchanges = page.comparison.exchanges[task]
    return page.draw(
        "home_task.md.j2",
        name=task,
        task=content,
        files=page.files(task),
        programs=programs,
        lit={key: own_lines(key, programs) for key in programs},
        outcomes=(found := outcomes(exchanges)),
        requested=found[0].request if len({one.request for one in found}) == 1 else "",
        requests=len(exchanges),
    )


def own_lines(of: str, programs: Mapping[str, str]) -> list[int]:
    """Return the numbers of the lines, from 1, that no other of the programs has at its place."""
    lines = programs[of].splitlines()
    shared = {
        block.a + offset
        for key, other in programs.items()
        if key != of
        for block in SequenceMatcher(
            None, lines, other.splitlines(), autojunk=False
        ).get_matching_blocks()
        for offset in range(block.size)
    }
    return [
        number + 1 for number, line in enumerate(lines) if line.strip() and number not in shared
    ]


def outcomes(exchanges: Iterable[Exchange]) -> list[Outcome]:
    """Return the first exchange of each set of statuses, in their order."""
    found: dict[tuple[int, ...], Outcome] = {}
    for exchange in exchanges:
        statuses = {key: answer.status for key, answer in exchange.responses.items()}
        found.setdefault(tuple(statuses.values()), _outcome(exchange.request, statuses))
    return list(found.values())


def _outcome(request: Request, statuses: Mapping[str, int]) -> Outcome:
    body = request.body
    text = "" if body is None else body if isinstance(body, str) else JSON.encode(body)
    sent = " ".join(text.split())
    kind = request.headers.get("content-type", "") if sent else ""
    return Outcome(
        f"{request.method} {request.path}",
        sent if len(sent) <= LONGEST else f"{sent[: LONGEST - 1]}…",
        "" if "json" in kind else kind,
        statuses,
    )


def level_map(page: Page) -> str:
    """Return the levels of all rows that have some as HTML, by the column that brings most."""
    matrix = page.comparison.matrix
    rows = {key: row for _, key, row in matrix.rows() if any(_levels(row).values())}
    used = {level for row in rows.values() for level in _levels(row).values()}
    steps = STEPS[Level.NOT_POSSIBLE not in used :]
    groups: dict[str, list[Line]] = {key: [] for key in _order(matrix)}
    for key, row in rows.items():
        groups[leader(row)].append(_line(matrix, steps, key, row))
    return page.draw(
        "home_map.html.j2",
        groups={key: lines for key, lines in groups.items() if lines},
        steps=steps,
    )


def _order(matrix: Matrix) -> Iterator[str]:
    """Yield the keys of the groups: the first column, what no column leads, the other columns."""
    first, *others = matrix.frameworks
    yield from (first, "", *others)


def leader(row: Row) -> str:
    """Return which framework alone has the highest level of a row; empty where there is none.

    What is not known and what does not arise is no lower level.
    """
    ranks = {key: STEPS.index(level) for key, level in _levels(row).items() if level in STEPS}
    leading = [key for key, rank in ranks.items() if rank == max(ranks.values())]
    return leading[0] if len(leading) == 1 < len(ranks) else ""


def _levels(row: Row) -> dict[str, Level]:
    return {key: answer.standing for key, answer in row.answers.items() if answer.standing}


def _at(steps: Sequence[Level], level: Level) -> float:
    return round(100 * (steps.index(level) + 0.5) / len(steps), 2)


def _line(matrix: Matrix, steps: Sequence[Level], key: str, row: Row) -> Line:
    levels = {name: level for name in matrix.frameworks if (level := _levels(row).get(name))}
    placed = {name: level for name, level in levels.items() if level in steps}
    words = [f"{matrix.frameworks[name].name}: {level.label}" for name, level in levels.items()]
    return Line(
        key,
        row,
        [
            Mark(name, _at(steps, level), _aside(name, level, placed))
            for name, level in placed.items()
        ],
        "; ".join(words),
        {name: level for name, level in levels.items() if name not in placed},
    )


def _aside(name: str, level: Level, placed: Mapping[str, Level]) -> float:
    together = [key for key, other in placed.items() if other == level]
    return APART * (together.index(name) - (len(together) - 1) / 2)


def checked_claims(page: Page, examples: Collection[str]) -> str:
    """Return how many claims have which verdict as HTML, and some of them.

    Raises LookupError where one of the examples is no claim.
    """
    claims = page.comparison.claims.claims
    return page.draw(
        "home_claims.html.j2",
        claims=claims,
        articles=len(page.comparison.claims.articles),
        counts=counted(claim.verdict for claim in claims.values()),
        examples={key: named("claim", claims, key) for key in examples},
    )


def errands(page: Page, question: str) -> str:
    """Return what else a reader may have come for as HTML, each with the page for it.

    Raises LookupError where there is no such question.
    """
    return page.draw(
        "home_errands.html.j2",
        asked=question,
        question=named("question", page.comparison.questions.questions, question),
        rows=len([*page.comparison.matrix.rows()]),
        entries=len(page.comparison.dictionary.entries),
    )
