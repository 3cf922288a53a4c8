"""GET /echo becomes a WebSocket, on which every text comes back until the client says `bye`."""

from contextlib import ExitStack

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from contracts.exchanges import HTML, JSON, reply

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
ACCEPTED = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
"""What RFC 6455 computes from that key."""


def test_echoes(client):
    """A connection begins as an HTTP request with these headers and the answer 101. Then text goes
    both ways: each comes back, and after `bye` the program closes with 1000, the normal code.
    """
    accepted(client.get("/echo", headers=HANDSHAKE))
    with socket(client) as ws:
        for text in ["Ada", "", "grün"]:
            ws.send(text)
            assert ws.recv(timeout=10) == f"echo {text}"
        ws.send("bye")
        assert closing_code(ws) == 1000


def test_two_clients_at_once(client):
    """A client is served while another one is connected."""
    with socket(client) as first, socket(client) as second:
        for ws in [first, second]:
            ws.send("Ada")
        assert [ws.recv(timeout=10) for ws in [second, first]] == ["echo Ada", "echo Ada"]


def test_pages_of_other_sites_may_connect(client):
    """A browser lets every page open a WebSocket and names the page's site in `Origin`. Neither
    program looks at it.
    """
    origin = {"Origin": "https://other.example"}
    accepted(client.get("/echo", headers=HANDSHAKE | origin))


@pytest.mark.framework("flask")
def test_open_sockets_keep_all_threads(client):
    """Each open socket keeps one of the eight threads of `--threads 8`: with eight open, this
    request got no answer. The one shown came when they had closed.
    """
    with eight_sockets(client), pytest.raises(httpx2.ReadTimeout):
        client.get("/", timeout=httpx2.Timeout(10, read=0.5))
    page(client.get("/"), 404, "Not Found")


@pytest.mark.framework("fastapi")
def test_open_sockets_share_the_event_loop(client):
    """With eight sockets open this request is answered at once: they wait in the event loop and
    keep no thread.
    """
    with eight_sockets(client):
        assert reply(client.get("/")) == (404, JSON, {"detail": "Not Found"})


@pytest.mark.framework("flask")
def test_bytes_arrive_as_bytes(client):
    """`receive` gives a binary message as `bytes`, and the text around it shows how Python writes
    them.
    """
    with socket(client) as ws:
        ws.send(b"Ada")
        assert ws.recv(timeout=10) == "echo b'Ada'"


@pytest.mark.framework("fastapi")
def test_bytes_end_the_connection(client):
    """`receive_text` fails on a binary message; the connection ends without a closing code."""
    with socket(client) as ws:
        ws.send(b"Ada")
        assert closing_code(ws) is None


@pytest.mark.framework("flask")
def test_plain_request_is_a_bad_request(client):
    """The address exists, but only for a WebSocket: 400."""
    page(client.get("/echo"), 400, "Bad Request")


@pytest.mark.framework("fastapi")
def test_plain_request_finds_nothing(client):
    """A WebSocket route is none for HTTP: to a plain request the address is unknown."""
    assert reply(client.get("/echo")) == (404, JSON, {"detail": "Not Found"})


@pytest.mark.framework("flask")
def test_other_method_is_refused(client):
    """To Flask the route is one for GET, so POST is a 405."""
    response = client.post("/echo")
    page(response, 405, "Method Not Allowed")
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.framework("fastapi")
def test_other_method_finds_nothing(client):
    """No HTTP route has the address, whatever the method."""
    assert reply(client.post("/echo")) == (404, JSON, {"detail": "Not Found"})


@pytest.mark.framework("flask")
def test_handshake_at_another_address_finds_nothing(client):
    """An address without a route is a 404 to a WebSocket as to every other request."""
    page(client.get("/other", headers=HANDSHAKE), 404, "Not Found")


@pytest.mark.framework("fastapi")
def test_handshake_at_another_address_is_rejected(client):
    """FastAPI closes the connection that no route takes, and the server turns that into a 403."""
    assert reply(client.get("/other", headers=HANDSHAKE)) == (403, "text/plain", None)


@pytest.mark.framework("flask")
def test_handshake_without_a_key_is_a_server_error(client):
    """The library behind Flask-Sock raises an error inside the handler: 500."""
    response = client.get("/echo", headers=without_key())
    page(response, 500, "Internal Server Error")


@pytest.mark.framework("fastapi")
def test_handshake_without_a_key_is_a_bad_request(client):
    """The server makes the handshake before the program is asked, and says what is missing."""
    status, media_type, body = reply(client.get("/echo", headers=without_key()))
    assert (status, media_type) == (400, "text/plain")
    assert "missing Sec-WebSocket-Key header" in body


def socket(client):
    """Return an open WebSocket; what goes through it is not recorded."""
    return connect(str(client.base_url.copy_with(scheme="ws", path="/echo")), proxy=None)


def eight_sockets(client):
    """Return eight open WebSockets, each of which has echoed; they close with the block."""
    with ExitStack() as sockets:
        for _ in range(8):
            ws = sockets.enter_context(socket(client))
            ws.send("Ada")
            assert ws.recv(timeout=10) == "echo Ada"
        return sockets.pop_all()


def closing_code(ws):
    """Wait for the end of the connection and return the code that the program sent, if any."""
    with pytest.raises(ConnectionClosed) as closed:
        ws.recv(timeout=10)
    return closed.value.rcvd.code if closed.value.rcvd else None


def accepted(response):
    """Check that the response switches to a WebSocket."""
    assert reply(response) == (101, None, None)
    assert response.headers["upgrade"].lower() == "websocket"
    assert response.headers["sec-websocket-accept"] == ACCEPTED


def without_key():
    """Return the headers of a handshake that lacks one."""
    return {name: value for name, value in HANDSHAKE.items() if name != "Sec-WebSocket-Key"}


def page(response, status, title):
    """Check that the response is one of Flask's error pages."""
    assert reply(response)[:2] == (status, HTML)
    assert f"<h1>{title}</h1>" in response.text
