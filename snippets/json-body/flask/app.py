from typing import Annotated

from flask import Flask, request
from pydantic import BaseModel, EmailStr, Field, ValidationError

app = Flask(__name__)


class User(BaseModel):
    name: Annotated[str, Field(min_length=1)]
    email: EmailStr
    age: Annotated[int, Field(ge=0)]


@app.errorhandler(ValidationError)
def refuse(error):
    mistakes = error.errors(include_url=False, include_context=False)
    return {"detail": mistakes}, 422


@app.post("/users")
def create_user():
    user = User.model_validate(request.get_json())
    return user.model_dump(), 201
