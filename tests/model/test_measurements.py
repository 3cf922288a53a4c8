"""What was measured: the file, the figures made of it, and the pages that show them."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import html5lib
import pytest

from comparison.load.errors import Invalid
from comparison.load.loader import load
from comparison.model.figures import exhibits, number, texts
from comparison.model.measurements import FILE, Measurements, Sample
from comparison.pages import performance
from comparison.pages.page import Page
from tests.example import ROOT

SVG = "{http://www.w3.org/2000/svg}"
KNOWN_OTHERWISE = {
    "40": "threads of `def`: https://starlette.dev/threadpool/#concurrency-limitations",
    "99": "the percentile in the head of a column",
    "2026": "the year in which the benchmarks ended that the page links to",
}
"""Numbers of the prose that are not of this measurement, and whose they are."""
PAGES = ("performance", *(f"loads/{file.stem}" for file in sorted(ROOT.glob("docs/loads/*.md"))))
RAW: dict[str, Any] = json.loads((ROOT / FILE).read_text("utf-8"))


def measured() -> Measurements:
    found = load().measurements
    assert found
    return found


def spread(values: list[float], full: int = len(RAW["loads"][0]["samples"])) -> str:
    """Return the text of a cell, worked out anew from the samples, of which so many may count."""
    if not values:
        return "—"
    few = f"; {len(values)} of {full}" if len(values) < full else ""
    return f"{number(median(values))} ({number(min(values))} to {number(max(values))}{few})"


def expected() -> dict[str, list[str]]:
    """Return the cells of each exhibit, worked out anew from the samples."""
    cells: dict[str, list[str]] = {}
    for one in RAW["footprints"]:
        cells.setdefault("size", []).append(number(one["megabytes"]))
        cells.setdefault("packages", []).append(number(one["packages"]))
        for key, name in {"imports": "import", "start": "start", "memory": "memory"}.items():
            if one[key]:
                cells.setdefault(name, []).append(spread(one[key]))
    for one in RAW["alone"]:
        cells.setdefault(f"alone-{one['endpoint']}", []).append(spread(one["cpu"]))
    costs = {}
    for load in RAW["loads"]:  # noqa: F402
        where = (load["endpoint"], load["connections"])
        few = min(sample["requests"] for sample in load["samples"]) / load["connections"] < 10
        costs[*where, load["subject"]] = {
            sample["round"]: sample["cpu"] / sample["requests"] * 1e6
            for sample in ([] if few else load["samples"])
        }
        quiet = [one for one in load["samples"] if one["other"] <= RAW["bound"]]
        short = [one for one in quiet if one["p50"] / 1000 < one["seconds"] / 2]
        cells.setdefault("traffic-{}-{}".format(*where), []).extend(
            [
                spread([one["requests"] / one["seconds"] for one in quiet]),
                *(spread([one[name] for one in short]) for name in ("p50", "p90", "p99")),
            ]
        )
    counts = sorted({count for _, count, _ in costs})
    for endpoint in RAW["endpoints"]:
        for subject in dict.fromkeys(subject for _, _, subject in costs):
            row = [spread(list(costs[endpoint, count, subject].values())) for count in counts]
            cells.setdefault(f"cpu-{endpoint}", []).extend(row)
        for pair in RAW["pairs"]:
            for count in counts:
                left, right = (costs[endpoint, count, pair[side]] for side in ("of", "to"))
                ratios = [left[number] / right[number] for number in left if number in right]
                cells.setdefault(f"ratio-{endpoint}", []).append(spread(ratios))
    return cells


@pytest.fixture(scope="module")
def figures(site: tuple[Path, str]) -> dict[str, Any]:
    """Every figure element of the built pages by its id."""
    found = {}
    for page in PAGES:
        file = site[0] / page.removesuffix("index") / "index.html"
        tree: Any = html5lib.parse(
            file.read_bytes(), transport_encoding="utf-8", namespaceHTMLElements=False
        )
        for one in tree.iter("figure"):
            found[one.attrib["id"]] = one
            assert json.loads((file.parent / samples(one)).read_text("utf-8"))
    return found


def samples(figure: Any) -> str:
    """Return where the link to the samples of a figure leads."""
    return str(figure.find(".//p[@class='cmp-when']/a").attrib["href"])


def text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_number_in_a_table_follows_from_the_samples(figures: dict[str, Any]) -> None:
    shown = {key: [text(cell) for cell in one.iter("td")][1:] for key, one in figures.items()}
    assert shown == expected()


def test_every_figure_leads_to_its_samples(figures: dict[str, Any]) -> None:
    for key, one in figures.items():
        kind, _, endpoint = key.partition("-")
        name = endpoint.partition("-")[0] if kind in {"cpu", "ratio", "traffic"} else key
        assert samples(one).endswith(f"../data/v1/measured/{name}.json")


def test_every_lane_is_a_line_of_the_table_and_needs_no_colour(figures: dict[str, Any]) -> None:
    drawn = {key: one.find("ul") for key, one in figures.items() if one.find("ul") is not None}
    assert len(drawn) > 10
    signs: set[tuple[str, str]] = set()
    for key, chart in drawn.items():
        heads = [text(head) for head in figures[key].iterfind(".//th[@scope='col']")]
        column = next((heads.index(head) for head in heads if head == "16 connections"), 0)
        rows = [
            (text(row.find("th")), text(row.findall("td")[column]))
            for row in figures[key].iterfind(".//tbody/tr")
        ]
        lanes = {text(lane.find("p")): lane.find(f"{SVG}svg") for lane in chart.findall("li[p]")}
        assert {label for label, cell in rows if cell != "—"} == {*lanes}
        for label, cell in rows:
            if cell != "—":
                assert lanes[label].attrib["aria-label"].startswith(cell.partition(" ")[0])
                assert text(lanes[label]) == cell.partition(" ")[0]
        values = [value for element in chart.iter() for value in element.attrib.values()]
        assert not [value for value in values if re.search(r"#[0-9a-fA-F]{3}|rgb\(", value)]
        signs |= {
            (svg.attrib["class"], path.attrib["d"])
            for svg in lanes.values()
            for path in svg.iter(f"{SVG}path")
        }
    assert len(signs) == len({shape for _, shape in signs}) == len({column for column, _ in signs})
    assert len(signs) == 3, "two frameworks, and points of reference"


def test_the_finding_holds_for_what_is_drawn_below_it() -> None:
    table, ratios = exhibits(measured())["cpu-hello"], exhibits(measured())["ratio-hello"]
    by_program: dict[str, list[float]] = {}
    for subject in table.lines:
        if cell := table.cell(subject, "16 connections"):
            program = measured().subjects[subject].program
            by_program.setdefault(program, []).append(cell.median)
    alike = [
        cell.median
        for pair in measured().pairs
        if (pair.title or "").startswith("Both on ")
        and (cell := ratios.cell(f"{pair.of}/{pair.to}", "16 connections"))
    ]
    assert len(alike) == 2
    for framework in measured().subjects.values():
        if framework.usual and framework.program in by_program:
            costs = by_program[framework.program]
            assert max(costs) / min(costs) > max(alike)


@pytest.mark.parametrize("page", [*PAGES, "method"])
def test_every_number_in_the_prose_is_in_the_file(page: str) -> None:
    prose = (ROOT / f"docs/{page}.md").read_text("utf-8").partition("\n---\n")[2]
    for aside in (r"\{\{.*?\}\}", r"\{:.*?\}", r"```.*?```", r"\]\([^)]*\)", r"<[^>]*>"):
        prose = re.sub(aside, " ", prose, flags=re.DOTALL)
    conditions = [RAW[name] for name in ("endpoints", "subjects", "machine", "packages", "bound")]
    counts = {str(load["connections"]) for load in RAW["loads"]}
    known = {*re.findall(r"\d+", json.dumps(conditions)), *counts, *KNOWN_OTHERWISE}
    assert set(re.findall(r"\d+", prose)) <= known


def test_a_sample_beside_other_work_counts_for_processor_time_only() -> None:
    quiet = {"round": 1, "requests": 100, "seconds": 1.0, "cpu": 0.5, "other": 0.0}
    times = {"p50": 1.0, "p90": 2.0, "p99": 3.0}
    noisy = quiet | {"round": 2, "requests": 50, "cpu": 0.5, "other": RAW["bound"] + 0.01}
    queue = quiet | {"round": 3, "requests": 10}
    unfinished = quiet | {"round": 4, "requests": 9}
    load = {"subject": "one", "endpoint": "hello", "connections": 1}
    samples = [quiet | times, noisy | times, queue | times | {"p50": 900.0}]
    loads = [load | {"samples": samples}]
    loads += [load | {"connections": 2, "samples": [*samples, unfinished | times]}]
    made = Measurements.model_validate(
        RAW
        | {"endpoints": {"hello": "a JSON answer"}, "pairs": [], "alone": [], "footprints": []}
        | {"subjects": {"one": {"label": "One", "program": "one"}}}
        | {"loads": loads, "date": date(2026, 11, 21)}
    )
    found = exhibits(made)
    cost, none = found["cpu-hello"].lines["one"]
    assert cost == (10_000, 5_000, 50_000, 3)
    assert none is None
    throughput, half, *_ = found["traffic-hello-1"].lines["one"]
    assert throughput == (55, 10, 100, 2)
    assert half == (1, 1, 1, 1)
    assert Sample(**samples[1]).throughput == 50


@pytest.mark.parametrize(
    ("value", "shown"), {1234.5: "1,230", 99.96: "100", 45.64: "45.6", 0.777: "0.78"}.items()
)
def test_numbers_have_three_significant_digits(value: float, shown: str) -> None:
    assert number(value) == shown


def test_the_matrix_takes_its_figures_from_the_file() -> None:
    known, named = texts(measured()), []
    for section in load().matrix.sections.values():
        for row in section.rows.values():
            for framework, answer in row.answers.items():
                if answer.measure:
                    named.append(answer.measure)
                    assert answer.said == known[framework][answer.measure]
    wanted = {"cpu-per-request", "install-size", "import-time", "start-time", "memory"}
    assert wanted <= set(named)


def test_what_was_not_measured_is_refused_with_the_nearest(example: Path) -> None:
    with pytest.raises(LookupError, match="is missing; write it: make bench"):
        performance.exhibit(Page(load(example), root=example), "cpu-hello")
    with pytest.raises(LookupError, match='no such exhibit; did you mean "cpu-hello"'):
        performance.exhibit(Page(load()), "cpu-helo")


def changed(part: str, value: object) -> Callable[[Any], None]:
    """Return what writes a value at a place of the measurements, such as loads.0.connections."""

    def change(found: Any) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in part.split(".")]
        for step in steps:
            found = found[step]
        found[last] = value

    return change


def said_of(example: Path, content: str) -> list[str]:
    """Return what is said of a file of measurements, without its name and the remedy."""
    (example / FILE).write_text(content)
    with pytest.raises(Invalid) as refused:
        load(example)
    remedy = "; restore the file, or run make bench"
    return [f"{one.where}: {one.what}".removesuffix(remedy) for one in refused.value.mistakes]


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("loads.0.samples.0.seconds", 0, "loads[0].samples[0].seconds: must be greater than 0"),
        (
            "loads.0.samples.0.requests",
            0,
            "loads[0].samples[0].requests: must be greater than or equal to 1",
        ),
        (
            "loads.0.samples.0.cpu",
            float("nan"),
            "loads[0].samples[0].cpu: is not a number that JSON can hold",
        ),
        (
            "loads.0.samples.0.requests",
            10**400,
            "loads[0].samples[0].requests: is not a number that JSON can hold",
        ),
        ("loads.0.connections", True, "loads[0].connections: must be a valid integer"),
        ("machine.processor", " ", "machine.processor: is blank"),
        (
            "machine.processor",
            "x\u202e",
            "machine.processor: character U+202E is not allowed, not as an escape either",
        ),
        (
            "machine.a\u200b",
            "x",
            'machine."a\\u200b": character U+200B is not allowed, not as an escape either',
        ),
        ("machine.processor", "x" * 301, "machine.processor: must have at most 300 characters"),
        ("machine", [], "machine: must be an object"),
        ("pairs.0.of", "nobody", "pairs[0].of: there is no load of a subject of this name"),
        ("alone.0.subject", "nobody", "alone[0].subject: there is no subject of this name"),
        ("alone.0.endpoint", "never", "alone[0].endpoint: there is no endpoint of this name"),
        ("alone.0.cpu", [], "alone[0].cpu: must have at least 1 item after validation,"),
        ("date", "0001-01-01", "date: is before 2000-01-01; write the real date"),
        ("colour", "red", "colour: unknown key"),
    ],
)
def test_measurements_that_nobody_measured_are_refused(
    example: Path, part: str, value: object, said: str
) -> None:
    found = json.loads(json.dumps(RAW))
    changed(part, value)(found)
    assert any(one.startswith(said) for one in said_of(example, json.dumps(found)))


def test_a_load_that_was_taken_out_is_missed(example: Path) -> None:
    found = RAW | {"loads": RAW["loads"][1:]}
    gone = RAW["loads"][0]
    of = f"{gone['subject']} on {gone['endpoint']} with {gone['connections']} connections"
    assert said_of(example, json.dumps(found)) == [f"loads: has no load of {of}"]


@pytest.mark.parametrize(
    ("content", "said"),
    {
        "[]": ": must be an object",
        "{": ": is not JSON: expecting property name enclosed in double quotes",
        '{"a": 1, "a": 2}': "a: the same key is here twice",
        "[" * 100_000: ": is nested more than 20 levels deep",
        "": ": is not JSON: expecting value",
    }.items(),
)
def test_a_broken_file_is_named(example: Path, content: str, said: str) -> None:
    assert said in said_of(example, content)
