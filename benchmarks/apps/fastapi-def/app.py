import time

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

app = FastAPI()


class Item(BaseModel):
    name: str = Field(min_length=1)
    price: float = Field(gt=0)
    tags: list[str] = []


@app.exception_handler(RequestValidationError)
def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    return JSONResponse({"error": "invalid"}, status_code=422)


@app.get("/hello")
def hello() -> dict[str, str]:
    return {"message": "Hello"}


@app.get("/users/{user_id}")
def user(user_id: int) -> dict[str, int]:
    return {"user_id": user_id}


@app.post("/items", status_code=201)
def create(item: Item) -> Item:
    return item


@app.get("/wait")
def wait() -> dict[str, bool]:
    time.sleep(0.05)
    return {"waited": True}


@app.get("/compute")
def compute() -> dict[str, int]:
    return {"sum": sum(number * number for number in range(100_000))}
