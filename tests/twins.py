"""A site built with hostile text and its harmless twin; where they differ in more than text.

python -m tests.twins deals the vectors out in ten ways, over the whole of this site.
"""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib

from comparison.load.loader import DATA
from comparison.markdown import LANGUAGES
from tests import example
from tests.conftest import LEFT_OUT, build
from tests.example import EXCHANGE, GOOD, ROOT
from tests.hostile import HOST, REPOSITORY, VECTORS, Deal, spoil

SAID = {"aria-label", "title"}
"""Attributes that hold text of the data."""
DESCRIBED = {"description", "og:title", "og:description", "og:image:alt"}
"""Metadata that does."""
PLACED = {"height", "transform", "viewBox", "width"}
"""Attributes of a chart that depend on how long its texts are."""
UNSAFE = {"javascript", "data", "vbscript"}
ALONE = EXCHANGE | {
    part: {"left": EXCHANGE[part]["left"]} for part in ("tests", "shows", "responses")
}
FILES = {
    DATA: GOOD.replace("        tasks:", "        terms: {left: [route, path]}\n        tasks:")
    .replace("answer: A decorator", "answer: A decorator\n            note: Or a call.")
    .replace("Says hello.", "Says hello.\n    notes: [Mind the gap.]")
    + """\
  alone:
    title: Alone
    summary: Only one does it.
    absent: {right: It is too shy.}
""",
    "snippets/alone/exchanges.json": json.dumps({"exchanges": [ALONE]}),
    "snippets/alone/test_contract.py": example.FILES["snippets/hello/test_contract.py"],
    "snippets/alone/left/more.py": "more = 1",
    "snippets/alone/left/most.py": "most = 1",
    **{f"snippets/alone/left/app{suffix}": "app = 1" for suffix in LANGUAGES},
    "docs/code/alone.md": '{{ task("alone") }}',
    "docs/performance.md": "# Speed\n\n## How it was measured\n\n{{ conditions() }}",
    "docs/loads.md": (ROOT / "docs/loads/hello.md").read_text("utf-8").replace("../", ""),
}
"""What the small project has besides: a task that one side cannot do, and each kind of chart."""


def whole(project: Path) -> None:
    """Copy this project."""
    shutil.copytree(ROOT, project, ignore=LEFT_OUT)


def small(project: Path) -> None:
    """Write the small project with all that takes text."""
    example.write_site(project, FILES)


def twins(folder: Path, write: Callable[[Path], None] = small, first: int = 0) -> tuple[Path, Path]:
    """Build both sites below a folder, and return where they are; first: the first vector."""
    for name in ("hostile", "harmless"):
        project = folder / name
        write(project)
        spoil(project, Deal(name == "hostile", first))
        built = build(project, project / "site", REPOSITORY=REPOSITORY)
        assert built.returncode == 0, built.stdout + built.stderr
    return folder / "hostile/site", folder / "harmless/site"


def pages(site: Path) -> dict[str, Any]:
    """Return the element tree of each page by its address below the site's."""
    return {
        str(file.relative_to(site)).removesuffix("index.html"): tree(file.read_text("utf-8"))
        for file in sorted(site.rglob("*.html"))
    }


def tree(html: str) -> Any:
    """Return the elements of a page, as a browser makes them."""
    return html5lib.parse(html, namespaceHTMLElements=False)


def differences(trees: dict[str, Any], others: dict[str, Any]) -> Iterator[str]:
    """Yield where pages differ in more than text from their twins, and what is unsafe in them."""
    yield from (f"{page}: only in one of them" for page in trees.keys() ^ others.keys())
    for page in trees.keys() & others.keys():
        yield from unlike(f"{page}: ", trees[page], others[page])
        yield from (f"{page}: {found}" for found in unsafe(trees[page]))


def index_differences(site: Path, other: Path) -> Iterator[str]:
    """Yield where what the search shows differs in more than text."""
    files = (folder / "search/search_index.json" for folder in (site, other))
    entries, others = (json.loads(file.read_text("utf-8"))["docs"] for file in files)
    nothing: dict[str, str] = {}
    for entry, twin in zip_longest(entries, others, fillvalue=nothing):
        if entry.get("location") != twin.get("location"):
            yield f"search: {entry.get('location')} is not {twin.get('location')}"
        for part in ("title", "text"):
            where = f"search: {entry.get('location')} {part}"
            yield from unlike(where, tree(entry.get(part, "")), tree(twin.get(part, "")))


def unlike(where: str, one: Any, other: Any) -> Iterator[str]:
    """Yield where two elements differ: their names, attributes, children."""
    if one is None or other is None or one.tag != other.tag:
        yield f"{where}: {_name(one)} is not {_name(other)}"
        return
    here = f"{where}/{_name(one)}"
    if one.attrib.keys() != other.attrib.keys():
        yield f"{here}: {dict(one.attrib)} are not {dict(other.attrib)}"
    for name in one.attrib.keys() & other.attrib.keys():
        if not _alike(one, name, one.attrib[name], other.attrib[name], "cmp-chart" in where):
            yield f"{here} {name}: {one.attrib[name]} is not {other.attrib[name]}"
    if one.tag == "code" and "highlight" in where:
        yield from (f"{here}: {found}" for found in (*_untokens(one), *_untokens(other)))
        return
    for child, twin in zip_longest(one, other):
        yield from unlike(here, child, twin)


def _name(element: Any) -> str:
    if element is None:
        return "nothing"
    kind = element.attrib.get("class") or element.attrib.get("id")
    return f"{element.tag}.{kind}" if kind else str(element.tag)


def _alike(element: Any, name: str, one: str, other: str, drawn: bool) -> bool:
    """Return whether two values of an attribute are equal, or text that may differ there."""
    if one == other or name in SAID:
        return True
    if element.tag == "meta" and name == "content":
        return (element.attrib.get("name") or element.attrib.get("property")) in DESCRIBED
    if name == "href":
        ours = urlsplit(one)
        report = one.startswith(f"{REPOSITORY}/issues/new?template=")
        return report or (ours.scheme, ours.hostname) == ("https", HOST)
    return drawn and name in PLACED and re.fullmatch(r"[\d\s.,()a-z-]*", one) is not None


def _untokens(code: Any) -> Iterator[str]:
    """Yield what highlighted code holds besides the tokens of its language."""
    for element in list(code.iter())[1:]:
        if element.tag != "span" or element.attrib.keys() - {"class"}:
            yield f"{_name(element)} {dict(element.attrib)} is no token"


def unsafe(page: Any) -> Iterator[str]:
    for element in page.iter():
        for name, value in element.attrib.items():
            scheme = re.sub(r"[\s\x00-\x20]", "", value).partition(":")[0].lower()
            if name.startswith("on") or name == "style" or (name not in SAID and scheme in UNSAFE):
                yield f'{_name(element)} {name}="{value}"'


def main() -> int:
    """Print what is wrong with sites of every ninth dealing; return how many are wrong."""
    wrong = 0
    for first in range(0, len(VECTORS), 9):
        with tempfile.TemporaryDirectory() as folder:
            sites = twins(Path(folder), whole, first)
            found = [*differences(*map(pages, sites)), *index_differences(*sites)]
        wrong += bool(found)
        print(f"hostile text from vector {first}: {len(found)} differences", *found, sep="\n  ")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
