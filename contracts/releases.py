"""Run the tests of a framework's programs on other releases of it, and write which held there.

The programs run in an environment of that release and its day; what asks them runs in this one.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from packaging.version import Version

from comparison.load import generated_files
from comparison.load.cross_references import unknown
from comparison.load.errors import Invalid
from comparison.load.loader import ROOT, load_matrix
from comparison.model.releases import FILE, Outcome, Releases, Tried
from contracts import environments
from contracts.outcomes import outcomes

Value = TypeVar("Value")


class Refused(Exception):
    """What was asked for does not exist, or was not tried yet."""


class Trial:
    """The releases of one framework, and what was tried of them."""

    def __init__(self, root: Path, framework: str) -> None:
        """Read what there is; raises Invalid, Refused for an unknown framework, or NotInstalled."""
        frameworks = load_matrix(root).frameworks
        for _, problem in unknown((), framework, "framework", frameworks):
            raise Refused(problem)
        self.root, self.framework = root, framework
        self.others = [key for key in frameworks if key != framework]
        self.package = frameworks[framework].distribution
        self.releases = environments.releases(self.package)
        self.record = generated_files.releases(root) or Releases(frameworks={})

    @property
    def tried(self) -> Tried:
        """What was tried of the framework."""
        now = {"newest": self.releases[-1], "looked": date.today()}
        before = self.record.frameworks.get(self.framework, Tried(**now, whole={}))
        return before.model_copy(update=now)

    def run(self, release: str, tests: Collection[str] = ()) -> None:
        """Run tests on a release, all if none are named, and write what came of them.

        Raises Refused when there is no such release.
        """
        for _, problem in unknown((), release, f"release of {self.package}", self.releases[::-1]):
            raise Refused(problem)
        day = environments.day_of(self._pinned(release))
        came = self._on(release, day, tests)
        self._write(updated(self.tried, release, day, came, whole=not tests))
        held = [*came.values()].count("held")
        print(f"{self._pinned(release)} of {day}: {held} of {len(came)} held", flush=True)

    def search(self, low: str, high: str) -> None:
        """Find between two releases those where a test changes, and write what came of each.

        Raises Refused when one of the two was not tried.
        """
        for release in (low, high):
            if release not in self.tried.whole:
                raise Refused(f"{release} was not tried; first: VERSION={release}")
        tried = self.tried
        self._search(low, high, [t for t in tried.others if {low, high} <= {*tried.outcomes(t)}])

    def _search(self, low: str, high: str, tests: Collection[str]) -> None:
        """Halve the releases between two, wherever a test holds on one and not on the other."""
        tried = {test: self.tried.outcomes(test) for test in tests}
        changed = {test: came for test, came in tried.items() if came[low] != came[high]}
        first, last = Version(low), Version(high)
        between = [release for release in self.releases if first < Version(release) < last]
        if changed and between:
            middle = between[len(between) // 2]
            if missing := [test for test, came in changed.items() if middle not in came]:
                self.run(middle, missing)
            self._search(low, middle, changed)
            self._search(middle, high, changed)
        elif changed:
            self._tell(low, high, changed)

    def _tell(self, low: str, high: str, changed: Mapping[str, Mapping[str, Outcome]]) -> None:
        """Print what changes from one release to the next, and write what other packages did."""
        day = max(environments.day_of(self._pinned(release)) for release in (low, high))
        later = self._on(low, day, changed)
        by_packages = {**self.tried.by_packages}
        for test, came in changed.items():
            others = set(by_packages.get(test, ())) - {high}
            line = f"{test}: {came[low]} on {low}, {came[high]} on {high}"
            if later.get(test) == came[high]:
                others.add(high)
                line += f", and on {low} with the packages of {day}"
            by_packages[test] = tuple(sorted(others, key=Version))
            print(line, flush=True)
        known = {test: others for test, others in sorted(by_packages.items()) if others}
        self._write(self.tried.model_copy(update={"by_packages": known}))

    def _pinned(self, release: str) -> str:
        """Return what pip calls a release."""
        return f"{self.package}=={release}"

    def _write(self, tried: Tried) -> None:
        """Write what was tried of the framework."""
        self.record = Releases(frameworks={**self.record.frameworks, self.framework: tried})
        content = self.record.model_dump_json(indent=1, exclude_defaults=True)
        lines = re.sub(r"\{[^{}]*\}", lambda outcomes: " ".join(outcomes[0].split()), content)
        (self.root / FILE).write_text(lines + "\n", "utf-8")

    def _on(self, release: str, day: date, tests: Collection[str]) -> dict[str, Outcome]:
        """Return what comes of tests on a release with the packages of a day."""
        with tempfile.TemporaryDirectory(prefix="release-") as name:
            folder, programs = Path(name), environments.programs(self.root)
            if missing := environments.install(folder, self._pinned(release), day, programs):
                print(f"{self._pinned(release)}: not there on {day}: {', '.join(missing)}")
            run = partial(outcomes, self.root, self.framework, self.others, folder)
            came = run(tests)
            if failed := [test for test, outcome in came.items() if outcome != "held"]:
                came |= run(failed)  # some servers of other days hang now and then
        return came


def updated(
    before: Tried, release: str, day: date, outcomes: Mapping[str, Outcome], whole: bool
) -> Tried:
    """Return what was tried, with what came of tests on one more release, or on one again.

    whole: all tests there are ran, so that others are dropped.
    """
    names = sorted(outcomes if whole else {*before.held, *before.others})
    table = {test: {**before.outcomes(test)} for test in names}
    for test, outcome in outcomes.items():
        table[test][release] = outcome
    of_whole, of_searched = dict(before.whole), dict(before.searched)
    (of_whole if whole or release in of_whole else of_searched)[release] = day
    held = [
        test
        for test, came in table.items()
        if came.keys() == of_whole.keys() and {*came.values()} == {"held"}
    ]
    others = {test: _in_order(came) for test, came in table.items() if test not in held}
    kept = {test: releases for test, releases in before.by_packages.items() if test in others}
    seen = {release for came in others.values() for release in came} - of_whole.keys()
    return before.model_copy(
        update={
            "whole": _in_order(of_whole),
            "searched": _in_order({name: of_searched[name] for name in seen}),
            "held": tuple(held),
            "others": others,
            "by_packages": kept,
        }
    )


def _in_order(by_release: Mapping[str, Value]) -> dict[str, Value]:
    """Return what is kept by release, the oldest release first."""
    return {release: by_release[release] for release in sorted(by_release, key=Version)}


def main() -> int:
    """Run tests on the releases that the command line names; return 1 where that is refused."""
    parser = argparse.ArgumentParser(prog="python -m contracts.releases", description=__doc__)
    parser.add_argument("framework")
    parser.add_argument("releases", nargs="*", metavar="release", help="run every test on it")
    between = "find where tests change between two releases that were tried"
    parser.add_argument("--between", nargs=2, metavar=("FROM", "TO"), help=between)
    named = parser.parse_args()
    try:
        trial = Trial(ROOT, named.framework)
        for release in named.releases:
            trial.run(release)
        if named.between:
            trial.search(*named.between)
    except (Invalid, Refused, environments.NotInstalled) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
