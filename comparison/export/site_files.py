"""List every file that is published beside the pages, by its address."""

from contextlib import suppress
from pathlib import Path

from comparison.export import decision_records, feed, llms_txt, tables
from comparison.history import permalinks
from comparison.history.commits import changed_steps, published
from comparison.history.git import NoHistory
from comparison.load.errors import Invalid, Mistake
from comparison.load.loader import DATA
from comparison.model import facts, measurements, releases
from comparison.model.comparison import Comparison
from comparison.pages import changelog
from comparison.pages.page import Page


def files_of(comparison: Comparison, root: Path, site: str, name: str) -> dict[str, str]:
    """Return the text of each file by its address below the site's.

    root: the folder of the project, whose history is told; site: the site's address, with a slash
    at its end; name: its name. Raises Invalid where a generated file is missing.
    """
    matrix = comparison.matrix
    data = (
        tables.files(matrix) | tables.row_files(matrix) | decision_records.files(comparison, site)
    )
    data |= tables.samples(comparison.figures.values())
    log, page = changed_steps(root, DATA), Page(comparison)
    data["changes.json"] = feed.as_json(log)
    data["addresses.json"] = permalinks.as_json(_addresses(root))
    for file in (facts.FILE, measurements.FILE):
        if not (root / file).is_file():
            remedy = "is missing; restore it, or see `make help` for what writes it"
            raise Invalid([Mistake(file, 1, 1, "", remedy)])
        data[file.rpartition("/")[2]] = (root / file).read_text("utf-8")
    if (tried := root / releases.FILE).is_file():
        data[tried.name] = tried.read_text("utf-8")
    return {f"{tables.FOLDER}/{address}": content for address, content in data.items()} | {
        "llms.txt": llms_txt.index(matrix, site),
        "llms-full.txt": llms_txt.full(comparison, site),
        feed.FEED: feed.as_atom(log, site, name, lambda step: changelog.changed(page, step, site)),
    }


def _addresses(root: Path) -> set[str]:
    """Return every address that leads somewhere: those of now, and those of the history."""
    now = {*permalinks.current_addresses(root)}
    with suppress(NoHistory):
        return now | published(root)
    return now
