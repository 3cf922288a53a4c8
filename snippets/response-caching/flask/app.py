from collections import Counter

from flask import Flask, abort, request
from flask_caching import Cache

app = Flask(__name__)
cache = Cache(app, config={"CACHE_TYPE": "SimpleCache"})
CITIES = {"Lima", "Oslo", "Rome"}
calls = Counter()


@app.get("/weather")
@cache.cached(timeout=300, query_string=True)
def read_weather():
    city = request.args["city"]
    calls[city] += 1
    if city not in CITIES:
        abort(404, f"No such city, calls: {calls[city]}")
    return {"city": city, "calls": calls[city]}


@app.get("/greeting")
@cache.cached(timeout=300)
def greet():
    name = request.args["name"]
    calls[name] += 1
    return {"hello": name, "calls": calls[name]}


@app.delete("/cache")
def forget():
    cache.clear()
    return "", 204
