"""What is put into files: hidden signs, words that YAML reads otherwise, addresses, texts."""

from typing import Any

from hypothesis import strategies as st

from comparison.model.levels import Level

HIDDEN = [
    *map(chr, (0x0, 0x1, 0x8, 0xB, 0xC, 0xD, 0x1B, 0x7F, 0x85, 0x9F, 0xAD, 0x34F, 0x61C, 0x180E)),
    *map(chr, (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x206A))),
    *map(chr, (0x3164, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFD, 0xFFFE, 0xE000, 0xE0041, 0xE0100)),
    *("\t", "\u00a0", "\u3000", "e\u0301", "\U0001f468\u200d\U0001f4bb", "\u05d0", "\U0010ffff"),
]
"""Signs that show nothing, reorder what is around them, or end a line for some programs only;
and a few that only look like it."""

WORDS = [
    *("", "~", "null", "true", "no", "y", "Off", "3.10", "3", "010", "08", "0o17", "0x1F", "1e3"),
    *("-.5", "12:30", "1_000", ".inf", ".NaN", "=", "<<", "2026-11-21", "2026-02-30", "2026-1-1"),
    *("2026-11-21 10:00:00", "2026-11-21T10:00:00Z", "*a", "&a b", "&a", "!!str a", "! a", "!"),
    *("!a%0Ab", "!!binary aGk=", "!!python/object:os.system ls", "-", "- a", "?", "? a", "|", ">-"),
    *("|\n  a\n  b", "[]", "{}", "[a, b]", "{a: b}", "[[a]]", "[{a: 1}]", '"a', "'a", "[", "{a"),
    *("]", "@a", "`a`", "%a", "a: b", "a:b", "a #b", "#a", '"a"#b', "a, b", "a\n  b", "a\tb", "\t"),
    *('"a\\nb"', '"\\x00"', '"\\u202e"', '"\\ud800"', '"\\q"', '"[key]"', '"a\\\n  b"', "'it''s'"),
    *("../a", "a/b", " a", "é", "https://a.example/#b", "http://a.example/", "routing", "left"),
    *("hello::test_greets", "hello", "1.0"),
]
"""What may stand in the place of a value or a key."""

PIECES = [
    *("a.example", "localhost", "u@a.example", ":80", ":99999", "?", "#b", "#", "..", "%zz", "["),
    *("é", "/", "//", "/o", "/r", "/en", "/latest", "/stable", "/blob", "/raw", "/main", "/1.0"),
]
ENDS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
FILES = st.tuples(
    st.sampled_from(["/blob", "/raw", "/en"]),
    st.sampled_from(["", "/", "/1.0", "/latest", "/main"]),
    st.sampled_from(["", "/en", "/a.py", "/stable/a.py"]),
    st.sampled_from(["", "#b"]),
).map("".join)
ADDRESSES = st.one_of(
    ENDS.map("https://".__add__),
    FILES.map("https://a.example/o/r".__add__),
    ENDS.map(lambda end: f"https://a.example{end}#b"),
)

TEXTS = st.one_of(
    st.text(min_size=1, max_size=30),
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=160),
    st.text("`*_[](){}<>|\\#&!%@:;,.- ab\n", min_size=1, max_size=60),
)

NAMES = st.sampled_from(["hello", "routing", "left", "right", "tables", "licence", "memory", "1.0"])

ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, 3.1, "", " ", [], {}, [[]], [{}], {"a": ["b"]}, [None], ["a"]]),
    st.dates(),
    st.datetimes(),
)
"""What hardly any part of a tree may be, each of another type."""

VALUES = st.one_of(
    ODD,
    st.sampled_from(list(Level)).map(str),
    NAMES,
    ADDRESSES,
    TEXTS,
)
"""What may stand in the place of a part of a tree."""

FIELDS = [
    *("frameworks", "sections", "tasks", "claims", "articles", "entries", "questions", "general"),
    *("situations", "rows", "criteria", "answers", "sources", "statements", "reasons", "either"),
    *("words", "proof", "figures", "checked", "against", "formerly", "removed", "terms", "answer"),
    *("level", "title", "says", "left", "right", "hello"),
]
KEYS = st.one_of(
    st.sampled_from(FIELDS),
    st.text(max_size=4),
    st.sampled_from([None, True, 1, 3.1, "[key]", "<<", "=", "a\nb"]),
)
"""What may stand in the place of a key of a tree."""
