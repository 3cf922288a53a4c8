from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

app = FastAPI()
app.mount("/static", StaticFiles(directory="static"), name="static")
templates = Jinja2Templates(directory="templates")


@app.get("/hello", response_class=HTMLResponse)
def hello(request: Request, name: str = "world") -> Response:
    return templates.TemplateResponse(request, "hello.html", {"name": name})


@app.get("/badge", response_class=Response)
def badge(request: Request, name: str = "world") -> Response:
    return templates.TemplateResponse(
        request, "badge.svg", {"name": name}, media_type="image/svg+xml"
    )
