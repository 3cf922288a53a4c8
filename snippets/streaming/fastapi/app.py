from collections.abc import Iterable
from typing import Annotated

from fastapi import FastAPI, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

app = FastAPI()


@app.get("/lines/{last}")
def stream_lines(last: int) -> Iterable[dict[str, int]]:
    for number in range(1, last + 1):
        yield {"number": number}


@app.get("/events/{last}", response_class=EventSourceResponse)
def stream_events(
    last: int, last_event_id: Annotated[int, Header()] = 0
) -> Iterable[ServerSentEvent]:
    for number in range(last_event_id + 1, last + 1):
        data = {"number": number}
        yield ServerSentEvent(data=data, event="count", id=str(number))
