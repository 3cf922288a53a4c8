"""Hypothesis strategies for data files: valid ones whose text, bytes or parts are changed."""

import copy
import datetime
import json
import random
import re
from typing import Any

import yaml
from hypothesis import strategies as st

from comparison.load.loader import DATA, FILES
from tests.example import FULL

File = tuple[str, bytes]
"""The name of a file of the small project, and what it now holds."""
NAME = st.sampled_from([*[DATA] * 3, *FILES])
HIDDEN = [
    *map(chr, (0x0, 0x1, 0xB, 0xC, 0xD, 0x1B, 0x7F, 0x85, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E)),
    *map(chr, (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x206A), 0x2800)),
    *("\u3164", "\ufe01", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\ufffe", "\ue000", "\U000e0041"),
    *("\U000e0100", "\t", "\u00a0", "\u3000", "e\u0301", "\u05d0", "\U0010ffff"),
]
"""What shows nothing, reorders what is around it, or ends a line for some programs; or seems to."""
WORDS = [
    *("", "~", "null", "true", "no", "y", "Off", "3.10", "3", "010", "08", "0o17", "0x1F", "1e3"),
    *("-.5", "12:30", ".inf", "=", "<<", "2026-11-21", "2026-02-30", "2026-1-1", "a: b", "a:b"),
    *("2026-11-21 10:00:00", "a #b", "#a", '"a"#b', "a\n  b", "a\tb", "a, b", "../a", " a", "a:"),
    *("[]", "{}", "[a, b]", "{a: b}", "[[a]]", "[{a: 1}]", '"a', "'a", "[", "{a", "]", "@a", "`a`"),
    *('"a\\nb"', '"\\x00"', '"\\u202e"', '"\\ud800"', '"\\q"', '"[key]"', "'it''s'", "|", ">-"),
    *("speed", "routing", "[[routing]]", "hello", "[hello::test_greets]", "left", "[hello, true]"),
    *("unknown", "not-applicable", "x" * 2_000, "%a", "-", "- a", "?"),
]
"""What may stand in the place of a word, a key or a value."""
RELEASES = ['"0.1"', '"0.\u0661"', '"9.0"', '"1.0rc1"', '"a"', '"-1"', '""', "0.1", "2026-11-21"]
BOMBS = [
    "".join(f"\na{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'ha'] * 9)}]" for n in range(9)),
    *("&a [*a]", "&a {a: *a}", "<<: {a: b}", "{<<: [{a: b}]}", "*a : b", "&a b", "*a", "!!str a"),
    *("!a%0Ab c", "!!set {a, b}", "!!python/object/apply:os.system [ls]", "? |\n a", "? [a]\n: b"),
    *("{? [b] : a}", "? a", ": a", "[? a]", "[a: b]", "{a, b}", "{a: b, a: c}", "--- a\n--- b"),
    *("...\na: b", "a\n...\n", "---", "...", "%FOO\n---\na", "%YAML 1.2\n---\na: b", "1: a"),
    *("%YAML 9.9\n---\na", "null: a", "2026-11-21: a", '"": a', "1e3: a", '"a\\nb": c'),
    "=" * 7,
]
"""Aliases, merged and complex keys, tags, directives, documents, the marks of a conflict."""
REPEATED = [
    *("[", "{a: ", "[{a: ", "- ", "? ", "{? ", "[[], ", "x", "1", '"x"', "x y ", "!x", "&x", "# "),
    *(" ", "\t", "\n", "\0", "\u202e", "[a]#\n", "- a\n", "a, ", "{},", "---\n", "a: b\n", '"a" '),
]
HUGE = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "[", "{", "'", "|\n ", "x: ", "? ", "https://a.example/"]),
    st.builds(
        str.__mul__, st.sampled_from(REPEATED), st.sampled_from([15, 21, 600, 9_000, 150_000])
    ),
    st.sampled_from(["", "", "]", "}", "'", ": y"]),
)
"""What is deep, long or many."""
STEPS = [
    *("localhost", "u@a.example", ":80", ":99999", "?", "#b", "#", "..", "%zz", "/", "//", "/o/r"),
    *("/en", "/latest", "/stable", "/blob", "/raw", "/main", "/1.0", "/a.py", "é"),
]
ADDRESSES = st.builds(
    "https://{}{}".format,
    st.sampled_from(["a.example", "a.example", "a.example/o/r/blob", ""]),
    st.lists(st.sampled_from(STEPS), max_size=5).map("".join),
)
TEXTS = st.one_of(
    st.text(min_size=1, max_size=30),
    st.text("`*_[](){}<>|\\#&!%@:;,.- ab\n", min_size=1, max_size=60),
    ADDRESSES,
)
ODD: list[Any] = [None, True, "", [], {}, ["a"], [["a"]], [{}], datetime.date(2026, 1, 2), "[key]"]
"""What hardly any part of the data may be, each of another type."""
VALUE, WORD = re.compile(r"(?<=: )[^\n]+|(?<=- )[^\n]+"), re.compile(r"[\w./:#@-]+")
ADDRESS, QUOTED = re.compile(r"https://[\w./#-]+"), re.compile(r'"[\d.]+"')


