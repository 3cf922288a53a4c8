"""How the built files of a JavaScript frontend are served."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from flask import Flask


@pytest.mark.framework("flask")
def test_a_catch_all_sends_the_page(tmp_path):
    """A rule for every path sends `index.html`; the more specific rule of the API wins over it."""
    (tmp_path / "index.html").write_text("<h1>Shop</h1>")
    app = Flask(__name__, static_folder=tmp_path, static_url_path="/assets")

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def frontend(path):
        return app.send_static_file("index.html")

    @app.get("/api/items")
    def list_items():
        return ["tea"]

    with app.test_client() as client, client.get("/cart") as page:
        assert page.text == "<h1>Shop</h1>"
        assert client.get("/api/items").json == ["tea"]


@pytest.mark.framework("fastapi")
def test_frontend_sends_the_page(tmp_path):
    """`app.frontend` sends `index.html` for a page that is no file; a route wins over it."""
    (tmp_path / "index.html").write_text("<h1>Shop</h1>")
    app = FastAPI()
    app.frontend("/", directory=tmp_path)

    @app.get("/api/items")
    def list_items() -> list[str]:
        return ["tea"]

    client = TestClient(app, headers={"Accept": "text/html"})  # as a browser asks for a page
    assert client.get("/cart").text == "<h1>Shop</h1>"
    assert client.get("/api/items").json() == ["tea"]
