"""What servers answered to each request of a task, as `make record` wrote it."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    JsonValue,
    PlainSerializer,
    StringConstraints,
)

from comparison.invisible_characters import shows
from comparison.model.fields import Id, Record, thawed

Text = Annotated[str, StringConstraints(pattern=r"\S", max_length=2000)]
Body = Annotated[JsonValue, PlainSerializer(thawed, return_type=Any)]
"""What JSON can say; its lists are tuples here."""


def not_blank(docstring: str) -> str:
    """Return what a test says that it shows; raise ValueError where it says nothing."""
    if not shows(docstring):
        raise ValueError("is blank; give the test a docstring that says what it shows")
    return docstring


class _Written(Record):
    model_config = ConfigDict(strict=True, allow_inf_nan=False)


class Request(_Written):
    """What was asked."""

    method: Text
    path: Text
    headers: Mapping[str, str]
    body: Body


class Response(_Written):
    """What one framework answered."""

    status: Annotated[int, Field(ge=100, le=599)]
    media_type: str | None
    headers: Mapping[str, str]
    body: Body


class Exchange(_Written):
    """One request, and per framework its test, what that shows, and the response."""

    request: Request
    tests: Annotated[Mapping[Id, Text], Field(min_length=1)]
    shows: Mapping[Id, Annotated[str, Field(max_length=2000), AfterValidator(not_blank)]]
    responses: Mapping[Id, Response]


class Exchanges(_Written):
    """All exchanges of a task."""

    exchanges: Annotated[tuple[Exchange, ...], Field(max_length=300)]
