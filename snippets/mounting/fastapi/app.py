from a2wsgi import WSGIMiddleware
from fastapi import FastAPI
from flask import Flask, redirect, request, url_for

old = Flask(__name__)
app = FastAPI()


@old.route("/orders/<int:order_id>", methods=["GET", "POST"])
def order(order_id):
    paid = request.form.get("amount")
    return {"order": order_id, "paid": paid, "answered_by": "Flask"}


@old.get("/latest")
def read_latest():
    return redirect(url_for("order", order_id=7))


@app.get("/orders/{order_id}")  # moved: from now on it hides the GET above
def read_order(order_id: int) -> dict[str, int | str]:
    return {"order": order_id, "answered_by": "FastAPI"}


app.mount("/", WSGIMiddleware(old))  # last: it takes what no route took
