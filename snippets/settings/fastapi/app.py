from secrets import compare_digest
from typing import Annotated

from fastapi import FastAPI, Header, HTTPException
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")

    name: str = "Corner shop"
    page_size: int = 2
    countries: list[str] = ["DE", "FR"]
    open: bool = True
    api_key: SecretStr = SecretStr("development")  # only here: a real key has no default


app = FastAPI()
settings = Settings()
ITEMS = ["apples", "bread", "cheese", "dates", "eggs"]


@app.get("/settings")
def read_settings() -> dict[str, str | int | bool | list[str]]:
    return settings.model_dump(include={"name", "page_size", "countries", "open"})


@app.get("/items")
def list_items() -> dict[str, list[str]]:
    return {"items": ITEMS[: settings.page_size]}


@app.get("/orders")
def list_orders(x_api_key: Annotated[str, Header()] = "") -> dict[str, list[str]]:
    if not compare_digest(x_api_key.encode(), settings.api_key.get_secret_value().encode()):
        raise HTTPException(status_code=403, detail="Wrong key")
    return {"orders": []}
