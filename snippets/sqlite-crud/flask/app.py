from tempfile import TemporaryDirectory

from flask import Flask, abort, request
from sqlalchemy import create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    mapped_column,
    scoped_session,
    sessionmaker,
)


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


def as_dict(note):
    return {"id": note.id, "text": note.text}


app = Flask(__name__)
folder = TemporaryDirectory()  # for the demonstration: new at each start
engine = create_engine(f"sqlite:///{folder.name}/notes.db?timeout=30")
Base.metadata.create_all(engine)
session = scoped_session(sessionmaker(engine))


@app.teardown_appcontext
def close_session(error):
    session.remove()


@app.get("/notes")
def list_notes():
    notes = session.scalars(select(Note).order_by(Note.id))
    return [as_dict(note) for note in notes]


@app.post("/notes")
def create_note():
    note = Note(text=request.form["text"])
    session.add(note)
    session.commit()
    return as_dict(note), 201


@app.get("/notes/<int:note_id>")
def read_note(note_id):
    note = session.get(Note, note_id) or abort(404, "No such note")
    return as_dict(note)


@app.put("/notes/<int:note_id>")
def update_note(note_id):
    note = session.get(Note, note_id) or abort(404, "No such note")
    note.text = request.form["text"]
    session.commit()
    return as_dict(note)


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    note = session.get(Note, note_id) or abort(404, "No such note")
    session.delete(note)
    session.commit()
    return "", 204
