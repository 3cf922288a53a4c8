from itertools import count

from flask import Flask, abort, request

app = Flask(__name__)
notes = {1: "Buy milk"}
next_id = count(2)


@app.get("/notes")
def list_notes():
    return notes


@app.post("/notes")
def create_note():
    text = request.form["text"]
    note_id = next(next_id)
    notes[note_id] = text
    return {"id": note_id, "text": text}, 201


@app.get("/notes/<int:note_id>")
def read_note(note_id):
    if note_id not in notes:
        abort(404, "No such note")
    return {"id": note_id, "text": notes[note_id]}


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    if notes.pop(note_id, None) is None:
        abort(404, "No such note")
    return "", 204
