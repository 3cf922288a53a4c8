from uuid import uuid4

from flask import Flask, abort, g

app = Flask(__name__)


@app.before_request
def create_request_id():
    g.request_id = str(uuid4())


@app.after_request
def send_request_id(response):
    response.headers["X-Request-ID"] = g.request_id
    return response


@app.get("/")
def show():
    return {"request_id": g.request_id}


@app.get("/closed")
def closed():
    abort(403)


@app.get("/broken")
def broken():
    raise RuntimeError("broken on purpose")
