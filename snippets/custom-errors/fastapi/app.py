from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

app = FastAPI()
notes = {1: "Buy milk"}


@app.exception_handler(HTTPException)
def refuse(request: Request, error: HTTPException) -> JSONResponse:
    status = error.status_code
    content = {"error": {"status": status, "message": error.detail}}
    return JSONResponse(content, status, error.headers)


@app.exception_handler(RequestValidationError)
def refuse_invalid(
    request: Request,
    error: RequestValidationError,
) -> JSONResponse:
    first = error.errors()[0]
    problem = f"{first['loc'][-1]}: {first['msg']}"
    return refuse(request, HTTPException(422, problem))


@app.exception_handler(Exception)
def refuse_crash(request: Request, error: Exception) -> JSONResponse:
    return refuse(request, HTTPException(500))


@app.get("/notes/{note_id}")
def read_note(note_id: int) -> dict[str, int | str]:
    if note_id not in notes:
        raise HTTPException(404, "No such note")
    return {"id": note_id, "text": notes[note_id]}


@app.get("/crash")
def crash() -> None:
    raise RuntimeError("no connection to db.internal")
