"""The pictures that are shown where somebody shares a link to a page."""

import textwrap
from collections.abc import Sequence

import vl_convert

from comparison.pages.font import FAMILY, drawable
from comparison.pages.page import TEMPLATES


def card(kicker: str, title: str, said: str, columns: Sequence[str]) -> bytes:
    """Return the picture: the kind of page, its title, what it says, and the names of the columns.

    What does not fit is cut off.
    """
    kicker, title, said = map(drawable, (kicker, title, said))
    lines = textwrap.wrap(title, 28, max_lines=3, placeholder=" …")
    below = textwrap.wrap(said, 60, max_lines=6 - 2 * (len(lines) - 1), placeholder=" …")
    template = TEMPLATES.get_template("card.svg.j2")
    svg = template.render(
        family=FAMILY,
        kicker=kicker,
        title=lines,
        said=below,
        columns=list(map(drawable, columns)),
    )
    return bytes(vl_convert.svg_to_png(svg))
