"""How routes are declared, what their paths accept, and how their addresses are built."""

from typing import Literal

import pytest
from fastapi import APIRouter, FastAPI, Request
from fastapi.testclient import TestClient
from flask import Blueprint, Flask, request, url_for
from flask.views import MethodView


@pytest.mark.framework("flask")
def test_one_view_for_two_methods():
    """`methods=` lets one view answer `GET` and `POST`; any other method is a 405."""
    app = Flask(__name__)

    @app.route("/notes", methods=["GET", "POST"])
    def notes():
        return f"{request.method} notes"

    client = app.test_client()
    responses = [client.get("/notes"), client.post("/notes"), client.put("/notes")]
    assert [response.status_code for response in responses] == [200, 200, 405]


@pytest.mark.framework("fastapi")
def test_one_function_for_two_methods():
    """`app.api_route` lets one function answer `GET` and `POST`; any other method is a 405."""
    app = FastAPI()

    @app.api_route("/notes", methods=["GET", "POST"])
    def notes(request: Request) -> str:
        return f"{request.method} notes"

    client = TestClient(app)
    responses = [client.get("/notes"), client.post("/notes"), client.put("/notes")]
    assert [response.status_code for response in responses] == [200, 200, 405]


@pytest.mark.framework("flask")
def test_any_allows_a_few_words():
    """The converter `any` accepts the words it lists; another word is a 404."""
    app = Flask(__name__)

    @app.get("/walls/<any(red, blue):colour>")
    def paint(colour):
        return {"colour": colour}

    client = app.test_client()
    responses = [client.get("/walls/red"), client.get("/walls/green")]
    assert [response.status_code for response in responses] == [200, 404]


@pytest.mark.framework("fastapi")
def test_literal_allows_a_few_words():
    """A `Literal` accepts the words it lists; another word is a 422."""
    app = FastAPI()

    @app.get("/walls/{colour}")
    def paint(colour: Literal["red", "blue"]) -> dict[str, str]:
        return {"colour": colour}

    client = TestClient(app)
    responses = [client.get("/walls/red"), client.get("/walls/green")]
    assert [response.status_code for response in responses] == [200, 422]


@pytest.mark.framework("fastapi")
def test_a_convertor_in_the_path_makes_it_a_404():
    """With `{user_id:int}` text is a 404, and so is a negative number."""
    app = FastAPI()

    @app.get("/users/{user_id:int}")
    def read_user(user_id: int) -> dict[str, int]:
        return {"user_id": user_id}

    client = TestClient(app)
    responses = [client.get("/users/7"), client.get("/users/-7"), client.get("/users/ada")]
    assert [response.status_code for response in responses] == [200, 404, 404]


@pytest.mark.framework("flask")
def test_url_for_puts_other_names_into_the_query():
    """`url_for` writes values that the path does not name after a `?`."""
    app = Flask(__name__)

    @app.get("/notes/<int:note_id>")
    def read_note(note_id):
        return {"next": url_for("read_note", note_id=note_id + 1, page=2)}

    assert app.test_client().get("/notes/7").json == {"next": "/notes/8?page=2"}


@pytest.mark.framework("fastapi")
def test_the_query_is_added_to_the_result_of_url_for():
    """`request.url_for` gives a full address, and `include_query_params` adds the query to it."""
    app = FastAPI()

    @app.get("/notes/{note_id}")
    def read_note(note_id: int, request: Request) -> dict[str, str]:
        next_note = request.url_for("read_note", note_id=note_id + 1)
        return {"next": str(next_note.include_query_params(page=2))}

    answer = TestClient(app).get("/notes/7").json()
    assert answer == {"next": "http://testserver/notes/8?page=2"}


@pytest.mark.framework("flask")
def test_add_url_rule_ends_with_the_first_request():
    """`app.add_url_rule` adds a route; after the first request it raises an error."""
    app = Flask(__name__)

    def ping():
        return "pong"

    app.add_url_rule("/ping", view_func=ping, methods=["GET", "POST"])
    assert app.test_client().post("/ping").text == "pong"
    with pytest.raises(AssertionError, match="can no longer be called"):
        app.add_url_rule("/late", view_func=ping)


