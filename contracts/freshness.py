"""List the answers that nobody has read again for more than a year."""

import os
import sys
from datetime import date, timedelta
from pathlib import Path

from comparison.load.errors import Invalid
from comparison.load.loader import DATA, ROOT, load
from comparison.pages.answers import views
from comparison.pages.edit_links import place

FRESH = timedelta(days=365)
"""How long an answer stands unread; docs/assets/site.js marks older ones for readers."""


def old_answers(root: Path, today: date, repository: str = "") -> list[str]:
    """Return a line for each answer of root's data that was last read too long before today.

    The longest unread comes first. repository: its address, for links to where each is edited; the
    file and line stand there without it. Raises Invalid where the data cannot be read.
    """
    data = load(root)
    readings = [
        (view.day, data.lines[key, framework], key, framework)
        for _, key, row in data.matrix.rows()
        for framework, view in views(data.matrix, row).items()
    ]
    return [
        f"- {day}: {row}--{framework} {place(repository, DATA, line)}"
        for day, line, row, framework in sorted(readings)
        if today - day > FRESH
    ]


def main() -> int:
    """Print the list as Markdown; return 0, or 1 where the data cannot be read."""
    try:
        answers = old_answers(ROOT, date.today(), os.environ.get("REPOSITORY", ""))
    except Invalid as invalid:
        print(invalid, file=sys.stderr)
        return 1
    print("\n".join(["## Answers to read again", "", *(answers or ["None."])]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
