"""The parts of a file of data as any revision of it had them, valid or not."""

from collections.abc import Iterator
from typing import Any

from comparison.load.errors import Path
from comparison.load.keys import listed, mapping

KEYS = {
    "level": {
        **{"official add-on": "official-add-on", "third party": "third-party"},
        **{"own code": "own-code", "not possible": "not-possible"},
        "not applicable": "not-applicable",
    },
    "verdict": {"true with a condition": "with-condition", "measured here": "measured"},
}
"""The words that stood for some keys until November 2026, by the part that they stood in."""


def rows(matrix: object) -> Iterator[tuple[Path, Any]]:
    """Yield each row of a matrix with its path, whose last step is the row's key.

    Until November 2026, rows stood under the key criteria.
    """
    for section, content in mapping(mapping(matrix).get("sections")).items():
        parts = mapping(content)
        for key, row in mapping(parts.get("rows", parts.get("criteria"))).items():
            yield ("sections", section, "rows", key), _of_today(row)


def _of_today(row: object) -> object:
    """Return a row with the keys of today for its levels, and its details by their aspects."""
    parts = mapping(row)
    given = mapping(parts.get("answers"))
    answers = {
        name: answer | {"level": KEYS["level"][word]}
        for name, answer in given.items()
        if isinstance(word := mapping(answer).get("level"), str) and word in KEYS["level"]
    }
    details = {
        str(detail["about"]): {key: said for key, said in detail.items() if key != "about"}
        for detail in map(mapping, listed(parts.get("details")))
        if "about" in detail
    }
    changed = {"answers": given | answers} if answers else {}
    return {**parts, **changed, **({"details": details} if details else {})} if parts else row


def answers(matrix: object) -> Iterator[tuple[Path, Any]]:
    """Yield each answer of a matrix with its path, whose last step is the framework's key.

    An answer has the statements about its framework, too, by their aspects.
    """
    for path, row in rows(matrix):
        details = mapping(mapping(row).get("details"))
        for framework, answer in mapping(mapping(row).get("answers")).items():
            said = {
                about: detail.get(framework, detail.get("same"))
                for about, detail in details.items()
            }
            parts = mapping(answer)
            yield (*path, "answers", framework), {**parts, "details": said} if said else answer
