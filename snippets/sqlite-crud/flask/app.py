from tempfile import TemporaryDirectory

from flask import Flask, abort, request
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, scoped_session, sessionmaker

app = Flask(__name__)
folder = TemporaryDirectory()  # for the demonstration: a new database at each start
engine = create_engine(f"sqlite:///{folder.name}/notes.db")
session = scoped_session(sessionmaker(engine))


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


Base.metadata.create_all(engine)


@app.teardown_appcontext
def close_session(error):
    session.remove()


@app.post("/notes")
def create_note():
    note = Note(text=request.form["text"])
    session.add(note)
    session.commit()
    return {"id": note.id, "text": note.text}, 201


@app.get("/notes/<int:note_id>")
def read_note(note_id):
    note = session.get(Note, note_id) or abort(404, "No such note")
    return {"id": note.id, "text": note.text}


@app.put("/notes/<int:note_id>")
def update_note(note_id):
    note = session.get(Note, note_id) or abort(404, "No such note")
    note.text = request.form["text"]
    session.commit()
    return {"id": note.id, "text": note.text}


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    note = session.get(Note, note_id) or abort(404, "No such note")
    session.delete(note)
    session.commit()
    return "", 204
