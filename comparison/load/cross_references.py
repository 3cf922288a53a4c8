"""Whether each name in the data exists: frameworks, rows, tasks, tests, claims, figures."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from comparison.load.errors import Finding, Path, did_you_mean, shown
from comparison.load.keys import Group, by_page
from comparison.load.yaml_file import Document
from comparison.model.answers import Measured
from comparison.model.comparison import Comparison
from comparison.model.fields import Record
from comparison.model.matrix import Row
from comparison.model.probes import row_of


@dataclass(frozen=True)
class Known(Comparison):
    """The data before anybody knows whether every name in it exists, and what else has names."""

    texts: Mapping[str, Mapping[str, Mapping[str, str]] | None]
    """What an answer may name instead of typing it: by kind ("fact", "measure") and framework, each
    name with its text; None where the file that says it is missing."""
    groups: Mapping[str, Sequence[Group]]
    """The keys that are addresses, by kind ("row", "claim") and page."""
    old_keys: Mapping[str, Mapping[str, str]]
    """What became of the things that are gone, by kind and the keys they had."""

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The rows by their keys."""
        return {key: row for _, key, row in self.matrix.rows()}

    @cached_property
    def _keys(self) -> dict[str, dict[str, Sequence[str]]]:
        """The keys of what is there, by kind."""
        return {
            kind: {key: old for group in groups for key, old in group.formerly.items()}
            for kind, groups in self.groups.items()
        }

    def key(self, path: Path, name: str, kind: str) -> Iterator[Finding]:
        """Yield a finding if a name is no key of that kind: what became of it, if it was one."""
        if name in self.old_keys[kind]:
            yield path, f"the {kind} {shown(name)} {self.old_keys[kind][name]}"
        else:
            yield from unknown(path, name, kind, self._keys[kind])

    def keys(self, path: Path, names: Sequence[str], kind: str) -> Iterator[Finding]:
        """Yield a finding for each key of a list that is unknown, or there twice."""
        yield from twice(path, names)
        for index, name in enumerate(names):
            yield from self.key((*path, index), name, kind)

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
        yield from self.key(path, row, "row")
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


def old_keys(
    groups: Iterable[Group], documents: Mapping[str, Document], published: Collection[str]
) -> dict[str, str]:
    """Return what became of the keys that things of one kind had and have no more.

    documents: the files that they are in; published: every address there ever was.
    """
    current: set[str] = set()
    lost, removed, renamed = {}, {}, {}
    known = by_page(published)
    for group in groups:
        document = documents[group.file]
        current |= group.formerly.keys()
        for key in known.get(group.page, ()):
            place = _place(document, group.place)
            lost[key] = f"was renamed or removed {place}; write its new key"
        for path, key, now in group.addresses():
            place = _place(document, path)
            if now is None:
                removed[key] = f"was removed {place}; name another {group.kind}"
            else:
                renamed[key] = f'was renamed {place}; write "{shown(now)}"'
    old = lost | removed | renamed
    return {key: became for key, became in old.items() if key not in current}


def _place(document: Document, path: Path) -> str:
    return f"({document.file}:{document.keys.get(path, (1, 1))[0]})"


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
