from typing import Annotated

from fastapi import Cookie, FastAPI, Header, Response

app = FastAPI()


@app.get("/greeting")
def greeting(
    response: Response,
    accept_language: Annotated[str, Header()] = "en",
    name: Annotated[str, Cookie()] = "stranger",
) -> dict[str, str]:
    response.headers["Cache-Control"] = "private"
    return {"language": accept_language, "name": name}


@app.put("/name/{name}")
def remember_name(name: str, response: Response) -> dict[str, str]:
    # Over HTTPS add secure=True: this demonstration runs over plain HTTP.
    response.set_cookie(
        "name",
        name,
        max_age=3600,
        httponly=True,
        samesite="lax",
    )
    return {"name": name}


@app.delete("/name")
def forget_name(response: Response) -> dict[str, None]:
    response.delete_cookie("name", httponly=True, samesite="lax")
    return {"name": None}
