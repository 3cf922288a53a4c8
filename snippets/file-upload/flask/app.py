from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1_000  # bytes, so few to show it


@app.post("/files")
def upload():
    file = request.files["file"]
    content = file.read()
    return {"name": file.filename, "size": len(content)}
