"""What servers answered to each request of a task, as `make record` wrote it."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from comparison.invisible import shows
from comparison.load import generated
from comparison.load.errors import Path as Way
from comparison.model.fields import Id

Text = Annotated[str, StringConstraints(pattern=r"\S", max_length=2000)]


def told(docstring: str) -> str:
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
    shows: dict[Id, Annotated[str, Field(max_length=2000), AfterValidator(told)]]
    responses: dict[Id, Response]


class Exchanges(_Written):
    """All exchanges of a task."""

    exchanges: Annotated[list[Exchange], Field(max_length=300)]


def read(file: Path, name: str) -> Exchanges:
    """Return a task's exchanges; name is how mistakes call the file.

    Read again only when the file has changed. Raises OSError where there is none, Invalid with
    every mistake.
    """
    state = file.stat()
    return _read(file, name, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=256)  # each proof asks for its task's file
def _read(file: Path, name: str, *_: int) -> Exchanges:
    return generated.read(
        file, name, Exchanges, f"make record TASK={file.parent.name}", _misfits, controls=True
    )


def _misfits(recorded: Exchanges) -> Iterator[tuple[Way, str]]:
    for index, exchange in enumerate(recorded.exchanges):
        for part in ("shows", "responses"):
            if getattr(exchange, part).keys() != exchange.tests.keys():
                yield ("exchanges", index, part), "must name the same frameworks as tests"


def plain(recorded: Exchanges) -> list[dict[str, Any]]:
    """Return the exchanges as pages draw them."""
    return [exchange.model_dump() for exchange in recorded.exchanges]
