"""A JSON Schema for each file of data/ that explains every key to editors."""

from pathlib import Path
from typing import Any

from comparison.load.loader import FILES
from comparison.model.claims import VERDICTS
from comparison.model.fields import PATTERNS, Record
from comparison.model.levels import LEVELS
from comparison.model.measurements import Measurements

KINDS: dict[str, type[Record]] = {
    **{Path(name).stem: kind for name, kind in FILES.items()},
    "measurements": Measurements,
}
"""What each file of data/ holds, by its name."""
MEANINGS = {
    tuple(choices): [explained.meaning for explained in choices.values()]
    for choices in (LEVELS, VERDICTS)
}
"""What the values of each list of choices mean."""


def of_files() -> dict[str, dict[str, Any]]:
    """Return the schema of each file of data/ by its name; an exported file has the same."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {name: dialect | _schema(kind.model_json_schema()) for name, kind in KINDS.items()}


def _schema(given: Any) -> Any:
    """Return a schema as strict as the loader, without what says nothing to a writer."""
    if isinstance(given, list):
        return [_schema(part) for part in given if part != {"type": "null"}]
    if not isinstance(given, dict):
        return given
    parts = {name: _schema(part) for name, part in given.items() if not _idle(name, part)}
    if "patternProperties" in parts:
        parts["additionalProperties"] = False
        for value in parts["patternProperties"].values():
            if "$ref" not in value:
                value["description"] = parts["description"]
    if len(parts.get("anyOf", ())) == 1:
        parts = parts.pop("anyOf")[0] | parts
    return parts | _explanations(parts)


def _idle(name: str, part: object) -> bool:
    """Tell whether a part repeats the key as a title, or is the default of a key left out."""
    return (name == "title" and isinstance(part, str)) or (
        name == "default" and part in (None, [], {})
    )


def _explanations(parts: dict[str, Any]) -> dict[str, Any]:
    """Return what the editors of the VS Code family say beyond the standard."""
    extras: dict[str, Any] = {}
    if isinstance(parts.get("enum"), list):
        extras["enumDescriptions"] = MEANINGS[tuple(parts["enum"])]
    if isinstance(parts.get("pattern"), str):
        extras["patternErrorMessage"] = PATTERNS[parts["pattern"]]
    return extras
