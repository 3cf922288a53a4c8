"""What may not lie among programs and probes, or be published, is refused at its own place."""

import shutil
import subprocess
from pathlib import Path

import pytest

from comparison.checks import check
from comparison.load.errors import Invalid, annotation
from comparison.load.loader import load
from tests.example import GOOD
from tests.refused import mistakes

NOT_SHOWN = (
    "1:1: is not shown on the page, so no program may have it; allowed: .css, .html, .py, .svg"
)
PROGRAMS: list[tuple[str, str | bytes, str]] = [
    ("left/app.py", "# \u202e\na = 1\n", "1:3: character U+202E is not"),
    (
        "left/app.py",
        "app = 1  # \u2028import os\n",
        "1:12: character U+2028 is not allowed; remove it",
    ),
    ("left/static/site.css", b"\xe9", "1:1: is not UTF-8 here; save the file as UTF-8"),
    ("left/app.py", "a = 1\ndef b()\n  pass\n", "2:8: SyntaxError: expected ':'"),
    ("left/app.py", "return 1\n", "1:1: SyntaxError: 'return' outside function"),
    ("test_contract.py", "a b\n", "1:3: SyntaxError: invalid syntax"),
    ("left/app.py", "(" * 300, "1:201: SyntaxError: too many nested pare"),
    ("right/app.py", "# soon\n\n", "1:1: is empty; write the program"),
    (
        "left/app.py",
        "# -*- coding: unicode_escape -*-\n# \\u000aimport os\na = 1\n",
        "1:1: names the encoding unicode_escape; files are UTF-8, remove this line",
    ),
    (
        "left/app.py",
        "# hello\n# vim: set fileencoding=utf-7 :\na = 1\n",
        "2:1: names the encoding utf-7; files are UTF-8, remove this line",
    ),
    ("left/app.py", "# coding: klingon\na = 1\n", "1:1: SyntaxError: unknown encoding: klingon"),
    (
        "left/app.py",
        "a = 1\n" * 201,
        "201:1: has 201 lines, at most 200 are allowed; a program has about 30 lines",
    ),
    (
        "left/a.svg",
        "a" * 20_001,
        "1:1: has 20001 characters, at most 20000 are allowed; a program has about 30 lines",
    ),
    ("left/schema.txt", "a", NOT_SHOWN),
    ("left/.more.py", "a = 1", NOT_SHOWN),
    ("left/more.PY", "a = 1", NOT_SHOWN),
    (
        "left/app/more.py",
        "a = 1",
        "1:1: is in a folder app, which would hide app.py; rename the folder",
    ),
    ("left/__init__.py", "", "1:1: would hide the framework of that name; remove it"),
    ("left/right.py", "a = 1", "1:1: would hide the module right;"),
    ("left/right/a.py", "a = 1", "1:1: would hide the module right;"),
    ("left/brought.py", "a = 1", "1:1: would hide the module brought;"),
    ("left/gunicorn.conf.py", "a = 1", "1:1: is read when a server"),
    (
        "left/sitecustomize.py",
        "a = 1",
        "1:1: is read when a server or a test starts; remove it, or rename it",
    ),
    ("left/Json.py", "a = 1", "1:1: would hide the module json;"),
    ("more.py", "a = 1", "1:1: is not allowed here; allowed: test_contract.py, exchanges.json"),
    ("../more.py", "a = 1", "1:1: is not allowed here; put it into the folder of a task"),
    (
        "../../probes/test_rooting.py",
        "a = 1",
        '1:1: there is no row rooting; did you mean "routing"?',
    ),
    (
        "../../probes/conftest.py",
        "a = 1",
        "1:1: is not allowed here; allowed: test_<row>.py, outcomes.json",
    ),
    (
        "../../probes/more/test_routing.py",
        "a = 1",
        "1:1: is not allowed here; allowed: test_<row>.py, outcomes.json",
    ),
    ("../../probes/test_routing.py", "a b\n", "1:3: SyntaxError: invalid syntax"),
    ("../../probes/test_routing.py", b"\xe9", "1:1: is not UTF-8 here; save the file as UTF-8"),
    (
        "../../probes/test_routing.py",
        "a = 1\n" * 401,
        "401:1: has 401 lines, at most 400 are allowed; a probe has about 15 lines",
    ),
    (
        'left/x" title="y.css',
        "",
        "1:1: may have letters, digits, dots, hyphens and underscores in its name; rename it",
    ),
]


