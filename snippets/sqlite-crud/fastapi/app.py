from collections.abc import Iterator, Sequence
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import Depends, FastAPI, Form, HTTPException
from pydantic import BaseModel
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class NoteOut(BaseModel):
    id: int
    text: str


app = FastAPI()
folder = TemporaryDirectory()  # for the demonstration: new at each start
engine = create_engine(
    f"sqlite:///{folder.name}/notes.db?timeout=30",
    max_overflow=-1,  # with a limit, all threads can wait for a connection
)
Base.metadata.create_all(engine)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


@app.get("/notes", response_model=list[NoteOut])
def list_notes(session: SessionDep) -> Sequence[Note]:
    return session.scalars(select(Note).order_by(Note.id)).all()


@app.post("/notes", status_code=201, response_model=NoteOut)
def create_note(text: Annotated[str, Form()], session: SessionDep) -> Note:
    note = Note(text=text)
    session.add(note)
    session.commit()
    return note


def get_note(note_id: int, session: SessionDep) -> Note:
    if note := session.get(Note, note_id):
        return note
    raise HTTPException(status_code=404, detail="No such note")


NoteDep = Annotated[Note, Depends(get_note)]


@app.get("/notes/{note_id}", response_model=NoteOut)
def read_note(note: NoteDep) -> Note:
    return note


@app.put("/notes/{note_id}", response_model=NoteOut)
def update_note(
    note: NoteDep,
    text: Annotated[str, Form()],
    session: SessionDep,
) -> Note:
    note.text = text
    session.commit()
    return note


@app.delete("/notes/{note_id}", status_code=204)
def delete_note(note: NoteDep, session: SessionDep) -> None:
    session.delete(note)
    session.commit()
