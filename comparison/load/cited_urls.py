"""List every address that the data files cite."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from comparison.allowed_urls import https
from comparison.load import yaml_file
from comparison.load.loader import FILES
from comparison.markdown import MARKDOWN


def source_urls(root: Path) -> list[str]:
    """Return each address in the data files below root once, as a value or as a link in a text.

    Raises Invalid where a file cannot be read.
    """
    texts = (text for file in FILES for text in _texts(yaml_file.read(root / file, file).data))
    return list(dict.fromkeys(address for text in texts for address in _addresses(text)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _addresses(text: str) -> Iterator[str]:
    tokens = MARKDOWN.parseInline(text)[0].children or []
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    for address in (text, *links):
        with suppress(ValueError):
            yield https(address)
