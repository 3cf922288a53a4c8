"""What is said of a project that is wrong, without what every line repeats."""

from collections.abc import Collection
from pathlib import Path

import pytest

from comparison.checks import check
from comparison.load.errors import Invalid
from comparison.load.loader import DATA
from tests.example import GOOD

ROW = "sections.requests.rows.routing"


def mistakes(
    root: Path, content: str | bytes = GOOD, file: str = DATA, published: Collection[str] = ()
) -> list[str]:
    """Return each mistake of a project in which a file has that content.

    The name of that file is left out; ROW and RIGHT stand for the places of the only row and of its
    answer of right.
    """
    (root / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Invalid) as refused:
        check(root, frozenset(published))
    said = str(refused.value).replace(f"{file}:", "")
    return said.replace(f"{ROW}.answers.right", "RIGHT").replace(ROW, "ROW").split("\n")
