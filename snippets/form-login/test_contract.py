"""POST /login takes a name and a password from a form and says whether they are right."""

import pytest

from contracts.exchanges import HTML, JSON, reply

WRONG = {"detail": "Wrong username or password"}


def test_right_password(client):
    """Name and password arrive as a browser's form sends them. The answer repeats the name only."""
    response = login(client, username="ada", password="correct horse")
    assert reply(response) == (200, JSON, {"username": "ada"})


def test_wrong_password(client):
    """The answer does not say which of the two was wrong, and is JSON: it needs no escaping."""
    response = login(client, username="ada", password="<b>battery</b>")
    assert reply(response) == (401, JSON, WRONG)


def test_unknown_name(client):
    """An unknown name is answered like a wrong password, and both comparisons are made."""
    response = login(client, username="eve", password="correct horse")
    assert reply(response) == (401, JSON, WRONG)


@pytest.mark.framework("flask")
def test_missing_field_is_a_bad_request(client):
    """`request.form["password"]` ends the handler with 400 when the field is missing."""
    bad_request(login(client, username="ada"))


@pytest.mark.framework("fastapi")
def test_missing_field_is_named(client):
    """The declared fields are checked before the handler runs; the 422 names what is missing."""
    assert missing(login(client, username="ada")) == ["password"]


@pytest.mark.framework("flask")
def test_empty_field_is_wrong(client):
    """An empty field is a text like any other, and here a wrong password."""
    assert reply(login(client, username="ada", password="")) == (401, JSON, WRONG)


@pytest.mark.framework("fastapi")
def test_empty_field_is_missing(client):
    """FastAPI treats an empty form field as a missing one."""
    assert missing(login(client, username="ada", password="")) == ["password"]


@pytest.mark.framework("flask")
def test_first_of_two_counts(client):
    """A field is sent twice: `request.form` gives the first value, `getlist` would give both."""
    response = login(client, username=["ada", "eve"], password="correct horse")
    assert reply(response) == (200, JSON, {"username": "ada"})


@pytest.mark.framework("fastapi")
def test_last_of_two_counts(client):
    """A field is sent twice: a parameter declared as `str` gets the last value, `list` both."""
    response = login(client, username=["ada", "eve"], password="correct horse")
    assert reply(response) == (401, JSON, WRONG)


@pytest.mark.framework("flask")
def test_json_is_not_a_form(client):
    """A JSON body leaves `request.form` empty, so the first field is missing."""
    sent = {"username": "ada", "password": "correct horse"}
    bad_request(client.post("/login", json=sent))


@pytest.mark.framework("fastapi")
def test_json_has_no_fields(client):
    """A JSON body is not read as a form, so both fields are missing."""
    sent = {"username": "ada", "password": "correct horse"}
    assert missing(client.post("/login", json=sent)) == ["username", "password"]


def login(client, **fields):
    """Send the form, and check that the answer does not contain the password."""
    response = client.post("/login", data=fields)
    assert not fields.get("password") or fields["password"] not in response.text
    return response


def bad_request(response):
    """Check that the response is Flask's page for 400."""
    assert reply(response)[:2] == (400, HTML)
    assert "<h1>Bad Request</h1>" in response.text


def missing(response):
    """Return the names of the missing fields in a 422, which must not contain the password."""
    status, media_type, body = reply(response)
    assert (status, media_type) == (422, JSON)
    assert "correct horse" not in response.text
    assert {each["type"] for each in body["detail"]} == {"missing"}
    return [each["loc"][-1] for each in body["detail"]]