class Dumper(yaml.CSafeDumper):
    """Writes every text in a style that is chosen by chance."""

    chance: random.Random

    def text(self, text: str) -> yaml.ScalarNode:
        style = self.chance.choice(["", "", "", "'", '"', "|", ">"])
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


Dumper.add_representer(str, Dumper.text)


def dumped(draw: st.DrawFn, data: object) -> str:
    """Return data as YAML in a drawn style."""
    Dumper.chance = draw(st.randoms(use_true_random=False))
    text: str = yaml.dump(
        data,
        Dumper=Dumper,
        default_flow_style=draw(st.sampled_from([False, None, True])),
        allow_unicode=draw(st.booleans()),
        width=draw(st.sampled_from([20, 4096])),
        sort_keys=False,
        explicit_start=draw(st.booleans()),
        explicit_end=draw(st.booleans()),
    )
    return text


@st.composite
def worded(draw: st.DrawFn) -> File:
    """Put something in the place of a value, a word, an address or a number, or beside it."""
    name = draw(NAME)
    text = FULL[name]
    pattern = draw(st.sampled_from([VALUE, VALUE, WORD, ADDRESS, QUOTED]))
    found = list(pattern.finditer(text)) or list(VALUE.finditer(text))
    start, end = draw(st.sampled_from(found)).span()
    old = text[start:end].strip("\"'")
    if pattern in (VALUE, WORD):
        new = draw(st.one_of(st.sampled_from(WORDS), st.sampled_from(HIDDEN), TEXTS))
        quoted = json.dumps(old + new, ensure_ascii=draw(st.booleans()))
        new = draw(st.sampled_from([new, quoted, old + new]))
    else:
        new = draw(ADDRESSES if pattern is ADDRESS else st.sampled_from(RELEASES))
    return name, (text[:start] + new + text[end:]).encode("utf-8", "replace")


