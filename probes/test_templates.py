"""What a template finds, how it links, where its file is looked for, and how a test sees it."""

import subprocess
import sys

import pytest
from fastapi import FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from fastapi.testclient import TestClient
from flask import Flask, render_template, render_template_string, template_rendered, url_for
from jinja2 import DictLoader, Environment


def fastapi_page(text):
    """Return a client of an application whose one page is this template."""
    app = FastAPI()
    templates = Jinja2Templates(env=Environment(loader=DictLoader({"page.html": text})))

    @app.get("/")
    def page(request: Request):
        return templates.TemplateResponse(request, "page.html", {"name": "Ada"})

    return TestClient(app, raise_server_exceptions=False)


def flask_page(text):
    """Return a client of an application whose one page is this template."""
    app = Flask(__name__)
    app.secret_key = "development"

    @app.get("/")
    def page():
        return render_template_string(text, name="Ada")

    return app.test_client()


@pytest.mark.framework("fastapi")
def test_fastapi_needs_jinja2():
    """Without the package `jinja2` the import of `Jinja2Templates` fails."""
    program = "import sys; sys.modules['jinja2'] = None; import fastapi.templating"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "ImportError: jinja2 must be installed to use Jinja2Templates" in run.stderr


@pytest.mark.framework("fastapi")
def test_fastapi_links_repeat_a_forged_host():
    """A `Host` header that the client made up is in the links of the page."""
    client = fastapi_page("{{ url_for('page') }}")
    assert client.get("/", headers={"Host": "evil.example"}).text == "http://evil.example/"


@pytest.mark.framework("flask")
def test_flask_links_ignore_a_forged_host():
    """The link is a path, whatever the `Host` header says."""
    client = flask_page("{{ url_for('page') }}")
    assert client.get("/", headers={"Host": "evil.example"}).text == "/"


@pytest.mark.framework("flask")
def test_flask_links_repeat_the_host_with_external():
    """With `_external=True` the link is a whole address, with the `Host` that the client sent."""
    client = flask_page("{{ url_for('page', _external=True) }}")
    assert client.get("/", headers={"Host": "evil.example"}).text == "http://evil.example/"


@pytest.mark.framework("fastapi")
def test_fastapi_writes_a_path_with_url_path_for():
    """`request.app.url_path_for` gives a path, whatever the `Host` header says."""
    client = fastapi_page("{{ request.app.url_path_for('page') }}")
    assert client.get("/", headers={"Host": "evil.example"}).text == "/"


@pytest.mark.framework("flask")
def test_flask_puts_other_arguments_into_the_query():
    """`url_for` writes an argument that the route does not have after a `?`."""
    assert flask_page("{{ url_for('page', number=2) }}").get("/").text == "/?number=2"


@pytest.mark.framework("fastapi")
def test_fastapi_refuses_other_arguments():
    """`url_for` finds no route for an argument that the route does not have."""
    assert fastapi_page("{{ url_for('page', number=2) }}").get("/").status_code == 500


@pytest.mark.framework("fastapi")
def test_fastapi_adds_a_query_with_a_method():
    """`include_query_params` adds what `url_for` does not take."""
    text = "{{ url_for('page').include_query_params(number=2) }}"
    assert fastapi_page(text).get("/").text == "http://testserver/?number=2"


@pytest.mark.framework("flask")
def test_flask_template_finds_the_request():
    """The request is there without being passed."""
    assert flask_page("{{ request.path }} {{ name }}").get("/").text == "/ Ada"


@pytest.mark.framework("fastapi")
def test_fastapi_refuses_the_older_call():
    """The call with the name first and the request among the values is a 500."""
    app = FastAPI()
    templates = Jinja2Templates(env=Environment(loader=DictLoader({"page.html": "Hello"})))

    @app.get("/")
    def page(request: Request):
        return templates.TemplateResponse("page.html", {"request": request})

    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


@pytest.mark.framework("flask")
def test_flask_template_sees_messages_and_the_secret_key():
    """`get_flashed_messages` and the whole configuration are there without being passed."""
    text = "{{ get_flashed_messages() }} {{ config.SECRET_KEY }}"
    assert flask_page(text).get("/").text == "[] development"


@pytest.mark.framework("fastapi")
def test_fastapi_template_has_no_flashed_messages():
    """A template of Flask that calls `get_flashed_messages` is a 500."""
    assert fastapi_page("{{ get_flashed_messages() }}").get("/").status_code == 500


def folders(tmp_path):
    """Make a folder with a template and one beside it, where a server may be started too."""
    (tmp_path / "shop" / "templates").mkdir(parents=True)
    (tmp_path / "shop" / "templates" / "page.html").write_text("Hello")
    (tmp_path / "shop" / "program.py").touch()
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "shop", tmp_path / "elsewhere"


@pytest.mark.framework("flask")
def test_flask_finds_templates_beside_the_module(tmp_path, monkeypatch):
    """The folder `templates` is found from any working directory."""
    shop, elsewhere = folders(tmp_path)
    monkeypatch.syspath_prepend(shop)
    app = Flask("program")

    @app.get("/")
    def page():
        return render_template("page.html")

    monkeypatch.chdir(elsewhere)
    assert app.test_client().get("/").text == "Hello"


