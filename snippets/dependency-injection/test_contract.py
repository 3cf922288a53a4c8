"""A request gets one connection, which is given back at its end, whatever that end is."""

import pytest

from contracts.exchanges import HTML, JSON, reply


def test_one_connection_for_the_request(client):
    """The handler and the function that it needs both ask for the connection, and both get the same
    one: it was taken once. GET /log waits until it is given back, and shows what was done with it.
    """
    assert reply(client.post("/shares/4")) == (200, JSON, {"each": 3})
    assert log(client) == ["begin", "count apples", "save shares", "commit"]


@pytest.mark.framework("flask")
def test_given_back_after_an_error(client):
    """Nothing catches the exception: the function under `teardown_appcontext` runs nevertheless,
    and gets it as an argument.
    """
    response = client.post("/shares/0")
    assert reply(response)[:2] == (500, HTML)
    assert "<h1>Internal Server Error</h1>" in response.text
    assert log(client) == ["begin", "count apples", "rollback"]


@pytest.mark.framework("fastapi")
def test_given_back_after_an_exception(client):
    """Nothing catches the exception: it is raised again where the dependency stands at its
    `yield`.
    """
    response = client.post("/shares/0")
    assert reply(response) == (500, "text/plain", "Internal Server Error")
    assert log(client) == ["begin", "count apples", "rollback"]


@pytest.mark.framework("flask")
def test_http_error_is_a_response(client):
    """What `abort(409)` raises has become a response before the end of the request: the function
    under `teardown_appcontext` gets no error, and commits.
    """
    response = client.post("/shares/13")
    assert reply(response)[:2] == (409, HTML)
    assert "<h1>Conflict</h1>" in response.text
    assert log(client) == ["begin", "count apples", "commit"]


@pytest.mark.framework("fastapi")
def test_http_error_is_an_exception(client):
    """`HTTPException` reaches the dependency at its `yield` before it becomes a response: the
    dependency rolls back.
    """
    assert reply(client.post("/shares/13")) == (409, JSON, {"detail": "Conflict"})
    assert log(client) == ["begin", "count apples", "rollback"]


@pytest.mark.framework("flask")
def test_text_takes_no_connection(client):
    """No route matches the text, so nothing asks for the connection: the log is that of the request
    before.
    """
    assert reply(client.post("/shares/1")) == (200, JSON, {"each": 12})
    response = client.post("/shares/all")
    assert reply(response)[:2] == (404, HTML)
    assert "<h1>Not Found</h1>" in response.text
    assert log(client) == ["begin", "count apples", "save shares", "commit"]


@pytest.mark.framework("fastapi")
def test_text_takes_a_connection(client):
    """FastAPI calls the dependencies before it reports that the text is no number. The handler does
    not run, and the dependency rolls back.
    """
    assert reply(client.post("/shares/1")) == (200, JSON, {"each": 12})
    status, media_type, body = reply(client.post("/shares/all"))
    assert (status, media_type) == (422, JSON)
    assert [each["loc"] for each in body["detail"]] == [["path", "people"]]
    assert log(client) == ["begin", "count apples", "rollback"]


def log(client):
    """Return what was done with the connection in the last transaction."""
    status, media_type, body = reply(client.get("/log"))
    assert (status, media_type) == (200, JSON)
    return body["log"]
