"""Which status, type and form a returned value gets, and how a file is sent."""

import datetime
from decimal import Decimal
from typing import Annotated

import pytest
from fastapi import FastAPI, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
)
from fastapi.testclient import TestClient
from flask import (
    Flask,
    jsonify,
    redirect,
    request,
    send_file,
    send_from_directory,
    url_for,
)
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel, PlainSerializer


@pytest.mark.framework("flask")
def test_a_view_returns_the_status_that_fits():
    """The number after the body is the status, so a view can choose it."""
    app, notes = Flask(__name__), {}

    @app.put("/notes/<int:note_id>")
    def save_note(note_id):
        status = 200 if note_id in notes else 201
        notes[note_id] = request.get_json()
        return notes[note_id], status

    client = app.test_client()
    responses = [client.put("/notes/1", json={"text": text}) for text in ["tea", "milk"]]
    assert [response.status_code for response in responses] == [201, 200]


@pytest.mark.framework("fastapi")
def test_a_handler_sets_the_status_that_fits():
    """`response.status_code` replaces the status of the decorator."""
    app, notes = FastAPI(), {}

    @app.put("/notes/{note_id}", status_code=200)
    def save_note(note_id: int, note: dict[str, str], response: Response) -> dict[str, str]:
        if note_id not in notes:
            response.status_code = 201
        notes[note_id] = note
        return note

    client = TestClient(app)
    responses = [client.put("/notes/1", json={"text": text}) for text in ["tea", "milk"]]
    assert [response.status_code for response in responses] == [201, 200]


@pytest.mark.framework("flask")
def test_jsonify_sends_any_value():
    """`jsonify` sends a number as JSON; returned as it is, the number is a 500."""
    app = Flask(__name__)

    @app.get("/jsonify")
    def count_with_jsonify():
        return jsonify(5)

    @app.get("/plain")
    def count():
        return 5

    client = app.test_client()
    assert [client.get("/jsonify").json, client.get("/plain").status_code] == [5, 500]


@pytest.mark.framework("fastapi")
def test_json_response_sends_encoded_data():
    """`JSONResponse` sends data as it is; `jsonable_encoder` first turns its dates into text."""
    app = FastAPI()

    @app.get("/")
    def due() -> JSONResponse:
        note = {"text": "Buy milk", "due": datetime.date(2026, 12, 24)}
        return JSONResponse(jsonable_encoder(note))

    assert TestClient(app).get("/").json() == {"text": "Buy milk", "due": "2026-12-24"}


@pytest.mark.framework("flask")
def test_a_provider_writes_a_type():
    """The provider's `default` is called for each value that JSON does not know."""
    app = Flask(__name__)

    class Provider(DefaultJSONProvider):
        @staticmethod
        def default(value):
            if isinstance(value, complex):
                return [value.real, value.imag]
            return DefaultJSONProvider.default(value)

    app.json = Provider(app)

    @app.get("/")
    def point():
        return {"at": 1 + 2j}

    assert app.test_client().get("/").json == {"at": [1, 2]}


@pytest.mark.framework("fastapi")
def test_an_annotation_writes_a_type():
    """Pydantic's `PlainSerializer` says how a field of a model becomes JSON."""
    app = FastAPI()

    class Item(BaseModel):
        price: Annotated[Decimal, PlainSerializer(lambda price: f"{price:.2f} EUR")]

    @app.get("/")
    def read_item() -> Item:
        return Item(price=Decimal("1.5"))

    assert TestClient(app).get("/").json() == {"price": "1.50 EUR"}


@pytest.mark.framework("flask")
def test_a_returned_text_is_html():
    """A returned text is HTML, unless a returned `Content-Type` says otherwise."""
    app = Flask(__name__)

    @app.get("/page")
    def page():
        return "<h1>Notes</h1>"

    @app.get("/robots.txt")
    def robots():
        return "User-agent: *", {"Content-Type": "text/plain"}

    responses = map(app.test_client().get, ["/page", "/robots.txt"])
    assert [response.mimetype for response in responses] == ["text/html", "text/plain"]


