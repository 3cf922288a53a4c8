from litestar import Litestar, Request, Response, get, post
from litestar.exceptions import ValidationException
from litestar.params import FromPath, JSONBody
from pydantic import BaseModel, Field


class Item(BaseModel):
    name: str = Field(min_length=1)
    price: float = Field(gt=0)
    tags: list[str] = []


def invalid(request: Request, error: ValidationException) -> Response:
    return Response({"error": "invalid"}, status_code=422)


@get("/hello")
async def hello() -> dict[str, str]:
    return {"message": "Hello"}


@get("/users/{user_id:int}")
async def user(user_id: FromPath[int]) -> dict[str, int]:
    return {"user_id": user_id}


@post("/items")
async def create(data: JSONBody[Item]) -> Item:
    return data


app = Litestar([hello, user, create], exception_handlers={ValidationException: invalid})
