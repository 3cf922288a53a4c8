"""One program answers: FastAPI on the routes that have moved, the mounted Flask on all others."""

from contracts.exchanges import HTML, JSON, reply


def test_moved_route_is_answered_by_fastapi(client):
    """Both declare GET for this address. FastAPI's route stands before the mount and wins."""
    expected = {"order": 7, "answered_by": "FastAPI"}
    assert reply(client.get("/orders/7")) == (200, JSON, expected)


def test_other_method_is_answered_by_flask(client):
    """The route of FastAPI takes no POST, so the mount gets the request: routes move one method at
    a time. The form arrives at Flask as under a WSGI server.
    """
    expected = {"order": 7, "paid": "5", "answered_by": "Flask"}
    assert reply(client.post("/orders/7", data={"amount": "5"})) == (200, JSON, expected)


def test_head_is_answered_by_flask(client):
    """FastAPI's route takes GET alone, so a HEAD for the moved address still runs Flask's view. In
    FastAPI without the mount it would be a 405.
    """
    assert reply(client.head("/orders/7")) == (200, JSON, None)


def test_redirect_of_flask_leads_to_a_moved_route(client):
    """Flask builds the address with `url_for` from a route it still has. Mounted at `/`, it adds
    no prefix, and FastAPI answers what the redirect leads to.
    """
    response = client.get("/latest")
    status, media_type, body = reply(response)
    assert (status, media_type) == (302, HTML)
    assert "<h1>Redirecting...</h1>" in body
    assert response.headers["location"] == "/orders/7"


def test_invalid_number_is_refused_by_fastapi(client):
    """The address matches FastAPI's route, whose check fails: 422. Before the move it was a 404."""
    status, media_type, body = reply(client.get("/orders/abc"))
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("int_parsing", ["path", "order_id"])
    ]


def test_unknown_address_is_a_page_of_flask(client):
    """No route of FastAPI takes the address, so Flask answers, as it did before."""
    page(client.get("/nothing"), 404, "Not Found")


def test_slash_at_the_end_is_unknown(client):
    """FastAPI alone would redirect to `/orders/7`. The mount takes the request first, and Flask has
    no route with a slash at the end.
    """
    page(client.get("/orders/7/"), 404, "Not Found")


def test_method_without_a_route_is_refused_by_flask(client):
    """Neither has DELETE here, and Flask answers. Its `Allow` still names GET, which FastAPI took
    over.
    """
    response = client.delete("/orders/7")
    page(response, 405, "Method Not Allowed")
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_document_describes_the_moved_route_only(client):
    """FastAPI describes its own routes. Those of Flask appear once they have moved."""
    status, media_type, body = reply(client.get("/openapi.json"))
    assert (status, media_type) == (200, JSON)
    assert {path: list(each) for path, each in body["paths"].items()} == {
        "/orders/{order_id}": ["get"]
    }


def page(response, status, title):
    """Check that the response is one of Flask's error pages."""
    assert reply(response)[:2] == (status, HTML)
    assert f"<h1>{title}</h1>" in response.text
