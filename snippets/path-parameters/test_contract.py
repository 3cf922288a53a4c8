"""A number and a whole path are read from the address."""

import pytest

from contracts.exchanges import HTML, JSON, reply


def test_reads_a_number(client):
    """The handler gets the integer 7, not the text."""
    assert reply(client.get("/users/7")) == (200, JSON, {"user_id": 7})


def test_leading_zeros_are_dropped(client):
    """Both conversions accept leading zeros, so one user has many addresses."""
    assert reply(client.get("/users/007")) == (200, JSON, {"user_id": 7})


@pytest.mark.framework("flask")
def test_text_is_an_unknown_address(client):
    """The converter `int` matches digits only; other text matches no route."""
    not_found(client.get("/users/abc"))


@pytest.mark.framework("fastapi")
def test_text_is_invalid(client):
    """The route matches any text; the conversion to `int` fails afterwards and says why."""
    status, media_type, body = reply(client.get("/users/abc"))
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("int_parsing", ["path", "user_id"])
    ]


@pytest.mark.framework("flask")
def test_negative_number_is_an_unknown_address(client):
    """A minus sign is not a digit; `<int(signed=True):user_id>` would accept it."""
    not_found(client.get("/users/-1"))


@pytest.mark.framework("fastapi")
def test_negative_number_is_read(client):
    """The hint `int` accepts negative numbers; `Path(ge=0)` would refuse them with 422."""
    assert reply(client.get("/users/-1")) == (200, JSON, {"user_id": -1})


@pytest.mark.framework("flask")
def test_decimal_point_is_an_unknown_address(client):
    """A point is not a digit, so no route matches."""
    not_found(client.get("/users/7.0"))


@pytest.mark.framework("fastapi")
def test_decimal_point_is_read(client):
    """Pydantic accepts the text of a number without a fraction as an integer."""
    assert reply(client.get("/users/7.0")) == (200, JSON, {"user_id": 7})


def test_reads_a_path(client):
    """A parameter declared as `path` may contain slashes."""
    assert reply(client.get("/files/a/b.txt")) == (200, JSON, {"file_path": "a/b.txt"})


def test_dots_reach_the_handler(client):
    """Percent-encoded dots are decoded and not resolved: a handler that opens files has to refuse
    them.
    """
    assert reply(client.get("/files/%2e%2e/key")) == (200, JSON, {"file_path": "../key"})


@pytest.mark.framework("flask")
def test_empty_path_is_an_unknown_address(client):
    """The converter `path` needs at least one character."""
    not_found(client.get("/files/"))


@pytest.mark.framework("fastapi")
def test_empty_path_is_read(client):
    """The converter `path` also matches nothing; the handler gets an empty text."""
    assert reply(client.get("/files/")) == (200, JSON, {"file_path": ""})


@pytest.mark.framework("flask")
def test_slash_at_the_beginning_is_merged(client):
    """The path may not begin with a slash; Flask redirects to the address with the two slashes
    merged.
    """
    response = client.get("/files//a.txt")
    status, media_type, body = reply(response)
    assert (status, media_type) == (308, HTML)
    assert "<h1>Redirecting...</h1>" in body
    assert response.headers["location"] == str(client.base_url.join("/files/a.txt"))


@pytest.mark.framework("fastapi")
def test_slash_at_the_beginning_is_read(client):
    """The second slash becomes part of the parameter, which then looks like an absolute path."""
    assert reply(client.get("/files//a.txt")) == (200, JSON, {"file_path": "/a.txt"})


def not_found(response):
    """Check that Flask found no route."""
    status, media_type, body = reply(response)
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body