@pytest.mark.framework("fastapi")
def test_a_response_class_makes_it_html():
    """`response_class` names the type of a returned text; a returned response has its type."""
    app = FastAPI()

    @app.get("/page", response_class=HTMLResponse)
    def page() -> str:
        return "<h1>Notes</h1>"

    @app.get("/robots.txt")
    def robots() -> PlainTextResponse:
        return PlainTextResponse("User-agent: *")

    responses = map(TestClient(app).get, ["/page", "/robots.txt"])
    types = [response.headers["Content-Type"] for response in responses]
    assert types == ["text/html; charset=utf-8", "text/plain; charset=utf-8"]


@pytest.mark.framework("flask")
def test_redirect_takes_a_status():
    """`redirect` answers 302, or the status that it is given as `code`."""
    app = Flask(__name__)

    @app.get("/notes")
    def list_notes():
        return ["Buy milk"]

    @app.post("/notes")
    def create_note():
        return redirect(url_for("list_notes"), code=303)

    response = app.test_client().post("/notes")
    assert (response.status_code, response.location) == (303, "/notes")


@pytest.mark.framework("fastapi")
def test_redirect_response_takes_a_status():
    """`RedirectResponse` answers 307, or the status that it is given as `status_code`."""
    app = FastAPI()

    @app.get("/notes")
    def list_notes() -> list[str]:
        return ["Buy milk"]

    @app.post("/notes")
    def create_note() -> RedirectResponse:
        return RedirectResponse(app.url_path_for("list_notes"), status_code=303)

    response = TestClient(app, follow_redirects=False).post("/notes")
    assert (response.status_code, response.headers["Location"]) == (303, "/notes")


@pytest.mark.framework("flask")
def test_send_file_as_a_download(tmp_path):
    """`send_file` sends a file, and `as_attachment` tells the browser to save it."""
    app = Flask(__name__)
    (tmp_path / "report.txt").write_text("Sales")

    @app.get("/report")
    def report():
        path = tmp_path / "report.txt"
        return send_file(path, as_attachment=True, download_name="sales.txt")

    with app.test_client().get("/report") as response:
        disposition = response.headers["Content-Disposition"]
    assert disposition == "attachment; filename=sales.txt"


@pytest.mark.framework("fastapi")
def test_file_response_as_a_download(tmp_path):
    """`FileResponse` sends a file, and `filename` tells the browser to save it."""
    app = FastAPI()
    (tmp_path / "report.txt").write_text("Sales")

    @app.get("/report")
    def report() -> FileResponse:
        return FileResponse(tmp_path / "report.txt", filename="sales.txt")

    headers = TestClient(app).get("/report").headers
    assert headers["Content-Disposition"] == 'attachment; filename="sales.txt"'


@pytest.mark.framework("flask")
def test_send_from_directory_stays_in_its_folder(tmp_path):
    """`send_from_directory` answers 404 to a name that leads out of its folder."""
    app = Flask(__name__)
    (tmp_path / "public").mkdir()
    (tmp_path / "secret.txt").write_text("secret")

    @app.get("/files")
    def read_file():
        return send_from_directory(tmp_path / "public", request.args["name"])

    response = app.test_client().get("/files?name=../secret.txt")
    assert response.status_code == 404


@pytest.mark.framework("fastapi")
def test_file_response_takes_any_path(tmp_path):
    """`FileResponse` does not check its path: a name from the client can lead out of a folder."""
    app = FastAPI()
    (tmp_path / "public").mkdir()
    (tmp_path / "secret.txt").write_text("secret")

    @app.get("/files")
    def read_file(name: str) -> FileResponse:
        return FileResponse(tmp_path / "public" / name)

    assert TestClient(app).get("/files?name=../secret.txt").text == "secret"
