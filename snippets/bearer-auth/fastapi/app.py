from secrets import compare_digest
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
# For the demonstration only: a real program keeps a hash of each token,
# or checks a signature.
TOKEN, USERNAME = "let-me-in", "ada"


def token_owner(
    sent: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
) -> str:
    if not compare_digest(sent.credentials.encode(), TOKEN.encode()):
        challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        raise HTTPException(401, "Invalid token", headers=challenge)
    return USERNAME


@app.get("/me")
def me(username: Annotated[str, Depends(token_owner)]) -> dict[str, str]:
    return {"username": username}


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