@pytest.mark.framework("fastapi")
def test_add_api_route_works_after_the_first_request():
    """`app.add_api_route` adds a route, also after the first request."""
    app = FastAPI()
    client = TestClient(app)

    def ping() -> str:
        return "pong"

    client.get("/ping")  # the first request, a 404
    app.add_api_route("/ping", ping, methods=["GET", "POST"])
    assert client.post("/ping").json() == "pong"


@pytest.mark.framework("flask")
def test_only_a_missing_slash_redirects():
    """`/notes` redirects to a route `/notes/`; `/tags/` does not reach a route `/tags`."""
    app = Flask(__name__)

    @app.get("/notes/")
    def list_notes():
        return ["Buy milk"]

    @app.get("/tags")
    def list_tags():
        return ["home"]

    client = app.test_client()
    responses = [client.get("/notes"), client.get("/tags/")]
    assert [response.status_code for response in responses] == [308, 404]


@pytest.mark.framework("fastapi")
def test_a_missing_and_an_added_slash_redirect():
    """`/notes` redirects to a route `/notes/`, and `/tags/` to a route `/tags`."""
    app = FastAPI()

    @app.get("/notes/")
    def list_notes() -> list[str]:
        return ["Buy milk"]

    @app.get("/tags")
    def list_tags() -> list[str]:
        return ["home"]

    client = TestClient(app, follow_redirects=False)
    responses = [client.get("/notes"), client.get("/tags/")]
    assert [response.status_code for response in responses] == [307, 307]


@pytest.mark.framework("flask")
def test_without_strict_slashes_both_forms_answer():
    """With `strict_slashes=False` a route answers with and without the slash."""
    app = Flask(__name__)

    @app.get("/notes", strict_slashes=False)
    def list_notes():
        return ["Buy milk"]

    client = app.test_client()
    responses = [client.get("/notes"), client.get("/notes/")]
    assert [response.status_code for response in responses] == [200, 200]


@pytest.mark.framework("fastapi")
def test_without_redirect_slashes_the_other_form_is_a_404():
    """With `redirect_slashes=False` the form that is not declared is a 404."""
    app = FastAPI(redirect_slashes=False)

    @app.get("/notes")
    def list_notes() -> list[str]:
        return ["Buy milk"]

    client = TestClient(app)
    responses = [client.get("/notes"), client.get("/notes/")]
    assert [response.status_code for response in responses] == [200, 404]


@pytest.mark.framework("flask")
def test_a_class_has_one_function_per_method():
    """A `MethodView` answers each HTTP method with its function of that name."""
    app = Flask(__name__)

    class Note(MethodView):
        def get(self, note_id):
            return {"read": note_id}

        def delete(self, note_id):
            return {"deleted": note_id}

    app.add_url_rule("/notes/<int:note_id>", view_func=Note.as_view("note"))
    assert app.test_client().delete("/notes/7").json == {"deleted": 7}


@pytest.mark.framework("flask")
def test_the_request_knows_its_whole_rule():
    """`request.url_rule` has the blueprint's prefix, and `request.endpoint` has its name."""
    app, notes = Flask(__name__), Blueprint("notes", __name__, url_prefix="/notes")

    @notes.get("/<int:note_id>")
    def read_note(note_id):
        return [request.endpoint, str(request.url_rule), request.view_args]

    app.register_blueprint(notes)
    answer = app.test_client().get("/notes/7").json
    assert answer == ["notes.read_note", "/notes/<int:note_id>", {"note_id": 7}]


@pytest.mark.framework("fastapi")
def test_the_route_of_a_request_lacks_the_outer_prefix():
    """`request.scope["route"].path` lacks the prefix that was given to `include_router`."""
    app, notes = FastAPI(), APIRouter(prefix="/notes")

    @notes.get("/{note_id}")
    def read_note(request: Request) -> list:
        route = request.scope["route"]
        return [request.url.path, route.name, route.path, request.path_params]

    app.include_router(notes, prefix="/api")
    answer = TestClient(app).get("/api/notes/7").json()
    assert answer == ["/api/notes/7", "read_note", "/notes/{note_id}", {"note_id": "7"}]
