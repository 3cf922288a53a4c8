from threading import Semaphore, Thread

from flask import Flask, abort, request

app = Flask(__name__)
states = {}
# Stands in for a slow mail service: it takes one mail per POST /service.
service = Semaphore(0)


def send_mail(address):
    states[address] = "begun"
    service.acquire(timeout=10)
    states[address] = "sent"


@app.post("/mails")
def create_mails():
    addresses = request.form.getlist("address")
    for address in addresses:
        if "@" not in address:
            abort(400, "Not an address")
        Thread(target=send_mail, args=[address]).start()
    return {"accepted": addresses}, 202


@app.get("/mails/<address>")
def read_mail(address):
    return {"state": states.get(address, "not begun")}


@app.post("/service")
def take_one():
    service.release()
    return "", 204
