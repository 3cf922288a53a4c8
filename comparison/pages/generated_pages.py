"""Write the source of each page that the data asks for, and what the theme knows of it."""

from collections.abc import Mapping
from html import escape
from typing import Any

from comparison.load.keys import at, groups, listed, mapping
from comparison.load.loader import DATA
from comparison.model import claims, dictionary
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


def generated(files: Mapping[str, object]) -> dict[str, str]:
    """Return the text of each page by its path below docs/.

    files: what was read of each file of data/, valid or not: while somebody edits it, pages stay.
    """
    data = files.get(DATA)
    calls: dict[tuple[str, ...], str] = {}
    rows_beside = {
        "dictionary": _entry_rows(files.get(dictionary.FILE)),
        "claims": _claim_rows(files.get(claims.FILE)),
    }
    for group in groups(DATA, data):
        calls[group.page,] = f'section("{group.page}")'
        for _, key, now in group.addresses():
            macro = f'row("{key}")' if now == key else f'moved("{group.page}", "{key}")'
            calls.setdefault((group.page, key), macro)
        for page, rows in rows_beside.items():
            if rows & group.formerly.keys():
                calls[page, group.page] = f'{page}_section("{group.page}")'
    calls |= {("code", str(key)): f'task("{key}")' for key in at(data, ("tasks",))}
    return {
        f"{'/'.join(steps)}.md": _page(steps, macro)
        for steps, macro in calls.items()
        if all(map(is_id, steps))
    }


def _entry_rows(read: object) -> set[str]:
    """Return the rows that the entries of the dictionary belong to."""
    entries = [mapping(entry) for entry in at(read, ("entries",)).values()]
    return {*map(str, listed(mapping(read).get("rows"))), *(str(one.get("row")) for one in entries)}


def _claim_rows(read: object) -> set[str]:
    """Return the rows that say in which section claims stand."""
    claimed = [listed(mapping(claim).get("rows")) for claim in at(read, ("claims",)).values()]
    return {str(rows[0]) for rows in claimed if rows}


def section_front_matter(page: str, key: str, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page of a section of the dictionary or of the claims tells the theme.

    page: dictionary or claims; titles: those of the sections that have such a page.
    """
    about = {
        "dictionary": "What each framework calls it, in code: {}.",
        "claims": "Claims about the frameworks, checked: {}.",
    }[page].format(titles[key])
    return {"description": _safe(about), "card": page} | _place(f"{page}/", key, titles)


def _page(steps: tuple[str, ...], macro: str) -> str:
    boost = BOOSTS.get(steps[0], ROW) if len(steps) > 1 else 1
    return PAGE.format(macro=macro, hidden=str(macro[:5] == "moved").lower(), boost=boost)


def front_matter(matrix: Matrix, macro: str, key: str, old: str = "") -> dict[str, Any]:
    """Return what a generated page tells the theme, in texts that are safe in HTML.

    That is its description and, outside of the navigation, its place: the page that lists it, the
    section of that page, and the title and address of the previous and of the next one there;
    card: the page whose picture is shown where a row is shared.

    old: the former key of a row, whose page is about nothing but that.
    """
    if macro == "section":
        return {"description": _safe(matrix.sections[key].summary)}
    if old:
        about = _safe(f"Where the row {old} of {matrix.sections[key].title} is now.")
        within = escape(matrix.sections[key].title)
        return {"description": about, "parent": f"{key}/", "within": within, "card": key}
    if macro == "task":
        return {"description": _safe(matrix.tasks[key].summary)} | _place(
            "code/", key, {name: task.title for name, task in matrix.tasks.items()}
        )
    section = next(section for section, name, _ in matrix.rows() if name == key)
    siblings = matrix.sections[section].rows
    within = escape(matrix.sections[section].title)
    return {"description": _safe(siblings[key].asks), "within": within, "card": section} | _place(
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
