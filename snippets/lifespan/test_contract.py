"""A database in memory is opened before the first request and closed when the server stops."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from contracts.exchanges import JSON, reply
from contracts.servers import serving
from contracts.tasks import serve_command

EVENTS = ["module loaded", "database opened", "database closed"]


def test_all_requests_use_one_database(client):
    """What one request writes the next one reads: the database was opened once, not per request."""
    for visits in [1, 2, 3]:
        assert reply(client.get("/visits")) == (200, JSON, {"visits": visits})


def test_closes_when_the_server_stops(client):
    """The server is told to stop with SIGTERM, and its output then says that the database was
    opened once and closed once. After a restart the count begins anew.
    """
    with restarted(client) as server:
        assert reply(client.get("/visits")) == (200, JSON, {"visits": 1})
        assert "database closed" not in printed(server)
        server.stop()
        assert sorted(printed(server)) == sorted(EVENTS)
        assert printed(server)[-1] == "database closed"


@pytest.mark.framework("flask")
def test_opens_while_the_module_is_loaded(client):
    """The server's output says "database opened" before "module loaded": the module itself opens
    the database, so whoever imports it does, a server, a test or a command of `flask`.
    """
    with restarted(client) as server:
        assert reply(client.get("/visits")) == (200, JSON, {"visits": 1})
        assert printed(server) == ["database opened", "module loaded"]


@pytest.mark.framework("fastapi")
def test_opens_when_the_server_starts(client):
    """The server's output says "module loaded" before "database opened": loading the module opens
    nothing, and the server runs `lifespan` up to its `yield` before the first request.
    """
    with restarted(client) as server:
        assert reply(client.get("/visits")) == (200, JSON, {"visits": 1})
        assert printed(server) == ["module loaded", "database opened"]


@contextmanager
def restarted(client):
    """Run the program anew, lead the client to it, and yield its server."""
    task = Path(__file__).parent
    with serving(task / client.framework, serve_command(task.name, client.framework)) as server:
        client.base_url = server.url
        yield server


def printed(server):
    """Return what the program printed, without the server's own lines."""
    return [line for line in server.log.read_text("utf-8").splitlines() if line in EVENTS]
