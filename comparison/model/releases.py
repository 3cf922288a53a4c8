"""Which tests held on which releases of a framework: the record in data/releases.json."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from comparison.model.fields import Day, Id, Proof, Record, Release

FILE = "data/releases.json"
Outcome = Literal["held", "not held", "could not start"]
"""What came of a test; it could not start where its server did not, or its module not load."""


class Tried(Record):
    """What was tried of one framework."""

    newest: Release
    """The newest release there was."""
    looked: Day
    """When that was asked."""
    whole: Mapping[Release, Day]
    """The releases on which every test ran, and when each was published."""
    searched: Mapping[Release, Day] = {}
    """The same of those on which only tests ran that hold on some of the others."""
    held: tuple[Proof, ...] = ()
    """The tests that held on all of `whole`."""
    others: Mapping[Proof, Annotated[Mapping[Release, Outcome], Field(min_length=1)]] = {}
    """What came of each other test, by the release on which it ran."""
    by_packages: Mapping[Proof, tuple[Release, ...]] = {}
    """The releases at which a test changed by other packages: it did so on the release before, too,
    with those of the later day."""

    def outcomes(self, test: str) -> Mapping[str, Outcome]:
        """Return what came of a test on each release on which it ran, and of no other release."""
        if test in self.held:
            return dict.fromkeys(self.whole, "held")
        return self.others.get(test, {})


class Releases(Record):
    """What was tried of each framework."""

    frameworks: Mapping[Id, Tried]
