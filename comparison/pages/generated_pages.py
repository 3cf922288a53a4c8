"""Write the source of each page that the data asks for, and what the theme knows of it."""

from collections.abc import Mapping
from html import escape
from typing import Any

from comparison.load.keys import mapping
from comparison.model.fields import is_id
from comparison.model.matrix import Matrix, Section, Task

PAGE = """---
generated: true
---

{{{{ {macro}("{key}") }}}}
"""
"""Nothing of the data but a key stands in a page: generators execute what they find there."""
KINDS = {"section": ("sections", ""), "task": ("tasks", "code/")}
"""Per macro, where its keys stand in the matrix, and the address of the page that lists its pages;
none where they stand in the navigation."""


def generated(data: object) -> dict[str, str]:
    """Return the text of each page by its path below docs/.

    data: the matrix as it was read, valid or not: while somebody edits it, pages stay.
    """
    return {
        f"{folder}{key}.md": PAGE.format(macro=macro, key=key)
        for macro, (part, folder) in KINDS.items()
        for key in mapping(mapping(data).get(part))
        if is_id(str(key))
    }


def front_matter(matrix: Matrix, macro: str, key: str) -> dict[str, Any]:
    """Return what a generated page tells the theme, in texts that are safe in HTML.

    That is its description and, outside of the navigation, its place: the page that lists it, and
    the title and address of the previous and of the next one there.
    """
    part, parent = KINDS[macro]
    siblings: Mapping[str, Section | Task] = getattr(matrix, part)
    front: dict[str, Any] = {"description": escape(" ".join(siblings[key].summary.split()))}
    if not parent:
        return front
    keys = [None, *siblings, None]
    number = keys.index(key)
    for name, other in (("previous", keys[number - 1]), ("next", keys[number + 1])):
        if other:
            front[name] = {"title": escape(siblings[other].title), "url": f"{parent}{other}/"}
    return front | {"parent": parent, "hide": ["navigation"]}
