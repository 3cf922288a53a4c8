from collections import Counter

from cashews import cache
from fastapi import FastAPI, HTTPException

app = FastAPI()
cache.setup("mem://")
CITIES = {"Lima", "Oslo", "Rome"}
calls = Counter()


@app.get("/weather")
@cache(ttl=300)
async def read_weather(city: str) -> dict[str, str | int]:
    calls[city] += 1
    if city not in CITIES:
        raise HTTPException(404, f"No such city, calls: {calls[city]}")
    return {"city": city, "calls": calls[city]}


@app.get("/greeting")
@cache(ttl=300)
async def greet(name: str) -> dict[str, str | int]:
    calls[name] += 1
    return {"hello": name, "calls": calls[name]}


@app.delete("/cache", status_code=204)
async def forget() -> None:
    await cache.clear()
