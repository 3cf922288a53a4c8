import asyncio

from fastapi import FastAPI

app = FastAPI()
last_loop = None
last_task = None


async def call(name: str, log: list[str]) -> None:
    log.append(f"{name} called")
    await asyncio.sleep(0.05)  # stands in for a slow service
    log.append(f"{name} answered")


@app.get("/report")
async def report() -> dict[str, list[str]]:
    log: list[str] = []
    await asyncio.gather(
        call("weather", log),
        call("news", log),
        call("prices", log),
    )
    return {"log": log}


@app.get("/loop")
async def loop() -> dict[str, bool]:
    global last_loop
    before, last_loop = last_loop, asyncio.get_running_loop()
    return {"same_loop_as_before": last_loop is before}


@app.get("/task")
async def task() -> dict[str, bool]:
    global last_task
    before, last_task = last_task, asyncio.create_task(call("audit", []))
    cancelled = before is not None and before.cancelled()
    return {"task_before_was_cancelled": cancelled}
