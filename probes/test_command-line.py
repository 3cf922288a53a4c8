"""What the command line knows of an application."""

import click
import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from flask import Flask
from flask.cli import routes_command, shell_command


@pytest.mark.framework("flask")
def test_an_application_adds_a_command():
    """`@app.cli.command` adds a command with Click's options, here run as `flask greet --name`."""
    app = Flask(__name__)

    @app.cli.command("greet")
    @click.option("--name", default="world")
    def greet(name):
        print(f"Hello, {name}!")

    runner = app.test_cli_runner()
    assert runner.invoke(args=["greet", "--name", "Ada"]).output == "Hello, Ada!\n"


@pytest.mark.framework("flask")
def test_the_shell_knows_more_names():
    """`flask shell` has `app` and `g`, and what a `shell_context_processor` returns."""
    app = Flask("shop")

    @app.shell_context_processor
    def names():
        return {"apples": 3}

    typed = "print(app.name, apples)\n"
    output = app.test_cli_runner().invoke(shell_command, input=typed).output
    assert "shop 3" in output


@pytest.mark.framework("flask")
def test_flask_routes_lists_the_routes():
    """`flask routes` prints each rule, and `app.url_map` has them."""
    app = Flask(__name__)

    @app.get("/notes/<int:note_id>")
    def read_note(note_id):
        return {"id": note_id}

    output = app.test_cli_runner().invoke(routes_command).output
    assert "read_note  GET      /notes/<int:note_id>" in output
    assert "/notes/<int:note_id>" in map(str, app.url_map.iter_rules())


@pytest.mark.framework("fastapi")
def test_openapi_lists_the_routes():
    """`app.openapi` has every path; `iter_route_contexts` opens the routers in `app.routes`."""
    app, notes = FastAPI(openapi_url=None), APIRouter(prefix="/notes")

    @notes.get("/{note_id}")
    def read_note(note_id: int) -> dict[str, int]:
        return {"id": note_id}

    @notes.delete("/{note_id}")
    def delete_note(note_id: int) -> None: ...

    app.include_router(notes)
    assert list(app.openapi()["paths"]) == ["/notes/{note_id}"]
    paths = [route.path for route in iter_route_contexts(app.routes)]
    assert (len(app.routes), paths) == (1, ["/notes/{note_id}", "/notes/{note_id}"])
