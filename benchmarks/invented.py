"""Numbers in; rows, columns, tasks, programs and exchanges that nobody has ever seen, out.

They are as long and as many as those of the project's own data: a test compares them.
"""

from itertools import cycle
from typing import Any

ANSWER, NOTE, QUESTION, SHOWN, REMARK = 68, 335, 79, 106, 212
"""Characters of an answer and its note, of a row's question, of what a test shows of a framework,
and of a note of a task."""
EXCHANGES = 8
"""Requests of a task's contract."""
LEVELS = ("built-in", "official add-on", "third party", "own code")
SENTENCES = (
    "a handler reads the value from the query and `converts()` it; without a default the answer is"
    " an error with status 422, which names the field. Since release 2.0 the *same* rule holds for"
    " headers and cookies, too, unless `strict` is off or the server sends its own page before the"
    " application sees the request, as behind most proxies."
)
PROGRAM = '''\
from column_{column} import Application, Invalid, Request

app = Application(__name__)
NOTES = {{1: "tea", 2: "milk", {task}: "note {task}"}}


@app.get("/notes/{{key}}")
def read(request: Request, key: int):
    """Return one note, or say that there is none."""
    if key not in NOTES:
        raise Invalid(404, f"there is no note {{key}}")
    return {{"key": key, "text": NOTES[key], "by": request.headers.get("X-By")}}


@app.post("/notes", status=201)
async def write(request: Request):
    sent = await request.json()
    if not isinstance(sent.get("text"), str) or len(sent["text"]) > {column}00:
        raise Invalid(422, "text is missing or too long")
    NOTES[len(NOTES) + 1] = sent["text"].strip()
    return {{"key": len(NOTES), "text": sent["text"], "notes": len(NOTES)}}


if __name__ == "__main__":
    app.run(port=8000)
'''


def text(seed: int, length: int) -> str:
    """Return inline Markdown of about that length; another seed begins with another word."""
    words = SENTENCES.split()
    start = seed * 7 % len(words)
    wanted = cycle([*words[start:], *words[:start]])
    said = next(wanted)
    while len(said) < length - 3:
        said += f" {next(wanted)}"
    return said


def column(number: int) -> str:
    """Return the block of a framework."""
    return f"""\
  column-{number}:
    name: Column {number}
    distribution: column-{number}
    home: https://column-{number}.example/
    checked: {{version: "{number}.0", date: 2026-11-21}}
    install: pip install column-{number}
    develop: column-{number} run --port 8000
    serve: column-{number} serve --port 8000
"""


def section(number: int) -> str:
    """Return the head of the block of a section, to be followed by its rows."""
    return f"""\
  section-{number}:
    title: Section {number}
    summary: What section {number} is about.
    criteria:
"""


def row(number: int, columns: int, tasks: int) -> str:
    """Return the block of a row, which names one of the tasks if there is any."""
    terms = "".join(
        f"\n          column-{n}: [read, write_{number}]" for n in range(1, columns + 1)
    )
    task = number % tasks + 1 if tasks else None
    return f"""\
      row-{number}:
        title: Row number {number}
        asks: "{text(number, QUESTION)}?"
        tasks: [{f"task-{task}" if task else ""}]
        terms:{terms}
        answers:
{"".join(_answer(number, n, task) for n in range(1, columns + 1))}
"""


def _answer(row: int, column: int, task: int | None) -> str:
    seed = row + column
    level = f"\n            level: {LEVELS[seed % 4]}" if row % 2 else ""
    proof = [f"task-{task}::test_{n}" for n in (1, 2)] if task and seed % 2 else []
    pages = ("documentation/requests", "reference/application", "changes/of-this-release")
    sources = [
        f"https://column-{column}.example/en/stable/{page}/#row-{row}-and-what-it-asks"
        for page in pages[seed % 2 :]
    ]
    return f"""\
          column-{column}:{level}
            answer: "{text(seed, ANSWER)}"
            note: >-
              {text(seed + 1, NOTE)}
            proof: [{", ".join(proof)}]
            sources:
{"".join(f"              - {source}{chr(10)}" for source in sources)}"""


def task(number: int) -> str:
    """Return the block of a task."""
    notes = "".join(f'\n      - "{text(number + n, REMARK)}"' for n in range(4))
    return f"""\
  task-{number}:
    title: Task number {number}
    summary: "{text(number, SHOWN)}"
    notes:{notes}
"""


def program(task: int, column: int) -> str:
    """Return the program of a task in a framework."""
    return PROGRAM.format(task=task, column=column)


def exchanges(task: int, columns: int) -> dict[str, Any]:
    """Return what was recorded of a task; every second answer differs between the frameworks."""
    names = range(1, columns + 1)
    return {
        "exchanges": [
            {
                "request": {"method": "GET", "path": f"/notes/{n}", "headers": {}, "body": None},
                "tests": {f"column-{name}": f"test_{n}" for name in names},
                "shows": {f"column-{name}": text(n + name * (n % 2), SHOWN) for name in names},
                "responses": {f"column-{name}": _response(task, n, name) for name in names},
            }
            for n in range(1, EXCHANGES + 1)
        ]
    }


def _response(task: int, number: int, column: int) -> dict[str, Any]:
    said = {"key": number, "text": f"note {task}", "by": "nobody"}
    if number % 2:
        said |= {"text": f"note {task} of column {column}"}
    headers = {"x-request": str(number)} if number % 4 == 1 else {}
    return {"status": 200, "media_type": "application/json", "headers": headers, "body": said}
