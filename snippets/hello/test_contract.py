"""GET / answers with a greeting as JSON."""

import pytest

from contracts.exchanges import HTML, JSON, reply


def test_greets(client):
    """A handler that returns a dictionary is answered as JSON; neither program converts anything
    itself.
    """
    assert reply(client.get("/")) == (200, JSON, {"message": "Hello, world!"})


@pytest.mark.framework("flask")
def test_head_is_answered(client):
    """Flask adds HEAD to every GET route: the same headers, without the body."""
    assert reply(client.head("/")) == (200, JSON, None)


@pytest.mark.framework("fastapi")
def test_head_is_refused(client):
    """FastAPI answers the methods that were declared, and HEAD was not."""
    response = client.head("/")
    assert reply(response) == (405, JSON, None)
    assert response.headers["allow"] == "GET"


@pytest.mark.framework("flask")
def test_options_is_answered(client):
    """Flask answers OPTIONS by itself: no body, and the methods of the address in `Allow`."""
    response = client.options("/")
    assert reply(response) == (200, HTML, None)
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.framework("fastapi")
def test_options_is_refused(client):
    """FastAPI answers the methods that were declared, and OPTIONS was not."""
    response = client.options("/")
    assert reply(response) == (405, JSON, {"detail": "Method Not Allowed"})
    assert response.headers["allow"] == "GET"


@pytest.mark.framework("flask")
def test_unknown_address_is_a_page(client):
    """Flask's default error is a small HTML page, even where the program's answers are JSON."""
    status, media_type, body = reply(client.get("/nothing"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_unknown_address_is_json(client):
    """FastAPI's default error is a JSON object with the key `detail`."""
    assert reply(client.get("/nothing")) == (404, JSON, {"detail": "Not Found"})


@pytest.mark.framework("flask")
def test_no_page_describes_the_routes(client):
    """Flask does not describe its routes, so this address is unknown; extensions add a page."""
    status, media_type, body = reply(client.get("/docs"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_a_page_describes_the_routes(client):
    """FastAPI serves a page that describes every route and can call it. The page loads its script
    and style from a public CDN.
    """
    status, media_type, body = reply(client.get("/docs"))
    assert (status, media_type) == (200, HTML)
    assert "<title>FastAPI - Swagger UI</title>" in body
    assert 'src="https://cdn.jsdelivr.net/' in body


@pytest.mark.framework("flask")
def test_no_openapi_document(client):
    """Flask does not generate an OpenAPI document; extensions do."""
    status, media_type, body = reply(client.get("/openapi.json"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_openapi_document(client):
    """FastAPI generates the OpenAPI document from the routes and their type hints; the page at
    `/docs` draws it.
    """
    status, media_type, body = reply(client.get("/openapi.json"))
    assert (status, media_type) == (200, JSON)
    assert body["openapi"] == "3.1.0"
    assert list(body["paths"]) == ["/"]
    assert list(body["paths"]["/"]) == ["get"]
