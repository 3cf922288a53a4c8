"""The data files, in; every address that they cite, with the places where it stands, out."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as Folder

from comparison.load import loader, yaml_source
from comparison.load.errors import Path, dotted
from comparison.markdown import MARKDOWN
from comparison.urls import https

FILES = tuple(loader.FILES)


@dataclass(frozen=True)
class Citation:
    """A place where an address stands: the file, the line from 1, the keys that lead there."""

    file: str
    line: int
    where: str


def cited(root: Folder) -> dict[str, list[Citation]]:
    """Return each address in the data files below root, as a value or as a link in a text.

    Raises Invalid where a file cannot be read.
    """
    addresses: dict[str, list[Citation]] = {}
    for name in FILES:
        source = yaml_source.read(root / name, name)
        for path, text in _texts(source.data, ()):
            for address in _addresses(text):
                citation = Citation(name, source.values[path][0], dotted(path))
                addresses.setdefault(address, []).append(citation)
    return addresses


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
    elif isinstance(value, str):
        yield path, value


def _addresses(text: str) -> Iterator[str]:
    tokens = MARKDOWN.parseInline(text)[0].children or []
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    for address in (text, *links):
        with suppress(ValueError):
            yield https(address)
