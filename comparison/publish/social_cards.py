"""The pictures that are shown where somebody shares a link to a page.

fonts/ holds a part of Arimo (https://github.com/googlefonts/arimo, licence in fonts/OFL.txt), so
that every machine draws alike; under a name that no other font has, for one of the machine with
the same name could win.
"""

import re
import textwrap
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from unicodedata import normalize

import vl_convert

from comparison.disk_cache import Kept
from comparison.pages.page import TEMPLATES

FAMILY = "Comparison Sans"
LACKING = re.compile(
    "[^ -~\xa0-\u017f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u2010-\u2027"
    "\u2030-\u203a\u20ac\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u25a1]"
)
"""A character that the font does not have; a font of the machine would take its place."""

FONTS = Path(__file__).parent / "fonts"
MADE_WITH = [
    version("vl-convert-python").encode(),
    *(f.read_bytes() for f in sorted(FONTS.iterdir())),
]
"""What a picture depends on besides its drawing."""

vl_convert.register_font_directory(str(FONTS))


def card(kicker: str, title: str, said: str, columns: Sequence[str]) -> str:
    """Return the drawing: the kind of page, its title, what it says, and the names of the columns.

    What does not fit is cut off.
    """
    kicker, title, said = map(_drawable, (kicker, title, said))
    lines = textwrap.wrap(title, 28, max_lines=3, placeholder=" …")
    below = textwrap.wrap(said, 60, max_lines=6 - 2 * (len(lines) - 1), placeholder=" …")
    return TEMPLATES.get_template("social_card.svg.j2").render(
        family=FAMILY,
        kicker=kicker,
        title=lines,
        said=below,
        columns=list(map(_drawable, columns)),
    )


def picture(drawing: str, name: str, kept: Kept) -> bytes:
    """Return a drawing as PNG, the one that is kept by that name where it shows the same."""
    source = b"\0".join([drawing.encode(), *MADE_WITH])
    return kept.get(name, source) or kept.put(name, source, vl_convert.svg_to_png(drawing))


def _drawable(text: str) -> str:
    """Return the text with an empty box for each character that the font lacks."""
    return LACKING.sub("\u25a1", normalize("NFC", text))
