"""What the page for contributors shows of the data is what they find in the file."""

from pathlib import Path

import pytest
import yaml

from comparison.load.loader import DATA, load
from comparison.pages.contribute import block
from comparison.pages.edit_links import Links
from comparison.pages.page import Page


@pytest.mark.parametrize("key", [key for _, key, _ in load().matrix.rows()][-3:])
def test_a_block_is_the_whole_row_as_it_is_written_and_leads_to_its_line(key: str) -> None:
    comparison = load()
    links = Links("https://host.example/a/b", "", DATA, comparison.lines)
    drawn = block(Page(comparison, links=links), key)
    fence, _, rest = drawn.strip().partition("\n")
    shown, _, below = rest.partition("\n```")
    ((name, row),) = yaml.safe_load(shown).items()
    written = next(row for _, name, row in comparison.matrix.rows() if name == key)
    assert (name, row["asks"], [*row["answers"]]) == (key, written.asks, [*written.answers])
    line = fence.partition("line ")[2].removesuffix('"}')
    assert (Path(DATA).name in fence, f"{DATA}#L{line}" in below) == (True, True)
    text = (Path(__file__).parents[2] / DATA).read_text("utf-8").splitlines()
    assert text[int(line) - 1].strip() == f"{key}:"
