"""Draw the pictures that are shown where somebody shares a link to a page."""

import textwrap
from collections.abc import Sequence

import vl_convert

from comparison.pages.font import FAMILY, drawable
from comparison.pages.page import TEMPLATES


def card(kicker: str, title: str, summary: str, columns: Sequence[str]) -> bytes:
    """Return the picture: the kind of page, its title and summary, and the names of the columns.

    What does not fit is cut off.
    """
    kicker, title, summary = map(drawable, (kicker, title, summary))
    lines = textwrap.wrap(title, 28, max_lines=3, placeholder=" …")
    room = 6 - 2 * (len(lines) - 1)
    svg = TEMPLATES.get_template("card.svg.j2").render(
        family=FAMILY,
        kicker=kicker,
        title=lines,
        summary=textwrap.wrap(summary, 60, max_lines=room, placeholder=" …"),
        columns=list(map(drawable, columns)),
    )
    return bytes(vl_convert.svg_to_png(svg))
