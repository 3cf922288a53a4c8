"""GET /me answers only a request with the right token in its Authorization header."""

import pytest

from contracts.exchanges import HTML, JSON, reply

ADA = {"username": "ada"}
WRONG = {"detail": "Invalid token"}


def test_right_token(client):
    """The header names the scheme, Bearer, and then the token, which the program compares."""
    assert reply(me(client, "Bearer let-me-in")) == (200, JSON, ADA)


def test_scheme_in_lower_case(client):
    """The name of the scheme may be written in any case."""
    assert reply(me(client, "bearer let-me-in")) == (200, JSON, ADA)


def test_no_token(client):
    """Without a token the answer is 401, with `WWW-Authenticate`, which names the scheme to use.
    FastAPI's scheme answers so by itself, in Flask the program does.
    """
    not_authenticated(client.get("/me"))


def test_other_scheme(client):
    """Basic credentials hold no token. The answer is the one to a request without credentials."""
    not_authenticated(me(client, "Basic YWRhOmxldC1tZS1pbg=="))


def test_right_token_of_another_scheme(client):
    """The token is right and the scheme is not Bearer: it does not count."""
    not_authenticated(me(client, "Token let-me-in"))


def test_wrong_token(client):
    """The framework reads the token, the program compares it. The challenge names the error that
    RFC 6750, the standard for bearer tokens, has for a wrong one.
    """
    invalid_token(me(client, "Bearer let-me-out"))


def test_token_beyond_ascii(client):
    """`compare_digest` takes text of ASCII characters only and bytes of any kind; both programs
    compare bytes, so this is a wrong token and not an error of the server.
    """
    invalid_token(me(client, "Bearer lét-me-in".encode()))


@pytest.mark.framework("flask")
def test_equals_sign_makes_parameters(client):
    """Flask reads text with an equals sign inside as parameters of the scheme, as Digest has them:
    `request.authorization.token` is `None`.
    """
    not_authenticated(me(client, "Bearer let=me=in"))


@pytest.mark.framework("fastapi")
def test_equals_sign_is_part_of_the_token(client):
    """FastAPI takes all that follows the scheme as the token, and it is a wrong one."""
    invalid_token(me(client, "Bearer let=me=in"))


def test_other_route_is_open(client):
    """Only the route that asks for the token is closed; a new route is open until it asks too."""
    assert reply(client.get("/health")) == (200, JSON, {"status": "ok"})


@pytest.mark.framework("flask")
def test_no_description(client):
    """Flask does not describe the routes, so nothing tells a client which of them want a token."""
    status, media_type, body = reply(client.get("/openapi.json"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_description_names_the_scheme(client):
    """The OpenAPI document, which is open itself, names the scheme and the routes that want it; the
    page at `/docs` has a button for the token.
    """
    status, media_type, body = reply(client.get("/openapi.json"))
    assert (status, media_type) == (200, JSON)
    scheme = {"type": "http", "scheme": "bearer"}
    assert body["components"]["securitySchemes"] == {"HTTPBearer": scheme}
    assert body["paths"]["/me"]["get"]["security"] == [{"HTTPBearer": []}]
    assert "security" not in body["paths"]["/health"]["get"]


def me(client, authorization):
    """Ask for /me with this Authorization header."""
    return client.get("/me", headers={"Authorization": authorization})


def not_authenticated(response):
    """Check that the response asks for a token."""
    assert reply(response) == (401, JSON, {"detail": "Not authenticated"})
    assert response.headers["www-authenticate"] == "Bearer"


def invalid_token(response):
    """Check that the response refuses the token."""
    assert reply(response) == (401, JSON, WRONG)
    assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
