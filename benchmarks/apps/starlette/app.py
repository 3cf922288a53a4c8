from pydantic import BaseModel, Field, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


class Item(BaseModel):
    name: str = Field(min_length=1)
    price: float = Field(gt=0)
    tags: list[str] = []


async def hello(request: Request) -> JSONResponse:
    return JSONResponse({"message": "Hello"})


async def user(request: Request) -> JSONResponse:
    return JSONResponse({"user_id": request.path_params["user_id"]})


async def create(request: Request) -> JSONResponse:
    try:
        item = Item.model_validate_json(await request.body())
    except ValidationError:
        return JSONResponse({"error": "invalid"}, status_code=422)
    return JSONResponse(item.model_dump(), status_code=201)


app = Starlette(
    routes=[
        Route("/hello", hello),
        Route("/users/{user_id:int}", user),
        Route("/items", create, methods=["POST"]),
    ]
)
