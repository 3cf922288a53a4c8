"""Browsers let scripts of one other origin read and change the stock, and those of no third."""

import pytest

from contracts.exchanges import HTML, JSON, reply

SHOP = "https://shop.example"
OTHER = "https://other.example"
ALLOW_ORIGIN = "access-control-allow-origin"
ALLOW_METHODS = "access-control-allow-methods"
ALLOW_HEADERS = "access-control-allow-headers"


def test_allowed_origin(client):
    """`Access-Control-Allow-Origin` repeats the origin, and the browser gives the script the
    answer.
    """
    response = client.get("/stock", headers={"Origin": SHOP})
    assert reply(response) == (200, JSON, {"apples": 3})
    assert response.headers[ALLOW_ORIGIN] == SHOP


def test_other_origin_is_answered_too(client):
    """The handler runs and the answer is sent: without the header, the browser keeps it from the
    script. CORS protects the reader of a page, not the server.
    """
    response = client.put("/stock", headers={"Origin": OTHER})
    assert reply(response) == (200, JSON, {"changed": True})
    assert ALLOW_ORIGIN not in response.headers


@pytest.mark.framework("flask")
def test_one_origin_is_always_named(client):
    """The request names no origin, and Flask-CORS names the one that is allowed. It sends no
    `Vary`, which it adds only when several origins are allowed.
    """
    response = client.get("/stock")
    assert reply(response) == (200, JSON, {"apples": 3})
    assert response.headers[ALLOW_ORIGIN] == SHOP
    assert "vary" not in response.headers


@pytest.mark.framework("fastapi")
def test_origin_is_named_when_it_asks(client):
    """The request names no origin, and neither does the answer. `Vary` tells caches that another
    `Origin` gets another answer.
    """
    response = client.get("/stock")
    assert reply(response) == (200, JSON, {"apples": 3})
    assert ALLOW_ORIGIN not in response.headers
    assert response.headers["vary"] == "Origin"


def test_preflight(client):
    """Before a PUT the browser asks with OPTIONS whether it may send one. The answer comes from the
    extension or the middleware, not from a handler.
    """
    response = preflight(client, SHOP, "PUT")
    assert response.status_code == 200
    assert response.headers[ALLOW_ORIGIN] == SHOP
    assert response.headers[ALLOW_METHODS] == "GET, PUT"
    assert "content-type" in response.headers[ALLOW_HEADERS].lower().split(", ")


@pytest.mark.framework("flask")
def test_preflight_of_other_origin_says_nothing(client):
    """The answer is Flask's usual one to OPTIONS; the headers that would allow the PUT are not in
    it, so the browser does not send it.
    """
    response = preflight(client, OTHER, "PUT")
    assert reply(response) == (200, HTML, None)
    assert not [name for name in response.headers if name.startswith("access-control-")]


@pytest.mark.framework("fastapi")
def test_preflight_of_other_origin_is_refused(client):
    """The middleware says why it refuses. It names methods and headers, but not the origin, so the
    browser does not send the PUT.
    """
    response = preflight(client, OTHER, "PUT")
    assert reply(response) == (400, "text/plain", "Disallowed CORS origin")
    assert ALLOW_ORIGIN not in response.headers


@pytest.mark.framework("flask")
def test_preflight_of_other_method_names_none(client):
    """The origin is named, but no methods are, so the browser does not send the DELETE."""
    response = preflight(client, SHOP, "DELETE")
    assert reply(response) == (200, HTML, None)
    assert response.headers[ALLOW_ORIGIN] == SHOP
    assert ALLOW_METHODS not in response.headers


@pytest.mark.framework("fastapi")
def test_preflight_of_other_method_is_refused(client):
    """The middleware says why it refuses, and DELETE is not among the methods that it names."""
    response = preflight(client, SHOP, "DELETE")
    assert reply(response) == (400, "text/plain", "Disallowed CORS method")
    assert response.headers[ALLOW_METHODS] == "GET, PUT"


def test_unknown_address(client):
    """A 404 has the header as well, so that the script can read what went wrong."""
    response = client.get("/nothing", headers={"Origin": SHOP})
    assert response.status_code == 404
    assert response.headers[ALLOW_ORIGIN] == SHOP


@pytest.mark.framework("flask")
def test_server_error_has_the_header(client, server):
    """Flask-CORS also sees the 500 that Flask makes of an exception, so the script can read it."""
    response = client.get("/broken", headers={"Origin": SHOP})
    assert reply(response)[:2] == (500, HTML)
    assert "<h1>Internal Server Error</h1>" in response.text
    assert response.headers[ALLOW_ORIGIN] == SHOP
    assert "RuntimeError: broken on purpose" in server.log.read_text("utf-8")


@pytest.mark.framework("fastapi")
def test_server_error_lacks_the_header(client):
    """The 500 is made outside of the middleware. The browser keeps it from the script and reports
    an error of CORS.
    """
    response = client.get("/broken", headers={"Origin": SHOP})
    assert reply(response) == (500, "text/plain", "Internal Server Error")
    assert ALLOW_ORIGIN not in response.headers


def preflight(client, origin, method):
    """Ask, as a browser does, whether a script of origin may send JSON with method."""
    asked = {"Access-Control-Request-Method": method}
    asked["Access-Control-Request-Headers"] = "content-type"
    return client.options("/stock", headers={"Origin": origin} | asked)
