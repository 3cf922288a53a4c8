import atexit
import sqlite3

from flask import Flask

app = Flask(__name__)
database = sqlite3.connect(":memory:", check_same_thread=False)
database.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY)")
print("database opened", flush=True)


@atexit.register
def close_database():
    database.close()
    print("database closed", flush=True)


@app.get("/visits")
def count_visit():
    return {"visits": database.execute("INSERT INTO visits VALUES (NULL)").lastrowid}


print("module loaded", flush=True)
