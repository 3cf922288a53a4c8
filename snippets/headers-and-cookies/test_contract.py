"""A header and a cookie are read; another header is set, and the cookie set and deleted."""

import pytest

from contracts.exchanges import JSON, reply


def test_defaults(client):
    """Without header and cookie the handler gets its defaults. `Cache-Control: private` keeps the
    answer, which depends on a cookie, out of shared caches.
    """
    greets(client.get("/greeting"))


def test_reads_a_header(client):
    """The header arrives as text, whatever the case of its name. In FastAPI the parameter
    `accept_language` reads `Accept-Language`.
    """
    greets(client.get("/greeting", headers={"ACCEPT-LANGUAGE": "de"}), language="de")


def test_cookie_comes_back_until_it_is_deleted(client):
    """The program asks for each attribute: `HttpOnly` hides the cookie from scripts, `SameSite=Lax`
    keeps it out of forms that other sites post, and `Max-Age` ends it after an hour. A cookie is
    deleted by setting it again, with an end in the past.
    """
    response = client.put("/name/Ada")
    assert reply(response) == (200, JSON, {"name": "Ada"})
    value, attributes = cookie(response)
    assert value == "name=Ada"
    assert attributes >= {"httponly", "samesite=lax", "max-age=3600", "path=/"}
    assert "secure" not in attributes
    greets(client.get("/greeting"), name="Ada")
    response = client.delete("/name")
    assert reply(response) == (200, JSON, {"name": None})
    value, attributes = cookie(response)
    assert value in ["name=", 'name=""']
    assert attributes >= {"httponly", "samesite=lax", "max-age=0", "path=/"}
    greets(client.get("/greeting"))


def test_separators_are_escaped(client):
    """A semicolon would end the value of a cookie. Both write it as `\\073` between quotes, and
    read it back.
    """
    response = client.put("/name/a%3Bb")
    assert reply(response) == (200, JSON, {"name": "a;b"})
    assert cookie(response)[0] == r'name="a\073b"'
    greets(client.get("/greeting"), name="a;b")


@pytest.mark.framework("flask")
def test_any_text_fits(client):
    """Flask writes what is not ASCII as escaped UTF-8, so any text fits into a cookie."""
    response = client.put("/name/%C5%81ucja")
    assert reply(response) == (200, JSON, {"name": "Łucja"})
    assert cookie(response)[0] == r'name="\305\201ucja"'


@pytest.mark.framework("fastapi")
def test_text_outside_latin_1_is_a_server_error(client):
    """The header is written as Latin-1, which has no `Ł`: 500. A program has to encode such a text
    itself.
    """
    response = client.put("/name/%C5%81ucja")
    assert reply(response) == (500, "text/plain", "Internal Server Error")
    assert "set-cookie" not in response.headers


@pytest.mark.framework("flask")
def test_first_of_two_counts(client):
    """Two cookies have the same name: `request.cookies` gives the first."""
    greets(client.get("/greeting", headers={"Cookie": "name=Ada; name=Eve"}), name="Ada")


@pytest.mark.framework("fastapi")
def test_last_of_two_counts(client):
    """Two cookies have the same name: the parameter gets the last."""
    greets(client.get("/greeting", headers={"Cookie": "name=Ada; name=Eve"}), name="Eve")


def greets(response, language="en", name="stranger"):
    """Check what the handler read, and the header it set."""
    assert reply(response) == (200, JSON, {"language": language, "name": name})
    assert response.headers["cache-control"] == "private"


def cookie(response):
    """Return the name with the value, and the attributes in lower case, of the one cookie set."""
    (header,) = response.headers.get_list("set-cookie")
    value, *attributes = header.split("; ")
    return value, {attribute.lower() for attribute in attributes}
