"""What a group of routes shares, and how an application is made by a function."""

from typing import Annotated

import pytest
import uvicorn
from fastapi import APIRouter, Depends, FastAPI, HTTPException
from fastapi.testclient import TestClient
from flask import Blueprint, Flask, g, url_for


@pytest.mark.framework("flask")
def test_a_blueprint_handles_the_errors_of_its_views():
    """An error handler of a blueprint answers for its own views and for no others."""
    app, notes = Flask(__name__), Blueprint("notes", __name__)

    @notes.errorhandler(KeyError)
    def not_found(error):
        return {"error": "No such note"}, 404

    @notes.get("/notes/<int:note_id>")
    def read_note(note_id):
        return {1: "Buy milk"}[note_id]

    @app.get("/tags/<int:tag_id>")
    def read_tag(tag_id):
        return {1: "home"}[tag_id]

    app.register_blueprint(notes)
    responses = map(app.test_client().get, ["/notes/7", "/tags/7"])
    assert [response.status_code for response in responses] == [404, 500]


@pytest.mark.framework("fastapi")
def test_a_dependency_catches_the_errors_of_a_router():
    """A dependency with `yield` catches what the handlers of its router raise."""
    app = FastAPI()

    def not_found():
        try:
            yield
        except KeyError:
            raise HTTPException(404, "No such note") from None

    notes = APIRouter(dependencies=[Depends(not_found)])

    @notes.get("/notes/{note_id}")
    def read_note(note_id: int) -> str:
        return {1: "Buy milk"}[note_id]

    app.include_router(notes)
    assert TestClient(app).get("/notes/7").status_code == 404


@pytest.mark.framework("flask")
def test_a_blueprint_moves_the_language_into_g():
    """The language in the prefix is kept in `g`, and `url_for` puts it back."""
    app, shop = Flask(__name__), Blueprint("shop", __name__, url_prefix="/<lang>")

    @shop.url_value_preprocessor
    def keep_language(endpoint, values):
        g.lang = values.pop("lang")

    @shop.url_defaults
    def add_language(endpoint, values):
        values.setdefault("lang", g.lang)

    @shop.get("/cart")
    def cart():
        return {"lang": g.lang, "here": url_for(".cart")}

    app.register_blueprint(shop)
    assert app.test_client().get("/de/cart").json == {"lang": "de", "here": "/de/cart"}


@pytest.mark.framework("fastapi")
def test_a_dependency_reads_the_language():
    """A dependency reads the language from the prefix; `url_path_for` is given it."""
    app, shop = FastAPI(), APIRouter(prefix="/{lang}")

    def get_language(lang: str) -> str:
        return lang

    @shop.get("/cart")
    def cart(language: Annotated[str, Depends(get_language)]) -> dict[str, str]:
        return {"lang": language, "here": app.url_path_for("cart", lang=language)}

    app.include_router(shop)
    assert TestClient(app).get("/de/cart").json() == {"lang": "de", "here": "/de/cart"}


@pytest.mark.framework("flask")
def test_a_factory_takes_other_settings():
    """`create_app` makes an application, for a test with settings of its own."""

    def create_app(**settings):
        app = Flask(__name__)
        app.config["PAGE_SIZE"] = 20
        app.config.update(settings)

        @app.get("/")
        def show():
            return {"page_size": app.config["PAGE_SIZE"]}

        return app

    assert create_app(PAGE_SIZE=2).test_client().get("/").json == {"page_size": 2}


@pytest.mark.framework("fastapi")
def test_uvicorn_calls_a_factory():
    """With `factory`, or `--factory`, Uvicorn calls the function that makes the application."""

    def create_app() -> FastAPI:
        app = FastAPI()

        @app.get("/")
        def show() -> dict[str, int]:
            return {"page_size": 20}

        return app

    server = uvicorn.Config(create_app, factory=True)
    server.load()
    assert TestClient(server.loaded_app).get("/").json() == {"page_size": 20}
