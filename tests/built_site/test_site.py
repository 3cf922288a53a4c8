"""The built site, served below a sub-path as GitHub Pages does: addresses, links, HTML, exports."""

import gzip
import json
import re
import struct
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest

from comparison.history.permalinks import current_addresses
from comparison.load.loader import DATA, load
from comparison.markdown import inline
from comparison.markdown import said as as_markdown
from comparison.model.levels import LEVELS
from comparison.pages.answers import pairs
from comparison.pages.edit_links import FORM
from comparison.pages.page import Page
from tests.conftest import SUB_PATH, build
from tests.example import FILES, KEYS, ROOT, with_old_keys, write, write_site
from tests.git import git
from tests.hostile import SCRIPT
from tests.html_trees import Site, links, pages, parsed, seen, text

HOSTILE = f"</title>{SCRIPT}{{{{ x }}}}[a](javascript:hit=1)_i_|"


ELEMENTS = 1_500
"""How many a page may have: a phone takes seconds to lay out many more."""
LARGE = {"all/": "every row of the comparison, to tick and to filter"}
"""Pages that may have more, and why."""


@pytest.fixture(scope="module")
def trees(site: Site) -> dict[str, Any]:
    return pages(site)


def test_every_link_and_anchor_leads_somewhere(site: Site, trees: dict[str, Any]) -> None:
    folder, url = site
    ids = {
        page: {e.attrib["id"] for e in tree.iter() if "id" in e.attrib}
        for page, tree in trees.items()
    }
    broken = []
    for page, tree in trees.items():
        for link in links(tree):
            target = urlsplit(urljoin(url + page, link))
            if not f"{target.scheme}://{target.netloc}{target.path}".startswith(url):
                if target.scheme != "https":
                    broken.append((page, link))
                continue
            path = unquote(target.path).removeprefix(f"{SUB_PATH}/")
            exists = path in ids or (folder / path).is_file()
            if not exists or (target.fragment and target.fragment not in ids.get(path, ())):
                broken.append((page, link))
    assert not broken


def test_no_id_stands_twice_on_a_page(trees: dict[str, Any]) -> None:
    for page, tree in trees.items():
        ids = Counter(e.attrib["id"] for e in tree.iter() if "id" in e.attrib)
        assert not [name for name, count in ids.items() if count > 1], page


def test_pages_are_small_enough_for_a_phone(trees: dict[str, Any]) -> None:
    sizes = {page: len([*tree.iter()]) for page, tree in trees.items() if page not in LARGE}
    assert {page: size for page, size in sizes.items() if size > ELEMENTS} == {}


def test_html_is_valid(site: Site) -> None:
    for file in site[0].rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(file.read_bytes(), transport_encoding="utf-8")


def test_no_source_map_is_published_or_asked_for(site: Site) -> None:
    assert not list(site[0].rglob("*.map"))
    for file in (*site[0].rglob("*.js"), *site[0].rglob("*.css")):
        assert b"sourceMappingURL" not in file.read_bytes(), file


def test_every_page_has_its_own_title_and_description(trees: dict[str, Any]) -> None:
    matrix = load().matrix
    drawn: dict[str, Any] = {f"{name}/": section for name, section in matrix.sections.items()}
    drawn |= {f"code/{name}/": task for name, task in matrix.tasks.items()}
    drawn |= {f"{name}/{key}/": row for name, key, row in matrix.rows()}
    titles, descriptions = set(), set()
    for page, tree in trees.items():
        title = tree.find(".//head/title").text
        description = tree.find(".//head/meta[@name='description']").attrib["content"]
        if page in drawn:
            about = getattr(drawn[page], "summary", "") or drawn[page].asks
            assert title.startswith(f"{drawn[page].title} - ")
            assert description == " ".join(about.split())
        titles.add(title)
        descriptions.add(description)
    assert len(titles) == len(trees)
    assert len(descriptions) == len(trees)


