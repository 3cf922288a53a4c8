from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(
    app,
    origins=["https://shop.example"],
    methods=["GET", "PUT"],
    allow_headers=["Content-Type"],
)


@app.get("/stock")
def read_stock():
    return {"apples": 3}


@app.put("/stock")
def change_stock():
    return {"changed": True}


@app.get("/broken")
def broken():
    raise RuntimeError("broken on purpose")
