"""Prepare a recorded exchange for its page, with what differs between frameworks marked."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from comparison.model.exchanges import Exchange, Request, Response

Line = tuple[str, bool]
"""A line of a message, and whether it is marked because another framework's answer lacks it."""
JSON = json.JSONEncoder(ensure_ascii=False, default=dict)
CAPITALS = {"http": "HTTP", "json": "JSON", "nan": "NaN", "openapi": "OpenAPI"}
"""Words of the names of tests that are written otherwise in a sentence."""


class AnswerView(NamedTuple):
    """What one framework answered, or all where they answer the same."""

    frameworks: tuple[str, ...]
    shows: str
    """What the test shows, as inline Markdown; empty where it shows that of all."""
    status: Line
    media_type: Line
    lines: list[Line]


class ExchangeView(NamedTuple):
    """A request and its answers as readers see them."""

    titles: list[tuple[tuple[str, ...], str]]
    """What is tested, and of which frameworks."""
    step: str
    """Which request of its test it is, such as 2 of 5; empty where there is one."""
    begins: tuple[str, ...]
    """The names of the tests of which it is the first request."""
    request: Request
    sent: list[Line]
    shows: str
    """What the test shows of all, as inline Markdown; empty where the answers say it of each."""
    answers: list[AnswerView]
    tests: frozenset[str]
    differs: bool
    """Whether the servers answered differently."""


def views(exchanges: Sequence[Exchange]) -> list[ExchangeView]:
    """Return the exchanges of a task as they are shown, in their order; equal answers are one."""
    known = [tuple(sorted(exchange.tests.items())) for exchange in exchanges]
    of, seen, begun = Counter(known), Counter[tuple[tuple[str, str], ...]](), set[str]()
    shown = []
    for exchange, tests in zip(exchanges, known, strict=True):
        seen[tests] += 1
        step = f"{seen[tests]} of {of[tests]}" if of[tests] > 1 else ""
        begins = tuple(name for name in dict.fromkeys(exchange.tests.values()) if name not in begun)
        begun |= {*begins}
        shown.append(_view(exchange, step, begins))
    return shown


def differing(exchange: Exchange) -> bool:
    """Return whether the servers answered a request differently."""
    return len({_said(response) for response in exchange.responses.values()}) > 1


def _said(response: Response) -> str:
    return json.dumps(dict(response), sort_keys=True, default=dict)


def _view(exchange: Exchange, step: str, begins: tuple[str, ...]) -> ExchangeView:
    differs = differing(exchange)
    shown = [text for text, _ in groupby(exchange.shows.values())]
    shared = shown[0] if len(shown) == 1 else ""
    answers = _answers(exchange, shared)
    if not differs and shared:
        answers = [answers[0]._replace(frameworks=tuple(exchange.responses))]
    names: dict[str, tuple[str, ...]] = {}
    for framework, name in exchange.tests.items():
        names[name] = (*names.get(name, ()), framework)
    return ExchangeView(
        [(of, readable(name)) for name, of in names.items()],
        step,
        begins,
        exchange.request,
        [(line, False) for line in lines(exchange.request)],
        shared,
        answers,
        frozenset(names),
        differs,
    )


def _answers(exchange: Exchange, shared: str) -> list[AnswerView]:
    responses = exchange.responses
    messages = {framework: lines(response) for framework, response in responses.items()}
    in_all = {"", *set.intersection(*(set(map(_bare, message)) for message in messages.values()))}
    status = len({response.status for response in responses.values()}) > 1
    media_type = len({response.media_type for response in responses.values()}) > 1
    return [
        AnswerView(
            (framework,),
            "" if shared else exchange.shows[framework],
            (str(response.status), status),
            (response.media_type or "", media_type),
            [(line, not media_type and _bare(line) not in in_all) for line in messages[framework]],
        )
        for framework, response in responses.items()
    ]


def readable(test: str) -> str:
    """Return the name of a test as a sentence: test_head_is_refused is Head is refused."""
    words = test.removeprefix("test_").split("_")
    text = " ".join(CAPITALS.get(word, word) for word in words)
    return text[:1].upper() + text[1:]


def lines(message: Request | Response) -> list[str]:
    """Return a request or a response as lines: its headers, and below an empty line its body."""
    headers = [f"{name}: {value}" for name, value in message.headers.items()]
    if message.body is None:
        return headers
    return [*headers, *([""] if headers else []), *pretty(message.body).strip("\n").split("\n")]


def _bare(line: str) -> str:
    """Return a line without what says only that another one follows."""
    return line.rstrip(",")


def pretty(body: object, indent: str = "") -> str:
    """Return the body of a recorded message as text: JSON indented, lists of plain values short."""
    inner = indent + "  "
    if isinstance(body, str) and not indent:
        return body
    if isinstance(body, Mapping) and body:
        lines = [
            f"{inner}{JSON.encode(key)}: {pretty(value, inner)}" for key, value in body.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(body, tuple) and any(isinstance(item, Mapping | tuple) for item in body):
        lines = [inner + pretty(item, inner) for item in body]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    return JSON.encode(body)