@pytest.mark.parametrize(("file", "content", "said"), PROGRAMS)
def test_what_may_not_lie_among_programs_and_probes_is_refused_at_its_place(
    example: Path, file: str, content: str | bytes, said: str
) -> None:
    path = example / "snippets/hello" / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    name = path.resolve().relative_to(example.resolve()).as_posix()
    (mistake,) = mistakes(example, GOOD)
    assert mistake.startswith(f"{name}:{said}")


def test_a_name_of_two_lines_is_said_on_one(example: Path) -> None:
    (example / "snippets/hello/left/x\n::y.css").write_text("")
    (example / "data/comparison.yaml").write_text(GOOD)
    with pytest.raises(Invalid) as refused:
        check(example)
    (mistake,) = refused.value.mistakes
    assert str(mistake).startswith("snippets/hello/left/x\\n::y.css:1:1: may have letters")
    assert annotation(mistake).startswith(
        "::error file=snippets/hello/left/x\\n%3A%3Ay.css,line=1,col=1::may have letters"
    )


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("snippets/hello/left/app.py", "/etc/passwd"),
        ("snippets/hello/left/extra.py", "/dev/zero"),
        ("snippets/hello/left/static", "/etc"),
        ("snippets/hello/left/itself.html", "itself.html"),
        ("snippets/hello/left/inside.css", "../right/app.py"),
        ("snippets/hello/test_contract.py", "/etc/passwd"),
        ("snippets/hello/exchanges.json", "/etc/passwd"),
        ("snippets/hello/right", "/etc"),
        ("snippets/hello", "/etc"),
        ("docs/assets/leak.txt", "/etc/passwd"),
        ("docs/leak.md", "/nowhere"),
        ("docs/code", "/etc"),
        ("probes/test_routing.py", "/etc/passwd"),
        ("probes/outcomes.json", "/etc/passwd"),
        ("probes", "/etc"),
        ("data/claims.yaml", "/etc/passwd"),
        ("overrides", "/etc"),
    ],
)
@pytest.mark.parametrize("with_git", [True, False])
def test_a_link_is_refused(example: Path, link: str, target: str, with_git: bool) -> None:
    if with_git:
        subprocess.run(["git", "init", "-q", example], check=True)
    path = example / link
    if path.is_dir():
        shutil.rmtree(path)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    assert f"{link}:1:1: is a symbolic link; replace it with the file itself" in mistakes(
        example, GOOD
    )


def test_compiled_files_are_refused_where_git_tracks_them(example: Path) -> None:
    file = example / "snippets/hello/left/__pycache__/app.cpython-311.pyc"
    file.parent.mkdir()
    file.write_bytes(b"a")
    load(example)
    (example / ".gitignore").write_text("__pycache__/\n")
    subprocess.run(["git", "init", "-q", example], check=True)
    mistakes(example, GOOD.replace("left:", "", 1))  # read again
    (example / "data/comparison.yaml").write_text(GOOD)
    load(example)
    subprocess.run(["git", "-C", example, "add", "-f", file], check=True)
    assert mistakes(example, f"{GOOD}\n") == [f"{file.relative_to(example)}:{NOT_SHOWN}"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("docs/requests.md", "19:3: sections.requests: its page is generated; rename or"),
        ("docs/code/hello.md", "38:3: tasks.hello: its page is generated; rename or"),
        ("docs/requests/a.md", "19:3: sections.requests: there is a folder docs/requests; choose"),
    ],
)
def test_a_page_in_the_place_of_one_that_is_made_is_refused(
    example: Path, name: str, said: str
) -> None:
    (example / name).parent.mkdir(parents=True, exist_ok=True)
    (example / name).write_text("# Mine\n")
    assert [mistake[: len(said)] for mistake in mistakes(example, GOOD)] == [said]
