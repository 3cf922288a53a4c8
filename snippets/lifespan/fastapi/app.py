import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Lock

from fastapi import FastAPI, Request


@asynccontextmanager
async def lifespan(
    app: FastAPI,
) -> AsyncIterator[dict[str, sqlite3.Connection]]:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY)")
    print("database opened", flush=True)
    yield {"database": database}
    database.close()
    print("database closed", flush=True)


app = FastAPI(lifespan=lifespan)
lock = Lock()  # threads share the connection


@app.get("/visits")
def count_visit(request: Request) -> dict[str, int]:
    database = request.state.database
    with lock:
        visit = database.execute("INSERT INTO visits VALUES (NULL)")
        return {"visits": visit.lastrowid}


print("module loaded", flush=True)
