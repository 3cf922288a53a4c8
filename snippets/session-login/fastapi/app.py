from secrets import compare_digest
from typing import Annotated

from fastapi import FastAPI, Form, HTTPException, Request
from starlette.middleware.sessions import SessionMiddleware

app = FastAPI()
# For the demonstration only: a real program takes a long, random key from
# the environment, and keeps a slow, salted hash of each password.
app.add_middleware(SessionMiddleware, secret_key="development")
USERNAME, PASSWORD = "ada", "correct horse"


@app.post("/login")
def login(
    request: Request,
    username: Annotated[str, Form()],
    password: Annotated[str, Form()],
) -> dict[str, str]:
    known = compare_digest(username.encode(), USERNAME.encode())
    right = compare_digest(password.encode(), PASSWORD.encode())
    if not (known and right):
        raise HTTPException(401, "Wrong username or password")
    request.session.clear()
    request.session["username"] = username
    return {"username": username}


@app.get("/me")
def me(request: Request) -> dict[str, str]:
    if "username" not in request.session:
        raise HTTPException(401, "Not logged in")
    return {"username": request.session["username"]}


@app.post("/logout", status_code=204)
def logout(request: Request) -> None:
    request.session.clear()
