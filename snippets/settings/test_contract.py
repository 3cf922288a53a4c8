"""Settings have defaults, which variables of the environment replace, read by type or by look."""

import shlex
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from contracts.exchanges import JSON, reply
from contracts.servers import ServerError, serving
from contracts.tasks import serve_command


def test_defaults(client):
    """No variable is set here, so these are the defaults: a text, a number, a list and a truth
    value.
    """
    body = {"name": "Corner shop", "page_size": 2, "countries": ["DE", "FR"], "open": True}
    assert reply(client.get("/settings")) == (200, JSON, body)


def test_number_is_used(client):
    """The handler cuts the list with the setting, which must be a number for that."""
    assert reply(client.get("/items")) == (200, JSON, {"items": ["apples", "bread"]})


def test_variables_replace_the_defaults(client):
    """`SHOP_NAME=Market`, `SHOP_PAGE_SIZE=3`, `SHOP_COUNTRIES=["IT"]` and `SHOP_OPEN=false` are set
    before the server starts: all four defaults are replaced, each by a value of its type.
    """
    variables = {"NAME": "Market", "PAGE_SIZE": "3", "COUNTRIES": '["IT"]', "OPEN": "false"}
    body = {"name": "Market", "page_size": 3, "countries": ["IT"], "open": False}
    with restarted(client, variables):
        assert reply(client.get("/settings")) == (200, JSON, body)
        assert reply(client.get("/items")) == (200, JSON, {"items": ["apples", "bread", "cheese"]})


@pytest.mark.framework("flask")
def test_values_are_read_by_their_look(client):
    """`SHOP_NAME=12345` and `SHOP_OPEN=no`: what JSON can read is what JSON says, so the name is a
    number; all else is text, so `open` is the word, which counts as true.
    """
    body = {"name": 12345, "page_size": 2, "countries": ["DE", "FR"], "open": "no"}
    with restarted(client, {"NAME": "12345", "OPEN": "no"}):
        assert reply(client.get("/settings")) == (200, JSON, body)


@pytest.mark.framework("fastapi")
def test_values_are_read_by_their_type(client):
    """`SHOP_NAME=12345` and `SHOP_OPEN=no`: Pydantic converts each to the type that the class
    declares, so the name is text and `open` is false.
    """
    body = {"name": "12345", "page_size": 2, "countries": ["DE", "FR"], "open": False}
    with restarted(client, {"NAME": "12345", "OPEN": "no"}):
        assert reply(client.get("/settings")) == (200, JSON, body)


@pytest.mark.framework("flask")
def test_wrong_value_fails_where_it_is_used(client):
    """`SHOP_PAGE_SIZE=abc`: the server starts, and the first request that needs a number fails."""
    with restarted(client, {"PAGE_SIZE": "abc"}):
        assert httpx2.get(client.base_url.join("/items"), trust_env=False).status_code == 500


@pytest.mark.framework("fastapi")
def test_wrong_value_stops_the_start(client):
    """`SHOP_PAGE_SIZE=abc`: the server does not start, and its log names the setting."""
    with pytest.raises(ServerError, match="page_size"), restarted(client, {"PAGE_SIZE": "abc"}):
        pass


@contextmanager
def restarted(client, variables):
    """Run the program anew with these variables, whose names begin with SHOP_, and lead the client
    to it.
    """
    task = Path(__file__).parent
    words = ["env", *(f"SHOP_{name}={value}" for name, value in variables.items())]
    command = f"{shlex.join(words)} {serve_command(task.name, client.framework)}"
    with serving(task / client.framework, command) as server:
        client.base_url = server.url
        yield
