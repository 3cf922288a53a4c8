"""Each request gets an id, which the handler knows and the response bears; a 500 may lack it."""

from uuid import UUID

import httpx2
import pytest

from contracts.exchanges import HTML, JSON, reply


def test_handler_knows_the_id(client):
    """The id is there before the handler runs, and in the header afterwards; the next request gets
    another one. Ids are left out here.
    """
    responses = [client.get("/"), client.get("/")]
    for response in responses:
        assert reply(response) == (200, JSON, {"request_id": request_id(response)})
    assert request_id(responses[0]) != request_id(responses[1])


def test_client_does_not_choose_the_id(client):
    """The id that a client sends is not used: it could be anything."""
    response = client.get("/", headers={"X-Request-ID": "7"})
    assert reply(response) == (200, JSON, {"request_id": request_id(response)})


def test_error_of_the_handler(client):
    """The handler ends with an HTTP error, and the response to it passes through the same code."""
    response = client.get("/closed")
    assert response.status_code == 403
    assert request_id(response)


def test_unknown_address(client):
    """The code runs although no route matches, and the 404 has the header."""
    response = client.get("/nothing")
    assert response.status_code == 404
    assert request_id(response)


def test_method_without_a_route(client):
    """The code runs although the route takes another method, and the 405 has the header."""
    response = client.put("/")
    assert response.status_code == 405
    assert request_id(response)


@pytest.mark.framework("flask")
def test_server_error_has_the_id(client):
    """Flask turns the exception into a 500 first, and calls the `after_request` function with
    it.
    """
    response = client.get("/broken")
    assert reply(response)[:2] == (500, HTML)
    assert "<h1>Internal Server Error</h1>" in response.text
    assert request_id(response)


@pytest.mark.framework("fastapi")
def test_server_error_lacks_the_id(client):
    """The exception comes out of `call_next`, so the rest of the middleware is skipped; the 500 is
    made outside of it.
    """
    response = client.get("/broken")
    assert reply(response) == (500, "text/plain", "Internal Server Error")
    assert "x-request-id" not in response.headers


def test_exception_goes_to_the_log(client, server):
    """Debug mode is off: the client gets a short 500 that does not name the exception, and the
    traceback is in the server's log.
    """
    response = client.get("/broken")
    assert response.status_code == 500
    assert "on purpose" not in response.text
    httpx2.get(client.base_url, trust_env=False)  # Uvicorn logs after the response
    log = server.log.read_text("utf-8")
    assert "Traceback" in log
    assert "RuntimeError: broken on purpose" in log


def request_id(response):
    """Return the id in the header, which must be a random one."""
    value = response.headers["x-request-id"]
    assert UUID(value).version == 4
    return value
