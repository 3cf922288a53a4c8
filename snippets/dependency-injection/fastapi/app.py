from asyncio import Queue
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException

app = FastAPI()
# Stands in for a pool with one database connection, which remembers its
# last transaction.
pool: Queue[list[str]] = Queue()
pool.put_nowait([])


# async: a def that waits keeps one of the 40 threads that handlers need
async def get_connection() -> AsyncIterator[list[str]]:
    connection = await pool.get()  # waits until it is given back
    connection[:] = ["begin"]
    try:
        yield connection
        connection.append("commit")
    except Exception:
        connection.append("rollback")
        raise
    finally:
        pool.put_nowait(connection)


Connection = Annotated[list[str], Depends(get_connection)]


def count_apples(connection: Connection) -> int:
    connection.append("count apples")
    return 12


@app.post("/shares/{people}")
def share(
    people: int,
    connection: Connection,
    apples: Annotated[int, Depends(count_apples)],
) -> dict[str, int]:
    each = apples // people  # fails for nobody, on purpose
    if each == 0:
        raise HTTPException(status_code=409)
    connection.append("save shares")
    return {"each": each}


@app.get("/log")
async def read_log() -> dict[str, list[str]]:
    connection = await pool.get()
    pool.put_nowait(connection)
    return {"log": connection}
