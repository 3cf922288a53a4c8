from itertools import count
from typing import Annotated

from fastapi import FastAPI, Form, HTTPException

app = FastAPI()
notes = {1: "Buy milk"}
next_id = count(2)


@app.get("/notes")
def list_notes() -> dict[int, str]:
    return notes


@app.post("/notes", status_code=201)
def create_note(text: Annotated[str, Form()]) -> dict[str, int | str]:
    note_id = next(next_id)
    notes[note_id] = text
    return {"id": note_id, "text": text}


@app.get("/notes/{note_id}")
def read_note(note_id: int) -> dict[str, int | str]:
    if note_id not in notes:
        raise HTTPException(status_code=404, detail="No such note")
    return {"id": note_id, "text": notes[note_id]}


@app.delete("/notes/{note_id}", status_code=204)
def delete_note(note_id: int) -> None:
    if notes.pop(note_id, None) is None:
        raise HTTPException(status_code=404, detail="No such note")
