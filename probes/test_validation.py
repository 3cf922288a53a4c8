"""Where limits of a value are declared, and how a body is read as it was sent."""

from typing import Annotated

import pytest
from fastapi import FastAPI, Path, Request
from fastapi.testclient import TestClient
from flask import Flask, request


@pytest.mark.framework("flask")
def test_a_number_outside_the_limits_is_a_404():
    """`<int(min=1, max=5):stars>` does not match 6, so the answer is a 404."""
    app = Flask(__name__)

    @app.get("/reviews/<int(min=1, max=5):stars>")
    def list_reviews(stars):
        return {"stars": stars}

    client = app.test_client()
    responses = [client.get("/reviews/5"), client.get("/reviews/6")]
    assert [response.status_code for response in responses] == [200, 404]


@pytest.mark.framework("fastapi")
def test_a_number_outside_the_limits_is_a_422():
    """`Path(ge=1, le=5)` refuses 6 with a 422."""
    app = FastAPI()

    @app.get("/reviews/{stars}")
    def list_reviews(stars: Annotated[int, Path(ge=1, le=5)]) -> dict[str, int]:
        return {"stars": stars}

    client = TestClient(app)
    responses = [client.get("/reviews/5"), client.get("/reviews/6")]
    assert [response.status_code for response in responses] == [200, 422]


@pytest.mark.framework("flask")
def test_get_data_gives_the_bytes():
    """`request.get_data` gives the body as it was sent."""
    app = Flask(__name__)

    @app.post("/hooks")
    def receive():
        body = request.get_data()
        return {"size": len(body)}

    assert app.test_client().post("/hooks", data=b"\x00\x01").json == {"size": 2}


@pytest.mark.framework("flask")
def test_get_data_after_form_is_empty():
    """Once `request.form` has read a form, `request.get_data` gives no bytes."""
    app = Flask(__name__)

    @app.post("/hooks")
    def receive():
        name = request.form["name"]
        return {"name": name, "size": len(request.get_data())}

    answer = app.test_client().post("/hooks", data={"name": "Ada"}).json
    assert answer == {"name": "Ada", "size": 0}


@pytest.mark.framework("fastapi")
def test_request_body_gives_the_bytes():
    """`await request.body()` gives the body as it was sent."""
    app = FastAPI()

    @app.post("/hooks")
    async def receive(request: Request) -> dict[str, int]:
        body = await request.body()
        return {"size": len(body)}

    assert TestClient(app).post("/hooks", content=b"\x00\x01").json() == {"size": 2}
