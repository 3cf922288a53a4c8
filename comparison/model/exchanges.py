"""What servers answered to each request of a task, as `make record` wrote it."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from comparison.invisible import shows
from comparison.model.fields import Id

Text = Annotated[str, StringConstraints(pattern=r"\S", max_length=2000)]


def not_blank(docstring: str) -> str:
    """Return what a test says that it shows; raise ValueError where it says nothing."""
    if not shows(docstring):
        raise ValueError("is blank; give the test a docstring that says what it shows")
    return docstring


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Request(_Written):
    """What was asked."""

    method: Text
    path: Text
    headers: dict[str, str]
    body: JsonValue


class Response(_Written):
    """What one framework answered."""

    status: Annotated[int, Field(ge=100, le=599)]
    media_type: str | None
    headers: dict[str, str]
    body: JsonValue


class Exchange(_Written):
    """One request, and per framework its test, what that shows, and the response."""

    request: Request
    tests: Annotated[dict[Id, Text], Field(min_length=1)]
    shows: dict[Id, Annotated[str, Field(max_length=2000), AfterValidator(not_blank)]]
    responses: dict[Id, Response]


class Exchanges(_Written):
    """All exchanges of a task."""

    exchanges: Annotated[list[Exchange], Field(max_length=300)]
