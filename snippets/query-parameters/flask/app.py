from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/search")
def search():
    q = request.args["q"]
    tags = request.args.getlist("tag")
    limit = request.args.get("limit", 10, type=int)
    if not 1 <= limit <= 100:
        abort(400, "limit must be from 1 to 100")
    return {"q": q, "tags": tags, "limit": limit}
