from flask import Flask, make_response, request

app = Flask(__name__)


@app.get("/greeting")
def greeting():
    language = request.headers.get("Accept-Language", "en")
    name = request.cookies.get("name", "stranger")
    headers = {"Cache-Control": "private"}
    return {"language": language, "name": name}, headers


@app.put("/name/<name>")
def remember_name(name):
    response = make_response({"name": name})
    # Over HTTPS add secure=True: this demonstration runs over plain HTTP.
    response.set_cookie(
        "name",
        name,
        max_age=3600,
        httponly=True,
        samesite="Lax",
    )
    return response


@app.delete("/name")
def forget_name():
    response = make_response({"name": None})
    response.delete_cookie("name", httponly=True, samesite="Lax")
    return response
