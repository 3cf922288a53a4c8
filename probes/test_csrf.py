"""What a request that another site sends can do when nothing is added."""

from typing import Annotated

import pytest
from fastapi import Body, FastAPI, Form, Request
from fastapi.testclient import TestClient
from flask import Flask, request, session
from pydantic import BaseModel
from starlette.middleware.sessions import SessionMiddleware

OTHER_SITE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


@pytest.mark.framework("flask")
def test_flask_takes_a_form_of_another_site():
    """A browser says where the form comes from, and nobody looks."""
    app = Flask(__name__)

    @app.post("/pay")
    def pay():
        return request.form["to"]

    response = app.test_client().post("/pay", data={"to": "eve"}, headers=OTHER_SITE)
    assert response.text == "eve"


@pytest.mark.framework("fastapi")
def test_fastapi_takes_a_form_of_another_site():
    """A browser says where the form comes from, and nobody looks."""
    app = FastAPI()

    @app.post("/pay")
    def pay(to: Annotated[str, Form()]) -> str:
        return to

    response = TestClient(app).post("/pay", data={"to": "eve"}, headers=OTHER_SITE)
    assert response.json() == "eve"


@pytest.mark.framework("flask")
def test_flask_session_cookie_has_no_samesite():
    """The cookie of `session` has no `SameSite`: browsers decide what other sites' forms carry."""
    app = Flask(__name__)
    app.secret_key = "development"

    @app.get("/")
    def log_in():
        session["user"] = "ada"
        return ""

    assert "SameSite" not in app.test_client().get("/").headers["Set-Cookie"]


@pytest.mark.framework("fastapi")
def test_fastapi_session_cookie_is_lax():
    """The cookie of `SessionMiddleware` is `SameSite=lax`."""
    app = FastAPI()
    app.add_middleware(SessionMiddleware, secret_key="development")

    @app.get("/")
    def log_in(request: Request) -> None:
        request.session["user"] = "ada"

    assert "samesite=lax" in TestClient(app).get("/").headers["set-cookie"]


@pytest.mark.framework("flask")
def test_flask_refuses_json_without_its_type():
    """`get_json()` answers 415 to a body without `Content-Type`, and is `None` if `silent`."""
    app, sent = Flask(__name__), b'{"to": "eve"}'

    @app.post("/pay")
    def pay():
        return request.get_json()

    @app.post("/try")
    def try_to_pay():
        return {"order": request.get_json(silent=True)}

    client = app.test_client()
    assert client.post("/pay", data=sent).status_code == 415
    assert client.post("/try", data=sent).json == {"order": None}


@pytest.mark.framework("fastapi")
def test_fastapi_refuses_json_without_its_type():
    """A body declared as a `dict` or a model is a 422 without `Content-Type`."""
    app = FastAPI()

    class Order(BaseModel):
        to: str

    @app.post("/dict")
    def pay(order: Annotated[dict[str, str], Body()]) -> None:
        return None

    @app.post("/model")
    def pay_order(order: Order) -> None:
        return None

    responses = [
        TestClient(app).post(path, content=b'{"to": "eve"}') for path in ["/dict", "/model"]
    ]
    assert [response.status_code for response in responses] == [422, 422]


@pytest.mark.framework("flask")
def test_flask_reads_bytes_without_their_type():
    """`get_data()` returns the bytes of a body without `Content-Type`."""
    app = Flask(__name__)

    @app.post("/pay")
    def pay():
        return request.get_data()

    assert app.test_client().post("/pay", data=b'{"to": "eve"}').text == '{"to": "eve"}'


@pytest.mark.framework("fastapi")
def test_fastapi_reads_json_without_its_type_if_it_is_not_strict():
    """With `strict_content_type=False` a body without `Content-Type` is read as JSON."""
    app = FastAPI(strict_content_type=False)

    @app.post("/pay")
    def pay(order: Annotated[dict[str, str], Body()]) -> dict[str, str]:
        return order

    assert TestClient(app).post("/pay", content=b'{"to": "eve"}').json() == {"to": "eve"}


@pytest.mark.framework("fastapi")
def test_fastapi_takes_a_lone_text_without_its_type():
    """A body that is one `str` or one `bytes` is accepted without `Content-Type`."""
    app = FastAPI()

    @app.post("/text")
    def text(order: Annotated[str, Body()]) -> str:
        return order

    @app.post("/bytes")
    def binary(order: Annotated[bytes, Body()]) -> bytes:
        return order

    post = TestClient(app).post
    assert [post(path, content=b"{}").json() for path in ["/text", "/bytes"]] == ["{}", "{}"]


@pytest.mark.framework("flask")
def test_flask_reads_any_type_when_forced():
    """`get_json(force=True)` reads JSON from a text that any site may send."""
    app = Flask(__name__)

    @app.post("/pay")
    def pay():
        return request.get_json(force=True)

    sent = {"data": b'{"to": "eve"}', "content_type": "text/plain"}
    assert app.test_client().post("/pay", **sent).json == {"to": "eve"}


@pytest.mark.framework("fastapi")
def test_fastapi_reads_any_type_by_hand():
    """`await request.json()` reads JSON from a text that any site may send."""
    app = FastAPI()

    @app.post("/pay")
    async def pay(request: Request):
        return await request.json()

    sent = {"content": b'{"to": "eve"}', "headers": {"Content-Type": "text/plain"}}
    assert TestClient(app).post("/pay", **sent).json() == {"to": "eve"}
