from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


@dataclass
class User:
    id: int
    name: str | None
    password_hash: str


users = {1: User(1, "Ada", "scrypt:1"), 2: User(2, "Eve", "scrypt:2"), 3: User(3, None, "scrypt:3")}


class PublicUser(BaseModel):
    id: int
    name: str


class PublicNote(BaseModel):
    text: str
    authors: list[PublicUser]


@app.get("/users", response_model=list[PublicUser])
def list_users() -> Any:
    return users.values()


@app.get("/users/{user_id}", response_model=PublicUser)
def read_user(user_id: int) -> Any:
    if user_id not in users:
        raise HTTPException(status_code=404)
    return users[user_id]


@app.get("/note", response_model=PublicNote)
def read_note() -> Any:
    return {"text": "Buy milk", "authors": [users[1], users[2]]}
