from secrets import compare_digest

from flask import Blueprint, Flask, abort, request

KEY = "demonstration"  # a real program reads it from the environment

# In another module
notes = Blueprint("notes", __name__, url_prefix="/notes")


@notes.get("/<int:note_id>")
def read_note(note_id):
    return {"id": note_id, "text": "Buy milk"}


# In a third one
admin = Blueprint("admin", __name__, url_prefix="/admin")


@admin.before_request
def check_key():
    key = request.headers.get("X-Key", "")
    if not compare_digest(key.encode(), KEY.encode()):
        abort(403)


@admin.get("/users/<int:user_id>")
def read_user(user_id):
    return {"id": user_id, "name": "Ada"}


api = Blueprint("api", __name__, url_prefix="/api")
api.register_blueprint(notes)
api.register_blueprint(admin)

app = Flask(__name__)
app.register_blueprint(api)
