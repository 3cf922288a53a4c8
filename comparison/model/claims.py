"""What is said about the frameworks, by whom, and what became of it when it was checked."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from comparison.model.answers import Measured
from comparison.model.fields import (
    Address,
    Day,
    Explained,
    Few,
    Id,
    Keyed,
    Long,
    Many,
    Proof,
    Record,
    Removed,
    Sentence,
    Since,
    Source,
)

FILE = "data/claims.yaml"


class Verdict(StrEnum):
    """What became of a claim when it was checked, by the key that the data says."""

    TRUE = "true"
    CONDITION = "with-condition"
    OUTDATED = "outdated"
    FALSE = "false"
    OPINION = "opinion"
    MEASURED = "measured"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What readers see."""
        return VERDICTS[self].label


VERDICTS = {
    Verdict.TRUE: Explained("true", "Primary sources or our tests show it as it is said."),
    Verdict.CONDITION: Explained(
        "true with a condition",
        "It holds where the condition that we name is met, and not elsewhere.",
    ),
    Verdict.OUTDATED: Explained(
        "outdated", "It held once; with the release that we name it ended or was replaced."
    ),
    Verdict.FALSE: Explained("false", "Primary sources or our tests show otherwise."),
    Verdict.OPINION: Explained("opinion", "Nothing that we could measure or look up decides it."),
    Verdict.MEASURED: Explained(
        "measured here", "It depends on circumstances that we measured; the figures say how far."
    ),
    Verdict.UNKNOWN: Explained(
        "unknown", "It could be checked, but we found no source that decides it."
    ),
}
"""What readers see of each verdict, in the order of the legend."""

EVIDENCE = ("proof", "figures", "sources")
WITHOUT_EVIDENCE = {Verdict.OPINION, Verdict.UNKNOWN}


class Claim(Keyed):
    """One claim; its key is its address on the page."""

    states: Sentence
    """What is said, as one plain sentence in our own words."""
    verdict: Verdict
    """What became of it, in quotes where it is "true" or "false"."""
    since: Mapping[Id, Since] = {}
    """Where the verdict is outdated: the framework, and its release that changed it, in quotes."""
    says: Long
    """One or two sentences of ours; inline code, emphasis, https links; no measured number."""
    rows: Annotated[tuple[Id, ...], Field(min_length=1), Few]
    """Rows of the matrix that it is about; the first says in which group it stands."""
    proof: Mapping[Id, Annotated[tuple[Proof, ...], Few]] = {}
    """Per framework, tests of contracts that ran for it and decide, as <task>::<test>."""
    figures: Annotated[tuple[Measured, ...], Few] = ()
    """Measured figures that decide."""
    sources: Annotated[tuple[Source, ...], Few] = ()
    """Primary sources, each linked to the section that decides."""
    against: Annotated[tuple[Id, ...], Few] = ()
    """Claims that cannot hold together with this one; written on one of the two."""


class Statement(Record):
    """One thing that an article says, and where this site answers it."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [key]} for key in ("claim", "row", "situation")]}
    )

    says: Sentence
    """What it says, in our own words, never quoted at length."""
    claim: Id | None = None
    """The claim that it makes."""
    row: Id | None = None
    """Instead: the row of the matrix that answers it."""
    situation: Id | None = None
    """Instead: the situation for which it gives advice."""


class Article(Keyed):
    """An article that compares the frameworks, and everything that it states."""

    title: Sentence
    """Its title, as it stands there."""
    date: Day | None = None
    """The day of its publication, where it names one."""
    address: Address | None = None
    """Where it is, if that is known."""
    statements: Annotated[tuple[Statement, ...], Field(min_length=1), Many]
    """What it states, in its order."""


class Gone(Record):
    """Articles and claims that were here."""

    articles: Removed = {}
    """Articles that are gone, each with the reason; their addresses lead to that."""
    claims: Removed = {}
    """Claims that are gone, each with the reason; their addresses lead to that."""


class Claims(Record):
    """What is said, by whom, and what became of it."""

    articles: Annotated[Mapping[Id, Article], Many] = {}
    """Who says it, by the keys that are their addresses on the page of articles."""
    claims: Annotated[Mapping[Id, Claim], Many] = {}
    """What is said, by the keys that are their addresses on the page of claims."""
    removed: Gone = Field(default_factory=Gone)

    def said_by(self, claim: str) -> dict[str, Article]:
        """Return the articles that make a claim, by their keys."""
        return {
            key: article
            for key, article in self.articles.items()
            if any(statement.claim == claim for statement in article.statements)
        }

    def contradictions(self) -> list[tuple[str, str]]:
        """Return the pairs of claims that cannot both hold and that articles make."""
        return [
            (key, other)
            for key, claim in self.claims.items()
            for other in claim.against
            if self.said_by(key) and self.said_by(other)
        ]
