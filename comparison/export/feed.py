"""Write what changed for readers as JSON and as an Atom feed."""

import json
from collections.abc import Callable, Iterable, Sequence

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]  # it has no types

from comparison.history.commits import Step
from comparison.history.diff import Change
from comparison.pages.changelog import WHOLE

PAGE = "changes/"
"""The address of the changelog below the site's."""
FEED = "changes.xml"
ENTRIES = 20
"""How many steps the feed holds, the newest."""
CHANGES = 60
"""How many changes the page shows; what is older stands in the JSON alone."""


def address(step: Step) -> str:
    """Return where a step stands, below the site's address."""
    return f"{PAGE}#{step.name}"


def newest(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that the page shows: whole ones, until they hold enough changes."""
    shown: list[Step] = []
    for step in steps:
        if sum(min(len(earlier.changes), WHOLE) for earlier in shown) >= CHANGES:
            break
        shown.append(step)
    return shown


def as_json(steps: Iterable[Step]) -> str:
    """Return every step, newest first."""
    log = [
        {
            "commit": step.revision,
            "time": step.time.isoformat(),
            "address": address(step),
            "changes": [_record(change) for change in step.changes],
        }
        for step in steps
    ]
    return json.dumps({"log": log}, indent=2, ensure_ascii=False) + "\n"


def as_atom(steps: Sequence[Step], site: str, name: str, drawn: Callable[[Step], str]) -> str:
    """Return the newest steps as an Atom feed: https://www.rfc-editor.org/rfc/rfc4287.

    site: the address of the site, with a slash at its end; name: that of the site; drawn: a step as
    HTML whose links are absolute.
    """
    feed = Atom1Feed(
        f"{name}: what changed",
        link=f"{site}{PAGE}",
        description="Every change of an answer, newest first.",
        language="en",
        author_name=name,
        feed_url=f"{site}{FEED}",
    )
    for step in steps[:ENTRIES]:
        link = site + address(step)
        feed.add_item(_title(step), link, drawn(step), unique_id=link, pubdate=step.time)
    return str(feed.writeString("utf-8"))


def _record(change: Change) -> dict[str, str | None]:
    """Return a change of a row or an answer; whatever is added here, no key goes within v1."""
    parts = {"row": change.key, "title": change.title, "framework": change.framework}
    return parts | {"part": change.part, "old": change.old, "new": change.new}


def _title(step: Step) -> str:
    rows = list(dict.fromkeys(change.title for change in step.changes))
    more = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
    return ", ".join(rows[:3]) + more
