"""Draw the dictionary, which leads from each framework's words to those of the others."""

from comparison.model.dictionary import entries_of, in_order
from comparison.pages.page import Page


def dictionary(page: Page) -> str:
    """Return the body of the dictionary's page as Markdown."""
    matrix = page.comparison.matrix
    entries = list(entries_of(page.comparison.dictionary, matrix))
    return page.draw(
        "dictionary.md.j2",
        removed=page.comparison.dictionary.removed,
        known={
            framework: sorted(
                (entry for entry in entries if entry.words[framework].terms),
                key=lambda entry: in_order(entry.words[framework].terms[0]),
            )
            for framework in matrix.frameworks
        },
        groups={
            name: [entry for entry in entries if entry.row in section.rows]
            for name, section in matrix.sections.items()
        },
    )
