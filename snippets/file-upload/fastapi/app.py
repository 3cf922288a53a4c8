from typing import Any

from fastapi import FastAPI, UploadFile

app = FastAPI(max_body_size=1_000)  # bytes, so few to show it


@app.post("/files")
async def upload(file: UploadFile) -> dict[str, Any]:
    content = await file.read()
    return {"name": file.filename, "size": len(content)}
