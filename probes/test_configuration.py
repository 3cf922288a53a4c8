"""What is read from the environment and from `.env`, and what goes wrong in silence."""

import os
from functools import lru_cache
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from flask import Flask, current_app, session
from flask.cli import load_dotenv
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_", env_file=".env")

    page_size: int = 2


@pytest.mark.framework("flask")
def test_a_missing_value_fails_at_its_first_use():
    """The application starts without the value; the request that reads it gets a 500."""
    app = Flask(__name__)
    app.config.from_prefixed_env("SHOP")

    @app.get("/")
    def read():
        return app.config["API_KEY"]

    assert app.test_client().get("/").status_code == 500


@pytest.mark.framework("fastapi")
def test_a_missing_value_is_an_error_when_the_object_is_made():
    """A field without a default and without a variable is an error that names it."""

    class Keys(BaseSettings):
        api_key: str

    with pytest.raises(ValidationError, match=r"api_key\n  Field required"):
        Keys()


@pytest.mark.framework("fastapi")
def test_in_a_dependency_a_wrong_value_fails_late(monkeypatch):
    """With the settings in a cached dependency, the application starts, and the request that needs
    them gets a 500.
    """
    app = FastAPI()

    @lru_cache
    def get_settings() -> Settings:
        return Settings()

    @app.get("/ready")
    def ready() -> str:
        return "ready"

    @app.get("/")
    def read(settings: Annotated[Settings, Depends(get_settings)]) -> int:
        return settings.page_size

    monkeypatch.setenv("SHOP_PAGE_SIZE", "abc")
    client = TestClient(app, raise_server_exceptions=False)
    assert [client.get(path).status_code for path in ["/ready", "/"]] == [200, 500]


@pytest.mark.framework("flask")
def test_a_secret_key_of_digits_breaks_sessions(monkeypatch):
    """`FLASK_SECRET_KEY=12345` is read as a number, and the first session is a 500."""
    monkeypatch.setenv("FLASK_SECRET_KEY", "12345")
    app = Flask(__name__)
    app.config.from_prefixed_env()

    @app.get("/")
    def log_in():
        session["user"] = "ada"
        return ""

    assert app.config["SECRET_KEY"] == 12345
    assert app.test_client().get("/").status_code == 500


@pytest.mark.framework("flask")
def test_values_stay_text_with_loads_str(monkeypatch):
    """With `from_prefixed_env(loads=str)` every value is the text of its variable."""
    monkeypatch.setenv("FLASK_SECRET_KEY", "12345")
    app = Flask(__name__)
    app.config.from_prefixed_env(loads=str)
    assert app.config["SECRET_KEY"] == "12345"


@pytest.mark.framework("flask")
def test_env_file_needs_load_dotenv(tmp_path, monkeypatch):
    """An application that a server imports does not see `.env`; after `load_dotenv()` it does."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SHOP_PAGE_SIZE=3", "utf-8")
    monkeypatch.setattr(os, "environ", dict(os.environ))
    app = Flask(__name__)
    app.config.from_prefixed_env("SHOP")
    assert "PAGE_SIZE" not in app.config
    load_dotenv()
    app.config.from_prefixed_env("SHOP")
    assert app.config["PAGE_SIZE"] == 3


@pytest.mark.framework("fastapi")
def test_env_file_is_read_without_a_command(tmp_path, monkeypatch):
    """`env_file` is read when the object is created, and nothing is written to `os.environ`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SHOP_PAGE_SIZE=3", "utf-8")
    assert Settings().page_size == 3
    assert "SHOP_PAGE_SIZE" not in os.environ


@pytest.mark.framework("fastapi")
def test_an_unknown_line_in_env_file_is_an_error(tmp_path, monkeypatch):
    """A line of `.env` that no field takes is an error, even if it lacks the prefix; with
    `extra="ignore"` it is none.
    """

    class Tolerant(Settings):
        model_config = SettingsConfigDict(extra="ignore")

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("OTHER=3", "utf-8")
    assert Tolerant().page_size == 2
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Settings()


@pytest.mark.framework("fastapi")
def test_a_missing_env_file_is_not_reported(tmp_path, monkeypatch):
    """There is no `.env` in the working directory: the defaults hold, without an error."""
    monkeypatch.chdir(tmp_path)
    assert Settings().page_size == 2


@pytest.mark.framework("flask")
def test_a_misspelt_variable_is_a_new_key(monkeypatch):
    """`SHOP_PAGESIZE` changes nothing: the default stays, and the value lies under another key."""
    monkeypatch.setenv("SHOP_PAGESIZE", "9")
    app = Flask(__name__)
    app.config["PAGE_SIZE"] = 2
    app.config.from_prefixed_env("SHOP")
    assert (app.config["PAGE_SIZE"], app.config["PAGESIZE"]) == (2, 9)


