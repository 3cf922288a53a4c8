"""Every error is JSON of one shape: {"error": {"status": …, "message": …}}."""

import pytest

from contracts.exchanges import JSON, reply


def test_answers(client):
    """Where nothing fails, no error handler is asked."""
    reads_a_note(client)


def test_unknown_note(client):
    """The handler's own 404; its text becomes the message."""
    assert message(client.get("/notes/9"), 404) == "No such note"


def test_unknown_address(client):
    """The framework's own 404 reaches the error handler too, with the framework's text as its
    message.
    """
    assert "not found" in message(client.get("/nothing"), 404).lower()


def test_wrong_method(client):
    """A 405 must name the methods that are allowed; both programs keep that header."""
    response = client.delete("/notes/1")
    assert "not allowed" in message(response, 405).lower()
    assert "GET" in response.headers["allow"].split(", ")


def test_crash(client, server):
    """A crash is a 500 of the same shape. The exception goes to the log and its text not to the
    client. The program answers the next request, which comes over a new connection.
    """
    response = client.get("/crash")
    assert "internal" in message(response, 500).lower()
    assert "db.internal" not in response.text
    reads_a_note(client)
    assert "RuntimeError: no connection to db.internal" in server.log.read_text("utf-8")


@pytest.mark.framework("flask")
def test_text_is_an_unknown_address(client):
    """The converter `int` does not match the text, so no route does: 404 in the same shape."""
    assert "not found" in message(client.get("/notes/abc"), 404)


@pytest.mark.framework("fastapi")
def test_text_is_invalid(client):
    """The text is no integer: 422. The handler for `RequestValidationError` shortens it to the
    first mistake.
    """
    assert message(client.get("/notes/abc"), 422).startswith("note_id: ")


def reads_a_note(client):
    """Check that a note can be read."""
    assert reply(client.get("/notes/1")) == (200, JSON, {"id": 1, "text": "Buy milk"})


def message(response, expected):
    """Check the status and the shape of an error; return its message."""
    status, media_type, body = reply(response)
    assert (status, media_type) == (expected, JSON)
    text = body["error"]["message"]
    assert body == {"error": {"status": expected, "message": text}}
    return text
