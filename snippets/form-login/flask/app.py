from secrets import compare_digest

from flask import Flask, request

app = Flask(__name__)
# For the demonstration only: a real program keeps a slow, salted hash
# of each password.
USERNAME, PASSWORD = "ada", "correct horse"


@app.post("/login")
def login():
    username, password = request.form["username"], request.form["password"]
    known = compare_digest(username.encode(), USERNAME.encode())
    right = compare_digest(password.encode(), PASSWORD.encode())
    if not (known and right):
        return {"detail": "Wrong username or password"}, 401
    return {"username": username}
