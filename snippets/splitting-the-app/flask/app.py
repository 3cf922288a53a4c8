from secrets import compare_digest

from flask import Blueprint, Flask, abort, request

KEY = "demonstration"  # a real program reads it from the environment

notes = Blueprint("notes", __name__, url_prefix="/notes")  # in a module of its own


@notes.get("/<int:note_id>")
def read_note(note_id):
    return {"id": note_id, "text": "Buy milk"}


admin = Blueprint("admin", __name__, url_prefix="/admin")  # in another


@admin.before_request
def check_key():
    if not compare_digest(request.headers.get("X-Key", "").encode(), KEY.encode()):
        abort(403)


@admin.get("/users/<int:user_id>")
def read_user(user_id):
    return {"id": user_id, "name": "Ada"}


api = Blueprint("api", __name__, url_prefix="/api")
api.register_blueprint(notes)
api.register_blueprint(admin)

app = Flask(__name__)
app.register_blueprint(api)
