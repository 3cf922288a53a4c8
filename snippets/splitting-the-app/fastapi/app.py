from secrets import compare_digest
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException

KEY = "demonstration"  # a real program reads it from the environment

# In another module
notes = APIRouter(prefix="/notes")


@notes.get("/{note_id}")
def read_note(note_id: int) -> dict[str, int | str]:
    return {"id": note_id, "text": "Buy milk"}


def check_key(x_key: Annotated[str, Header()] = "") -> None:
    if not compare_digest(x_key.encode(), KEY.encode()):
        raise HTTPException(status_code=403)


# In a third one
admin = APIRouter(prefix="/admin", dependencies=[Depends(check_key)])


@admin.get("/users/{user_id}")
def read_user(user_id: int) -> dict[str, int | str]:
    return {"id": user_id, "name": "Ada"}


api = APIRouter(prefix="/api")
api.include_router(notes)
api.include_router(admin)

app = FastAPI()
app.include_router(api)
