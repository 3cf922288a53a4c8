"""The block of the data that a contributor would edit, as it stands in the file."""

from textwrap import dedent

from comparison.load.loader import DATA, documents
from comparison.pages.edit_links import place
from comparison.pages.page import Page, named


def block(page: Page, row: str) -> str:
    """Return a row as it is written in the data, and where that is edited, as Markdown."""
    paths = {key: ("sections", name, "rows", key) for name, key, _ in page.comparison.matrix.rows()}
    path = named("row", paths, row)
    places = documents(page.root)[DATA].keys
    first, _ = places[path]
    following = [line for other, (line, _) in places.items() if other[:4] != path and line > first]
    lines = (page.root / DATA).read_text("utf-8").splitlines()
    content = dedent("\n".join(lines[first - 1 : min(following, default=len(lines) + 1) - 1]))
    edit = place(page.links.repository, DATA, first) if page.links else ""
    return page.draw("yaml_block.md.j2", file=DATA, line=first, content=content, edit=edit)
