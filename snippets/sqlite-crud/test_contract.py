"""Notes are listed, created, read, updated and deleted in a SQLite database, through SQLAlchemy."""

import pytest

from contracts.exchanges import HTML, JSON, reply

UNNOTICED = {"close_session": "SQLite begins nothing to read, and the pool has room for 8 threads"}
DELETED, CREATED = "one of them deletes the note", "by then a hundred notes were created"
UNDER_LOAD = {
    "GET /notes/1": {404: "its own test deletes the note"},
    "DELETE /notes/1": {404: DELETED},
    "DELETE /notes/2": {404: DELETED},
    "PUT /notes/99": {200: CREATED},
    "DELETE /notes/99": {204: CREATED},
}


def test_creates_updates_reads_and_deletes(client):
    """Plain SQLAlchemy keeps the notes, through the same class in both programs. Each change is
    committed before the answer leaves, so the next request, with a session of its own, sees it.
    """
    created = reply(client.post("/notes", data={"text": "Buy milk"}))
    assert created == (201, JSON, {"id": 1, "text": "Buy milk"})
    updated = reply(client.put("/notes/1", data={"text": "Buy tea"}))
    assert updated == (200, JSON, {"id": 1, "text": "Buy tea"})
    assert reply(client.get("/notes/1")) == (200, JSON, {"id": 1, "text": "Buy tea"})
    delete(client, 1)


def test_lists_notes(client):
    """The database numbers the notes, and the query names the order of the list; without notes it
    is empty.
    """
    assert reply(client.get("/notes")) == (200, JSON, [])
    for text in ["Buy milk", "Buy bread"]:
        client.post("/notes", data={"text": text})
    notes = [{"id": 1, "text": "Buy milk"}, {"id": 2, "text": "Buy bread"}]
    assert reply(client.get("/notes")) == (200, JSON, notes)
    delete(client, 1)
    assert reply(client.get("/notes")) == (200, JSON, notes[1:])
    delete(client, 2)


def test_quotes_are_text(client):
    """SQLAlchemy hands values to the database apart from the SQL, so SQL in a note stays a text.
    The number is 1 again: SQLite gives the highest number plus one, and the table was empty.
    """
    text = "milk'); DROP TABLE notes; --"
    assert reply(client.post("/notes", data={"text": text})) == (201, JSON, {"id": 1, "text": text})
    delete(client, 1)


@pytest.mark.framework("flask")
def test_unknown_note_is_a_page(client):
    """`session.get` finds nothing and returns `None`; `abort(404, …)` answers a page."""
    for status, media_type, body in map(reply, all_methods(client, "/notes/99")):
        assert (status, media_type) == (404, HTML)
        assert "<p>No such note</p>" in body


@pytest.mark.framework("fastapi")
def test_unknown_note_is_json(client):
    """`session.get` finds nothing and returns `None`; the dependency raises before the handler
    runs.
    """
    for response in all_methods(client, "/notes/99"):
        assert reply(response) == (404, JSON, {"detail": "No such note"})


@pytest.mark.framework("flask")
def test_number_too_large_is_a_server_error(client):
    """The converter accepts any number of digits, SQLite only what fits in 64 bits: 500."""
    status, media_type, body = reply(client.get(f"/notes/{2**63}"))
    assert (status, media_type) == (500, HTML)
    assert "<h1>Internal Server Error</h1>" in body


@pytest.mark.framework("fastapi")
def test_number_too_large_is_a_server_error_as_text(client):
    """The hint `int` accepts any number of digits, SQLite only what fits in 64 bits: 500."""
    response = client.get(f"/notes/{2**63}")
    assert reply(response) == (500, "text/plain", "Internal Server Error")


def delete(client, note_id):
    """Delete a note; the answer has no body."""
    response = client.delete(f"/notes/{note_id}")
    assert (response.status_code, response.content) == (204, b"")


def all_methods(client, path):
    """Ask for the note at path, change it and delete it; return the three responses."""
    changed = client.put(path, data={"text": "Buy tea"})
    return [client.get(path), changed, client.delete(path)]
