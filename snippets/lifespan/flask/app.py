import atexit
import sqlite3

from flask import Flask

app = Flask(__name__)
log = []


def note(event):
    log.append(event)
    print(event, flush=True)


note("database opened")
database = sqlite3.connect(":memory:", check_same_thread=False)
database.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY)")


@atexit.register
def close_database():
    database.close()
    note("database closed")


@app.get("/visits")
def count_visit():
    return {"visits": database.execute("INSERT INTO visits VALUES (NULL)").lastrowid}


@app.get("/log")
def read_log():
    return {"log": log}


note("module loaded")