@pytest.mark.framework("fastapi")
def test_a_misspelt_variable_is_ignored(tmp_path, monkeypatch):
    """`SHOP_PAGESIZE` changes nothing: the default stays, without an error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHOP_PAGESIZE", "9")
    assert Settings().page_size == 2


@pytest.mark.framework("flask")
def test_only_names_with_the_prefix_count(monkeypatch):
    """`from_prefixed_env()` takes `FLASK_USER` and leaves `USER` alone."""
    monkeypatch.setenv("USER", "root")
    monkeypatch.setenv("FLASK_USER", "shop")
    app = Flask(__name__)
    app.config.from_prefixed_env()
    assert app.config["USER"] == "shop"


@pytest.mark.framework("fastapi")
def test_without_a_prefix_any_name_counts(monkeypatch):
    """A field called `user` takes the variable `USER` of the shell instead of its default."""
    monkeypatch.setenv("USER", "root")

    class Database(BaseSettings):
        user: str = "shop"

    assert Database().user == "root"


@pytest.mark.framework("flask")
def test_printed_config_shows_secrets(monkeypatch):
    """The text of `app.config` holds the secret key."""
    monkeypatch.setenv("FLASK_SECRET_KEY", "hunter2")
    app = Flask(__name__)
    app.config.from_prefixed_env()
    assert "hunter2" in str(app.config)


@pytest.mark.framework("fastapi")
def test_an_error_shows_the_rejected_value(monkeypatch):
    """The error that ends up in the log holds the rejected value, of a `SecretStr` too, unless
    `hide_input_in_errors` is set.
    """
    monkeypatch.setenv("API_KEY", "hunter2")

    class Keys(BaseSettings):
        api_key: Annotated[SecretStr, Field(min_length=20)]

    class HidingKeys(Keys):
        model_config = SettingsConfigDict(hide_input_in_errors=True)

    with pytest.raises(ValidationError) as error:
        Keys()
    assert "hunter2" in str(error.value)
    with pytest.raises(ValidationError) as error:
        HidingKeys()
    assert "hunter2" not in str(error.value)


@pytest.mark.framework("fastapi")
def test_an_error_for_a_missing_value_shows_the_others(monkeypatch):
    """The error for a field without a value holds the values of the others, of a `SecretStr` too,
    unless `hide_input_in_errors` is set.
    """
    monkeypatch.setenv("API_KEY", "hunter2")

    class Keys(BaseSettings):
        api_key: SecretStr
        forgotten: str

    class HidingKeys(Keys):
        model_config = SettingsConfigDict(hide_input_in_errors=True)

    shown = []
    for kind in [Keys, HidingKeys]:
        with pytest.raises(ValidationError) as error:
            kind()
        shown.append("hunter2" in str(error.value))
    assert shown == [True, False]


@pytest.mark.framework("flask")
def test_current_app_is_the_application_of_the_request():
    """A function that does not know the application reaches it as `current_app`."""

    def get_greeting():
        return f"Welcome to {current_app.name}"

    app = Flask("shop")

    @app.get("/")
    def home():
        return {"text": get_greeting()}

    assert app.test_client().get("/").json == {"text": "Welcome to shop"}


@pytest.mark.framework("fastapi")
def test_the_request_has_the_application():
    """`request.app` is the application; `app.state` keeps objects for all requests."""

    def get_greeting(request: Request) -> str:
        return f"Welcome to {request.app.state.shop}"

    app = FastAPI()
    app.state.shop = "shop"

    @app.get("/")
    def home(greeting: Annotated[str, Depends(get_greeting)]) -> dict[str, str]:
        return {"text": greeting}

    assert TestClient(app).get("/").json() == {"text": "Welcome to shop"}


@pytest.mark.framework("flask")
def test_a_view_reads_a_setting():
    """`current_app.config` has the settings, and a test sets another value in `app.config`."""
    app = Flask(__name__)
    app.config["PAGE_SIZE"] = 20

    @app.get("/page-size")
    def page_size():
        return {"page_size": current_app.config["PAGE_SIZE"]}

    app.config["PAGE_SIZE"] = 2
    assert app.test_client().get("/page-size").json == {"page_size": 2}


@pytest.mark.framework("fastapi")
def test_a_handler_is_given_the_settings():
    """A cached function makes the settings once, and a test gives handlers others."""

    class Settings(BaseSettings):
        page_size: int = 20

    @lru_cache
    def get_settings() -> Settings:
        return Settings()

    app = FastAPI()

    @app.get("/page-size")
    def page_size(settings: Annotated[Settings, Depends(get_settings)]) -> Settings:
        return settings

    app.dependency_overrides[get_settings] = lambda: Settings(page_size=2)
    assert TestClient(app).get("/page-size").json() == {"page_size": 2}
