"""The pages that the data asks for: one for each section, and one for each task."""

from comparison.history.shapes import mapping
from comparison.model.fields import is_id

PAGE = """---
generated: true
---

{{{{ {macro}("{key}") }}}}
"""
"""Nothing of the data but a key stands in a page: generators execute what they find there."""
KINDS = {"section": ("sections", ""), "task": ("tasks", "code/")}
"""Per macro, where its keys stand in the matrix, and the folder of its pages."""


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
