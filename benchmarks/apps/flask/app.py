import time

from flask import Flask, request
from pydantic import BaseModel, Field, ValidationError

app = Flask(__name__)


class Item(BaseModel):
    name: str = Field(min_length=1)
    price: float = Field(gt=0)
    tags: list[str] = []


@app.get("/hello")
def hello():
    return {"message": "Hello"}


@app.get("/users/<int:user_id>")
def user(user_id):
    return {"user_id": user_id}


@app.post("/items")
def create():
    try:
        item = Item.model_validate_json(request.get_data())
    except ValidationError:
        return {"error": "invalid"}, 422
    return item.model_dump(), 201


@app.get("/wait")
def wait():
    time.sleep(0.05)
    return {"waited": True}


@app.get("/compute")
def compute():
    return {"sum": sum(number * number for number in range(100_000))}
