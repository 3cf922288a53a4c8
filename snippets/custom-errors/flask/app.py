import json

from flask import Flask, abort
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
notes = {1: "Buy milk"}


@app.errorhandler(HTTPException)
def refuse(error):
    response = error.get_response()  # with status, and headers like Allow
    content = {"status": error.code, "message": error.description}
    response.data = json.dumps({"error": content})
    response.content_type = "application/json"
    return response


@app.get("/notes/<int:note_id>")
def read_note(note_id):
    if note_id not in notes:
        abort(404, "No such note")
    return {"id": note_id, "text": notes[note_id]}


@app.get("/crash")
def crash():
    raise RuntimeError("no connection to db.internal")
