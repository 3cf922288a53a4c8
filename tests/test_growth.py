"""The benchmark of growth: what it grows is like the real project, and its figures are right."""

import json
import re
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from benchmarks import grown, growth, invented, plain, trend
from benchmarks.building import EDITED, GENERATORS, Failed, build, rebuild
from benchmarks.grown import Size
from comparison.load.loader import DATA, load
from comparison.model.matrix import Matrix
from comparison.pages.exchange_view import lines, recorded
from tests.example import ROOT
from tests.test_site import links, pages

pytestmark = pytest.mark.audit  # it builds eight sites, and what it measures is no part of the site

SIZE = Size(rows=17, columns=3, tasks=3)
BUTTONS = {"Copy", "link", "row", "JSON"}
"""Words of the pages that nobody writes by hand."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grown project."""
    return grown.grow(tmp_path_factory.mktemp("grown") / "project", SIZE)


def test_a_grown_project_is_valid_and_as_large_as_asked(project: Path) -> None:
    matrix = load(project).matrix
    assert len(list(matrix.rows())) == SIZE.rows
    assert (len(matrix.frameworks), len(matrix.tasks)) == (SIZE.columns, SIZE.tasks)
    assert {len(row.answers) for _, _, row in matrix.rows()} == {SIZE.columns}


def test_equal_sizes_give_equal_files(project: Path, tmp_path: Path) -> None:
    again = grown.grow(tmp_path / "project", SIZE)
    names = [file.relative_to(project) for file in project.rglob("*.*") if file.is_file()]
    different = [
        name
        for name in names
        if name.suffix in {".md", ".json", ".py", ".yml", ".yaml"}
        and (again / name).read_bytes() != (project / name).read_bytes()
    ]
    assert names and not different


def kinds(matrix: Matrix, root: Path) -> dict[str, float]:
    """Return how long and how many the parts of a project are on average."""
    rows = [row for _, _, row in matrix.rows()]
    answers = [answer for row in rows for answer in row.answers.values()]
    exchanges = [recorded(root / f"snippets/{task}/exchanges.json") for task in matrix.tasks]
    each = [one for several in exchanges for one in several]
    programs = [file.read_text("utf-8") for file in root.glob("snippets/*/*/app.py")]
    return {
        "question": mean(len(row.asks) for row in rows),
        "answer": mean(len(answer.said) for answer in answers),
        "note": mean(len(answer.note or "") for answer in answers),
        "sources": mean(len(answer.sources) for answer in answers),
        "source": mean(len(one) for answer in answers for one in answer.sources),
        "proofs": mean(len(answer.proof) for answer in answers),
        "levels": mean(answer.level is not None for answer in answers),
        "lines of a program": mean(len(one.splitlines()) for one in programs),
        "program": mean(map(len, programs)),
        "exchanges": mean(map(len, exchanges)),
        "lines answered": mean(len(lines(r)) for one in each for r in one["responses"].values()),
        "notes of a task": mean(len(task.notes) for task in matrix.tasks.values()),
        "note of a task": mean(len(one) for task in matrix.tasks.values() for one in task.notes),
    }


def test_what_is_invented_is_about_as_long_as_what_is_real(project: Path) -> None:
    real, made_up = kinds(load(), ROOT), kinds(load(project), project)
    assert {name: made_up[name] for name in real} == pytest.approx(real, rel=0.3)


def test_pages_by_hand_have_the_same_words_links_and_code(project: Path, tmp_path: Path) -> None:
    by_hand = plain.write(project, tmp_path / "plain")
    for folder in (project, by_hand):
        build("mkdocs", folder, SIZE)
    drawn, written = pages((project / "site", "")), pages((by_hand / "site", ""))
    assert drawn.keys() == written.keys()
    for page in drawn.keys() - {"404.html"}:
        left, right = (tree[page].find(".//article") for tree in (drawn, written))
        assert not words(right) - words(left), page
        more = set(words(left) - words(right))
        assert more <= BUTTONS or (page == "all/" and left.find(".//form") is not None), page
        assert targets(page, left) <= targets(page, right), page
        assert programs(left) == programs(right), page


def words(article: Any) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(article.itertext())))


def targets(page: str, article: Any) -> set[str]:
    """Return where an article's links lead, without the links to exports."""
    found = {re.sub(r"^(\.\./)+", "", link) for link in links(article) if "data/v1" not in link}
    return {link.removeprefix(f"{page.partition('/')[0]}/") for link in found}


