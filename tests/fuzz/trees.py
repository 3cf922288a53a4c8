"""Valid data in; the same data, or another tree, in any style of YAML, out."""

import copy
import random
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.fuzz.original import FIELDS, Draw, Original
from tests.fuzz.values import ADDRESSES, KEYS, NAMES, ODD, TEXTS, VALUES

TREES: st.SearchStrategy[Any] = st.recursive(
    VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, min_size=1, max_size=5)
    ),
    max_leaves=25,
)


class Dumper(yaml.CSafeDumper):
    """Writes every text in a style that is chosen by chance, and nothing as an alias."""

    chance = random.Random()

    def ignore_aliases(self, data: object) -> bool:
        return True

    def text(self, text: str) -> yaml.ScalarNode:
        style = self.chance.choice(["", "", "", "'", '"', "|", ">"])
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


Dumper.add_representer(str, Dumper.text)


def dumped(draw: Draw, data: object) -> str:
    """Return data as YAML in a drawn style."""
    Dumper.chance.seed(draw(st.integers(0, 2**32)))
    return yaml.dump(
        data,
        Dumper=Dumper,
        default_flow_style=draw(st.sampled_from([False, False, None, True])),
        allow_unicode=draw(st.booleans()),
        width=draw(st.sampled_from([20, 80, 4096])),
        indent=draw(st.sampled_from([2, 4])),
        sort_keys=False,
        explicit_start=draw(st.booleans()),
        explicit_end=draw(st.booleans()),
    )


def slots(data: Any) -> list[tuple[Any, Any]]:
    """Return every mapping and list inside data with each of its keys or positions."""
    keys = list(data) if isinstance(data, dict) else range(len(data))
    found = [(data, key) for key in keys]
    inner = [data[key] for key in keys if isinstance(data[key], dict | list)]
    return found + [slot for one in inner for slot in slots(one)]


@st.composite
def rewritten(draw: Draw, original: Original) -> bytes:
    """The same in another style, with other line ends, a mark, comments or a directive."""
    text = dumped(draw, original.data)
    text = draw(st.sampled_from(["", "# said\n", "\n\n", "%YAML 1.1\n---\n"])) + text
    text = text.replace("---\n---", "---")
    text += draw(st.sampled_from(["", "\n", "# said", "\n\n# \u00e9\n"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig"])))


@st.composite
def retold(draw: Draw, original: Original) -> str:
    """Other texts and addresses where there are some; most of that is valid."""
    data = original.data
    said = [(one, key) for one, key in slots(data) if key in FIELDS]
    for _ in range(draw(st.integers(1, 2))):
        inside, key = draw(st.sampled_from(said))
        if isinstance(inside[key], list):
            inside[key] = draw(st.lists(ADDRESSES, min_size=1, max_size=3, unique=True))
        elif isinstance(inside[key], str):
            inside[key] = draw(ADDRESSES if inside[key].startswith("https://") else TEXTS)
    return dumped(draw, data)


@st.composite
def odd(draw: Draw, original: Original) -> str:
    """One part is of another type, or nothing."""
    data = original.data
    inside, key = draw(st.sampled_from(slots(data)))
    inside[key] = draw(ODD)
    return dumped(draw, data)


@st.composite
def grown(draw: Draw, original: Original) -> str:
    """Parts are deleted, replaced, renamed, or copied from elsewhere."""
    data = original.data
    for _ in range(draw(st.integers(1, 3))):
        places = slots(data)
        if not places:
            break
        inside, key = draw(st.sampled_from(places))
        what = draw(st.sampled_from(["delete", "replace", "copy", "alike", "alike", "rename"]))
        others = [place for place in places if what != "alike" or place[1] == key]
        elsewhere, other = draw(st.sampled_from(others))
        if what == "delete":
            del inside[key]
        elif what == "replace":
            inside[key] = draw(VALUES)
        elif what == "rename" and isinstance(inside, dict):
            inside[draw(st.one_of(NAMES, TEXTS, st.none(), st.dates()))] = inside.pop(key)
        else:
            inside[key] = copy.deepcopy(elsewhere[other])
    return dumped(draw, data)


@st.composite
def trees(draw: Draw, original: Original) -> str:
    """A random tree, or the valid one with a random tree in it."""
    data, tree = original.data, draw(TREES)
    if draw(st.booleans()):
        return dumped(draw, tree)
    inside, key = draw(st.sampled_from(slots(data)))
    inside[key] = tree
    return dumped(draw, data)


@st.composite
def many(draw: Draw, original: Original) -> str:
    """The valid tree with parts of it many times over, each time under another name."""
    data = original.data
    for _ in range(draw(st.integers(1, 2))):
        inside, key = draw(st.sampled_from(slots(data)))
        size = len(yaml.dump(inside[key], Dumper=yaml.CSafeDumper)) + 10
        count = min(draw(st.sampled_from([3, 30, 1_000, 20_000])), 200_000 // size)
        for number in range(count):
            part = copy.deepcopy(inside[key])
            if isinstance(inside, list):
                inside.append(f"{part}-{number}" if isinstance(part, str) else part)
            else:
                inside[f"{key}-{number}"] = part
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False)
