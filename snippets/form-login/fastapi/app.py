from secrets import compare_digest
from typing import Annotated

from fastapi import FastAPI, Form, HTTPException

app = FastAPI()
# For the demonstration only: a real program keeps a slow, salted hash
# of each password.
USERNAME, PASSWORD = "ada", "correct horse"


@app.post("/login")
def login(
    username: Annotated[str, Form()],
    password: Annotated[str, Form()],
) -> dict[str, str]:
    known = compare_digest(username.encode(), USERNAME.encode())
    right = compare_digest(password.encode(), PASSWORD.encode())
    if not (known and right):
        raise HTTPException(401, "Wrong username or password")
    return {"username": username}
