"""What stands around a file beside the matrix, and whether the names in it are among that."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as Folder
from typing import Any

from comparison.load import unchecked
from comparison.load.errors import Path, shown
from comparison.load.references import Finding, not_run, twice, unknown
from comparison.load.unchecked import listed, mapping
from comparison.model.figures import Exhibit


@dataclass(frozen=True)
class Around:
    """Every name that a file beside the matrix may use; files as they were read, valid or not."""

    matrix: object
    claims: dict[str, Any]
    """The claims by their keys."""
    situations: dict[str, Any]
    """The situations by their keys."""
    exhibits: dict[str, Exhibit] | None
    """What was measured; none where that file is missing or broken."""
    snippets: Folder
    """The folder of the programs, their contracts and what was recorded."""
    old_rows: dict[str, str] = field(default_factory=dict)
    """What became of the rows that are gone, by the keys they had."""

    @cached_property
    def frameworks(self) -> dict[str, Any]:
        """The frameworks by their keys."""
        return mapping(mapping(self.matrix).get("frameworks"))

    @cached_property
    def sections(self) -> dict[str, Any]:
        """The sections by their keys."""
        return mapping(mapping(self.matrix).get("sections"))

    @cached_property
    def tasks(self) -> dict[str, Any]:
        """The tasks by their keys."""
        return mapping(mapping(self.matrix).get("tasks"))

    @cached_property
    def rows(self) -> dict[str, Any]:
        """The rows by their keys."""
        return {str(path[-1]): mapping(row) for path, row in unchecked.rows(self.matrix)}

    def row(self, path: Path, name: object) -> Iterator[Finding]:
        """Yield a finding if name is a text that is no row: what became of it, if it was one."""
        if isinstance(name, str) and name in self.old_rows:
            yield path, f"the row {shown(name)} {self.old_rows[name]}"
        else:
            yield from unknown(path, name, "row", self.rows)

    def named(
        self, path: Path, record: dict[str, Any], key: str, kind: str, known: Collection[str]
    ) -> Iterator[Finding]:
        """Yield a finding for each name of the list at key that is unknown, or there twice."""
        names = listed(record.get(key))
        yield from twice((*path, key), names)
        for index, name in enumerate(names):
            here = (*path, key, index)
            yield from self.row(here, name) if kind == "row" else unknown(here, name, kind, known)

    def proofs(self, path: Path, proofs: object) -> Iterator[Finding]:
        """Yield a finding for each test, listed by framework, that did not run for it."""
        for framework, named in mapping(proofs).items():
            yield from unknown((*path, framework), framework, "framework", self.frameworks)
            yield from twice((*path, framework), listed(named))
            for index, proof in enumerate(listed(named)):
                here = (*path, framework, index)
                yield from not_run(here, proof, framework, self.snippets)

    def figures(self, path: Path, figures: object) -> Iterator[Finding]:
        """Yield a finding for each figure that was not measured."""
        if self.exhibits is None:
            return
        for index, figure in enumerate(map(mapping, listed(figures))):
            here = (*path, index)
            yield from unknown((*here, "exhibit"), figure.get("exhibit"), "exhibit", self.exhibits)
            if exhibit := self.exhibits.get(str(figure.get("exhibit"))):
                subject, column = figure.get("subject"), figure.get("column")
                yield from unknown((*here, "subject"), subject, "subject", exhibit.lines)
                yield from unknown((*here, "column"), column, "column", exhibit.columns)
                there = isinstance(subject, str) and subject in exhibit.lines
                there = there and column in (None, *exhibit.columns)
                if there and exhibit.cell(str(subject), column) is None:
                    yield here, "no sample counts there; name another figure"
