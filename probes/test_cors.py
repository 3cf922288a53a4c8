"""Who may call from another origin, and where the headers are missing."""

import pytest
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient
from flask import Blueprint, Flask, abort
from flask_cors import CORS, cross_origin
from starlette.middleware import Middleware
from starlette.routing import Mount

SHOP = "https://shop.example"
OTHER = "https://other.example"
LONGER = "https://a.shop.example.evil.test"
ORIGIN = "Access-Control-Allow-Origin"
COOKIES = "Access-Control-Allow-Credentials"
PREFLIGHT = {"Origin": SHOP, "Access-Control-Request-Method": "PUT"}


@pytest.mark.framework("flask")
def test_every_origin_is_allowed_at_first():
    """`CORS(app)` without options allows any site, without cookies."""
    app = Flask(__name__)
    CORS(app)
    headers = app.test_client().get("/", headers={"Origin": OTHER}).headers
    assert (headers[ORIGIN], headers.get(COOKIES)) == (OTHER, None)


@pytest.mark.framework("fastapi")
def test_no_origin_is_allowed_at_first():
    """`CORSMiddleware` without options allows no site."""
    app = FastAPI()
    app.add_middleware(CORSMiddleware)
    assert ORIGIN not in TestClient(app).get("/", headers={"Origin": OTHER}).headers


@pytest.mark.framework("flask")
def test_cookies_without_origins_allow_every_site():
    """With `supports_credentials=True` and no `origins`, any site is allowed with cookies."""
    app = Flask(__name__)
    CORS(app, supports_credentials=True)
    headers = app.test_client().get("/", headers={"Origin": OTHER}).headers
    assert (headers[ORIGIN], headers[COOKIES]) == (OTHER, "true")


@pytest.mark.framework("fastapi")
def test_cookies_with_a_wildcard_allow_every_site():
    """With `allow_origins=["*"]` and `allow_credentials=True`, an unknown site is allowed with
    cookies.
    """
    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
    headers = TestClient(app).get("/", headers={"Origin": OTHER}).headers
    assert (headers[ORIGIN], headers[COOKIES]) == (OTHER, "true")


@pytest.mark.framework("flask")
def test_a_pattern_need_not_match_to_the_end():
    """A pattern for the subdomains of a shop also allows an origin that goes on after them."""
    app = Flask(__name__)
    CORS(app, origins=[r"https://\w+\.shop\.example"])
    headers = app.test_client().get("/", headers={"Origin": LONGER}).headers
    assert headers[ORIGIN] == LONGER


@pytest.mark.framework("fastapi")
def test_a_pattern_must_match_to_the_end():
    """A pattern for the subdomains of a shop refuses an origin that goes on after them."""
    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://\w+\.shop\.example")
    headers = TestClient(app).get("/", headers={"Origin": LONGER}).headers
    assert ORIGIN not in headers


@pytest.mark.framework("flask")
def test_a_hook_refuses_preflights():
    """A `before_request` hook that asks for a login answers the preflight, which has none, with
    401.
    """
    app = Flask(__name__)
    CORS(app, origins=[SHOP])
    app.before_request(lambda: abort(401))
    assert app.test_client().options("/", headers=PREFLIGHT).status_code == 401


@pytest.mark.framework("fastapi")
def test_a_dependency_does_not_see_preflights():
    """The middleware answers the preflight before a dependency that asks for a login could."""

    def refuse():
        raise HTTPException(401)

    app = FastAPI(dependencies=[Depends(refuse)])
    app.add_middleware(CORSMiddleware, allow_origins=[SHOP], allow_methods=["PUT"])

    @app.put("/")
    def change() -> None:
        return None

    assert TestClient(app).options("/", headers=PREFLIGHT).status_code == 200


@pytest.mark.framework("flask")
def test_an_early_answer_has_the_headers():
    """What a `before_request` hook answers gets the headers too, whichever came first."""
    before, after = Flask(__name__), Flask(__name__)
    before.before_request(lambda: ("closed", 503))
    CORS(before, origins=[SHOP])
    CORS(after, origins=[SHOP])
    after.before_request(lambda: ("closed", 503))
    for app in [before, after]:
        response = app.test_client().get("/", headers={"Origin": SHOP})
        assert (response.status_code, response.headers[ORIGIN]) == (503, SHOP)


@pytest.mark.framework("fastapi")
def test_a_later_middleware_answers_without_the_headers():
    """A middleware added after `CORSMiddleware` lies outside it: its own answers lack the
    headers.
    """
    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=[SHOP])

    @app.middleware("http")
    async def close(request: Request, call_next):
        return PlainTextResponse("closed", status_code=503)

    response = TestClient(app).get("/", headers={"Origin": SHOP})
    assert (response.status_code, response.headers.get(ORIGIN)) == (503, None)


@pytest.mark.framework("flask")
def test_one_route_or_one_blueprint_can_have_it():
    """`cross_origin` opens one route, `CORS(blueprint)` those of a blueprint, and the rest stays
    closed.
    """
    app, shop = Flask(__name__), Blueprint("shop", __name__)
    CORS(shop)

    @app.get("/route")
    @cross_origin()
    def route():
        return ""

    @shop.get("/part")
    @app.get("/rest")
    def rest():
        return ""

    app.register_blueprint(shop)
    get, sent = app.test_client().get, {"Origin": SHOP}
    paths = ["/part", "/route", "/rest"]
    assert [ORIGIN in get(path, headers=sent).headers for path in paths] == [True, True, False]


@pytest.mark.framework("fastapi")
def test_a_mounted_application_can_have_its_own():
    """An application that is mounted can have a `CORSMiddleware` of its own; the rest stays
    closed.
    """
    app, part = FastAPI(), FastAPI()
    part.add_middleware(CORSMiddleware, allow_origins=[SHOP])
    app.mount("/part", part)
    get, sent = TestClient(app).get, {"Origin": SHOP}
    assert [ORIGIN in get(path, headers=sent).headers for path in ["/part/", "/"]] == [True, False]


@pytest.mark.framework("fastapi")
def test_a_mount_can_have_its_own():
    """A `Mount` takes `CORSMiddleware`, for its preflights too; OpenAPI leaves its routes out."""
    router = APIRouter()
    router.add_api_route("/", lambda: "", methods=["PUT"])
    cors = Middleware(CORSMiddleware, allow_origins=[SHOP], allow_methods=["PUT"])
    app = FastAPI(routes=[Mount("/part", app=router, middleware=[cors])])
    client = TestClient(app)
    answers = [client.options("/part/", headers=PREFLIGHT), client.put("/part/", headers=PREFLIGHT)]
    assert [(each.status_code, each.headers[ORIGIN]) for each in answers] == [(200, SHOP)] * 2
    assert app.openapi()["paths"] == {}


@pytest.mark.framework("fastapi")
def test_a_later_middleware_can_refuse_preflights():
    """A middleware added after `CORSMiddleware` gets a preflight first, and can answer it with
    401.
    """
    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=[SHOP], allow_methods=["PUT"])

    @app.middleware("http")
    async def refuse(request: Request, call_next):
        return PlainTextResponse("Log in", status_code=401)

    assert TestClient(app).options("/", headers=PREFLIGHT).status_code == 401
