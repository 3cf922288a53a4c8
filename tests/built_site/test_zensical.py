"""The same files built by Zensical, the theme's successor: equal, but for what is listed here.

An exception that no longer applies fails a test, too.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.conftest import BIN, LEFT_OUT, build
from tests.example import ROOT, write_site
from tests.git import git
from tests.html_trees import Site, links, pages, text

THEME = "each generator brings scripts, styles and a search of its own"
ONLY_NOW = {
    "assets/javascripts/*": THEME,
    "assets/stylesheets/*": THEME,
    "search/search_index.json": THEME,
    "sitemap.xml.gz": "Zensical packs none",
}
"""Files that only MkDocs writes, and why."""
ONLY_NEXT = {
    "assets/javascripts/*": THEME,
    "assets/stylesheets/*": THEME,
    "search.json": THEME,
}
"""Files that only Zensical writes, and why."""
ONLY_NEXT_ON_A_PAGE = {
    "ids": {"__skip": "the theme's link past the header leads to this place in the article"}
}
"""Parts of a page that only Zensical writes, and why."""


def words(page: Any, address: str) -> list[str]:
    return text(page.find(".//article")).split()


def ids(page: Any, address: str) -> list[str]:
    return [e.attrib["id"] for e in page.find(".//article").iter() if "id" in e.attrib]


def code(page: Any, address: str) -> list[str]:
    return ["".join(e.itertext()) for e in page.find(".//article").iter("code")]


def targets(page: Any, address: str) -> list[str]:
    return [urljoin(address, link) for link in links(page.find(".//article"))]


def about(page: Any, address: str) -> list[str]:
    described = page.find(".//head/meta[@name='description']")
    return [page.find(".//head/title").text, described.attrib["content"]]


def place(page: Any, address: str) -> list[str]:
    lit = page.findall(".//li[@class='md-tabs__item md-tabs__item--active']/a[@aria-current]")
    around = page.findall(".//footer/nav/a")
    return [text(tab) for tab in lit] + [urljoin(address, link.get("href")) for link in around]


PARTS: dict[str, Callable[[Any, str], list[str]]] = {
    "words": words,
    "ids": ids,
    "code": code,
    "links": targets,
    "title and description": about,
    "lit tab, previous and next": place,
}
"""What must be equal on each page."""
ADDRESS = "http://127.0.0.1/some-repository/"


@pytest.fixture(scope="module", params=["small", pytest.param("whole", marks=pytest.mark.audit)])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, or a copy of this one with its history."""
    folder = tmp_path_factory.mktemp("next") / "project"
    if request.param == "small":
        write_site(folder)
        git(folder, "init", "--initial-branch=main")
        git(folder, "add", "data", "docs", "snippets")
        git(folder, "commit", "-m", "all")
        return folder
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    if (ROOT / ".git").exists():  # the days of changes come from the history
        git(folder, "clone", "--no-checkout", str(ROOT), str(folder / ".clone"))
        (folder / ".clone/.git").rename(folder / ".git")
    return folder


@pytest.fixture(scope="module")
def site(project: Path) -> Site:
    """The folder of the site that MkDocs builds of the project, and its address."""
    done = build(project, project / "now", SITE_URL=ADDRESS)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "now", ADDRESS


def zensical(project: Path) -> Path:
    """Build a project by Zensical and finish its site, and return the folder of that."""
    variables = os.environ | {"PYTHONPATH": ".", "SITE_URL": ADDRESS, "CI": "true"}
    for command in (
        [sys.executable, "-m", "comparison", "pages", "docs"],
        [str(BIN / "zensical"), "build", "--strict"],
        [sys.executable, "-m", "comparison", "publish", "site"],
    ):
        done = subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


@pytest.fixture(scope="module")
def built(project: Path, site: Site) -> Path:
    """The folder of the site that Zensical builds of the project, for the same address."""
    return zensical(project)


@pytest.fixture(scope="module")
def trees(site: Site, built: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The pages of both sites by their addresses."""
    return pages(site), pages((built, site[1]))


def test_both_have_the_same_pages(trees: tuple[dict[str, Any], dict[str, Any]]) -> None:
    now, after = trees
    assert now.keys() == after.keys()


@pytest.mark.parametrize("part", PARTS)
def test_each_page_is_the_same(
    site: Site, trees: tuple[dict[str, Any], dict[str, Any]], part: str
) -> None:
    now, after = trees
    allowed = ONLY_NEXT_ON_A_PAGE.get(part, {})
    unused = set(allowed)
    for page in now.keys() & after.keys():
        here, there = (PARTS[part](tree[page], site[1] + page) for tree in trees)
        unused -= set(there) - set(here)
        assert [one for one in there if one not in allowed] == here, page
    assert not unused, "no exception any more"


@pytest.mark.parametrize("which", ["now", "next"])
def test_both_write_the_same_files(site: Site, built: Path, which: str) -> None:
    here, there = (
        {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
        for folder in ((site[0], built) if which == "now" else (built, site[0]))
    )
    allowed = ONLY_NOW if which == "now" else ONLY_NEXT
    alone = here - there
    assert not [file for file in alone if not any(fnmatch(file, one) for one in allowed)]
    unused = [one for one in allowed if not any(fnmatch(file, one) for file in alone)]
    assert not unused, "no exception any more"


def test_the_sitemap_names_the_same_addresses_and_days(site: Site, built: Path) -> None:
    dated = re.compile(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>")
    now, after = (
        dict(dated.findall((folder / "sitemap.xml").read_text("utf-8")))
        for folder in (site[0], built)
    )
    assert after == now != {}


def test_shared_files_say_the_same(site: Site, built: Path) -> None:
    for pattern in ("cards/*.png", "data/v1/**/*.*", "llms*.txt", "changes.xml"):
        for file in site[0].glob(pattern):
            assert (built / file.relative_to(site[0])).read_bytes() == file.read_bytes(), file


def test_both_have_the_same_policies(trees: tuple[dict[str, Any], dict[str, Any]]) -> None:
    for tree in trees[1].values():
        first = tree.find("head")[0].attrib
        assert first["http-equiv"] == "Content-Security-Policy"
        assert first["content"].count("'sha256-") > 1


BRACES = "{{ 7*7 }} {% raw %}"
"""What a generator would execute if it stood in the source of a page."""


def test_what_looks_like_code_in_the_data_is_text(small: Path) -> None:
    data = small / "data/comparison.yaml"
    changed = data.read_text("utf-8").replace("title: Routing", f'title: "{BRACES}"')
    data.write_text(changed.replace("answer: A table", f'answer: "{BRACES}"'), "utf-8")
    page = pages((zensical(small), ""))["requests/routing/"]
    assert text(page.find(".//h1")).startswith(BRACES)
    assert text(page.find(".//*[@id='right']/p[@class='cmp-said']")) == BRACES
