"""A valid file in; its bytes, lines, words or signs changed, out."""

import json
import re
from collections.abc import Callable

from hypothesis import strategies as st

from tests.fuzz.original import Draw, Original
from tests.fuzz.values import ADDRESSES, HIDDEN, TEXTS, WORDS

ENCODINGS = [
    *("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "cp037"),
    *("latin-1", "cp1252", "utf-8-sig", "utf-8", "shift_jis"),
]
LINE_ENDS = ["\r\n", "\r", "\n", "\x85", "\u2028", "\n\r", "\n\n"]
EDITS: list[Callable[[str], str]] = [
    lambda line: "",
    lambda line: f"  {line}",
    lambda line: f" {line}",
    lambda line: line[2:],
    lambda line: line[1:],
    lambda line: line.replace("  ", "\t", 1),
    lambda line: f"{line}\t",
    lambda line: f"# {line}",
    lambda line: f"{line} # said",
    lambda line: line.replace(": ", ":", 1),
    lambda line: line.replace(": ", ": - ", 1),
    lambda line: line.strip(),
    lambda line: f"\n{line}",
    lambda line: f"# said\n{line}",
    lambda line: f"---\n{line}",
    lambda line: f"...\n{line}",
    lambda line: f"{line}\n{line}",
]
"""What is done to a line."""
SPELLED: list[Callable[[str], str]] = [
    lambda key: f"{key}: a",
    lambda key: f'"{key}": a',
    lambda key: f"'{key}': a",
    lambda key: f"{key} : a",
    lambda key: f"{key}:",
    lambda key: f"{key}: {{}}",
    lambda key: f"{key}: [a]",
    lambda key: f'"\\x{ord(key[0]):02x}{key[1:]}": a',
    lambda key: f'"\\u{ord(key[0]):04x}{key[1:]}": a',
]
"""How a key may be written a second time, with something behind it."""
KEYED = re.compile(r"( *)([a-z0-9][a-z0-9-]*):( |$)")


@st.composite
def raw(draw: Draw, original: Original) -> bytes:
    """Cut, overwrite, insert and move bytes."""
    content = bytearray(original.text.encode())
    for _ in range(draw(st.integers(1, 3))):
        at, other = (draw(st.integers(0, len(content))) for _ in range(2))
        piece = content[other : other + draw(st.integers(0, 30))]
        new = draw(st.one_of(st.binary(max_size=4), st.just(b""), st.just(bytes(piece))))
        content[at : at + draw(st.integers(0, 4))] = new
    end = draw(st.one_of(st.none(), st.none(), st.none(), st.integers(0, len(content))))
    return bytes(content[:end])


@st.composite
def encoded(draw: Draw, original: Original) -> bytes:
    """Save in another encoding, and with other line ends."""
    text = original.text.replace("\n", draw(st.sampled_from(LINE_ENDS)))
    text = text.replace("Right", draw(st.sampled_from(["Right", "Café"])))
    mark = draw(st.sampled_from(["", "", "\ufeff", "\ufeff\ufeff"]))
    return (mark + text).encode(draw(st.sampled_from(ENCODINGS)), "replace")


@st.composite
def lined(draw: Draw, original: Original) -> str:
    """Delete, move, indent, join and mark lines."""
    lines = original.text.split("\n")
    for _ in range(draw(st.integers(1, 2))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        line = lines.pop(at)
        what = draw(st.sampled_from(["edit", "edit", "edit", "delete", "move", "join", "cut"]))
        if what == "edit":
            lines.insert(at, draw(st.sampled_from(EDITS))(line))
        elif what == "move":
            lines.insert(other, line)
        elif what == "join":
            lines[at - 1 : at] = [f"{before}{line.strip()}" for before in lines[at - 1 : at]]
        elif what == "cut":
            del lines[at:]
        lines = lines or [""]
    return "\n".join(lines)


def _replaced(draw: Draw, original: Original, new: Callable[[str], str]) -> str:
    start, end = draw(st.sampled_from(draw(st.sampled_from([original.texts, original.scalars]))))
    text = original.text
    return text[:start] + new(text[start:end]) + text[end:]


@st.composite
def hidden(draw: Draw, original: Original) -> str:
    """Put a sign that nobody sees into a text or between them, as itself or as an escape."""
    sign = draw(st.sampled_from(HIDDEN))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(original.text)))
        return original.text[:at] + sign + original.text[at:]
    escape = draw(st.booleans())
    return _replaced(
        draw,
        original,
        lambda old: json.dumps(old.strip("\"'") + sign, ensure_ascii=escape),
    )


@st.composite
def worded(draw: Draw, original: Original) -> str:
    """Put another word in the place of a value or a key."""
    new = draw(st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), TEXTS, ADDRESSES))
    return _replaced(draw, original, lambda _: new)


@st.composite
def doubled(draw: Draw, original: Original) -> str:
    """Write a key a second time, spelled otherwise."""
    lines = original.text.split("\n")
    keyed = [(at, found) for at, line in enumerate(lines) if (found := KEYED.match(line))]
    at, found = draw(st.sampled_from(keyed))
    lines.insert(at, found[1] + draw(st.sampled_from(SPELLED))(found[2]))
    return "\n".join(lines)
