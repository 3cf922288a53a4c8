from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
users = {
    1: {"id": 1, "name": "Ada", "password_hash": "scrypt:1"},
    2: {"id": 2, "name": "Eve", "password_hash": "scrypt:2"},
    3: {"id": 3, "name": None, "password_hash": "scrypt:3"},
}


class PublicUser(BaseModel):
    id: int
    name: str


@app.get("/users", response_model=list[PublicUser])
def list_users(limit: int = 10) -> Any:
    return list(users.values())[:limit]


@app.get("/users/{user_id}", response_model=PublicUser)
def read_user(user_id: int) -> Any:
    if user_id not in users:
        raise HTTPException(status_code=404)
    return users[user_id]


@app.get("/teams", response_model=dict[str, list[PublicUser]])
def list_teams() -> Any:
    return {"red": [users[1]], "blue": [users[1], users[2]]}
