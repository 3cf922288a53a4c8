from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://shop.example"],
    allow_methods=["GET", "PUT"],
    allow_headers=["Content-Type"],
)


@app.get("/stock")
def read_stock() -> dict[str, int]:
    return {"apples": 3}


@app.put("/stock")
def change_stock() -> dict[str, bool]:
    return {"changed": True}


@app.get("/broken")
def broken() -> None:
    raise RuntimeError("broken on purpose")
