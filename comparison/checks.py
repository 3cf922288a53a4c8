"""Find every mistake in what is published: data, programs, pages, and lost addresses."""

from functools import partial
from pathlib import Path

from comparison.history import git, permalinks, regressions
from comparison.load import cited_code, programs, prose
from comparison.load.errors import Invalid, Mistake
from comparison.load.loader import DATA, ROOT, documents, load, load_matrix, placed, unless
from comparison.model import dictionary
from comparison.model.comparison import Comparison


def check(
    root: Path = ROOT, published: frozenset[str] = frozenset(), before: object = None
) -> Comparison:
    """Return all data, after everything below root was looked at.

    published: every address there ever was, each of which must still lead on; before: the matrix
    as it is published, as it was read, whose proofs none may lose. Raises Invalid with every
    mistake, the cause before what it leads to.
    """
    mistakes: list[Mistake] = []
    files = documents(root)
    for file, document in files.items():
        mistakes += placed(document, permalinks.lost(file, document.data, published))
    loaded = unless(mistakes, partial(load, root, published))
    matrix, names = unless([], partial(load_matrix, root)), cited_code.names_of(root)
    if matrix:
        findings = [*programs.findings(matrix, root), *prose.taken(matrix, root)]
        findings += cited_code.of_rows(matrix, names)
        mistakes += placed(files[DATA], findings)
        if before is not None:
            mistakes += placed(files[DATA], regressions.findings(before, files[DATA].data))
        mistakes += programs.mistakes(matrix, root, git.tracked(root, *programs.PUBLISHED))
        mistakes += programs.unrecorded(matrix, root)
    if loaded:
        mistakes += placed(files[dictionary.FILE], cited_code.of_words(loaded, names))
        mistakes += prose.findings(root, loaded)
    _refused.clear()
    if mistakes or loaded is None:
        _refused[root] = Invalid(mistakes)
        raise _refused[root]
    return loaded


_refused: dict[Path, Invalid] = {}


def refused(root: Path = ROOT) -> Invalid | None:
    """Return what the last check of root raised, None where it raised nothing."""
    return _refused.get(root)
