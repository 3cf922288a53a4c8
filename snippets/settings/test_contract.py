"""The defaults of the settings apply, with their types, and the key among them stays inside."""

from contracts.exchanges import JSON, reply


def test_defaults(client):
    """No variable is set here, so these are the defaults: a text, a number, a list and a truth
    value. The key is not among those that the handler names.
    """
    body = {"name": "Corner shop", "page_size": 2, "countries": ["DE", "FR"], "open": True}
    assert reply(client.get("/settings")) == (200, JSON, body)


def test_number_is_used(client):
    """The handler cuts the list with the setting, which must be a number for that."""
    assert reply(client.get("/items")) == (200, JSON, {"items": ["apples", "bread"]})


def test_right_key(client):
    """The handler compares the header with the setting."""
    response = client.get("/orders", headers={"X-API-Key": "development"})
    assert reply(response) == (200, JSON, {"orders": []})


def test_wrong_key(client):
    """The answer does not contain the key."""
    response = client.get("/orders", headers={"X-API-Key": "**********"})
    assert reply(response) == (403, JSON, {"detail": "Wrong key"})


def test_no_key(client):
    """Without the header the handler compares an empty text."""
    assert reply(client.get("/orders")) == (403, JSON, {"detail": "Wrong key"})
