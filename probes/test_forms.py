"""How an uploaded file is stored."""

import shutil
from uuid import uuid4

import pytest
from fastapi import FastAPI, UploadFile
from fastapi.testclient import TestClient
from flask import Flask, request
from werkzeug.utils import secure_filename


@pytest.mark.framework("flask")
def test_save_an_upload_under_a_safe_name(tmp_path):
    """`secure_filename` takes the folders out of a client's name, and `save` stores the file."""
    app = Flask(__name__)

    @app.post("/files")
    def upload():
        file = request.files["file"]
        name = secure_filename(file.filename)
        file.save(tmp_path / name)
        return {"name": name}

    with (tmp_path / "photo").open("wb+") as photo:
        app.test_client().post("/files", data={"file": (photo, "../me.png")})
    assert (tmp_path / "me.png").exists()


@pytest.mark.framework("fastapi")
def test_copy_an_upload_to_a_name_of_our_own(tmp_path):
    """`file.file` is an open file, which `shutil` copies; the name is made here."""
    app = FastAPI()

    @app.post("/files")
    def upload(file: UploadFile) -> dict[str, str]:
        name = f"{uuid4()}.png"
        with (tmp_path / name).open("wb") as target:
            shutil.copyfileobj(file.file, target)
        return {"name": name}

    response = TestClient(app).post("/files", files={"file": ("../me.png", b"pixels")})
    assert (tmp_path / response.json()["name"]).read_bytes() == b"pixels"
