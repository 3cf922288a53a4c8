from secrets import compare_digest

from flask import Flask, request, session

app = Flask(__name__)
# For the demonstration only: a real program takes a long, random key from
# the environment, and keeps a slow, salted hash of each password.
app.secret_key = "development"
USERNAME, PASSWORD = "ada", "correct horse"


@app.post("/login")
def login():
    username, password = request.form["username"], request.form["password"]
    known = compare_digest(username.encode(), USERNAME.encode())
    right = compare_digest(password.encode(), PASSWORD.encode())
    if not (known and right):
        return {"detail": "Wrong username or password"}, 401
    session.clear()
    session["username"] = username
    return {"username": username}


@app.get("/me")
def me():
    if "username" not in session:
        return {"detail": "Not logged in"}, 401
    return {"username": session["username"]}


@app.post("/logout")
def logout():
    session.clear()
    return "", 204
