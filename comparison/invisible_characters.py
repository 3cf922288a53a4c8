"""Know which characters show nothing, and which texts are made of nothing else."""

import re
import unicodedata

BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0d\uffa0\ufffc"
    "\U00016fe4\U0001d159\U000e0100-\U000e01ef]"
)
"""What shows nothing though it counts as a letter or a mark:
https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point."""


def shows(content: str) -> bool:
    """Return whether a reader sees something: a letter, number or sign, not only marks of them."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in BLANK.sub("", content))
