from pydantic import BaseModel, Field, ValidationError
from quart import Quart, request

app = Quart(__name__)


class Item(BaseModel):
    name: str = Field(min_length=1)
    price: float = Field(gt=0)
    tags: list[str] = []


@app.get("/hello")
async def hello():
    return {"message": "Hello"}


@app.get("/users/<int:user_id>")
async def user(user_id):
    return {"user_id": user_id}


@app.post("/items")
async def create():
    try:
        item = Item.model_validate_json(await request.get_data())
    except ValidationError:
        return {"error": "invalid"}, 422
    return item.model_dump(), 201
