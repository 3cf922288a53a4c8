"""Addresses that people link to: which the data gives, and which it gave once and no longer."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path as Folder

from comparison.load.errors import Finding, dotted, shown
from comparison.load.keys import BESIDE, Group, at, by_page, groups
from comparison.load.loader import DATA, ROOT, documents
from comparison.model.fields import is_id

LIST = "data/addresses.txt"
"""Where addresses were written down by hand; what old revisions of it name was published."""
ADDRESS = re.compile(r"([a-z0-9-]+)/#([a-z0-9]+(?:-[a-z0-9]+)*)(?:--([a-z0-9-]+))?")
"""The address of a row, of its answer, or of a thing beside the matrix."""
TASK = re.compile(r"code/([a-z0-9-]+)/")


def addresses(file: str, data: object) -> Iterator[str]:
    """Yield each address that a file gives, below the site's; data as it was read, valid or not."""
    if file == LIST and isinstance(data, str):
        words = data.split()
        yield from (word for word in words if ADDRESS.fullmatch(word) or TASK.fullmatch(word))
    frameworks = _ids(data, "frameworks")
    for group in groups(file, data):
        for key in dict.fromkeys(key for _, key, _ in group.addresses()):
            if is_id(group.page) and is_id(key):
                yield f"{group.page}/#{key}"
                yield from [f"{group.page}/{key}/"] * (group.kind == "row")
                yield from (f"{group.page}/#{key}--{framework}" for framework in frameworks)
    yield from (f"code/{key}/" for key in _ids(data, "tasks"))


def current_addresses(root: Folder = ROOT) -> list[str]:
    """Return every address that the data gives now, below the site's."""
    return [
        address
        for file, document in documents(root).items()
        for address in addresses(file, document.data)
    ]


def as_json(current: Collection[str]) -> str:
    """Return addresses, each of which still leads to its place."""
    return json.dumps({"addresses": sorted(current)}, indent=2) + "\n"


def lost(file: str, data: object, published: Collection[str]) -> Iterator[Finding]:
    """Yield what a file no longer says though its address is published.

    data: as it was read, valid or not; published: every address there ever was.
    """
    keys, here = by_page(published), [*groups(file, data)]
    for group in here:
        present = {key for _, key, _ in group.addresses()}
        for key in keys.get(group.page, ()):
            if key not in present:
                alike = [other for other in here if other.kind == group.kind]
                yield group.place, _lost(key, group, alike)
    if file == DATA:
        frameworks = [match[3] for match in map(ADDRESS.fullmatch, sorted(published)) if match]
        tasks = [match[1] for match in map(TASK.fullmatch, sorted(published)) if match]
        for top, kind, names in (
            ("sections", "section", [page for page in keys if page not in BESIDE]),
            ("frameworks", "framework", [*filter(None, frameworks)]),
            ("tasks", "task", tasks),
        ):
            for name in dict.fromkeys(names):
                if name not in at(data, (top,)):
                    yield (top,), f"the {kind} {name} was published; put it back"


def _lost(key: str, group: Group, groups: Sequence[Group]) -> str:
    """Return what to write where a published key of a group has no address any more.

    groups: those of the same kind.
    """
    mistake = f"the {group.kind} {key}"
    because = f"its address {group.page}/#{key} is published, so"
    remedy = f'removed: {{{key}: "…"}} here'
    for other in groups:
        if key in other.formerly:
            return (
                f'{mistake} is now in "{shown(other.page)}"; {because} a {group.kind} cannot'
                f" move: put it back, or give it a new key there and write {remedy}"
            )
    for other in groups:
        if any(key in old_keys for old_keys in other.formerly.values()):
            return (
                f'{mistake} is under formerly in "{shown(other.page)}"; {because}'
                f" it cannot lead there: remove it there, and write {remedy}"
            )
    return (
        f"{mistake} was published here; let the {group.kind} in its place say"
        f" formerly: [{key}], or say why under {dotted(group.removed_path)}"
    )


def _ids(data: object, top: str) -> list[str]:
    return [key for key in at(data, (top,)) if is_id(str(key))]