def test_pages_outside_of_the_navigation_have_a_lit_tab_and_lead_to_their_neighbours(
    trees: dict[str, Any],
) -> None:
    matrix = load().matrix
    lists = [("Code", "code", [*matrix.tasks])]
    lists += [("Compare", name, [*section.rows]) for name, section in matrix.sections.items()]
    lists += [(page.capitalize(), page, [*matrix.sections]) for page in ("dictionary", "claims")]
    for tab, folder, listed in lists:
        keys = [None, *listed, None]
        for number, key in enumerate(listed, 1):
            page = trees[f"{folder}/{key}/"]
            assert [text(lit) for lit in page.findall(".//nav//a[@aria-current]")] == [tab]
            around = {"Previous": keys[number - 1], "Next": keys[number + 1]}
            assert {
                text(link).partition(" ")[0]: link.attrib["href"]
                for link in page.findall(".//footer/nav/a")
            } == {word: f"../{other}/" for word, other in around.items() if other}


def test_every_page_names_the_files_it_is_made_of(trees: dict[str, Any]) -> None:
    for page in trees.keys() - {"404.html"}:
        files = trees[page].find(".//meta[@name='sources']").attrib["content"].split()
        assert [file for file in files if (ROOT / file).exists()] == files != [], page


def test_every_page_has_a_card_or_that_of_the_page_above(site: Site, trees: dict[str, Any]) -> None:
    folder, url = site
    pictures = set()
    for page, tree in trees.items():
        if page == "404.html":
            continue
        about = {
            one.attrib["property"]: one.attrib["content"]
            for one in tree.findall(".//head/meta")
            if "property" in one.attrib
        }
        assert about["og:url"] == url + page
        assert about["og:title"] in tree.find(".//head/title").text
        picture = (folder / about["og:image"].removeprefix(url)).read_bytes()
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", picture[16:24]) == (1200, 630)
        pictures.add(picture)
    own = [page for page in trees if not re.match(r"(?:dictionary|claims)/.", page)]
    assert len(pictures) == len(own) - 1 - len([*load().matrix.rows()])


def test_the_search_index_is_at_most_a_fifth_of_what_it_covers(site: Site) -> None:
    def packed(pattern: str) -> int:
        return sum(len(gzip.compress(file.read_bytes())) for file in site[0].rglob(pattern))

    assert packed("search_index.json") <= 0.2 * packed("*.html")


