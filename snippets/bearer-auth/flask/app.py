from functools import wraps
from secrets import compare_digest

from flask import Flask, g, request

app = Flask(__name__)
# For the demonstration only: a real program keeps a hash of each token,
# or checks a signature.
TOKEN, USERNAME = "let-me-in", "ada"


def token_required(view):
    @wraps(view)
    def checked(**values):
        sent = request.authorization
        if sent is None or sent.type != "bearer" or not sent.token:
            challenge = {"WWW-Authenticate": "Bearer"}
            return {"detail": "Not authenticated"}, 401, challenge
        if not compare_digest(sent.token.encode(), TOKEN.encode()):
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            return {"detail": "Invalid token"}, 401, challenge
        g.username = USERNAME
        return view(**values)

    return checked


@app.get("/me")
@token_required
def me():
    return {"username": g.username}


@app.get("/health")
def health():
    return {"status": "ok"}
