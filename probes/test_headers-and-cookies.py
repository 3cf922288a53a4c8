"""How code that is no handler reads the request and adds headers to the response."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from flask import Flask, after_this_request, request


@pytest.mark.framework("flask")
def test_any_function_reads_the_request():
    """`request` is imported, so a function reads it without being given it."""
    app = Flask(__name__)

    def get_language():
        return request.headers.get("Accept-Language", "en")

    @app.get("/")
    def show():
        return {"language": get_language()}

    response = app.test_client().get("/", headers={"Accept-Language": "fr"})
    assert response.json == {"language": "fr"}


@pytest.mark.framework("fastapi")
def test_the_request_is_a_parameter():
    """A handler or dependency that declares `request: Request` is given it."""
    app = FastAPI()

    def get_language(request: Request) -> str:
        return request.headers.get("Accept-Language", "en")

    @app.get("/")
    def show(language: Annotated[str, Depends(get_language)]) -> dict[str, str]:
        return {"language": language}

    response = TestClient(app).get("/", headers={"Accept-Language": "fr"})
    assert response.json() == {"language": "fr"}


@pytest.mark.framework("flask")
def test_a_function_changes_the_response_of_this_request():
    """`after_this_request` adds a header to whatever the view returns, also to an error."""
    app = Flask(__name__)

    def warn(text):
        @after_this_request
        def add_header(response):
            response.headers["X-Warning"] = text
            return response

    @app.get("/")
    def show():
        warn("Disk almost full")
        return {"error": "No such note"}, 404

    response = app.test_client().get("/")
    assert response.headers["X-Warning"] == "Disk almost full"


@pytest.mark.framework("fastapi")
def test_a_header_of_a_dependency_is_lost_with_a_response():
    """A header that a dependency sets is sent with data, not with a response of the handler."""
    app = FastAPI()

    def warn(response: Response) -> None:
        response.headers["X-Warning"] = "Disk almost full"

    @app.get("/data", dependencies=[Depends(warn)])
    def read_data() -> dict[str, str]:
        return {"text": "Buy milk"}

    @app.get("/response", dependencies=[Depends(warn)])
    def read_response() -> JSONResponse:
        return JSONResponse({"text": "Buy milk"})

    responses = map(TestClient(app).get, ["/data", "/response"])
    assert ["X-Warning" in response.headers for response in responses] == [True, False]
