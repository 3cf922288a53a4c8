"""Cards for links that are shared: a title in; a picture of 1200 by 630 pixels, as PNG, out."""

import textwrap
from collections.abc import Sequence

import vl_convert

from comparison.render import TEMPLATES


def card(kicker: str, title: str, said: str, columns: Sequence[str]) -> bytes:
    """Return the picture: the kind of page, its title, what it says, and the names of the columns.

    Drawn with Liberation Sans, an open font that the library brings along, so that it looks the
    same on every machine. What does not fit is cut off.
    """
    lines = textwrap.wrap(title, 28, max_lines=3, placeholder=" …")
    below = textwrap.wrap(said, 60, max_lines=6 - 2 * (len(lines) - 1), placeholder=" …")
    template = TEMPLATES.get_template("card.svg.j2")
    svg = template.render(kicker=kicker, title=lines, said=below, columns=columns)
    return bytes(vl_convert.svg_to_png(svg))
