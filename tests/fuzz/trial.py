"""Spoil files, read them, and judge what came of it; in a process that may crash or hang.

python -m tests.fuzz.trial FOLDER FILES SEED works in an empty folder and prints, as JSON, how many
files were valid and refused, and why, by what was done to them.
"""

import json
import re
import resource
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, Verbosity, given, reject, seed, settings
from hypothesis import strategies as st

from comparison.export import tables
from comparison.history import diff
from comparison.load import yaml_source
from comparison.load.errors import Invalid
from comparison.load.loader import BESIDE, DATA, lines, load, load_beside
from tests.fuzz import invent, sight, sound, spoil, trees
from tests.fuzz.original import NAMES, REAL, SMALL, WEIGHTED, Original, put, write_projects

VALID, REFUSED = "valid", "refused"


class Kind(NamedTuple):
    """One thing that is done to files."""

    change: Callable[[Original], st.SearchStrategy[str | bytes]]
    share: int
    """How often, beside the others."""
    outcome: str = ""
    """What must come of it, where one knows."""


KINDS = {
    "another style": Kind(trees.rewritten, 3, VALID),
    "other texts": Kind(trees.retold, 4),
    "other words": Kind(spoil.worded, 5),
    "other types": Kind(trees.odd, 5),
    "other trees": Kind(trees.grown, 4),
    "lines moved": Kind(spoil.lined, 4),
    "bytes changed": Kind(spoil.raw, 2),
    "other encodings": Kind(spoil.encoded, 2),
    "hidden signs": Kind(spoil.hidden, 3),
    "keys twice": Kind(spoil.doubled, 1, REFUSED),
    "random trees": Kind(trees.trees, 2),
    "bombs": Kind(invent.bombs, 3),
    "deep": Kind(invent.deep, 2),
    "large": Kind(invent.large, 1),
    "many parts": Kind(trees.many, 1),
}
MEMORY = 2 * 1024**3
"""Bytes that may be taken before a file is a bomb; far more than valid files take."""
DRAWN = 200_000
"""Bytes of the largest file that is drawn, too."""


class Trial:
    """Two projects in a folder; their files are spoiled one after the other, and read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.turn = count(1)
        self.outcomes: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        """How many files were valid and refused, by what was done to them."""
        self.reasons: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        """How the first mistake of those refused begins."""
        self.passed: set[tuple[Original, bytes]] = set()
        """The files that were judged, so that none counts twice."""
        self.schemas = {name: json.loads(text) for name, text in tables.schemas().items()}
        self.data = {one: one.data for one in (*SMALL, *REAL)}
        write_projects(folder)
        for one in self.data:
            put(folder / one.project / one.name, one.text.encode(), 0)

    def look(self, kind: str, original: Original, content: bytes) -> None:
        """Put content in the place of an original, read it, and assert what must hold."""
        project = self.folder / original.project
        (self.folder / "now").write_text(f"{original.project}/{original.name}")
        put(project / original.name, content, next(self.turn))
        found = read(project, original)
        for result in found.values():
            if isinstance(result, Invalid):
                sound.refused(project, result)
        result = found[original.name]
        outcome = REFUSED if isinstance(result, Invalid) else VALID
        assert KINDS[kind].outcome in ("", outcome), f"is {outcome}: {str(result)[:300]}"
        if isinstance(result, Invalid):
            words = re.sub(r"[^a-z ]", "", result.mistakes[0].what.partition(";")[0]).split()
            self.reasons[kind][" ".join(words[:5])] += 1
        else:
            schema = self.schemas[Path(original.name).stem + ".schema.json"]
            sound.accepted(content, result, schema, self.known(original, content))
            if KINDS[kind].outcome == VALID:
                assert sound.said(result) == self.data[original]
            if len(content) < DRAWN:
                sight.draw(project, result)
        self.outcomes[kind][outcome] += 1
        self.passed.add((original, content))
        put(project / original.name, original.text.encode(), 0)

    def known(self, original: Original, content: bytes) -> dict[str, set[str]]:
        """Return the names that a file may use: what the others hold, and it itself."""
        data = {
            one.name: said for one, said in self.data.items() if one.project == original.project
        }
        data[original.name] = Original("", "", content.decode("utf-8-sig")).data
        matrix, _, claims, situations, _ = (data[name] for name in NAMES)
        rows = {key for section in matrix["sections"].values() for key in section["criteria"]}
        said, advised = set(claims.get("claims", {})), set(situations["situations"])
        return {
            **{"rows": rows, "row": rows, "tasks": set(matrix.get("tasks", {}))},
            **{"claims": said, "claim": said, "against": said},
            **{"situations": advised, "situation": advised},
            "frameworks": set(matrix["frameworks"]),
        }


def read(project: Path, original: Original) -> dict[str, Any]:
    """Return what comes of reading a project's files, by file: a record, or why it is invalid.

    Of the real project, which takes long, that one file; of the small one also what else reads it.
    """
    file, old = project / DATA, yaml_source.parse(SMALL[0].text.encode(), "old").data
    readers: dict[str, Callable[[], Any]] = {
        DATA: partial(load, project),
        **{name: partial(load_beside, kind, project) for kind, (name, _) in BESIDE.items()},
        "lines": partial(lines, project),
        "changes": lambda: diff.between(old, yaml_source.read(file, DATA).data),
    }
    found: dict[str, Any] = {}
    for name, reader in readers.items():
        if original.project == "small" or name == original.name:
            try:
                found[name] = reader()
            except Invalid as invalid:
                found[name] = invalid
    return found


def attempt(trial: Trial, kind: str, files: int, number: int) -> None:
    """Look at so many files of a kind; raises what the smallest of those that fail brings."""

    @seed(number)
    @settings(
        max_examples=files,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(st.data())
    def look(data: st.DataObject) -> None:
        original = data.draw(st.sampled_from(WEIGHTED))
        drawn = data.draw(KINDS[kind].change(original))
        content = drawn.encode() if isinstance(drawn, str) else drawn
        if (original, content) in trial.passed:
            reject()
        trial.look(kind, original, content)

    look()


def main(folder: Path, files: int, number: int) -> None:
    """Look at so many files, and print what came of it."""
    trial = Trial(folder)
    shares = sum(kind.share for kind in KINDS.values())
    for name, kind in KINDS.items():
        try:
            attempt(trial, name, ceil(files * kind.share / shares), number)
        except Exception:
            traceback.print_exc(limit=-5)
            sys.exit(f"among: {name}")
    print(json.dumps({kind: [trial.outcomes[kind], trial.reasons[kind]] for kind in KINDS}))


if __name__ == "__main__":
    with suppress(ValueError, OSError):  # a system that does not limit memory
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
