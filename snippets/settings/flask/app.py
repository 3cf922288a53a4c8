from flask import Flask

app = Flask(__name__)
app.config.from_mapping(
    NAME="Corner shop",
    PAGE_SIZE=2,
    COUNTRIES=["DE", "FR"],
    OPEN=True,
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
