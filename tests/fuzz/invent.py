"""Bombs, depth and size, alone or inside a valid file."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.fuzz.original import Draw, Original

MOST = 2_300_000
"""Bytes; somewhat more than are read."""


def _somewhere(draw: Draw, original: Original, new: str) -> str:
    """Return new alone, before or behind the text, or in the place of one of its words."""
    start, end = draw(st.sampled_from([*original.scalars, (0, 0)]))
    text = original.text
    inside = text[:start] + new + text[end:]
    return draw(st.sampled_from([new, f"{new}\n{text}", f"{text}\n{new}", inside]))


def _indented(depth: int) -> str:
    return "".join(f"{' ' * level}a:\n" for level in range(min(depth, 2_000)))


DEEP: list[Callable[[int], str]] = [
    lambda depth: "[" * depth,
    lambda depth: "[" * depth + "]" * depth,
    lambda depth: "{a: " * depth + "}" * depth,
    lambda depth: "[{a: " * depth + "}]" * depth,
    lambda depth: "- " * depth + "a",
    lambda depth: "? " * depth + "a",
    lambda depth: "{? " * depth + "}" * depth,
    lambda depth: "[[], " * depth + "]" * depth,
    _indented,
]


@st.composite
def deep(draw: Draw, original: Original) -> str:
    """Lists and mappings in one another, closed or not."""
    depth = draw(st.sampled_from([15, 19, 20, 21, 3_000, 40_000]))
    return _somewhere(draw, original, draw(st.sampled_from(DEEP))(depth))


def _laughs(levels: int, item: str = "[{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}]") -> str:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n + 1}: &a{n + 1} {item.format(f'*a{n}')}" for n in range(levels)]
    return "\n".join(lines)


BOMBS = [
    _laughs(3),
    _laughs(30),
    _laughs(30, "{{b: {0}, c: {0}}}"),
    _laughs(30, "{{<<: [{0}, {0}]}}"),
    *("&a [*a]", "&a {a: *a}", "{&a a: *a}", "{? &a [b] : *a}", "<<: {a: b}", "{<<: [{a: b}]}"),
    *("<<: *a", "*a : b", "&a &b c", "*a", "a: *", "&: a", "!!set {a, b}", "!!omap [a: b]"),
    *("!!python/object/apply:os.system [ls]", "!!python/name:os.system", "!!int 3", "!a!b c"),
    *("!<tag:yaml.org,2002:str> a", "!!timestamp 2026-11-21", "!!str", "? [a]\n: b", "? {a: b}"),
    *("? |\n  a\n: b", "?", ": a", "[a: b]", "{a, b}", "{a: b, a: c}", "[? a]", "--- a\n--- b"),
    *("---\n---", "...\na: b", "a\n...\n", "%FOO\n---\na", "%", "%YAML 1.1\n---\na", "a:"),
    *("%YAML 1.2\n---\na: b", "%YAML 9.9\n---\na", "%TAG ! tag:a,2026:\n---\n!b a", "1: a", "3"),
    *("null: a", "~: a", "3.10: a", "2026-11-21: a", "true: a", '"": a', "'a': b", "- a", "a"),
]


@st.composite
def bombs(draw: Draw, original: Original) -> str:
    """Aliases, merged and complex keys, tags, directives, documents."""
    return _somewhere(draw, original, draw(st.sampled_from(BOMBS)))


LARGE: list[Callable[[int], str]] = [
    lambda size: "x" * size,
    lambda size: "1" * size,
    lambda size: f'"{"x" * size}"',
    lambda size: f'"{chr(92)}u202e{"x" * size}"',
    lambda size: f"'{'x y ' * (size // 4)}'",
    lambda size: f"https://a.example/{'x' * size}#y",
    lambda size: f"? {'x' * size}\n: y",
    lambda size: f"{{? '{'x' * size}' : y}}",
    lambda size: f"!{'x' * size} y",
    lambda size: f"&{'x' * size} y",
    lambda size: f"*{'x' * size}",
    lambda size: f"# {'x' * size}",
    lambda size: " " * size,
    lambda size: "\t" * size,
    lambda size: "\n" * size,
    lambda size: "\0" * size,
    lambda size: "\u202e" * (size // 3),
    lambda size: f"|\n {'x' * size}",
    lambda size: f"[{'a, ' * (size // 3)}]",
    lambda size: f"[{'{},' * (size // 3)}]",
    lambda size: f"[{'#' * size}",
    lambda size: "a: b\n" * (size // 5),
    lambda size: "- a\n" * (size // 4),
    lambda size: "- &a b\n" * (size // 7),
    lambda size: "- *a\n" * (size // 5),
    lambda size: "---\n" * (size // 4),
    lambda size: "[a]#\n" * (size // 5),
    lambda size: "\n".join(f"k{number}: {{}}" for number in range(size // 10)),
    lambda size: f"{{{', '.join(f'k{number}: [a' for number in range(size // 10))}",
]


@st.composite
def large(draw: Draw, original: Original) -> str:
    """A word, a key, a line or a list of up to two million bytes."""
    size = draw(st.sampled_from([300, 30_000, 1_000_000, MOST]))
    return _somewhere(draw, original, draw(st.sampled_from(LARGE))(size))
