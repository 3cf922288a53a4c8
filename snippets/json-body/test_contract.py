"""POST /users takes a user as JSON, checks it with a Pydantic model, and answers the user."""

import pytest

from contracts.exchanges import HTML, JSON, reply

ADA = {"name": "Ada", "email": "ada@example.com", "age": 36}
AS_TEXT = '{"name": "Ada", "email": "ada@example.com", "age": 36}'


def test_creates_a_user(client):
    """The body fits the model: 201, and the user as the model sees it."""
    assert reply(client.post("/users", json=ADA)) == (201, JSON, ADA)


def test_converts_and_drops(client):
    """By default a model converts text that holds a number, and drops keys it does not know."""
    sent = ADA | {"age": "36", "admin": True}
    assert reply(client.post("/users", json=sent)) == (201, JSON, ADA)


def test_missing_fields_are_named(client):
    """Every missing field is reported at once. FastAPI begins each `loc` with `body`; the keys are
    otherwise Pydantic's own.
    """
    assert mistakes(client.post("/users", json={"name": "Ada"})) == [
        ("email", "missing"),
        ("age", "missing"),
    ]


def test_wrong_types_are_named(client):
    """A number is no name and a word is no age: the model converts in one direction only."""
    sent = {"name": 5, "email": "ada@example.com", "age": "old"}
    assert mistakes(client.post("/users", json=sent)) == [
        ("name", "string_type"),
        ("age", "int_parsing"),
    ]


def test_values_out_of_bounds_are_named(client):
    """The bounds stand in the model, and its errors name them."""
    sent = {"name": "", "email": "ada", "age": -1}
    assert mistakes(client.post("/users", json=sent)) == [
        ("name", "string_too_short"),
        ("email", "value_error"),
        ("age", "greater_than_equal"),
    ]


@pytest.mark.framework("flask")
def test_malformed_json_is_a_bad_request(client):
    """`request.get_json()` answers 400 by itself, before the model sees anything."""
    page(post(client, '{"name": '), 400, "Bad Request")


@pytest.mark.framework("fastapi")
def test_malformed_json_is_invalid(client):
    """FastAPI reports JSON that cannot be read like a field that does not fit; `loc` ends with the
    position.
    """
    assert mistakes(post(client, '{"name": ')) == [(9, "json_invalid")]


@pytest.mark.framework("flask")
def test_other_content_type_is_unsupported(client):
    """`request.get_json()` reads a body only if its `Content-Type` says JSON; otherwise it answers
    415.
    """
    page(post(client, AS_TEXT, "text/plain"), 415, "Unsupported Media Type")


@pytest.mark.framework("fastapi")
def test_other_content_type_is_text(client):
    """FastAPI reads a body as JSON only if its `Content-Type` says so; otherwise the model gets the
    text, which is no user.
    """
    assert mistakes(post(client, AS_TEXT, "text/plain")) == [("body", "model_attributes_type")]


@pytest.mark.framework("flask")
def test_empty_body_is_a_bad_request(client):
    """An empty body is no JSON: 400, as for any other text that cannot be read."""
    page(post(client, ""), 400, "Bad Request")


@pytest.mark.framework("fastapi")
def test_empty_body_is_missing(client):
    """An empty body counts as a missing one."""
    assert mistakes(post(client, "")) == [("body", "missing")]


@pytest.mark.framework("flask")
def test_nan_is_echoed(client):
    """Python reads `NaN`, which JSON does not have. The model refuses it, and the error repeats it:
    an answer that strict JSON readers cannot read.
    """
    status, media_type, body = reply(post(client, AS_TEXT.replace("36", "NaN")))
    assert (status, media_type) == (422, JSON)
    assert '"input":NaN' in body


@pytest.mark.framework("fastapi")
def test_nan_is_a_server_error(client):
    """Python reads `NaN`, which JSON does not have. The model refuses it, but the error repeats it
    and cannot be written as JSON: 500.
    """
    response = post(client, AS_TEXT.replace("36", "NaN"))
    assert reply(response) == (500, "text/plain", "Internal Server Error")


def post(client, body, content_type=JSON):
    """Send a body that may be no JSON."""
    return client.post("/users", content=body, headers={"Content-Type": content_type})


def mistakes(response):
    """Return the last part of the place, and the kind, of each mistake in a 422."""
    status, media_type, body = reply(response)
    assert (status, media_type) == (422, JSON)
    return [(each["loc"][-1], each["type"]) for each in body["detail"]]


def page(response, status, title):
    """Check that the response is one of Flask's error pages."""
    assert reply(response)[:2] == (status, HTML)
    assert f"<h1>{title}</h1>" in response.text
