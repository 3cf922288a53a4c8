"""GET /lines and GET /events send numbers while they count: as JSON lines, and as events."""

import json
from itertools import islice

import httpx2
import pytest

from contracts.exchanges import JSON, reply

JSON_LINES = "application/jsonl"
EVENTS = "text/event-stream"
BILLION = 10**9


def test_sends_json_lines(client):
    """Every line is a JSON document of its own, and the first ones arrive while the server still
    counts: of a billion lines the test reads three and leaves.
    """
    status, media_type, body = reply(client.get("/lines/3"))
    assert (status, media_type) == (200, JSON_LINES)
    assert numbers(body.splitlines()) == [1, 2, 3]
    assert numbers(beginning(client, f"/lines/{BILLION}", 3)) == [1, 2, 3]


def test_no_items_are_an_empty_body(client):
    """The generator ends before its first item: the answer has the same type and no line."""
    assert reply(client.get("/lines/0")) == (200, JSON_LINES, None)


def test_sends_events(client):
    """An event has a name, data and an id, and ends with an empty line: what a browser's
    `EventSource` reads. The first ones arrive while the server still counts.
    """
    status, media_type, body = reply(client.get("/events/2"))
    assert (status, media_type) == (200, EVENTS)
    assert body.endswith("\n\n")
    assert events(body.splitlines()) == [event(1), event(2)]
    assert events(beginning(client, f"/events/{BILLION}", 8)) == [event(1), event(2)]


def test_goes_on_after_the_last_event(client):
    """After a lost connection a browser asks again and names the last id that it saw; the programs
    begin after it.
    """
    status, media_type, body = reply(client.get("/events/4", headers={"Last-Event-ID": "2"}))
    assert (status, media_type) == (200, EVENTS)
    assert events(body.splitlines()) == [event(3), event(4)]


@pytest.mark.framework("flask")
def test_caches_are_told_nothing(client):
    """The answer has the headers that the program sets: no `Cache-Control` unless it does."""
    assert "cache-control" not in client.get("/events/1").headers


@pytest.mark.framework("fastapi")
def test_caches_and_proxies_are_told(client):
    """`EventSourceResponse` brings headers: caches must ask again, and a proxy such as Nginx must
    not hold the pieces back.
    """
    headers = client.get("/events/1").headers
    assert headers["cache-control"] == "no-cache"
    assert headers["x-accel-buffering"] == "no"


@pytest.mark.framework("flask")
def test_id_that_is_no_number_is_ignored(client):
    """`headers.get(…, type=int)` gives the default if the conversion fails: all events again."""
    response = client.get("/events/1", headers={"Last-Event-ID": "two"})
    assert reply(response)[:2] == (200, EVENTS)
    assert events(response.text.splitlines()) == [event(1)]


@pytest.mark.framework("fastapi")
def test_id_that_is_no_number_is_refused(client):
    """The declared header is checked before the stream begins, when a 422 can still be sent."""
    response = client.get("/events/1", headers={"Last-Event-ID": "two"})
    status, media_type, body = reply(response)
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("int_parsing", ["header", "last-event-id"])
    ]


@pytest.mark.framework("flask")
def test_head_makes_no_stream(client):
    """HEAD is answered with the headers of GET."""
    assert reply(client.head("/lines/3")) == (200, JSON_LINES, None)


@pytest.mark.framework("fastapi")
def test_head_is_refused(client):
    """FastAPI answers the methods that were declared, and HEAD was not."""
    response = client.head("/lines/3")
    assert reply(response) == (405, JSON, None)
    assert response.headers["allow"] == "GET"


def beginning(client, path, count):
    """Return the first lines of an answer that is not read to its end; it is not recorded."""
    url = client.base_url.join(path)
    with httpx2.stream("GET", url, trust_env=False, timeout=client.timeout) as response:
        return list(islice(response.iter_lines(), count))


def numbers(lines):
    """Return the number in each line."""
    return [json.loads(line)["number"] for line in lines]


def event(number):
    """Return the fields of the event that carries number."""
    return {"event": "count", "data": json.dumps({"number": number}), "id": str(number)}


def events(lines):
    """Return the fields of each event in a text of lines."""
    found: list[dict[str, str]] = [{}]
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            found[-1][name] = value
        else:
            found.append({})
    return found[:-1]
