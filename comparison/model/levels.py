"""How far a framework supports what a row asks for: the levels, and what each means."""

from enum import StrEnum


class Level(StrEnum):
    """How far a framework supports what a row asks for."""

    BUILT_IN = "built-in"
    OFFICIAL = "official add-on"
    THIRD_PARTY = "third party"
    OWN_CODE = "own code"
    NOT_POSSIBLE = "not possible"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


LEVEL_MEANS = {
    Level.BUILT_IN: "Part of the framework, or of a package that its plain install brings along."
    " The server that runs the application is not counted.",
    Level.OFFICIAL: "Needs an extra install that the framework's own documentation names and its"
    " own team maintains or declares as an extra.",
    Level.THIRD_PARTY: "Needs a package that other people maintain.",
    Level.OWN_CODE: "No package is needed or usual; you write it with what the framework has.",
    Level.NOT_POSSIBLE: "Cannot be done without leaving the framework.",
    Level.NOT_APPLICABLE: "The question does not arise; the note says why.",
    Level.UNKNOWN: "We could not verify an answer; the note says what was tried.",
}
"""The definition of each level, shown as the legend."""

WITHOUT_SOURCE = {Level.NOT_APPLICABLE, Level.UNKNOWN}
"""The only levels that may have no source; their note says why."""
