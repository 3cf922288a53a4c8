"""What is published is not gone: it stays, or what took its place is said."""

import re
from pathlib import Path

import pytest

from comparison.checks import check
from comparison.history.permalinks import current_addresses
from comparison.load.errors import Invalid
from tests.example import FILES, GOOD, KEYS, with_old_keys, write
from tests.refused import mistakes


def moved(more: str = "", row: str = "routing", removed: str = "") -> str:
    """Return the data with its row in another section, where it may have more lines."""
    section = f"  other:\n    title: Other\n    summary: What else.\n    rows:\n      {row}:\n"
    rows = GOOD.partition("      routing:\n")[2].partition("tasks:\n  hello")[0]
    kept = "      kept:\n" + rows.replace("title: Routing", "title: Kept")
    return GOOD.replace(f"      routing:\n{rows}", f"{kept}{section}{more}{rows}").replace(
        "    rows:", f"{removed}    rows:", 1
    )


REMOVED = "    removed: {routing: It went to others.}\n"
GONE = [
    (
        GOOD,
        ["requests/#paths", "requests/#paths--left", "requests/#routing"],
        [
            "19:3: sections.requests: the row paths was published here; let the row in its place"
            " say formerly: [paths], or say why under sections.requests.removed"
        ],
    ),
    (
        moved(),
        ["requests/#routing", "requests/#routing--right"],
        [
            '19:3: sections.requests: the row routing is now in "other"; its address'
            " requests/#routing is published, so a row cannot move: put it back, or give it a new"
            ' key there and write removed: {routing: "…"} here'
        ],
    ),
    (
        moved(removed=REMOVED),
        ["requests/#routing"],
        [
            '22:15: sections.requests.removed.routing: the row routing is in "other"; give it a'
            " new key there, or remove this line and put it back"
        ],
    ),
    (
        moved("        formerly: [routing]\n", "routes"),
        ["requests/#routing"],
        [
            '19:3: sections.requests: the row routing is under formerly in "other"; its address'
            " requests/#routing is published, so it cannot lead there: remove it there, and write"
            ' removed: {routing: "…"} here'
        ],
    ),
    (GOOD, ["code/bye/", "code/hello/"], ["37:1: tasks: the task bye WAS"]),
    (GOOD, ["answers/#a", "answers/#b--left"], ["18:1: sections: the section answers WAS"]),
    (
        GOOD,
        ["requests/#routing--third", "requests/#routing--left"],
        ["1:1: frameworks: the framework third WAS"],
    ),
]


@pytest.mark.parametrize(("content", "published", "said"), GONE)
def test_what_is_published_is_not_gone(
    example: Path, content: str, published: list[str], said: list[str]
) -> None:
    found = mistakes(example, content, published=published)
    wanted = [line.replace("WAS", "was published; put it back") for line in said]
    assert [line for line in found if "the row routing was renamed" not in line] == wanted


BESIDE = {
    "claims": ("data/claims.yaml:15:1: claims: the claim", "removed.claims"),
    "articles": ("data/claims.yaml:1:1: articles: the article", "removed.articles"),
    "choose": ("data/situations.yaml:9:1: situations: the situation", "removed"),
    "questions": ("data/questions.yaml:1:1: questions: the question", "removed"),
    "dictionary": ("data/dictionary.yaml:2:1: entries: the entry", "removed"),
}


@pytest.mark.parametrize(("address", "said"), BESIDE.items())
def test_what_is_published_beside_the_matrix_is_not_gone(
    example: Path, address: str, said: tuple[str, str]
) -> None:
    thing, removed = said
    kind = thing.rpartition(" ")[2]
    assert mistakes(example, published=[f"{address}/#gone", f"{address}/#{KEYS[address]}"]) == [
        f"{thing} gone was published here; let the {kind} in its place say formerly: [gone], or"
        f" say why under {removed}"
    ]


def test_what_stands_beside_the_matrix_may_be_renamed_or_removed(example: Path) -> None:
    write(example, with_old_keys(FILES))
    published = {f"{page}/#{key}" for page in KEYS for key in ("old-key", "gone-key", KEYS[page])}
    check(example, frozenset(published))
    assert published <= {*current_addresses(example)}


FORMERLY = "        formerly: [paths]\n        tasks: [hello]"


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace("        tasks: [hello]", FORMERLY),
        GOOD.replace("    rows:", "    removed: {paths: Routing says it all.}\n    rows:"),
    ],
)
def test_a_published_row_may_be_renamed_or_removed(example: Path, content: str) -> None:
    (example / "data/comparison.yaml").write_text(content)
    check(example, frozenset({"requests/#paths", "requests/#paths--left", "requests/#routing"}))
    assert "requests/#paths--right" in current_addresses(example)


def test_a_row_that_moves_gets_a_new_key_and_leaves_a_line(example: Path) -> None:
    (example / "data/comparison.yaml").write_text(moved(row="routes", removed=REMOVED))
    for file in (example / "data").glob("*.yaml"):
        if file.name != "comparison.yaml":
            names = re.sub(r"\b(rows: \[|row: )routing", r"\1routes", file.read_text())
            file.write_text(names)
    check(example, frozenset({"requests/#routing", "requests/#routing--left"}))


NAMED = [
    *("data/claims.yaml:12:9", "data/claims.yaml:20:12", "data/claims.yaml:28:12"),
    *("data/dictionary.yaml:5:5", "data/questions.yaml:5:12"),
    *("data/situations.yaml:5:16", "data/situations.yaml:8:16", "data/situations.yaml:16:18"),
    *("data/situations.yaml:19:18", "data/situations.yaml:22:16"),
]
PATHS = GOOD.replace("      routing:", "      paths:")
BECAME = {
    "without a word": (
        PATHS,
        "was renamed or removed (data/comparison.yaml:19); write its new key",
    ),
    "with its old key": (
        PATHS.replace(
            "        tasks: [hello]", "        formerly: [routing]\n        tasks: [hello]"
        ),
        'was renamed (data/comparison.yaml:26); write "paths"',
    ),
    "with the reason": (
        PATHS.replace("    rows:", "    removed: {routing: It is gone.}\n    rows:"),
        "was removed (data/comparison.yaml:22); name another row",
    ),
}


@pytest.mark.parametrize(("content", "became"), BECAME.values(), ids=list(BECAME))
def test_what_names_a_row_that_is_gone_is_told_what_became_of_it(
    example: Path, content: str, became: str
) -> None:
    (example / "data/comparison.yaml").write_text(content)
    with pytest.raises(Invalid) as invalid:
        check(example, frozenset({"requests/#routing"}))
    said = [str(mistake) for mistake in invalid.value.mistakes]
    if became.startswith("was renamed or"):
        assert said.pop(0).startswith("data/comparison.yaml:19:3: sections.requests: the row rout")
    assert {line.partition(": ")[0] for line in said} == {*NAMED}
    assert all(line.endswith(f": the row routing {became}") for line in said)
