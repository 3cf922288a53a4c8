"""Whether the code that rows and words name is in the programs, on every side that needs it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path as Folder

from comparison.load import encoding
from comparison.load.cross_references import twice, unknown
from comparison.load.definitions import names_in
from comparison.load.errors import Finding, Invalid, Path, did_you_mean
from comparison.load.programs import MAIN
from comparison.model.comparison import Comparison
from comparison.model.dictionary import Entry
from comparison.model.matrix import Matrix
from comparison.model.probes import row_of

Names = Mapping[str, Mapping[str, list[str]]]
"""Per task and framework, what its program defines and uses."""


def of_rows(matrix: Matrix, names: Names) -> Iterator[Finding]:
    """Yield each name that a row lights up and that no program of its task has."""
    for section, key, row in matrix.rows():
        for index, code in enumerate(row.code):
            if not row_of(code):
                yield from _in_task(("sections", section, "rows", key, "code", index), code, names)


def of_words(data: Comparison, names: Names) -> Iterator[Finding]:
    """Yield each name of the dictionary that is in no program, and each side that none shows."""
    for key, entry in data.dictionary.entries.items():
        path: Path = ("entries", key, "code")
        yield from twice(path, entry.code)
        missing = [
            finding
            for index, code in enumerate(entry.code)
            for finding in _of_entry((*path, index), code, entry, data, names)
        ]
        yield from missing
        if not missing:
            yield from _sides(path, entry, data, names)


def _of_entry(
    path: Path, code: str, entry: Entry, data: Comparison, names: Names
) -> Iterator[Finding]:
    """Yield what is wrong with one name of an entry."""
    row = row_of(code)
    if row and row != entry.row:
        yield path, f"is a probe of another row; write one in probes/test_{entry.row}.py"
    elif row:
        known = data.probes[row].tests if row in data.probes else {}
        yield from unknown(path, code.rpartition("::")[2], "probe", known)
    else:
        yield from _in_task(path, code, names)


def _in_task(path: Path, code: str, names: Names) -> Iterator[Finding]:
    task, _, name = code.partition("::")
    known = dict.fromkeys(each for program in names.get(task, {}).values() for each in program)
    if name not in known:
        yield path, f"the programs of {task} have no {name}; {did_you_mean(name, known)}"


def _sides(path: Path, entry: Entry, data: Comparison, names: Names) -> Iterator[Finding]:
    """Yield each framework whose words no code shows, where all sides have words."""
    if not all(words.terms for words in entry.words.values()):
        return
    for framework in entry.words:
        if not any(_shows(code, framework, data, names) for code in entry.code):
            problem = f"shows nothing of {framework}; name what does in a program, or a probe"
            yield path, problem


def _shows(code: str, framework: str, data: Comparison, names: Names) -> bool:
    """Return whether a name of the dictionary leads to code of a framework."""
    first, _, name = code.rpartition("::")
    if row := row_of(code):
        return framework in data.probes[row].tests[name].frameworks
    return name in names.get(first, {}).get(framework, ())


def names_of(root: Folder) -> Names:
    """Return the names in the programs below root; none of those that cannot be read."""
    names: dict[str, dict[str, list[str]]] = {}
    for program in sorted((root / "snippets").glob(f"*/*/{MAIN}")):
        task, framework = program.parts[-3:-1]
        with suppress(Invalid):  # why it cannot be read is said elsewhere
            text = encoding.read(program, program.name)
            names.setdefault(task, {})[framework] = names_in(text)
    return names
