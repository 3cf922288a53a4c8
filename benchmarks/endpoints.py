"""What is asked while something is measured: requests, the right answers, and connections."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Endpoint:
    """A request, and what every program must answer."""

    words: str
    path: str
    answer: Any
    status: int = 200
    body: str | None = None
    seconds: int = 1
    """How long one sample lasts; wrk takes whole seconds."""
    in_process: bool = False
    """Whether it is measured without a server, too."""
    refused: dict[str, str] = field(default_factory=dict)
    """Bodies that every program must refuse with 422."""


REFUSED = {"error": "invalid"}
"""What every program answers to a body that it refuses."""
ITEM = '{"name": "Tea", "price": 4.5, "tags": ["green", "loose"]}'
ENDPOINTS = {
    "hello": Endpoint("a JSON answer", "/hello", {"message": "Hello"}, in_process=True),
    "path": Endpoint("a number read from the path", "/users/7", {"user_id": 7}, in_process=True),
    "post": Endpoint(
        "a JSON body checked by Pydantic and sent back",
        *("/items", {"name": "Tea", "price": 4.5, "tags": ["green", "loose"]}, 201, ITEM),
        in_process=True,
        refused={"no name": '{"price": 4.5}', "a wrong price": '{"name": "Tea", "price": "x"}'},
    ),
    "wait": Endpoint("an answer after a wait of 50 ms", "/wait", {"waited": True}, seconds=2),
    "compute": Endpoint(
        *("a sum of 100,000 squares in Python", "/compute", {"sum": 333328333350000}), seconds=3
    ),
}
CONNECTIONS = (1, 16, 64, 256)