@pytest.mark.framework("fastapi")
def test_fastapi_finds_templates_from_the_working_directory(tmp_path, monkeypatch):
    """A relative `directory` counts from where the server was started; elsewhere it is a 500."""
    shop, elsewhere = folders(tmp_path)
    app = FastAPI()
    templates = Jinja2Templates(directory="templates")

    @app.get("/")
    def page(request: Request):
        return templates.TemplateResponse(request, "page.html")

    client = TestClient(app, raise_server_exceptions=False)
    monkeypatch.chdir(elsewhere)
    statuses = [client.get("/").status_code]
    monkeypatch.chdir(shop)
    assert [*statuses, client.get("/").status_code] == [500, 200]


@pytest.mark.framework("flask")
def test_flask_test_gets_the_values_by_a_signal():
    """`template_rendered` tells a test the template and the values that it was filled with."""
    app = Flask(__name__)

    @app.get("/")
    def page():
        return render_template_string("Hello", name="Ada")

    seen = []

    def record(sender, template, context, **extra):
        seen.append(context["name"])

    with template_rendered.connected_to(record, app):
        app.test_client().get("/")
    assert seen == ["Ada"]


@pytest.mark.framework("fastapi")
def test_fastapi_test_gets_the_values_with_the_response():
    """The response of `TestClient` has the template and the values."""
    response = fastapi_page("Hello").get("/")
    assert (response.template.name, response.context["name"]) == ("page.html", "Ada")


@pytest.mark.framework("fastapi")
def test_fastapi_test_gets_no_values_behind_gzip():
    """Behind `GZipMiddleware` the response of `TestClient` has neither template nor values."""
    client = fastapi_page("Hello")
    client.app.add_middleware(GZipMiddleware)
    response = client.get("/")
    assert (response.text, hasattr(response, "template")) == ("Hello", False)
    assert not hasattr(response, "context")


@pytest.mark.framework("flask")
def test_a_static_folder_needs_no_route(tmp_path):
    """The files of `static_folder` are served, and `url_for` takes their `filename`."""
    (tmp_path / "site.css").write_text("p {}")
    app = Flask(__name__, static_folder=tmp_path, static_url_path="/static")

    @app.get("/")
    def home():
        return {"style": url_for("static", filename="site.css")}

    client = app.test_client()
    assert client.get("/").json == {"style": "/static/site.css"}
    with client.get("/static/site.css") as response:
        assert response.text == "p {}"


@pytest.mark.framework("fastapi")
def test_static_files_are_mounted(tmp_path):
    """`StaticFiles` serves a folder that is mounted, and `url_for` takes a file's `path`."""
    (tmp_path / "site.css").write_text("p {}")
    app = FastAPI()
    app.mount("/static", StaticFiles(directory=tmp_path), name="static")

    @app.get("/")
    def home(request: Request) -> dict[str, str]:
        return {"style": str(request.url_for("static", path="site.css"))}

    client = TestClient(app)
    assert client.get("/").json() == {"style": "http://testserver/static/site.css"}
    assert client.get("/static/site.css").text == "p {}"


@pytest.mark.framework("flask")
def test_a_context_processor_reaches_every_template():
    """What a context processor returns is known to every template."""
    app = Flask(__name__)

    @app.context_processor
    def shop():
        return {"shop": "Corner shop"}

    @app.get("/")
    def home():
        return render_template_string("Welcome to {{ shop }}")

    assert app.test_client().get("/").text == "Welcome to Corner shop"


@pytest.mark.framework("fastapi")
def test_context_processors_reach_every_template():
    """What the functions in `context_processors` return is known to every template."""
    app = FastAPI()
    pages = DictLoader({"home.html": "Welcome to {{ shop }}"})

    def shop(request: Request) -> dict[str, str]:
        return {"shop": "Corner shop"}

    templates = Jinja2Templates(env=Environment(loader=pages), context_processors=[shop])

    @app.get("/")
    def home(request: Request):
        return templates.TemplateResponse(request, "home.html")

    assert TestClient(app).get("/").text == "Welcome to Corner shop"


@pytest.mark.framework("flask")
def test_a_filter_is_registered_by_a_decorator():
    """`@app.template_filter` gives templates a filter."""
    app = Flask(__name__)

    @app.template_filter("money")
    def money(cents):
        return f"{cents / 100:.2f} EUR"

    @app.get("/")
    def home():
        return render_template_string("{{ price | money }}", price=150)

    assert app.test_client().get("/").text == "1.50 EUR"


@pytest.mark.framework("fastapi")
def test_a_filter_is_put_into_the_environment():
    """`templates.env.filters` is where a filter for templates is put."""
    app = FastAPI()
    pages = DictLoader({"home.html": "{{ price | money }}"})
    templates = Jinja2Templates(env=Environment(loader=pages))

    def money(cents):
        return f"{cents / 100:.2f} EUR"

    templates.env.filters["money"] = money

    @app.get("/")
    def home(request: Request):
        return templates.TemplateResponse(request, "home.html", {"price": 150})

    assert TestClient(app).get("/").text == "1.50 EUR"
