from collections.abc import Iterator
from queue import Queue
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException

app = FastAPI()
# Stands in for a pool with one database connection, which remembers its last transaction.
pool: Queue[list[str]] = Queue()
pool.put([])


def get_connection() -> Iterator[list[str]]:
    connection = pool.get()  # waits until it is given back
    connection[:] = ["begin"]
    try:
        yield connection
        connection.append("commit")
    except Exception:
        connection.append("rollback")
        raise
    finally:
        pool.put(connection)


Connection = Annotated[list[str], Depends(get_connection)]


def count_apples(connection: Connection) -> int:
    connection.append("count apples")
    return 12


@app.post("/shares/{people}")
def share(
    people: int, connection: Connection, apples: Annotated[int, Depends(count_apples)]
) -> dict[str, int]:
    each = apples // people  # fails for nobody, on purpose
    if each == 0:
        raise HTTPException(status_code=409)
    connection.append("save shares")
    return {"each": each}


@app.get("/log")
def read_log() -> dict[str, list[str]]:
    connection = pool.get()
    pool.put(connection)
    return {"log": connection}
