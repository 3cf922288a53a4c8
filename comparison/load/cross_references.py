"""Whether each name in the data exists: frameworks, rows, tasks, tests, claims, figures."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from comparison.load.errors import Finding, Path, did_you_mean, shown
from comparison.model.answers import Measured
from comparison.model.comparison import Comparison
from comparison.model.fields import Record
from comparison.model.matrix import Matrix, Row
from comparison.model.probes import row_of

TAKEN = "the page uses this key for one of its parts; choose another key"


@dataclass(frozen=True)
class Known(Comparison):
    """The data before anybody knows whether every name in it exists, and what else has names."""

    texts: Mapping[str, Mapping[str, Mapping[str, str]] | None]
    """What an answer may name instead of typing it: by kind ("fact", "measure") and framework, each
    name with its text; None where the file that says it is missing."""
    old_rows: Mapping[str, str]
    """What became of the rows that are gone, by the keys they had."""

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The rows by their keys."""
        return {key: row for _, key, row in self.matrix.rows()}

    def row(self, path: Path, name: str) -> Iterator[Finding]:
        """Yield a finding if there is no such row: what became of it, if there was one."""
        if name in self.old_rows:
            yield path, f"the row {shown(name)} {self.old_rows[name]}"
        else:
            yield from unknown(path, name, "row", self.rows)

    def named_rows(self, path: Path, names: Sequence[str]) -> Iterator[Finding]:
        """Yield a finding for each row of a list that is unknown, or there twice."""
        yield from twice(path, names)
        for index, name in enumerate(names):
            yield from self.row((*path, index), name)

    def test(self, path: Path, proof: str, framework: str) -> Iterator[Finding]:
        """Yield a finding if a test, named as <task>::<test>, is not recorded for a framework.

        So it is with a probe, named as probe::<row>::<test>. Nothing where the task's recording is
        missing, which is said once.
        """
        task, _, test = proof.rpartition("::")
        if row := row_of(proof):
            yield from self.probe(path, row, test, framework)
            return
        if task in self.matrix.tasks and task not in self.exchanges:
            return
        ran = [exchange.tests.get(framework, "") for exchange in self.exchanges.get(task, ())]
        if test not in ran:
            problem = f"no test {shown(test)} of {shown(task)} is recorded for {shown(framework)}"
            yield path, f"{problem}; {did_you_mean(test, ran)}"

    def probe(self, path: Path, row: str, test: str, framework: str) -> Iterator[Finding]:
        """Yield a finding if a probe of a row is not recorded for a framework."""
        yield from self.row(path, row)
        probes = self.probes[row].tests if row in self.probes else {}
        passed = [name for name, probe in probes.items() if framework in probe.frameworks]
        if row in self.rows and test not in passed:
            problem = f"no probe {shown(test)} of {shown(row)} is recorded for {shown(framework)}"
            yield path, f"{problem}; {did_you_mean(test, passed)}"

    def tests(self, path: Path, proofs: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
        """Yield a finding for each test, listed by framework, that did not run for it."""
        for framework, named in proofs.items():
            yield from unknown((*path, framework), framework, "framework", self.matrix.frameworks)
            yield from twice((*path, framework), named)
            for index, proof in enumerate(named):
                yield from self.test((*path, framework, index), proof, framework)

    def measured(self, path: Path, figures: Sequence[Measured]) -> Iterator[Finding]:
        """Yield a finding for each figure that was not measured."""
        if self.measurements is None:
            return
        for index, figure in enumerate(figures):
            here = (*path, index)
            yield from unknown((*here, "exhibit"), figure.exhibit, "exhibit", self.figures)
            if exhibit := self.figures.get(figure.exhibit):
                subject, column = figure.subject, figure.column
                wrong = [*unknown((*here, "subject"), subject, "subject", exhibit.lines)]
                if column is not None:
                    wrong += unknown((*here, "column"), column, "column", exhibit.columns)
                if not wrong and exhibit.cell(subject, column) is None:
                    wrong = [(here, "this figure has no usable sample; name another figure")]
                yield from wrong


def old_rows(matrix: Matrix, published: Collection[str]) -> dict[str, tuple[Path, str]]:
    """Return the keys that rows had and have no more: where that is said, and what to do.

    published: every address there ever was, below the site's, as section/#row; what stands in the
    remedy for the place is {}.
    """
    now = {key for _, key, _ in matrix.rows()}
    old: dict[str, tuple[Path, str]] = {}
    for address in sorted(published):
        page, _, key = address.partition("/#")
        if key and page in matrix.sections and "--" not in key:
            old[key] = ("sections", page), "was renamed or removed ({}); write its new key"
    for name, section in matrix.sections.items():
        for key in section.removed:
            old[key] = ("sections", name, "removed", key), "was removed ({}); name another row"
    for name, key, row in matrix.rows():
        for index, former in enumerate(row.formerly):
            path = ("sections", name, "rows", key, "formerly", index)
            old[former] = path, f'was renamed ({{}}); write "{shown(key)}"'
    return {key: fate for key, fate in old.items() if key not in now}


def unknown(path: Path, name: str, kind: str, known: Collection[str]) -> Iterator[Finding]:
    """Yield a finding if a name is none of the known names of that kind."""
    if name not in known:
        yield path, f"there is no {kind} {shown(name)}; {did_you_mean(name, known)}"


def named(path: Path, names: Sequence[str], kind: str, known: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each name of a list that is unknown, or there twice."""
    yield from twice(path, names)
    for index, name in enumerate(names):
        yield from unknown((*path, index), name, kind, known)


def twice(path: Path, names: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each name that stands in the list before."""
    for index, name in enumerate(names):
        if name in names[:index]:
            yield (*path, index), "is listed twice; remove one"


def same(part: str, field: str, records: Mapping[str, Record]) -> Iterator[Finding]:
    """Yield a finding for each record of a part whose text says what another's says."""
    texts = (((part, key, field), key, getattr(record, field)) for key, record in records.items())
    yield from alike(texts, field)


def alike(
    texts: Iterable[tuple[Path, str, str]], field: str, remedy: str = "write another one"
) -> Iterator[Finding]:
    """Yield a finding for each text that says what one before says.

    texts: for each its path, the key of its record, and the text.
    """
    seen: dict[str, str] = {}
    for path, key, text in texts:
        plain = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
        if (first := seen.setdefault(plain, key)) != key:
            yield path, f"{shown(first)} has the same {field}; {remedy}"


def used_as_id(part: str, keys: Iterable[str], taken: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each key that is the address of something else on the page."""
    for key in keys:
        if key in taken:
            yield (part, key), TAKEN
