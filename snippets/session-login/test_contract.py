"""POST /login sets a signed cookie, GET /me knows who sends it, POST /logout deletes it."""

import pytest

from contracts.exchanges import JSON, reply

ADA = {"username": "ada"}
OUT = {"detail": "Not logged in"}


def test_stranger(client):
    """Without a cookie the session is empty. `Vary: Cookie` tells caches that the answer depends on
    the cookie.
    """
    response = client.get("/me")
    assert reply(response) == (401, JSON, OUT)
    assert response.headers["vary"] == "Cookie"
    assert "set-cookie" not in response.headers


def test_wrong_password(client):
    """A session that was not changed sets no cookie."""
    refused(login(client, "battery staple"))


def test_unknown_name(client):
    """The password is right for another name; the answer is the one to a wrong password."""
    refused(login(client, username="eve"))


def test_remembered_until_logout(client):
    """The client sends the cookie with every request until the answer to the logout deletes it. A
    copy of the cookie still counts then: the session is in it, and the server keeps nothing.
    """
    assert reply(login(client)) == (200, JSON, ADA)
    copy = client.cookies["session"]
    response = client.get("/me")
    assert reply(response) == (200, JSON, ADA)
    assert "set-cookie" not in response.headers
    response = client.post("/logout")
    assert (response.status_code, response.content) == (204, b"")
    assert reply(client.get("/me")) == (401, JSON, OUT)
    assert reply(me(client, copy)) == (200, JSON, ADA)


def test_unsigned_cookie(client):
    """The value is `{"username":"ada"}` in Base64, as in a real cookie, and has no signature: the
    session is empty.
    """
    assert reply(me(client, "eyJ1c2VybmFtZSI6ImFkYSJ9")) == (401, JSON, OUT)


def test_changed_cookie(client):
    """A real cookie, signed by the program, in which `ada` became `eve`: the signature no longer
    fits, and the session is empty.
    """
    login(client)
    _, time, signature = client.cookies["session"].split(".")
    client.cookies.clear()
    assert reply(me(client, f"eyJ1c2VybmFtZSI6ImV2ZSJ9.{time}.{signature}")) == (401, JSON, OUT)


@pytest.mark.framework("flask")
def test_cookie_ends_with_the_browser(client):
    """By default the browser keeps Flask's cookie until it is closed, and without `SameSite` it
    decides by itself which requests of other sites carry it. Scripts cannot read the cookie.
    """
    name, value, attributes = cookie(login(client))
    assert (name, value.count(".")) == ("session", 2)
    assert attributes == {"httponly", "path=/"}


@pytest.mark.framework("fastapi")
def test_cookie_lasts_two_weeks(client):
    """By default the browser keeps Starlette's cookie for 14 days and does not send it along with
    forms that other sites post. Scripts cannot read the cookie.
    """
    name, value, attributes = cookie(login(client))
    assert (name, value.count(".")) == ("session", 2)
    assert attributes == {"httponly", "max-age=1209600", "path=/", "samesite=lax"}


@pytest.mark.framework("flask")
def test_logout_without_a_session_deletes(client):
    """`session.clear()` counts as a change even when there is nothing to clear: the cookie is
    deleted.
    """
    response = client.post("/logout")
    assert (response.status_code, response.content) == (204, b"")
    name, value, attributes = cookie(response)
    assert (name, value) == ("session", "")
    assert {"expires=thu, 01 jan 1970 00:00:00 gmt", "max-age=0"} < attributes


@pytest.mark.framework("fastapi")
def test_logout_without_a_session_sets_nothing(client):
    """No session came with the request and none is left, so no cookie is sent."""
    response = client.post("/logout")
    assert (response.status_code, response.content) == (204, b"")
    assert "set-cookie" not in response.headers


def login(client, password="correct horse", username="ada"):
    """Send the form."""
    return client.post("/login", data={"username": username, "password": password})


def refused(response):
    """Check that the login failed and left no cookie."""
    assert reply(response) == (401, JSON, {"detail": "Wrong username or password"})
    assert "set-cookie" not in response.headers


def me(client, value):
    """Ask for /me with this value of the cookie."""
    return client.get("/me", headers={"Cookie": f"session={value}"})


def cookie(response):
    """Return the name, the value and the attributes of the cookie that the response sets."""
    first, *attributes = response.headers["set-cookie"].split("; ")
    name, _, value = first.partition("=")
    return name, value, {attribute.lower() for attribute in attributes}
