from flask import Flask, redirect, url_for

app = Flask(__name__)


def tip_rate():
    return 0.25  # stands in for a service that a test must not call


@app.get("/lunch")
def find_lunch():
    return redirect(url_for("share_bill", euros=80, people=4))


@app.get("/bills/<int:euros>/<int:people>")
def share_bill(euros, people):
    return {"each": round(euros * (1 + tip_rate()) / people, 2)}
