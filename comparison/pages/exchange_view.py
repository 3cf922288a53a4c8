"""Prepare a recorded exchange for its page, with what differs between frameworks marked."""

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from comparison.model.exchanges import Exchange, Request, Response

Line = tuple[str, bool]
"""A line of a message, and whether another framework's answer lacks it."""
JSON = json.JSONEncoder(ensure_ascii=False, default=dict)


def shown(exchange: Exchange, names: Callable[[Sequence[str]], str]) -> dict[str, Any]:
    """Return the parts of an exchange for its template; equal answers are one.

    names: makes one text of the names of some frameworks.
    """
    responses = exchange.responses
    messages = {framework: lines(response) for framework, response in responses.items()}
    shared = {"", *set.intersection(*(set(map(_bare, message)) for message in messages.values()))}
    answers = [
        {
            "names": names([framework]),
            "shows": exchange.shows[framework],
            "lines": [(line, _bare(line) not in shared) for line in messages[framework]],
            "differs": {
                part: any(
                    getattr(response, part) != getattr(other, part) for other in responses.values()
                )
                for part in ("status", "media_type")
            },
            "status": response.status,
            "media_type": response.media_type,
        }
        for framework, response in responses.items()
    ]
    same = {json.dumps(dict(one), sort_keys=True, default=dict) for one in responses.values()}
    if len(same) == len({*exchange.shows.values()}) == 1:
        answers = [answers[0] | {"names": names(list(responses))}]
    texts = [text for text, _ in groupby(exchange.shows.values())]
    return {
        "request": exchange.request,
        "sent": [(line, False) for line in lines(exchange.request)],
        "answers": answers,
        "shared": texts[0] if len(texts) == 1 else "",
    }


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
