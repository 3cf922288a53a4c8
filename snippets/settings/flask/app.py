from secrets import compare_digest

from flask import Flask, request

app = Flask(__name__)
app.config.from_mapping(
    NAME="Corner shop",
    PAGE_SIZE=2,
    COUNTRIES=["DE", "FR"],
    OPEN=True,
    API_KEY="development",  # only here: a real key has no default
)
app.config.from_prefixed_env("SHOP")
ITEMS = ["apples", "bread", "cheese", "dates", "eggs"]


@app.get("/settings")
def read_settings():
    names = ["NAME", "PAGE_SIZE", "COUNTRIES", "OPEN"]
    return {name.lower(): app.config[name] for name in names}


@app.get("/items")
def list_items():
    return {"items": ITEMS[: app.config["PAGE_SIZE"]]}


@app.get("/orders")
def list_orders():
    key = request.headers.get("X-API-Key", "")
    if not compare_digest(key.encode(), app.config["API_KEY"].encode()):
        return {"detail": "Wrong key"}, 403
    return {"orders": []}
