from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()


def tip_rate() -> float:
    return 0.25  # stands in for a service that a test must not call


@app.get("/lunch")
def find_lunch() -> RedirectResponse:
    address = app.url_path_for("share_bill", euros=80, people=4)
    return RedirectResponse(address)


@app.get("/bills/{euros}/{people}")
def share_bill(
    euros: int, people: int, rate: Annotated[float, Depends(tip_rate)]
) -> dict[str, float]:
    return {"each": round(euros * (1 + rate) / people, 2)}
