"""A file's bytes as text, or every reason why a reader could not trust what it sees."""

import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from comparison.invisible_characters import BLANK
from comparison.load.errors import MOST, Invalid, Mistake, too_many

MAX_BYTES = 16 * 1024 * 1024
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Controls, signs that show nothing or reorder what stands around them, halves, private and
unassigned characters, line ends that only some programs see:
https://www.unicode.org/reports/tr44/#General_Category_Values."""
ALLOWED = "\t\n\u200c\u200d"
"""Tabs and line feeds, for YAML itself refuses a tab that could do harm; and the joiners that are
part of words and pictures."""


def read(file: Path, name: str) -> str:
    """Return the text of a UTF-8 file as decoded() does; raises Invalid if there is none, too."""
    try:
        if file.exists() and not file.is_file():  # a pipe would never end
            raise Invalid([Mistake(name, 1, 1, "", "is not a file; remove it")])
        return decoded(file.read_bytes(), name)
    except OSError as error:
        raise Invalid([Mistake(name, 1, 1, "", f"cannot be read: {error.strerror}")]) from None


def decoded(raw: bytes, name: str) -> str:
    """Return the text of a file's bytes with plain line ends; name is how mistakes call it.

    Raises Invalid where it is too large, is not UTF-8, or hides something.
    """
    if len(raw) > MAX_BYTES:
        problem = f"has {len(raw)} bytes; at most {MAX_BYTES} are allowed"
        raise Invalid([Mistake(name, 1, 1, "", problem)])
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Invalid([_not_utf8(raw, error.start, name)]) from None
    if b"\0" in raw[:4]:  # beside each letter in UTF-16 and UTF-32, which need no mark to begin
        raise Invalid([_not_utf8(raw, raw.index(b"\0"), name)])
    lines = text.split("\n") if any(invisible(text.replace("\n", ""))) else []
    hidden = (
        Mistake(name, line, column, "", f"character {sign} is not allowed; {_remedy(sign)}")
        for line, content in enumerate(lines, 1)
        for column, sign in invisible(content)
    )
    mistakes = list(islice(hidden, MOST))
    if mistakes:
        raise Invalid([*mistakes, *([too_many(name)] if next(hidden, None) else [])])
    return text


def invisible(content: str) -> Iterator[tuple[int, str]]:
    """Yield the column and the name, such as U+202E, of each character that nobody sees."""
    if content.isprintable() and not BLANK.search(content):
        return
    for column, sign in enumerate(content, 1):
        unseen = unicodedata.category(sign) in INVISIBLE or BLANK.match(sign)
        if unseen and sign not in ALLOWED:
            yield column, f"U+{ord(sign):04X}"


def _remedy(sign: str) -> str:
    return "end each line with LF or CR LF" if sign == "U+000D" else "remove it"


def _not_utf8(raw: bytes, start: int, name: str) -> Mistake:
    line_start = raw.rfind(b"\n", 0, start) + 1
    column = len(raw[line_start:start].decode("utf-8", "replace")) + 1
    problem = "is not UTF-8 here; save the file as UTF-8"
    return Mistake(name, raw.count(b"\n", 0, start) + 1, column, "", problem)
