"""Users are sent without their password hashes, alone, in a list, and in lists inside an object."""

import pytest

from contracts.exchanges import HTML, JSON, reply

ADA = {"id": 1, "name": "Ada"}
EVE = {"id": 2, "name": "Eve"}


def test_user(client):
    """The record has three fields; the answer has the two that are named."""
    assert reply(get(client, "/users/1")) == (200, JSON, ADA)


def test_list_of_users(client):
    """A list becomes a JSON array, and each user in it is filtered."""
    assert reply(get(client, "/users?limit=2")) == (200, JSON, [ADA, EVE])


def test_users_in_teams(client):
    """Each team is a list inside the answer, and its users are filtered there as well."""
    teams = {"red": [ADA], "blue": [ADA, EVE]}
    assert reply(get(client, "/teams")) == (200, JSON, teams)


@pytest.mark.framework("flask")
def test_unknown_user_is_a_page(client):
    """`abort(404)` ends the handler; there is nothing to filter."""
    status, media_type, body = reply(get(client, "/users/9"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_unknown_user_is_json(client):
    """`HTTPException` ends the handler; its answer is not filtered."""
    assert reply(get(client, "/users/9")) == (404, JSON, {"detail": "Not Found"})


@pytest.mark.framework("flask")
def test_missing_name_is_sent(client):
    """The third user has no name. The program chooses fields and does not check them."""
    assert reply(get(client, "/users/3")) == (200, JSON, {"id": 3, "name": None})


@pytest.mark.framework("fastapi")
def test_missing_name_is_a_server_error(client):
    """The third user has no name, and the model says that a name is text: a 500 in plain text."""
    assert reply(get(client, "/users/3")) == (500, "text/plain", "Internal Server Error")


@pytest.mark.framework("flask")
def test_list_is_sent_with_the_missing_name(client):
    """Each user is filtered by itself, and the third goes out without a name."""
    users = [ADA, EVE, {"id": 3, "name": None}]
    assert reply(get(client, "/users")) == (200, JSON, users)


@pytest.mark.framework("fastapi")
def test_missing_name_ends_the_list(client):
    """The list is checked as a whole: one user does not fit, and none is sent."""
    assert reply(get(client, "/users")) == (500, "text/plain", "Internal Server Error")


def get(client, path):
    """Get the answer, and check that neither the field nor any of its values is in it."""
    response = client.get(path)
    assert "password" not in response.text
    assert "scrypt" not in response.text
    return response
