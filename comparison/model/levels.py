"""How far a framework supports what a row asks for: the levels, and what each means."""

from enum import StrEnum

from comparison.model.fields import Explained


class Level(StrEnum):
    """How far a framework supports what a row asks for, by the key that the data says."""

    BUILT_IN = "built-in"
    OFFICIAL = "official-add-on"
    THIRD_PARTY = "third-party"
    OWN_CODE = "own-code"
    NOT_POSSIBLE = "not-possible"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What readers see."""
        return LEVELS[self].label


LEVELS = {
    Level.BUILT_IN: Explained(
        "built-in",
        "Part of the framework, or of a package that its plain install brings along."
        " The server that runs the application is not counted.",
    ),
    Level.OFFICIAL: Explained(
        "official add-on",
        "Needs an extra install that the framework's own documentation names and its"
        " own team maintains or declares as an extra.",
    ),
    Level.THIRD_PARTY: Explained("third party", "Needs a package that other people maintain."),
    Level.OWN_CODE: Explained(
        "own code", "No package is needed or usual; you write it with what the framework has."
    ),
    Level.NOT_POSSIBLE: Explained("not possible", "Cannot be done without leaving the framework."),
    Level.NOT_APPLICABLE: Explained(
        "not applicable", "The question does not arise; the answer says why."
    ),
    Level.UNKNOWN: Explained("unknown", "We could not verify an answer; it says why."),
}
"""What readers see of each level, in the order of the legend."""

WRITTEN_OTHERWISE = (Level.NOT_APPLICABLE, Level.UNKNOWN)
"""What stands in the data instead of level and answer, with the reason as its text."""


def supported(level: Level) -> Level:
    """Return a level if it says how far something is supported; raise ValueError if not."""
    if level in WRITTEN_OTHERWISE:
        raise ValueError(f"write {level}: and the reason, instead of level and answer")
    return level
