"""Two groups of routes, joined under /api; one of them asks for a key before each of its routes."""

import pytest

from contracts.exchanges import HTML, JSON, reply

KEY = {"X-Key": "demonstration"}


def test_prefixes_add_up(client):
    """The route says the number, its group `/notes`, and the group around it `/api`."""
    assert reply(client.get("/api/notes/1")) == (200, JSON, {"id": 1, "text": "Buy milk"})


def test_right_key(client):
    """The check of the group runs first, and lets the request pass."""
    response = client.get("/api/admin/users/1", headers=KEY)
    assert reply(response) == (200, JSON, {"id": 1, "name": "Ada"})


@pytest.mark.framework("flask")
def test_without_a_key_a_page(client):
    """`before_request` of the blueprint runs before each of its routes, and ends with 403."""
    page(client.get("/api/admin/users/1"), 403, "Forbidden")


@pytest.mark.framework("fastapi")
def test_without_a_key_json(client):
    """The dependency of the router runs before each of its routes, and ends with 403."""
    assert reply(client.get("/api/admin/users/1")) == (403, JSON, {"detail": "Forbidden"})


@pytest.mark.framework("flask")
def test_wrong_key_a_page(client):
    """A wrong key is answered like a missing one."""
    page(client.get("/api/admin/users/1", headers={"X-Key": "guess"}), 403, "Forbidden")


@pytest.mark.framework("fastapi")
def test_wrong_key_json(client):
    """A wrong key is answered like a missing one."""
    response = client.get("/api/admin/users/1", headers={"X-Key": "guess"})
    assert reply(response) == (403, JSON, {"detail": "Forbidden"})


@pytest.mark.framework("flask")
def test_unknown_address_needs_no_key_page(client):
    """No route of the group matches, so the group's hook does not run: 404."""
    page(client.get("/api/admin/nothing"), 404, "Not Found")


@pytest.mark.framework("fastapi")
def test_unknown_address_needs_no_key_json(client):
    """No route of the group matches, so the group's dependency does not run: 404."""
    assert reply(client.get("/api/admin/nothing")) == (404, JSON, {"detail": "Not Found"})


@pytest.mark.framework("flask")
def test_number_is_checked_before_the_key(client):
    """The converter `int` does not match the text: no route, no hook, 404."""
    page(client.get("/api/admin/users/abc"), 404, "Not Found")


@pytest.mark.framework("fastapi")
def test_key_is_checked_before_the_number(client):
    """The route matches any text; the dependency fails before the conversion would."""
    assert reply(client.get("/api/admin/users/abc")) == (403, JSON, {"detail": "Forbidden"})


@pytest.mark.framework("flask")
def test_options_needs_the_key(client):
    """Flask answers OPTIONS by itself, but the hook of the group runs first and refuses."""
    page(client.options("/api/admin/users/1"), 403, "Forbidden")


@pytest.mark.framework("fastapi")
def test_options_is_refused(client):
    """No route takes OPTIONS, so no dependency runs: 405."""
    response = client.options("/api/admin/users/1")
    assert reply(response) == (405, JSON, {"detail": "Method Not Allowed"})
    assert response.headers["allow"] == "GET"


@pytest.mark.framework("flask")
def test_address_without_the_prefix_is_unknown(client):
    """A group's routes exist under its prefix only."""
    page(client.get("/notes/1"), 404, "Not Found")


@pytest.mark.framework("fastapi")
def test_address_without_the_prefix_is_not_found(client):
    """A group's routes exist under its prefix only."""
    assert reply(client.get("/notes/1")) == (404, JSON, {"detail": "Not Found"})


def page(response, status, title):
    """Check that the response is one of Flask's error pages."""
    assert reply(response)[:2] == (status, HTML)
    assert f"<h1>{title}</h1>" in response.text
