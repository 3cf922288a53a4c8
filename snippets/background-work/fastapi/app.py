from asyncio import Semaphore, wait_for
from typing import Annotated

from fastapi import BackgroundTasks, FastAPI, Form, HTTPException

app = FastAPI()
states = {}
# Stands in for a slow mail service: it takes one mail per POST /service.
service = Semaphore(0)


# async: a def that waits keeps one of the 40 threads that handlers need
async def send_mail(address: str) -> None:
    states[address] = "begun"
    await wait_for(service.acquire(), timeout=10)
    states[address] = "sent"


@app.post("/mails", status_code=202)
def create_mails(
    address: Annotated[list[str], Form()], tasks: BackgroundTasks
) -> dict[str, list[str]]:
    for each in address:
        if "@" not in each:
            raise HTTPException(status_code=400, detail="Not an address")
        tasks.add_task(send_mail, each)
    return {"accepted": address}


@app.get("/mails/{address}")
def read_mail(address: str) -> dict[str, str]:
    return {"state": states.get(address, "not begun")}


@app.post("/service", status_code=204)
async def take_one() -> None:
    service.release()
