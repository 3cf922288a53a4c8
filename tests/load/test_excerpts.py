"""A program is cut down to the statements that show some lines, with what those stand on."""

from comparison.load.excerpts import Excerpt, excerpt

PROGRAM = """\
import json
from shop import Counter, open_shop

LIMIT = 3
# Opens at eight.
app = open_shop(size=LIMIT)


@app.get("/a")
def first():
    one = 1
    two = 2
    return json.dumps([one, two])


# Greets.
@app.get("/b")
def greet(name: Counter):
    return name


@app.get("/c")
def last():
    return [
        1,
        2,
    ]
"""
PART = """\
import json
from shop import Counter, open_shop

LIMIT = 3
# Opens at eight.
app = open_shop(size=LIMIT)

# …

# Greets.
@app.get("/b")
def greet(name: Counter):
    return name

# …"""


def test_statements_of_lit_lines_stay_with_their_names_comments_and_imports() -> None:
    assert excerpt(PROGRAM, [18, 19]) == Excerpt(PART, [12, 13], True)


def test_a_program_that_would_lose_little_or_cannot_be_read_is_whole() -> None:
    for program, lit in (("a = 1\n" * 3, [1]), (PROGRAM, []), ("def (:\n" * 20, [3])):
        assert excerpt(program, lit) == Excerpt(program.rstrip("\n"), lit, False)
