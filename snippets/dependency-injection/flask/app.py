from queue import Queue

from flask import Flask, abort, g

app = Flask(__name__)
# Stands in for a pool with one database connection, which remembers its
# last transaction.
pool = Queue()
pool.put([])


def get_connection():
    if "connection" not in g:
        g.connection = pool.get()  # waits until it is given back
        g.connection[:] = ["begin"]
    return g.connection


@app.teardown_appcontext
def give_back(error):
    if "connection" in g:
        g.connection.append("rollback" if error else "commit")
        pool.put(g.connection)


def count_apples():
    get_connection().append("count apples")
    return 12


@app.post("/shares/<int:people>")
def share(people):
    each = count_apples() // people  # fails for nobody, on purpose
    if each == 0:
        abort(409)
    get_connection().append("save shares")
    return {"each": each}


@app.get("/log")
def read_log():
    connection = pool.get()
    pool.put(connection)
    return {"log": connection}
