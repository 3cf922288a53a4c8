"""The servers that are measured, and the programs that they serve."""

from comparison.model.measurements import Pair, Subject

GUNICORN = "gunicorn --bind 127.0.0.1:8000 --workers 1 --keep-alive 60 --http-parser python"
UVICORN = "uvicorn --port 8000 --no-access-log --log-level warning"
GRANIAN = "granian --port 8000 --workers 1 --runtime-threads 1 --http 1 --no-ws --log-level warning"
MANY = "--threads 64 --worker-connections 1000"
FLASK = {
    "gthread-8": ("Gunicorn, 8 threads", f"{GUNICORN} --threads 8 --worker-connections 1000"),
    "gthread-64": ("Gunicorn, 64 threads", f"{GUNICORN} {MANY}"),
    "sync": ("Gunicorn, one at a time", GUNICORN),
    "gevent": ("Gunicorn, gevent", f"{GUNICORN} --worker-class gevent"),
    "granian": ("Granian, 64 threads", f"{GRANIAN} --interface wsgi --blocking-threads 64"),
}
FASTAPI = {
    "uvicorn": ("Uvicorn, uvloop, httptools", f"{UVICORN} --loop uvloop --http httptools"),
    "uvicorn-plain": ("Uvicorn, asyncio, h11", f"{UVICORN} --loop asyncio --http h11"),
    "gunicorn": ("Gunicorn ASGI, uvloop", f"{GUNICORN} --worker-class asgi --asgi-loop uvloop"),
    "granian": ("Granian, uvloop", f"{GRANIAN} --interface asgi --loop uvloop"),
}
PROGRAMS = {
    "flask": ("Flask", "flask", FLASK),
    "fastapi-async": ("FastAPI `async def`", "fastapi", FASTAPI),
    "fastapi-def": ("FastAPI `def`", "fastapi", FASTAPI),
    "starlette": ("Starlette", None, {}),
    "quart": ("Quart", None, {}),
    "litestar": ("Litestar", None, {}),
}
"""By the folder of a program, what tables call it, its framework, and what it is served by."""
IN_PROCESS = {
    program: Subject(label=label, framework=framework, program=program)
    for program, (label, framework, _) in PROGRAMS.items()
}
"""Programs without a server, called as a server would call them."""
SERVERS = {
    f"{program}-{key}": Subject(
        label=f"{label}: {name}",
        framework=framework,
        usual=(program, key) in (("flask", "gthread-8"), ("fastapi-async", "uvicorn")),
        program=program,
        command=f"{command} app:app",
    )
    for program, (label, framework, servers) in PROGRAMS.items()
    for key, (name, command) in servers.items()
}
"""Programs on servers: one worker, keep-alive on, access log off; usual: as the site serves."""

PAIRS = [
    Pair(of=f"flask-{left}", to=f"fastapi-{right}", title=title)
    for left, right, title in (
        ("gthread-8", "async-uvicorn", "As this site starts them"),
        ("gthread-8", "async-uvicorn-plain", "FastAPI on plain Uvicorn"),
        ("gthread-8", "def-uvicorn", "FastAPI with `def`"),
        ("gthread-64", "async-gunicorn", "Both on Gunicorn"),
        ("gevent", "async-uvicorn", None),
        ("granian", "async-granian", "Both on Granian"),
        ("granian", "def-granian", None),
    )
]
"""What is divided within each round: servers that people would choose between."""

PLAIN = {
    "flask": ("pip install flask", None, True),
    "flask-gunicorn": ("pip install flask gunicorn", f"{GUNICORN} --threads 8", True),
    "fastapi": ("pip install fastapi", None, True),
    "fastapi-uvicorn": ("pip install fastapi uvicorn", UVICORN, False),
    "fastapi-standard": ("pip install fastapi[standard]", UVICORN, True),
}
FOOTPRINTS = {
    f"install-{key}": Subject(
        label=f"`{install}`",
        framework=key.partition("-")[0],
        usual=usual,
        program=f"{key.partition('-')[0]}-plain",
        command=f"{command} app:app" if command else None,
    )
    for key, (install, command, usual) in PLAIN.items()
}
"""What is installed into an empty environment, imported, and started there if it has a server."""

QUICK = ("flask-gthread-8", "flask-granian", "fastapi-async-uvicorn", "fastapi-async-granian")
"""The servers of a quick run; it asks for hello and wait, with 16 connections."""
