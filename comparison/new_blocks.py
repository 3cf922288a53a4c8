"""Write the smallest blocks that the data accepts, to be pasted and filled in."""

from collections.abc import Callable

from comparison.model.matrix import Matrix

ROW = """\
      new-row:
        title: A few words
        asks: Which question does each answer of this row answer?
        answers:
{answers}"""
ANSWER = """\
          {key}:
            answer: One short line
            sources: ["{home}#section-that-proves-it"]
"""
DETAIL = """\
          - about: A few words
{statements}"""
STATEMENT = """\
            {key}:
              says: One fact about {key}
              sources: ["{home}#section-that-proves-it"]
"""
TASK = """\
  new-task:
    title: What is done, in a few words
    summary: What the program does.
"""
CLAIM = """\
  new-claim:
    states: What is said, as one plain sentence in your own words.
    verdict: unknown
    says: What became of it, in one or two sentences.
    rows: [{row}]
"""


def row(matrix: Matrix) -> str:
    """Return a row with an answer of each framework, to stand under the rows of a section."""
    frameworks = matrix.frameworks.items()
    answers = (ANSWER.format(key=key, home=framework.home) for key, framework in frameworks)
    return ROW.format(answers="".join(answers))


def detail(matrix: Matrix) -> str:
    """Return a detail with a statement on each framework, to stand under the details of a row."""
    frameworks = matrix.frameworks.items()
    said = (STATEMENT.format(key=key, home=framework.home) for key, framework in frameworks)
    return DETAIL.format(statements="".join(said))


def task(matrix: Matrix) -> str:
    """Return a task, to stand under tasks; its programs and its contract are files."""
    return TASK


def claim(matrix: Matrix) -> str:
    """Return a claim about the first row, to stand under claims in data/claims.yaml."""
    return CLAIM.format(row=next(key for _, key, _ in matrix.rows()))


KINDS: dict[str, Callable[[Matrix], str]] = {
    "row": row,
    "detail": detail,
    "task": task,
    "claim": claim,
}
"""What there are blocks of."""
