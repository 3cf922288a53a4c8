from flask import Flask, render_template, request

app = Flask(__name__)


@app.get("/hello")
def hello():
    name = request.args.get("name", "world")
    return render_template("hello.html", name=name)


@app.get("/badge")
def badge():
    name = request.args.get("name", "world")
    headers = {"Content-Type": "image/svg+xml"}
    return render_template("badge.svg", name=name), headers
