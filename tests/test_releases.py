"""What a new release or a year leaves to be read again: answers, and what rests on promises."""

from datetime import date
from pathlib import Path

import pytest

from comparison.load.loader import load
from comparison.model.matrix import Checked
from comparison.rereading import Reading
from contracts import releases
from contracts.newest import Broken, DidNotRunError, versions
from contracts.releases import Known, answers, moved, promises
from tests.example import GOOD

REPOSITORY = "https://code.example/somebody/site"
LOCK = """\
left==1.0 \\
    --hash=sha256:0
    # via x
right-hand==3.10
same==2.0
gone==1.0
never-needed==1.0 ; python_version < '3'
"""


ROW = GOOD[GOOD.index("      routing:") : GOOD.index("tasks:\n  hello")]
LATER = '\n            checked: {version: "1.0", date: 2027-01-05}'
PROVEN = '\n            proof: ["hello::test_greets"]'


@pytest.fixture
def known(example: Path, monkeypatch: pytest.MonkeyPatch) -> Known:
    """A project of two rows; one answer was read later than the others, and proven by a test."""
    monkeypatch.setattr("comparison.model.fields.today", lambda: date(2027, 1, 6))
    later = ROW.replace("level: built-in", f"level: built-in{LATER}{PROVEN}")
    other = ROW.replace("routing:", "paths:").replace("Routing", "Paths").replace("[hello]", "[]")
    (example / "data/comparison.yaml").write_text(GOOD.replace(ROW, later + other), "utf-8")
    data = load(example)
    return Known(data.matrix, data.claims, data.lines, "")


def installed(folder: Path, **packages: str) -> Path:
    """Make an environment that has packages of some versions; return its folder."""
    for name, version in packages.items():
        info = folder / f"lib/python3.13/site-packages/{name}-{version}.dist-info"
        info.mkdir(parents=True)
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (info / "METADATA").write_text(about, "utf-8")
    return folder


def test_other_releases_than_the_pinned_ones_are_named(tmp_path: Path) -> None:
    there = installed(tmp_path, left="1.1", Right_Hand="4.0b1", same="2.0", more="1.0")
    assert moved(LOCK, versions(there)) == {
        "left": ("1.0", "1.1"),
        "right-hand": ("3.10", "4.0b1"),
        "gone": ("1.0", "not needed"),
    }


def test_a_new_release_asks_for_its_answers_the_longest_unread_first(known: Known) -> None:
    assert list(answers(known, {"left": ("1.0", "1.1")}, date(2027, 1, 6))) == [
        "- [ ] Left 1.0 -> 1.1: 2 answers to read again, the longest unread first",
        f"  - 2026-11-21: paths--left data/comparison.yaml:{known.lines['paths', 'left']}",
        f"  - 2027-01-05: routing--left data/comparison.yaml:{known.lines['routing', 'left']}",
    ]


def test_answers_that_are_read_on_the_new_release_are_no_longer_asked_for(known: Known) -> None:
    changed = {"left": ("1.0", "2.0"), "right": ("3.10", "3.11")}
    for row in known.matrix.sections["requests"].criteria.values():
        read = Checked(version="2.0", date=date(2027, 1, 5))
        row.answers["left"] = row.answers["left"].model_copy(update={"checked": read})
    told = [line for line in answers(known, changed, date(2027, 1, 6)) if line.startswith("- ")]
    assert told == [
        "- [ ] Left 1.0 -> 2.0: every answer is read on it; it can be pinned",
        "- [ ] Right 3.10 -> 3.11: 2 answers to read again, the longest unread first",
    ]


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2027, 11, 21), []),
        (date(2027, 11, 22), ["paths--left", "routing--right", "paths--right"]),
        (date(2028, 1, 6), ["paths--left", "routing--left", "routing--right", "paths--right"]),
    ],
)
def test_a_year_asks_for_the_answers_that_carry_a_mark(
    known: Known, today: date, due: list[str]
) -> None:
    told = [line for line in answers(known, {}, today) if line.startswith("  ")]
    assert [line.partition(", more than a year ago: ")[2].split()[0] for line in told] == due


def test_a_broken_promise_says_what_rests_on_it(known: Known) -> None:
    failed = [
        Broken("hello", "test_greets", "left", "It greets.", "assert `1` == 2"),
        Broken("hello", "test_greets", "right", "It greets.", "failed"),
        Broken("other", "exchanges.json", "", "", "not as recorded"),
    ]
    place = f"{REPOSITORY}/edit/main/data/comparison.yaml#L{known.lines['routing', 'left']}"
    assert list(promises(known._replace(repository=REPOSITORY), failed)) == [
        "- [ ] hello::test_greets[left]: It greets. (`assert '1' == 2`)",
        f"  - proves routing--left {place}",
        "  - proves the claim left-greets-nobody",
        "  - its program shows routing",
        "- [ ] hello::test_greets[right]: It greets. (`failed`)",
        "  - its program shows routing",
        "- [ ] other::exchanges.json: the record (`not as recorded`)",
    ]


def test_the_command_reports_whatever_it_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def not_run(environment: Path, root: Path) -> list[Broken]:
        raise DidNotRunError("pytest ended with exit code 4")

    monkeypatch.setattr(releases, "broken", not_run)
    first = next(iter(load().matrix.frameworks.values()))
    assert releases.main(installed(tmp_path, **{first.distribution: "999.0"})) == 0
    report = capsys.readouterr().out
    assert "- [ ] They were not tried: pytest ended with exit code 4" in report
    assert f"- [ ] {first.release} -> 999.0: {len(list(load().matrix.rows()))} answers" in report
    assert f"- {first.distribution} {first.checked.version} -> 999.0" in report


def test_a_report_without_a_finding_has_no_box(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(releases, "broken", lambda environment, root: [])
    monkeypatch.setattr(releases, "moved", lambda lock, there: {"a-tool": ("1.0", "1.1")})
    monkeypatch.setattr(Reading, "old", lambda self, today: False)
    assert releases.main(tmp_path) == 0
    report = capsys.readouterr().out
    assert "- a-tool 1.0 -> 1.1" in report
    assert "- [ ]" not in report
