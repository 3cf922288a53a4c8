"""The one font in which the build draws and measures text, so that every machine does it alike.

fonts/ holds a part of Arimo (https://github.com/googlefonts/arimo, licence in fonts/OFL.txt) under
a name that no other font has: a font of the machine with the same name could win.
"""

import re
from pathlib import Path
from unicodedata import normalize

import vl_convert

FAMILY = "Comparison Sans"
LACKING = re.compile(
    "[^ -~\xa0-\u017f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u2010-\u2027"
    "\u2030-\u203a\u20ac\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u25a1]"
)
"""A character that the font does not have; a font of the machine would stand in for it."""

vl_convert.register_font_directory(str(Path(__file__).parent / "fonts"))


def drawable(text: str) -> str:
    """Return the text with an empty box for each character that the font lacks."""
    return LACKING.sub("\u25a1", normalize("NFC", text))