def test_the_search_reads_every_answer_and_neither_code_nor_tables(site: Site) -> None:
    index = json.loads((site[0] / "search/search_index.json").read_text("utf-8"))
    found = {one["location"]: seen(one["text"]) for one in index["docs"]}
    for name, section in load().matrix.sections.items():
        assert found[f"{name}/"] == " ".join(section.summary.split())  # and not the table below
        for key, row in section.rows.items():
            for answer in row.answers.values():
                for part in (words(answer.said), words(answer.note or "")):
                    assert part in found[f"{name}/{key}/"]
            for pair in pairs(load().matrix, row):
                for statement in pair.all:
                    assert words(statement.text) in found[f"{name}/{key}/#page_details"]
            for word in row.also:
                assert any(word in said for at, said in found.items() if f"{name}/{key}/" in at)
    for task, described in load().matrix.tasks.items():
        assert found[f"code/{task}/"] == " ".join(described.summary.split())
        for program in (ROOT / "snippets" / task).glob("*/app.py"):
            start = " ".join(program.read_text("utf-8").split())[:40]
            assert not [place for place, said in found.items() if start in said]


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small project, committed in five steps; the newest is hostile."""
    folder = tmp_path_factory.mktemp("committed")
    project = folder / "small"
    write_site(project)
    git(project, "init", "--initial-branch=main", day="2020-01-01")
    for file, day, old, new in (
        ("docs/contribute.md", "2020-01-01", "", ""),
        ("docs/contribute.md", "2021-02-02", "# Contribute", "# Contribute "),
        ("data/claims.yaml", "2022-03-03", "claims:", "claims: "),
        (DATA, "2023-04-04", "level: built-in", 'level: "built-in"'),
        (DATA, "2024-05-05", "asks: How is a route written?", f"asks: {json.dumps(HOSTILE)}"),
    ):
        text = (project / file).read_text("utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new, 1), "utf-8")
        git(project, "add", "data", "docs", "snippets", day=day)
        git(project, "commit", "-m", "next", day=day)
    built = build(project, folder / "site")
    assert built.returncode == 0, built.stderr
    return folder / "site"


def test_the_sitemap_says_when_a_page_or_its_data_last_changed(committed: Path) -> None:
    sitemap = (committed / "sitemap.xml").read_text("utf-8")
    found = dict(re.findall(r"<loc>[^<]*:8000/([^<]*)</loc>\s*<lastmod>([^<]*)<", sitemap))
    assert (found["contribute/"], found["claims/"]) == ("2021-02-02", "2022-03-03")
    assert (found["requests/"], found["code/hello/"]) == ("2024-05-05", "2020-01-01")


def test_page_feed_and_json_tell_what_changed_the_newest_first(committed: Path) -> None:
    log = json.loads((committed / "data/v1/changes.json").read_text("utf-8"))["log"]
    assert [step["time"][:10] for step in log] == ["2024-05-05", "2020-01-01"]
    ((newest,), rows) = (step["changes"] for step in log)
    assert (newest["part"], newest["new"]) == ("asks", HOSTILE)
    assert [change["row"] for change in rows] == ["routing"]

    feed = ElementTree.parse(committed / "changes.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}published", "")[:10] for entry in entries] == [
        step["time"][:10] for step in log
    ]
    home = "http://127.0.0.1:8000/"
    assert [entry.findtext(f"{atom}id") for entry in entries] == [home + s["address"] for s in log]
    drawn = parsed(entries[0].findtext(f"{atom}summary", ""))
    page = pages((committed, ""))["changes/"]
    name = log[0]["address"].partition("#")[2]
    for element in (drawn, page.find(f".//section[@id='{name}']")):
        assert HOSTILE in text(element)
        assert not [one for one in element.iter() if one.tag in ("script", "svg")]
        (link,) = [one for one in links(element) if newest["row"] in one]
        assert link.removeprefix(home).removeprefix("../").endswith(f"/{newest['row']}/")
    assert [day.attrib["id"] for day in page.iter("h2")] == ["2024-05-05", "2020-01-01"]


def words(markdown: str) -> str:
    """Return the text that a reader sees of an answer or a note."""
    return seen(inline(markdown))


def test_every_answer_stands_at_its_address_with_its_own_words(trees: dict[str, Any]) -> None:
    matrix = load().matrix
    for name, key, row in load().matrix.rows():
        for framework, answer in row.answers.items():
            block = trees[f"{name}/{key}/"].find(f".//section[@id='{framework}']")
            said = text(block)
            assert said.startswith(matrix.frameworks[framework].name)
            level = answer.level.label if answer.level else ""
            for part in (level, words(answer.said)):
                assert part in said
            assert words(answer.note or "") in text(trees[f"{name}/{key}/"].find(".//article"))
            days = [time.attrib["datetime"] for time in block.iter("time")]
            assert days
            assert all(date.fromisoformat(day) <= date.today() for day in days)
            listed = block.findall("details/ul[@class='cmp-sources']/li/a")
            assert tuple(link.attrib["href"] for link in listed) == answer.sources
            proofs = block.findall("details/ul[@class='cmp-sources cmp-proof']/li/a")
            assert [link.attrib["href"] for link in proofs] == [*map(shown_at, answer.proof)]


def shown_at(proof: str) -> str:
    """Return where the page of a row leads to for a test."""
    task, _, test = proof.rpartition("::")
    return f"#{test}" if task.startswith("probe::") else f"../../code/{task}/#{test}"


def test_every_statement_stands_beside_its_counterpart_with_its_evidence(
    trees: dict[str, Any],
) -> None:
    matrix = load().matrix
    for name, key, row in matrix.rows():
        tables = trees[f"{name}/{key}/"].findall(".//table[@aria-label='Details']/tbody/tr")
        for line, pair in zip(tables, pairs(matrix, row), strict=True):
            head, *cells = line
            assert text(head) == words(pair.about)
            for cell, statement in zip(cells, pair.all, strict=True):
                said, evidence = statement.statement, cell.find("span[@class='cmp-marks']")
                assert text(cell).startswith(" ".join([words(statement.text), *statement.releases]))
                leads = [*map(shown_at, said.proof), *said.sources, *said.looked]
                assert [link.attrib["href"] for link in evidence.iter("a")] == leads != []
                assert ("nothing found" in text(evidence)) == (said.none is not None)


def test_a_row_lights_the_lines_that_show_it_and_prints_its_probes(trees: dict[str, Any]) -> None:
    page = trees["building/sessions/"]
    lit = {text(line) for line in page.iterfind(".//span[@class='hll']")}
    assert 'app.add_middleware(SessionMiddleware, secret_key="development")' in lit
    assert "app = FastAPI()" not in lit
    module = (ROOT / "probes/test_sessions.py").read_text("utf-8")
    probes = page.findall(".//div[@id='page_probes']/details/div")
    assert len(probes) > 5
    for probe in probes:
        assert f"def {probe.attrib['id']}(" in module
        assert f"def {probe.attrib['id']}(" in text(probe)


def test_every_cell_says_its_answer_and_leads_to_it(trees: dict[str, Any]) -> None:
    cells = {
        link.attrib["href"]: text(cell)
        for cell in trees["all/"].iter("td")
        for link in cell.findall("a[@class='cmp-why']")
    }
    for name, key, row in load().matrix.rows():
        for framework, answer in row.answers.items():
            said = cells[f"../{name}/{key}/#{framework}"]
            level = answer.level and answer.level.label
            known = {"": level, "since ": answer.since, "until ": answer.until}
            about = [word + text for word, text in known.items() if text]
            assert said.startswith(" ".join([*about, words(answer.said)]))
            kind = "read from metadata" if answer.fact else f"{len(answer.sources)} source"
            assert ("measured" if answer.measure else kind) in said


def test_every_row_prints_the_words_of_both_sides(trees: dict[str, Any]) -> None:
    for name, key, row in load().matrix.rows():
        page = trees[f"{name}/{key}/"]
        shown = {text(code) for code in page.iterfind(".//p[@class='cmp-terms']//code")}
        assert {term for terms in row.terms.values() for term in terms} <= shown


def test_the_about_page_and_the_json_count_what_statements_rest_on(
    site: Site, trees: dict[str, Any]
) -> None:
    lines = [text(line).split() for line in trees["about/"].iterfind(".//table/tbody/tr")]
    exported = json.loads((site[0] / "data/v1/counts.json").read_text("utf-8"))
    counted = [[*section.values()] for section in exported["sections"].values()]
    for line, counts in zip(lines, [*counted, [*exported["evidence"].values()]], strict=True):
        assert [*map(int, line[-1 - len(counts) :])] == [sum(counts), *counts]
    rows = [row for _, _, row in load().matrix.rows()]
    said = [answer for row in rows for answer in row.answers.values()]
    assert exported["evidence"]["record"] == sum(bool(a.fact or a.measure) for a in said)
    details = [pair for row in rows for pair in pairs(load().matrix, row)]
    assert exported["statements"] == len(said) + sum(len(pair.all) for pair in details)


def test_every_level_is_defined(trees: dict[str, Any]) -> None:
    legend = trees["about/"].find(".//dl[@class='cmp-levels']")
    assert [text(term) for term in legend.iter("dt")] == [one.label for one in LEVELS.values()]
    assert [text(meaning) for meaning in legend.iter("dd")] == [
        one.meaning for one in LEVELS.values()
    ]


def test_the_programs_on_a_page_are_the_files_that_are_tested(trees: dict[str, Any]) -> None:
    for task in load().matrix.tasks:
        shown = ["".join(e.itertext()) for e in trees[f"code/{task}/"].iter("code")]
        for program in (ROOT / "snippets" / task).glob("*/*.py"):
            assert program.read_text("utf-8").rstrip() in [code.rstrip() for code in shown], program


def test_every_recorded_exchange_is_on_its_page(trees: dict[str, Any]) -> None:
    names = {key: framework.name for key, framework in load().matrix.frameworks.items()}
    for task in load().matrix.tasks:
        shown = trees[f"code/{task}/"].findall(".//section[@class='cmp-exchange']")
        recorded = json.loads((ROOT / "snippets" / task / "exchanges.json").read_text("utf-8"))
        alike = [len({*map(json.dumps, sides(one).values())}) == 1 for one in recorded["exchanges"]]
        ordered = sorted(zip(alike, recorded["exchanges"], strict=True), key=lambda each: each[0])
        for section, (same, exchange) in zip(shown, ordered, strict=True):
            said = text(section)
            assert f"{exchange['request']['method']} {exchange['request']['path']}" in said
            cards = {text(s): s for s in section.iterfind(".//*[@class]") if card(s)}
            for framework, response in exchange["responses"].items():
                side = next(side for side in cards if names[framework] in side.split("answer")[0])
                assert f"{response['status']} {response['media_type'] or ''}".strip() in side
                body = "".join(cards[side].find(".//pre").itertext()) if response["body"] else ""
                if isinstance(response["body"], str):
                    lines = [line.rstrip() for line in response["body"].strip("\n").split("\n")]
                    assert [line.rstrip() for line in body.split("\n")][-len(lines) :] == lines
                elif response["body"]:
                    assert json.loads(body.split("\n\n")[-1]) == response["body"]
                assert words(exchange["shows"][framework]) in said
            assert (len(cards) == 1) == (same and len({*exchange["shows"].values()}) == 1)


def card(element: Any) -> bool:
    return "cmp-side" in element.attrib["class"].split()


def sides(exchange: dict[str, Any]) -> dict[str, Any]:
    """Return the responses of a recorded exchange, their parts in one order."""
    responses: dict[str, Any] = json.loads(json.dumps(exchange["responses"], sort_keys=True))
    return responses


def test_task_page_says_how_to_start_it_and_what_to_note(trees: dict[str, Any]) -> None:
    matrix = load().matrix
    for name, task in matrix.tasks.items():
        page = text(trees[f"code/{name}/"].find(".//article"))
        for key, framework in matrix.frameworks.items():
            if key in task.absent:
                assert f"{framework.name}: {task.absent[key]}" in page
                continue
            assert task.install.get(key, framework.install) in page
            assert framework.develop in page
            assert task.serve.get(key, framework.serve) in page
        for note in task.notes:
            assert words(note) in page
        answered = [
            (section, key) for section, key, row in load().matrix.rows() if name in row.tasks
        ]
        wanted = [f"../../{section}/{key}/" for section, key in answered]
        for section, key in answered:
            assert f"../../code/{name}/" in links(trees[f"{section}/{key}/"])
        leads = links(trees[f"code/{name}/"].find(".//article"))
        assert [a for a in leads if re.fullmatch(r"\.\./\.\./[a-z]+/[a-z0-9-]+/", a)] == wanted


@pytest.mark.parametrize(
    "name",
    [
        *("comparison.json", "comparison.csv", "comparison.md.txt", "comparison.schema.json"),
        *(
            "details.csv",
            "counts.json",
            "releases.json",
            "addresses.json",
            "facts.json",
            "measurements.json",
        ),
    ],
)
def test_export_is_published_and_linked(site: Site, trees: dict[str, Any], name: str) -> None:
    folder, _ = site
    assert (folder / f"data/v1/{name}").stat().st_size > 500
    assert f"v1/{name}" in links(trees["data/"])


def test_every_address_ever_published_leads_to_its_part(site: Site) -> None:
    said = json.loads((site[0] / "data/v1/addresses.json").read_text("utf-8"))["addresses"]
    there = {
        f"{page}#{element.attrib['id']}" if "id" in element.attrib else page
        for page, tree in pages(site).items()
        for element in tree.iter()
    }
    assert len(said) > 400
    assert {*current_addresses()} <= {*said}
    assert [address for address in said if address not in there] == []


def test_the_line_of_a_claim_or_an_entry_leads_to_all_of_it(trees: dict[str, Any]) -> None:
    data = load()
    said = {"claims": "states", "dictionary": "title"}
    for page, keys in (
        ("claims", data.claims.claims),
        ("dictionary", data.dictionary.entries),
    ):
        lines = {line.get("id"): line for line in trees[f"{page}/"].iter("li")}
        for key in keys:
            (link,) = lines[key].iter("a")
            address, _, anchor = urljoin(f"{page}/", link.attrib["href"]).partition("#")
            assert anchor == key
            (title,) = trees[address].findall(f".//h2[@id='{key}']")
            assert text(title) == " ".join(getattr(keys[key], said[page]).split())


def test_a_page_of_the_dictionary_or_of_claims_is_light(trees: dict[str, Any]) -> None:
    for page, tree in trees.items():
        if page.startswith(("dictionary/", "claims/", "articles/")):
            assert len([*tree.iter()]) < 1_500, page


def test_what_was_renamed_or_removed_keeps_its_address(small: Path, tmp_path: Path) -> None:
    data = small / DATA
    text = data.read_text("utf-8")
    text = text.replace("title: Routing", "title: Routing\n        formerly: [old-row]")
    removed = "    removed: {gone-row: It told nothing.}\n    rows:"
    data.write_text(text.replace("    rows:", removed), "utf-8")
    write(small, with_old_keys(FILES))
    built = build(small, tmp_path / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    trees = pages((tmp_path / "site", ""))
    there = {
        f"{page}#{element.attrib['id']}": element
        for page in ("requests/", *(f"{page}/" for page in KEYS))
        for element in trees[page].iter()
        if "id" in element.attrib
    }
    old = {"requests/#old-row", "requests/#old-row--left", "requests/#gone-row--left"}
    old |= {f"{page}/#{key}" for page in KEYS for key in ("old-key", "gone-key")}
    said = json.loads((tmp_path / "site/data/v1/addresses.json").read_text("utf-8"))["addresses"]
    assert old <= {*said}
    assert old <= {*there}
    ids = [*there]
    for page, key in KEYS.items():
        assert abs(ids.index(f"{page}/#old-key") - ids.index(f"{page}/#{key}")) == 1
    for address, part in (("old-row/", "requests/routing/"), ("gone-row/", "requests/")):
        article = trees[f"requests/{address}"].find(".//article")
        assert f"../../{part}" in links(article)
    assert "It told nothing." in "".join(trees["requests/gone-row/"].itertext())
    for page, key in (("requests", "gone-row"), *((page, "gone-key") for page in KEYS)):
        assert "".join(there[f"{page}/#{key}"].itertext()) == f"{key}: It told nothing."


def test_a_row_can_be_taken_alone_as_json(site: Site) -> None:
    for name, key, row in load().matrix.rows():
        file = site[0] / f"data/v1/rows/{key}.json"
        alone = json.loads(file.read_text("utf-8"))
        assert alone["address"] == f"{name}/{key}/"
        assert len(alone.get("details", ())) == len(row.details)
        for framework, column in load().matrix.frameworks.items():
            assert alone["frameworks"][framework]["checked"]["version"] == column.checked.version
            assert alone["answers"][framework].get("answer") == row.answers[framework].said


def test_the_text_for_language_models_holds_every_row_and_claim(site: Site) -> None:
    folder, url = site
    full = (folder / "llms-full.txt").read_text("utf-8")
    known = Page(load())
    for address in current_addresses():
        page, _, key = address.partition("/#")
        if page in {"claims", "choose", "questions"} and key:
            assert f"{url}{known.address_of(page, key)}\n" in full
    for name, key, row in load().matrix.rows():
        assert f"{url}{name}/{key}/\n" in full
        for pair in pairs(load().matrix, row):
            assert all(as_markdown(statement.text) in full for statement in pair.all)
    index = (folder / "llms.txt").read_text("utf-8")
    assert index.startswith("# ")
    for link in re.findall(r"\]\(([^)]+)\)", index):
        path = folder / link.removeprefix(url)
        assert (path / "index.html" if path.is_dir() else path).is_file()


def test_an_answer_is_edited_at_its_line_and_reported_in_a_form_that_names_it(
    small: Path, tmp_path: Path
) -> None:
    home = "https://host.example/owner/name"
    upstream = "https://host.example/other/name/issues"
    built = build(small, tmp_path / "site", REPOSITORY=home, ISSUES_URL=upstream)
    assert built.returncode == 0, built.stdout + built.stderr
    data = (small / DATA).read_text("utf-8").split("\n")
    form = (ROOT / ".github/ISSUE_TEMPLATE" / FORM).read_text("utf-8")
    fields = {"template", "title", *re.findall(r"^    id: (\w+)$", form, re.MULTILINE)}
    trees = pages((tmp_path / "site", ""))
    links = {
        element.attrib.get("aria-label"): element.attrib["href"]
        for element in trees["requests/routing/"].iter("a")
    }
    for key, answer in (("left", "A decorator"), ("right", "A table")):
        about = f"Routing, {key.title()}"
        place, _, line = links[f"Edit: {about}"].partition("#L")
        assert place == f"{home}/edit/main/{DATA}"
        above = data[: int(line)]
        assert above[-1].strip() == f"{key}:"
        assert [one for one in above if re.match(r" {6}[a-z]", one)][-1] == "      routing:"
        report, _, query = links[f"Report: {about}"].partition("?")
        given = dict(parse_qsl(query))
        assert report == f"{upstream}/new"
        assert set(given) <= fields
        assert (given["row"], given["answer"]) == (f"routing--{key}", answer)
    for page, files in {
        "requests/": [f"edit/main/{DATA}"],
        "requests/routing/": [f"edit/main/{DATA}"],
        "claims/": ["edit/main/docs/claims.md", "edit/main/data/claims.yaml"],
        "code/hello/": ["tree/main/snippets/hello/"],
        "contribute/": ["edit/main/docs/contribute.md"],
    }.items():
        edited = trees[page].iterfind(".//p[@class='cmp-edited']/a")
        assert [link.attrib["href"] for link in edited] == [f"{home}/{file}" for file in files]
        assert not [link for link in trees[page].iter("a") if "Edit this page" in str(link.attrib)]


def unequal(*folders: Path) -> list[Path]:
    """Return the files that two folders do not both have, byte for byte."""
    one, other = (
        {
            file.relative_to(folder): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
        for folder in folders
    )
    return [file for file in one.keys() | other.keys() if one.get(file) != other.get(file)]


def test_two_builds_of_one_state_are_equal(small: Path, tmp_path: Path) -> None:
    git(small, "init", "--initial-branch=main")
    git(small, "add", "data", "docs", "snippets")
    git(small, "commit", "-m", "all")
    built = [tmp_path / "one", tmp_path / "other"]
    day = {"SOURCE_DATE_EPOCH": "1790000000"}
    assert [build(small, folder, **day).returncode for folder in built] == [0, 0]
    assert unequal(*built) == []


@pytest.mark.audit
def test_two_builds_of_the_whole_site_are_equal(site: Site, tmp_path: Path) -> None:
    folder, url = site
    again = tmp_path / "again"
    assert build(ROOT, again, SITE_URL=url).returncode == 0
    assert unequal(folder, again) == []
