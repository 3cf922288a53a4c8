from typing import Annotated, Any

from fastapi import FastAPI, Query

app = FastAPI()


@app.get("/search")
def search(
    q: str,
    tags: Annotated[list[str], Query(alias="tag", default_factory=list)],
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> dict[str, Any]:
    return {"q": q, "tags": tags, "limit": limit}
