"""A file's bytes as text, or every reason why a reader could not trust what it sees."""

import unicodedata
from pathlib import Path

from comparison.mistakes import Invalid, Mistake

MAX_BYTES = 16 * 1024 * 1024
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Controls, signs that show nothing or reorder what stands around them, halves, private and
unassigned characters, line ends that only some programs see:
https://www.unicode.org/reports/tr44/#General_Category_Values."""
JOINERS = "\u200c\u200d"
"""Invisible, but part of words and pictures."""


def read(file: Path, name: str) -> str:
    """Return the text of a UTF-8 file with plain line ends; name is how mistakes call it.

    Raises Invalid where the file cannot be read, is too large, is not UTF-8, or hides something.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Invalid([Mistake(name, 1, 1, "", f"cannot be read: {error.strerror}")]) from None
    if len(raw) > MAX_BYTES:
        what = f"has {len(raw)} bytes; at most {MAX_BYTES} are read"
        raise Invalid([Mistake(name, 1, 1, "", what)])
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Invalid([_not_utf8(raw, error.start, name)]) from None
    mistakes = [
        Mistake(name, line, column, "", f"character {hidden} is not allowed; remove it")
        for line, content in enumerate(text.split("\n"), 1)
        for column, hidden in invisible(content)
    ]
    if mistakes:
        raise Invalid(mistakes)
    return text


def invisible(content: str) -> list[tuple[int, str]]:
    """Return the column and the name, such as U+202E, of each character that nobody sees.

    Tabs and line feeds are none of them: YAML itself refuses a tab that could do harm.
    """
    if content.isprintable():
        return []
    return [
        (column, f"U+{ord(sign):04X}")
        for column, sign in enumerate(content, 1)
        if unicodedata.category(sign) in INVISIBLE and sign not in f"\t\n{JOINERS}"
    ]


def _not_utf8(raw: bytes, start: int, name: str) -> Mistake:
    line_start = raw.rfind(b"\n", 0, start) + 1
    column = len(raw[line_start:start].decode("utf-8", "replace")) + 1
    what = "is not UTF-8 here; save the file as UTF-8"
    return Mistake(name, raw.count(b"\n", 0, start) + 1, column, "", what)
