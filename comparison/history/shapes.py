"""The parts of a file of data as any revision of it had them, valid or not."""

from collections.abc import Iterator
from typing import Any

from comparison.load.errors import Path


def mapping(value: object) -> dict[str, Any]:
    """Return value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """Return value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def rows(matrix: object) -> Iterator[tuple[Path, Any]]:
    """Yield each row of a matrix with its path, whose last step is the row's key.

    Until November 2026, rows stood under the key criteria.
    """
    for section, content in mapping(mapping(matrix).get("sections")).items():
        parts = mapping(content)
        for key, row in mapping(parts.get("rows", parts.get("criteria"))).items():
            yield ("sections", section, "rows", key), row


def answers(matrix: object) -> Iterator[tuple[Path, Any]]:
    """Yield each answer of a matrix with its path, whose last step is the framework's key."""
    for path, row in rows(matrix):
        for framework, answer in mapping(mapping(row).get("answers")).items():
            yield (*path, "answers", framework), answer
