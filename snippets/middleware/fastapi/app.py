from uuid import uuid4

from fastapi import FastAPI, HTTPException, Request, Response

app = FastAPI()


@app.middleware("http")
async def add_request_id(request: Request, call_next) -> Response:
    request.state.request_id = str(uuid4())
    response = await call_next(request)
    response.headers["X-Request-ID"] = request.state.request_id
    return response


@app.get("/")
def show(request: Request) -> dict[str, str]:
    return {"request_id": request.state.request_id}


@app.get("/closed")
def closed() -> None:
    raise HTTPException(status_code=403)


@app.get("/broken")
def broken() -> None:
    raise RuntimeError("broken on purpose")
