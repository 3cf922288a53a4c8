"""Which address a request seems to come from, with and without a proxy that is trusted."""

import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

PROXY = "10.0.0.1"
FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


@pytest.mark.framework("flask")
def test_remote_addr_is_the_proxy():
    """`request.remote_addr` is the address that connects, whatever it forwards."""
    app = Flask(__name__)

    @app.get("/")
    def show():
        return {"client": request.remote_addr}

    client = app.test_client()
    response = client.get("/", headers=FORWARDED, environ_base={"REMOTE_ADDR": PROXY})
    assert response.json == {"client": PROXY}


@pytest.mark.framework("fastapi")
def test_client_host_is_the_proxy():
    """`request.client.host` is the address that connects, whatever it forwards."""
    app = FastAPI()

    @app.get("/")
    def show(request: Request) -> dict[str, str]:
        return {"client": request.client.host}

    client = TestClient(app, client=(PROXY, 50000))
    assert client.get("/", headers=FORWARDED).json() == {"client": PROXY}


@pytest.mark.framework("flask")
def test_proxy_fix_believes_one_proxy():
    """`ProxyFix` takes client and scheme from the headers of one proxy."""
    app = Flask(__name__)
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)

    @app.get("/")
    def show():
        return {"client": request.remote_addr, "scheme": request.scheme}

    client = app.test_client()
    response = client.get("/", headers=FORWARDED, environ_base={"REMOTE_ADDR": PROXY})
    assert response.json == {"client": "203.0.113.9", "scheme": "https"}


@pytest.mark.framework("fastapi")
def test_uvicorn_believes_the_proxy_it_is_told():
    """`forwarded_allow_ips`, on the command line `--forwarded-allow-ips`, names the proxy."""
    app = FastAPI()

    @app.get("/")
    def show(request: Request) -> dict[str, str]:
        return {"client": request.client.host, "scheme": request.url.scheme}

    server = uvicorn.Config(app, forwarded_allow_ips=PROXY)
    server.load()
    client = TestClient(server.loaded_app, client=(PROXY, 50000))
    answer = client.get("/", headers=FORWARDED).json()
    assert answer == {"client": "203.0.113.9", "scheme": "https"}
