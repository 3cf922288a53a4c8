from dataclasses import dataclass

from flask import Flask, abort

app = Flask(__name__)


@dataclass
class User:
    id: int
    name: str | None
    password_hash: str


users = {1: User(1, "Ada", "scrypt:1"), 2: User(2, "Eve", "scrypt:2"), 3: User(3, None, "scrypt:3")}


def public(user):
    return {"id": user.id, "name": user.name}


@app.get("/users")
def list_users():
    return [public(user) for user in users.values()]


@app.get("/users/<int:user_id>")
def read_user(user_id):
    if user_id not in users:
        abort(404)
    return public(users[user_id])


@app.get("/note")
def read_note():
    return {"text": "Buy milk", "authors": [public(users[1]), public(users[2])]}
