from fastapi import FastAPI
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")

    name: str = "Corner shop"
    page_size: int = 2
    countries: list[str] = ["DE", "FR"]
    open: bool = True


app = FastAPI()
settings = Settings()
ITEMS = ["apples", "bread", "cheese", "dates", "eggs"]


@app.get("/settings")
def read_settings() -> Settings:
    return settings


@app.get("/items")
def list_items() -> dict[str, list[str]]:
    return {"items": ITEMS[: settings.page_size]}
