"""Notes can be listed, created, read and deleted: two addresses, each with two methods."""

import pytest

from contracts.exchanges import HTML, JSON, reply

UNDER_LOAD = {
    "GET /notes/2": {404: "its own test deletes the note"},
    "DELETE /notes/2": {404: "its own test deletes the note"},
    "DELETE /notes/99": {204: "by then a hundred notes were created"},
}


def test_lists_notes(client):
    """The number of a note is a key of a JSON object, and such keys are always text."""
    assert reply(client.get("/notes")) == (200, JSON, {"1": "Buy milk"})


def test_reads_a_note(client):
    """The number in the address selects the note."""
    assert reply(client.get("/notes/1")) == (200, JSON, {"id": 1, "text": "Buy milk"})


def test_creates_reads_and_deletes(client):
    """POST answers 201 and the new note; DELETE answers 204 without a body, and it is gone."""
    created = reply(client.post("/notes", data={"text": "Call Ada"}))
    assert created == (201, JSON, {"id": 2, "text": "Call Ada"})
    assert reply(client.get("/notes/2")) == (200, JSON, {"id": 2, "text": "Call Ada"})
    deleted = client.delete("/notes/2")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert reply(client.get("/notes")) == (200, JSON, {"1": "Buy milk"})


@pytest.mark.framework("flask")
def test_unknown_note_is_a_page(client):
    """`abort(404, …)` ends the handler; the text becomes part of an HTML page."""
    for status, media_type, body in [
        reply(client.get("/notes/99")),
        reply(client.delete("/notes/99")),
    ]:
        assert (status, media_type) == (404, HTML)
        assert "<p>No such note</p>" in body


@pytest.mark.framework("fastapi")
def test_unknown_note_is_json(client):
    """`HTTPException` ends the handler; its text becomes the value of `detail`."""
    assert reply(client.get("/notes/99")) == (404, JSON, {"detail": "No such note"})
    assert reply(client.delete("/notes/99")) == (404, JSON, {"detail": "No such note"})


@pytest.mark.framework("flask")
def test_method_without_a_route_names_all_others(client):
    """No route takes PUT. `Allow` lists the methods of every route at this address, and HEAD and
    OPTIONS, which Flask adds.
    """
    response = client.put("/notes")
    status, media_type, body = reply(response)
    assert (status, media_type) == (405, HTML)
    assert "<h1>Method Not Allowed</h1>" in body
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.framework("fastapi")
def test_method_without_a_route_names_the_first(client):
    """No route takes PUT. `Allow` lists only the methods of the first route at this address: POST,
    which the second one takes, is not in it.
    """
    response = client.put("/notes")
    assert reply(response) == (405, JSON, {"detail": "Method Not Allowed"})
    assert response.headers["allow"] == "GET"


@pytest.mark.framework("flask")
def test_slash_at_the_end_is_unknown(client):
    """The route was declared without a slash at the end; an address with one is another address."""
    status, media_type, body = reply(client.get("/notes/"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_slash_at_the_end_redirects(client):
    """FastAPI redirects to the declared address; 307 tells the client to keep method and body."""
    response = client.get("/notes/")
    assert reply(response) == (307, None, None)
    assert response.headers["location"] == str(client.base_url.join("/notes"))


@pytest.mark.framework("flask")
def test_missing_text_is_a_bad_request(client):
    """`request.form["text"]` ends the handler with 400 when the form has no such field."""
    status, media_type, body = reply(client.post("/notes"))
    assert (status, media_type) == (400, HTML)
    assert "<h1>Bad Request</h1>" in body


@pytest.mark.framework("fastapi")
def test_missing_text_is_named(client):
    """The declared field is checked before the handler runs; the 422 names what is missing."""
    status, media_type, body = reply(client.post("/notes"))
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("missing", ["body", "text"])
    ]
