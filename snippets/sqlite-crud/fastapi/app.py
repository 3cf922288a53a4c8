from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import Depends, FastAPI, Form, HTTPException
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

app = FastAPI()
folder = TemporaryDirectory()  # for the demonstration: a new database at each start
engine = create_engine(f"sqlite:///{folder.name}/notes.db")


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


Base.metadata.create_all(engine)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


def get_note(note_id: int, session: SessionDep) -> Note:
    if note := session.get(Note, note_id):
        return note
    raise HTTPException(status_code=404, detail="No such note")


NoteDep = Annotated[Note, Depends(get_note)]


@app.post("/notes", status_code=201)
def create_note(text: Annotated[str, Form()], session: SessionDep) -> dict[str, int | str]:
    note = Note(text=text)
    session.add(note)
    session.commit()
    return {"id": note.id, "text": note.text}


@app.get("/notes/{note_id}")
def read_note(note: NoteDep) -> dict[str, int | str]:
    return {"id": note.id, "text": note.text}


@app.put("/notes/{note_id}")
def update_note(
    text: Annotated[str, Form()], note: NoteDep, session: SessionDep
) -> dict[str, int | str]:
    note.text = text
    session.commit()
    return {"id": note.id, "text": note.text}


@app.delete("/notes/{note_id}", status_code=204)
def delete_note(note: NoteDep, session: SessionDep) -> None:
    session.delete(note)
    session.commit()
