"""Write the source of each page that the data asks for, and what the theme knows of it."""

from collections.abc import Mapping
from html import escape
from typing import Any

from comparison.load.keys import at, groups
from comparison.load.loader import DATA
from comparison.model.fields import is_id
from comparison.model.matrix import Matrix

PAGE = """---
generated: true
search:
  exclude: {hidden}
  boost: {boost}
---

{{{{ {macro} }}}}
"""
"""Nothing of the data but a key stands in a page: generators execute what they find there."""
BOOSTS = {"code": 1.5, "dictionary": 1.5, "claims": 0.5}
"""How much a page in a folder counts in the search; a row, in the folder of its section, ROW."""
ROW = 2


def generated(data: object) -> dict[str, str]:
    """Return the text of each page by its path below docs/.

    data: the matrix as it was read, valid or not: while somebody edits it, pages stay.
    """
    calls: dict[tuple[str, ...], str] = {}
    for group in groups(DATA, data):
        calls[group.page,] = f'section("{group.page}")'
        for _, key, now in group.addresses():
            macro = f'row("{key}")' if now == key else f'moved("{group.page}", "{key}")'
            calls.setdefault((group.page, key), macro)
    calls |= {("code", str(key)): f'task("{key}")' for key in at(data, ("tasks",))}
    return {
        f"{'/'.join(steps)}.md": _page(steps, macro)
        for steps, macro in calls.items()
        if all(map(is_id, steps))
    }


def _page(steps: tuple[str, ...], macro: str) -> str:
    boost = BOOSTS.get(steps[0], ROW) if len(steps) > 1 else 1
    return PAGE.format(macro=macro, hidden=str(macro[:5] == "moved").lower(), boost=boost)


def front_matter(matrix: Matrix, macro: str, key: str, old: str = "") -> dict[str, Any]:
    """Return what a generated page tells the theme, in texts that are safe in HTML.

    That is its description and, outside of the navigation, its place: the page that lists it, and
    the title and address of the previous and of the next one there; card: the page whose picture
    is shown where a row is shared. old: the former key of a row,
    whose page is about nothing but that.
    """
    if macro == "section":
        return {"description": _safe(matrix.sections[key].summary)}
    if old:
        about = _safe(f"Where the row {old} of {matrix.sections[key].title} is now.")
        return {"description": about, "parent": f"{key}/", "card": key}
    if macro == "task":
        return {"description": _safe(matrix.tasks[key].summary)} | _place(
            "code/", key, {name: task.title for name, task in matrix.tasks.items()}
        )
    section = next(section for section, name, _ in matrix.rows() if name == key)
    siblings = matrix.sections[section].rows
    return {"description": _safe(siblings[key].asks), "card": section} | _place(
        f"{section}/", key, {name: row.title for name, row in siblings.items()}
    )


def _place(parent: str, key: str, titles: Mapping[str, str]) -> dict[str, Any]:
    keys = [None, *titles, None]
    number = keys.index(key)
    front: dict[str, Any] = {"parent": parent, "hide": ["navigation"]}
    for name, other in (("previous", keys[number - 1]), ("next", keys[number + 1])):
        if other:
            front[name] = {"title": escape(titles[other]), "url": f"{parent}{other}/"}
    return front


def _safe(text: str) -> str:
    return escape(" ".join(text.split()))
