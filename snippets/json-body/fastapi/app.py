from typing import Annotated

from fastapi import FastAPI
from pydantic import BaseModel, EmailStr, Field

app = FastAPI()


class User(BaseModel):
    name: Annotated[str, Field(min_length=1)]
    email: EmailStr
    age: Annotated[int, Field(ge=0)]


@app.post("/users", status_code=201)
def create_user(user: User) -> User:
    return user
