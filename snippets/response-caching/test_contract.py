"""GET /weather keeps its answer: a counter in it shows how often the handler was called."""

import pytest

from contracts.exchanges import HTML, JSON, reply


def test_handler_is_called_once(client):
    """The counter in the second answer has not risen: the handler did not run again. Without
    headers such as `Cache-Control` the client does not learn how old an answer is.
    """
    for _ in range(2):
        response = client.get("/weather?city=Oslo")
        assert reply(response) == (200, JSON, {"city": "Oslo", "calls": 1})
        assert not {"age", "cache-control", "etag"} & set(response.headers)


def test_handler_is_called_again_when_the_cache_is_empty(client):
    """DELETE empties the cache. The next request calls the handler, and the counter rises."""
    before = reply(client.get("/weather?city=Lima"))
    assert before == (200, JSON, {"city": "Lima", "calls": 1})
    deleted = client.delete("/cache")
    assert (deleted.status_code, deleted.content) == (204, b"")
    after = reply(client.get("/weather?city=Lima"))
    assert after == (200, JSON, {"city": "Lima", "calls": 2})


@pytest.mark.framework("flask")
def test_unknown_parameter_makes_another_answer(client):
    """With `query_string=True` every parameter is a part of the key, even one that the handler
    does not read: whoever adds one calls the handler again.
    """
    calls = [reply(client.get(f"/weather?city=Rome{more}"))[2]["calls"] for more in ["", "&x=1"]]
    assert calls == [1, 2]


@pytest.mark.framework("fastapi")
def test_unknown_parameter_changes_nothing(client):
    """cashews makes the key from the arguments of the handler, and it has none called `x`."""
    calls = [reply(client.get(f"/weather?city=Rome{more}"))[2]["calls"] for more in ["", "&x=1"]]
    assert calls == [1, 1]


@pytest.mark.framework("flask")
def test_error_is_kept(client):
    """Flask-Caching keeps an error that ends the handler, such as that of `abort`, like every other
    answer; `response_filter` can leave it out.
    """
    for _ in range(2):
        status, media_type, body = reply(client.get("/weather?city=Atlantis"))
        assert (status, media_type) == (404, HTML)
        assert "<p>No such city, calls: 1</p>" in body


@pytest.mark.framework("fastapi")
def test_error_is_not_kept(client):
    """An exception leaves nothing in the cache, so the handler is called each time."""
    for calls in [1, 2]:
        response = client.get("/weather?city=Atlantis")
        assert reply(response) == (404, JSON, {"detail": f"No such city, calls: {calls}"})


@pytest.mark.framework("flask")
def test_default_key_is_the_path(client):
    """Without `query_string=True` the path alone is the key: Bob gets the answer made for Ada."""
    assert greetings(client) == [("Ada", 1), ("Ada", 1), ("Ada", 1)]


@pytest.mark.framework("fastapi")
def test_default_key_is_made_of_the_arguments(client):
    """The name is an argument of the handler and so a part of the key: Bob gets his own answer, and
    Ada gets hers again.
    """
    assert greetings(client) == [("Ada", 1), ("Bob", 1), ("Ada", 1)]


def greetings(client):
    """Return whom the program greets, and in which call, when Ada asks, then Bob, and Ada again."""
    answers = [reply(client.get(f"/greeting?name={name}")) for name in ["Ada", "Bob", "Ada"]]
    assert [answer[:2] for answer in answers] == [(200, JSON)] * 3
    return [(answer.body["hello"], answer.body["calls"]) for answer in answers]
