from flask import Flask

app = Flask(__name__)


@app.get("/users/<int:user_id>")
def read_user(user_id):
    return {"user_id": user_id}


@app.get("/files/<path:file_path>")
def read_file(file_path):
    return {"file_path": file_path}
