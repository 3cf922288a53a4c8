from flask import Flask, abort, request

app = Flask(__name__)
users = {
    1: {"id": 1, "name": "Ada", "password_hash": "scrypt:1"},
    2: {"id": 2, "name": "Eve", "password_hash": "scrypt:2"},
    3: {"id": 3, "name": None, "password_hash": "scrypt:3"},
}


def public(user):
    return {"id": user["id"], "name": user["name"]}


@app.get("/users")
def list_users():
    limit = request.args.get("limit", 10, type=int)
    return [public(user) for user in list(users.values())[:limit]]


@app.get("/users/<int:user_id>")
def read_user(user_id):
    if user_id not in users:
        abort(404)
    return public(users[user_id])


@app.get("/teams")
def list_teams():
    teams = {"red": [users[1]], "blue": [users[1], users[2]]}
    return {name: list(map(public, team)) for name, team in teams.items()}
