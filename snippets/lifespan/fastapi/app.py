import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request

log = []


def note(event: str) -> None:
    log.append(event)
    print(event, flush=True)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, sqlite3.Connection]]:
    note("database opened")
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY)")
    yield {"database": database}
    database.close()
    note("database closed")


app = FastAPI(lifespan=lifespan)


@app.get("/visits")
def count_visit(request: Request) -> dict[str, int]:
    database = request.state.database
    return {"visits": database.execute("INSERT INTO visits VALUES (NULL)").lastrowid}


@app.get("/log")
def read_log() -> dict[str, list[str]]:
    return {"log": log}


note("module loaded")