def programs(article: Any) -> list[str]:
    blocks = article.iterfind(".//div[@class='language-python highlight']//code")
    return ["".join(code.itertext()) for code in blocks]


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_build_is_measured_and_its_pages_counted(tmp_path: Path, generator: str) -> None:
    size = Size(rows=8, columns=2, tasks=1, small=1)
    project = grown.grow(tmp_path / "project", size)
    sample = build(generator, project, size)
    assert sample.cpu > 0
    assert sample.wall > 0
    assert 10 < sample.memory < 1000
    built = {str(file.parent.relative_to(project / "site")) for file in indexes(project)}
    assert {".", "all", "about", "code", "code/task-1", "small/1", "section-8"} <= built
    with pytest.raises(Failed, match=f"exit code 0, {size.pages} of {size.pages + 1} pages"):
        build(generator, project, Size(rows=8, columns=2, tasks=2, small=1))


def indexes(project: Path) -> list[Path]:
    return list((project / "site").rglob("index.html"))


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_build_that_fails_says_why(tmp_path: Path, generator: str) -> None:
    project = grown.grow(tmp_path / "project", SIZE)
    data = project / DATA
    data.write_text(data.read_text("utf-8").replace("title: Section 2", "titel: Section 2"))
    with pytest.raises(Failed, match='unknown key; did you mean "title"'):
        build(generator, project, SIZE)


def test_an_edit_is_waited_for_and_taken_back(tmp_path: Path) -> None:
    project = grown.grow(tmp_path / "project", Size(rows=8, columns=2, tasks=0))
    assert rebuild(project) > 0
    assert EDITED not in (project / DATA).read_text("utf-8")


@pytest.mark.parametrize(
    ("small", "large", "span", "exponent"), [(2, 32, 16, 1), (2, 512, 16, 2), (3, 3, 4, 0)]
)
def test_an_exponent_is_the_power_of_growth(
    small: float, large: float, span: float, exponent: float
) -> None:
    assert trend.exponent(small, large, span) == pytest.approx(exponent)


def samples(*seconds: float) -> list[dict[str, float]]:
    return [{"cpu": one, "wall": 2 * one, "memory": 100, "other": 0.1} for one in seconds]


def measured(drawn: float = 1.1, large: float = 17) -> dict[str, Any]:
    """Return samples of a run: smallest sites take 1 s, and what is added takes 1 s more."""
    grows = {f"{name}, 1": {"mkdocs": samples(2, 9, 2)} for name in growth.STEPS}
    grows |= {f"{name}, 16": {"mkdocs": samples(large)} for name in growth.STEPS}
    size = {"rows": 16, "columns": 2, "tasks": 24, "small": 0, "pages": 36, "rebuild": [3.0]}
    return {
        "sizes": [size | {name: samples(1, 3, 2) for name in GENERATORS}],
        "plain": {"drawn": samples(2, 9, drawn), "by hand": samples(2, 3, 1)},
        "growth": {
            "span": 16,
            "steps": list(growth.STEPS),
            "smallest": {"mkdocs": samples(1)},
            **grows,
        },
    }


def test_figures_are_medians_of_samples_and_of_ratios_within_pairs() -> None:
    found = trend.figures(measured())
    assert found["sizes"][0]["zensical"] == {"cpu": 2, "wall": 4, "memory": 100, "other": 0.1}
    assert found["plain"] == {"median": 1.1, "lowest": 1.0, "highest": 3.0}
    assert set(found["exponents"].values()) == {1.0}
    assert found["other"] == {"median": 0.1, "highest": 0.1}
    assert trend.missed(found) == []


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ({"drawn": 1.2}, ["pages take 1.2 times the CPU time of plain Markdown"]),
        ({"large": 33}, [f"{name} grow with an exponent of 1.25" for name in growth.STEPS]),
    ],
)
def test_a_limit_that_is_missed_is_named(spoiled: dict[str, float], said: list[str]) -> None:
    assert trend.missed(trend.figures(measured(**spoiled))) == said


def test_results_are_json_with_a_line_for_each_sample() -> None:
    text = growth.as_text(measured())
    assert json.loads(text) == measured()
    line = '{ "cpu": 9, "wall": 18, "memory": 100, "other": 0.1 }'
    assert line in [one.strip(" ,") for one in text.split("\n")]


def test_the_table_shows_every_figure() -> None:
    shown = trend.table(measured())
    assert re.search(r"16 rows x 2 columns, 24 tasks +2\.00 +4\.00 +100", shown)
    assert "3.00 (0.75 builds)" in shown
    assert "plain Markdown: 1.1 (1.0 to 3.0), at most 1.15" in shown
    assert "rows 1.0" in shown
    assert "0.1 of a core (median), 0.1 (highest)" in shown


def test_steps_lead_to_a_larger_size() -> None:
    assert Size(8, 5, 1).more(Size(62, 0, 12, 64), 16) == Size(1000, 5, 193, 1024)


def test_another_seed_gives_another_text() -> None:
    assert len({invented.text(seed, 60) for seed in range(20)}) == 20
