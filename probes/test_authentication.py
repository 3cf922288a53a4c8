"""Which slip leaves a route open, what a guard of everything covers, and what credentials lose."""

import base64
from functools import wraps
from secrets import compare_digest
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import (
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
)
from fastapi.staticfiles import StaticFiles
from fastapi.testclient import TestClient
from flask import Flask, request
from werkzeug.security import check_password_hash, generate_password_hash

BASIC = {"Authorization": "Basic " + base64.b64encode("ada:grün".encode()).decode()}


@pytest.mark.framework("flask")
def test_flask_ignores_a_guard_above_the_route():
    """`@app.get` keeps the function below it, so a decorator above it never runs."""
    app = Flask(__name__)

    def login_required(view):
        @wraps(view)
        def refused():
            return "", 401

        return refused

    @login_required
    @app.get("/")
    def secret():
        return "secret"

    assert app.test_client().get("/").text == "secret"


@pytest.mark.framework("fastapi")
def test_fastapi_asks_for_nothing_with_the_class_itself():
    """`Depends(HTTPBearer)`, without `()` after the class, makes an object and checks nothing."""
    app = FastAPI()

    @app.get("/", dependencies=[Depends(HTTPBearer)])
    def secret() -> str:
        return "secret"

    assert TestClient(app).get("/").json() == "secret"


@pytest.mark.framework("flask")
def test_flask_guard_covers_static_files_and_unknown_addresses(tmp_path):
    """What `before_request` answers is the answer to every address."""
    (tmp_path / "style.css").write_text("p {}")
    app = Flask(__name__, static_folder=tmp_path, static_url_path="/static")

    @app.before_request
    def refuse():
        return "", 401

    client = app.test_client()
    paths = ["/static/style.css", "/nowhere"]
    assert [client.get(path).status_code for path in paths] == [401, 401]


@pytest.mark.framework("fastapi")
def test_fastapi_guard_leaves_docs_and_static_files_open(tmp_path):
    """Dependencies of the application are those of its routes only."""
    (tmp_path / "style.css").write_text("p {}")
    app = FastAPI(dependencies=[Depends(HTTPBearer())])
    app.mount("/static", StaticFiles(directory=tmp_path))

    @app.get("/")
    def secret() -> str:
        return "secret"

    client = TestClient(app)
    paths = ["/", "/docs", "/openapi.json", "/static/style.css"]
    assert [client.get(path).status_code for path in paths] == [401, 200, 200, 200]


@pytest.mark.framework("flask")
def test_flask_reads_no_credentials_as_none():
    """Without the header `request.authorization` is `None`, and the view runs."""
    app = Flask(__name__)

    @app.get("/")
    def read():
        return str(request.authorization)

    assert app.test_client().get("/").text == "None"


@pytest.mark.framework("fastapi")
def test_fastapi_answers_401_without_credentials():
    """Without the header the scheme answers, and the handler does not run."""
    app = FastAPI()

    @app.get("/", dependencies=[Depends(HTTPBearer())])
    def secret() -> str:
        return "secret"

    response = TestClient(app).get("/")
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.framework("fastapi")
def test_fastapi_hands_over_none_without_auto_error():
    """With `auto_error=False` a request without the header reaches the handler, with `None`."""
    app = FastAPI()
    scheme = HTTPBearer(auto_error=False)

    @app.get("/")
    def read(sent: Annotated[HTTPAuthorizationCredentials | None, Depends(scheme)]) -> str:
        return str(sent)

    assert TestClient(app).get("/").json() == "None"


@pytest.mark.framework("flask")
def test_flask_reads_equals_signs_at_the_end_as_a_token():
    """A Bearer token that ends with `=`, as Base64 may, is in `.token`."""
    app = Flask(__name__)

    @app.get("/")
    def read():
        return request.authorization.token

    response = app.test_client().get("/", headers={"Authorization": "Bearer bGV0LW1l=="})
    assert response.text == "bGV0LW1l=="


@pytest.mark.framework("flask")
def test_flask_passes_any_token():
    """The token is read and not checked."""
    app = Flask(__name__)

    @app.get("/")
    def read():
        return request.authorization.token

    response = app.test_client().get("/", headers={"Authorization": "Bearer made-up"})
    assert response.text == "made-up"


@pytest.mark.framework("fastapi")
def test_fastapi_passes_any_token():
    """The token is read and not checked."""
    app = FastAPI()

    @app.get("/")
    def home(sent: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> str:
        return sent.credentials

    response = TestClient(app).get("/", headers={"Authorization": "Bearer made-up"})
    assert response.json() == "made-up"


@pytest.mark.framework("flask")
def test_flask_hashes_passwords():
    """Werkzeug, which Flask needs, makes and checks a slow, salted hash."""
    stored = generate_password_hash("correct horse")
    assert stored.startswith("scrypt:")
    assert check_password_hash(stored, "correct horse")


@pytest.mark.framework("flask")
def test_flask_reads_a_password_beyond_ascii():
    """Basic credentials are read as UTF-8."""
    app = Flask(__name__)

    @app.get("/")
    def read():
        return request.authorization.password

    assert app.test_client().get("/", headers=BASIC).text == "grün"


@pytest.mark.framework("fastapi")
def test_fastapi_refuses_a_password_beyond_ascii():
    """Basic credentials are read as ASCII: a right password with `ü` is a 401."""
    app = FastAPI()

    @app.get("/")
    def home(sent: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]) -> str:
        return sent.password

    assert TestClient(app).get("/", headers=BASIC).status_code == 401


PASSWORD = b"correct horse"


@pytest.mark.framework("flask")
def test_authorization_has_name_and_password():
    """`request.authorization` has the name and password; the view asks for them with a 401."""
    app = Flask(__name__)

    @app.get("/me")
    def me():
        sent = request.authorization
        if sent is None or sent.type != "basic":
            return {"error": "Log in"}, 401, {"WWW-Authenticate": "Basic"}
        if not compare_digest(sent.password.encode(), PASSWORD):
            return {"error": "Wrong password"}, 401
        return {"username": sent.username}

    client = app.test_client()
    answer = client.get("/me", auth=("ada", "correct horse")).json
    assert [answer, client.get("/me").status_code] == [{"username": "ada"}, 401]


@pytest.mark.framework("fastapi")
def test_http_basic_has_name_and_password():
    """`HTTPBasic` hands over the name and password, or asks for them with a 401."""
    app = FastAPI()

    @app.get("/me")
    def me(sent: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]) -> dict[str, str]:
        if not compare_digest(sent.password.encode(), PASSWORD):
            raise HTTPException(401, "Wrong password")
        return {"username": sent.username}

    client = TestClient(app)
    answer = client.get("/me", auth=("ada", "correct horse")).json()
    assert [answer, client.get("/me").status_code] == [{"username": "ada"}, 401]
