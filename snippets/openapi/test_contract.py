"""GET /openapi.json describes the one route, its parameter and its model; PUT /items/7 keeps it."""

import pytest

from contracts.exchanges import HTML, JSON, reply

LAMP = {"name": "Lamp", "price": 19.5}
ITEM = {"$ref": "#/components/schemas/Item"}


def test_saves_an_item(client):
    """The body fits the model that the document describes, and so does the answer."""
    assert reply(client.put("/items/7", json=LAMP)) == (200, JSON, LAMP)


def test_document_names_route_and_model(client):
    """FastAPI, and APIFlask in the Flask program, make an OpenAPI 3.1 document from the code: the
    route with its parameter, and the model as a JSON schema for the request and the response.
    """
    document, put = described(client)
    assert document["info"] == {"title": "Shop", "version": "1.0"}
    assert parameters(put) == [("item_id", "path", True, "integer")]
    assert put["requestBody"]["content"] == {JSON: {"schema": ITEM}}
    assert put["responses"]["200"]["content"] == {JSON: {"schema": ITEM}}
    model = document["components"]["schemas"]["Item"]
    assert model["required"] == ["name", "price"]
    assert model["properties"] == {
        "name": {"title": "Name", "type": "string", "minLength": 1},
        "price": {
            "title": "Price",
            "type": "number",
            "exclusiveMinimum": 0,
            "description": "In euros.",
        },
    }


@pytest.mark.framework("flask")
def test_document_names_the_errors(client):
    """APIFlask makes the docstring the summary, and adds a 404 for a route with a parameter and a
    422 for one with a model. `servers` names the address at which the document was asked for.
    """
    document, put = described(client)
    assert (put["summary"], put.get("description")) == ("Save an item.", None)
    assert errors(put) == {"404": "HTTPError", "422": "ValidationError"}
    assert document["servers"] == [{"url": str(client.base_url.join("/"))}]
    assert "required" not in put["requestBody"]
    assert "operationId" not in put


@pytest.mark.framework("fastapi")
def test_document_names_one_error(client):
    """FastAPI makes the function's name the summary and the docstring the description, and adds a
    422. It names no server, marks the body as required, and gives each operation an id.
    """
    document, put = described(client)
    assert (put["summary"], put["description"]) == ("Save Item", "Save an item.")
    assert errors(put) == {"422": "HTTPValidationError"}
    assert "servers" not in document
    assert put["requestBody"]["required"] is True
    assert put["operationId"] == "save_item_items__item_id__put"


@pytest.mark.framework("flask")
def test_mistakes_are_grouped(client):
    """APIFlask answers Pydantic's messages, grouped by the part of the request and the field."""
    status, media_type, body = reply(client.put("/items/7", json={"name": "", "price": 0}))
    assert (status, media_type) == (422, JSON)
    assert body == {
        "message": "Validation error",
        "detail": {
            "json": {
                "name": ["String should have at least 1 character"],
                "price": ["Input should be greater than 0"],
            }
        },
    }


@pytest.mark.framework("fastapi")
def test_mistakes_are_listed(client):
    """FastAPI answers Pydantic's errors as a list, each with its kind, place and input."""
    status, media_type, body = reply(client.put("/items/7", json={"name": "", "price": 0}))
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("string_too_short", ["body", "name"]),
        ("greater_than", ["body", "price"]),
    ]


@pytest.mark.framework("flask")
def test_text_is_an_unknown_address(client):
    """The converter of Flask decides, so this is a 404; APIFlask answers it as JSON."""
    response = client.put("/items/abc", json=LAMP)
    assert reply(response) == (404, JSON, {"detail": {}, "message": "Not Found"})


@pytest.mark.framework("fastapi")
def test_text_is_invalid(client):
    """The parameter is checked like the body: a 422, which the document names."""
    status, media_type, body = reply(client.put("/items/abc", json=LAMP))
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("int_parsing", ["path", "item_id"])
    ]


def test_a_page_draws_the_document(client):
    """The page at `/docs` is Swagger UI, which reads `/openapi.json` and can send requests. Its
    script and style come from a public CDN.
    """
    status, media_type, body = reply(client.get("/docs"))
    assert (status, media_type) == (200, HTML)
    assert "Swagger UI</title>" in body
    assert "https://cdn.jsdelivr.net/npm/swagger-ui-dist" in body
    assert "/openapi.json" in body


@pytest.mark.framework("flask")
def test_there_is_one_page(client):
    """APIFlask serves one page, at `/docs`; `docs_ui="redoc"` makes that one ReDoc."""
    assert reply(client.get("/redoc")) == (404, JSON, {"detail": {}, "message": "Not Found"})


@pytest.mark.framework("fastapi")
def test_there_is_a_second_page(client):
    """FastAPI serves the same document as ReDoc at `/redoc`. Its script comes from a CDN, too."""
    status, media_type, body = reply(client.get("/redoc"))
    assert (status, media_type) == (200, HTML)
    assert "ReDoc</title>" in body
    assert "https://cdn.jsdelivr.net/npm/redoc" in body
    assert "/openapi.json" in body


def described(client):
    """Return the OpenAPI document and what it says of the one operation."""
    status, media_type, document = reply(client.get("/openapi.json"))
    assert (status, media_type, document["openapi"]) == (200, JSON, "3.1.0")
    assert [(path, list(each)) for path, each in document["paths"].items()] == [
        ("/items/{item_id}", ["put"])
    ]
    return document, document["paths"]["/items/{item_id}"]["put"]


def parameters(operation):
    """Return the name, place, necessity and type of each parameter of an operation."""
    return [
        (each["name"], each["in"], each["required"], each["schema"]["type"])
        for each in operation["parameters"]
    ]


def errors(operation):
    """Return the name of the schema of each error of an operation."""
    return {
        status: response["content"][JSON]["schema"]["$ref"].rpartition("/")[2]
        for status, response in operation["responses"].items()
        if status >= "400"
    }
