import atexit
import sqlite3
from threading import Lock

from flask import Flask

app = Flask(__name__)
database = sqlite3.connect(":memory:", check_same_thread=False)
lock = Lock()  # threads share the connection
database.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY)")
print("database opened", flush=True)


@atexit.register
def close_database():
    database.close()
    print("database closed", flush=True)


@app.get("/visits")
def count_visit():
    with lock:
        visit = database.execute("INSERT INTO visits VALUES (NULL)")
        return {"visits": visit.lastrowid}


print("module loaded", flush=True)