@st.composite
def lined(draw: st.DrawFn) -> File:
    """Delete, move, repeat, indent and mark lines, and cut the text."""
    name = draw(NAME)
    lines = FULL[name].split("\n")
    for _ in range(draw(st.integers(1, 2))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        line = lines[at]
        changed = [line[1:], f"  {line}", line.replace("  ", "\t", 1), line.replace(": ", ":", 1)]
        changed += [f"# {line}", f"{line} # a", f"{line}\n{line}", f"{line}\t", line.strip(), ""]
        twice = re.sub("([a-z])([a-z-]+):", lambda key: f'"\\x{ord(key[1]):x}{key[2]}": a', line)
        changed += [f"{twice}\n{line}", f"{lines[other]}\n{line}"]
        lines[at : at + 1] = [draw(st.sampled_from(changed))]
        lines = lines[: draw(st.sampled_from([len(lines), len(lines), at + 1]))]
    return name, "\n".join(lines).encode()


@st.composite
def bombed(draw: st.DrawFn) -> File:
    """Put what is deep, long, many or unusual in the place of a value or the text, or beside it."""
    name = draw(NAME)
    text = FULL[name]
    start, end = draw(st.sampled_from(list(VALUE.finditer(text)))).span()
    new = draw(st.sampled_from(BOMBS) | HUGE)
    inside = text[:start] + new + text[end:]
    return name, draw(st.sampled_from([new, f"{new}\n{text}", text + new, inside])).encode()


@st.composite
def encoded(draw: st.DrawFn) -> File:
    """Cut, overwrite and insert bytes, or save in another encoding and with other line ends."""
    name = draw(NAME)
    ends = st.sampled_from(["\n", "\n", "\r\n", "\r", "\x85", "\u2028", "\n\n"])
    text = draw(st.sampled_from(["", "", "\ufeff"])) + FULL[name].replace("\n", draw(ends))
    codecs = ["utf-8", "utf-8", "utf-16", "utf-16-le", "utf-32-be", "utf-7", "cp037", "latin-1"]
    content = bytearray(text.replace("it", "ît").encode(draw(st.sampled_from(codecs)), "replace"))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return name, bytes(content[: draw(st.none() | st.integers(0, len(content)))])


def parts(data: Any) -> list[tuple[Any, Any]]:
    """Return every mapping and list inside data with each of its keys or positions."""
    keys = list(data) if isinstance(data, dict) else range(len(data))
    inner = [data[key] for key in keys if isinstance(data[key], dict | list)]
    return [(data, key) for key in keys] + [part for one in inner for part in parts(one)]


def retyped(change: tuple[str, int, object]) -> File:
    """Give a part of a file, named by its number, another value."""
    name, number, value = change
    data = yaml.load(FULL[name], yaml.CSafeLoader)
    inside, key = parts(data)[number]
    inside[key] = value
    return name, yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False).encode()


RETYPED = st.sampled_from(
    [
        (name, number, value)
        for name in FILES
        for number in range(len(parts(yaml.load(FULL[name], yaml.CSafeLoader))))
        for value in ODD
    ]
).map(retyped)
"""Each part once of each other type; two thousand examples are all of them."""


@st.composite
def rebuilt(draw: st.DrawFn) -> File:
    """Delete, replace, rename and repeat parts of the data, or copy them from elsewhere."""
    name = draw(NAME)
    data = yaml.load(FULL[name], yaml.CSafeLoader)
    for _ in range(draw(st.sampled_from([1, 1, 3]))):
        every = parts(data) or [({"a": "b"}, "a")]
        inside, key = draw(st.sampled_from(every))
        changes = ["replace", "alike", "alike", "copy", "delete", "rename", "repeat"]
        change = draw(st.sampled_from(changes))
        others = [part for part in every if change != "alike" or part[1] == key]
        if change == "delete":
            del inside[key]
        elif change in ("alike", "copy"):
            elsewhere, other = draw(st.sampled_from(others))
            inside[key] = copy.deepcopy(elsewhere[other])
        elif change == "rename" and isinstance(inside, dict):
            inside[draw(TEXTS | st.sampled_from([None, True, "<<", "[key]"]))] = inside.pop(key)
        elif change == "repeat":
            most = draw(st.sampled_from([3, 30, 2_000]))
            for number in range(min(most, 100_000 // (len(str(inside[key])) + 10))):
                part = copy.deepcopy(inside[key])
                if isinstance(inside, dict):
                    inside[f"{key}-{number}"] = part
                else:
                    inside.append(f"{part}-{number}" if isinstance(part, str) else part)
        else:
            inside[key] = copy.deepcopy(draw(st.sampled_from(ODD) | TEXTS))
    return name, dumped(draw, data).encode()


@st.composite
def restyled(draw: st.DrawFn) -> File:
    """Write the same data in another style, with other line ends, a mark or comments."""
    name = draw(NAME)
    text = draw(st.sampled_from(["", "# a\n", "\n\n", "%YAML 1.1\n---\n"]))
    text += dumped(draw, yaml.load(FULL[name], yaml.CSafeLoader))
    text = text.replace("---\n---", "---") + draw(st.sampled_from(["", "\n", "# a", "\n\n# é\n"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return name, text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig"])))


ANY = worded() | worded() | lined() | rebuilt() | bombed() | encoded()
