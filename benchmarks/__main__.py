"""The command line: python -m benchmarks [--quick] measures, and writes data/measurements.json."""

import argparse
import re
import signal
import subprocess
import sys
from datetime import date
from importlib import metadata

from benchmarks import machine, runner
from benchmarks.endpoints import CONNECTIONS, ENDPOINTS
from benchmarks.load import missing
from benchmarks.processes import Wrong
from benchmarks.servers import FOOTPRINTS, IN_PROCESS, PAIRS, QUICK, SERVERS
from comparison.load.loader import ROOT
from comparison.model.measurements import FILE, Measurements, figure
from contracts.servers import ServerError

BOUND = 0.1
"""The share of one core from which on other work on the machine marks a sample."""
ROUNDS = 4
SAMPLE = re.compile(r'\{\s+("round": [^}]+?)\s+\}')
PACKAGES = (
    *("flask", "werkzeug", "fastapi", "starlette", "pydantic", "quart", "litestar"),
    *("gunicorn", "gevent", "uvicorn", "uvloop", "httptools", "h11", "granian"),
)


def quick() -> None:
    """Measure four servers under one load, and print what came out."""
    subjects = {key: SERVERS[key] for key in QUICK}
    asked = [("hello", 16), ("wait", 16)]
    for load in runner.loads(subjects, asked, 3, report):
        cpu = figure(sample.cpu_per_request for sample in load.samples)
        marked = sum(sample.other > BOUND for sample in load.samples)
        assert cpu
        print(
            f"{load.endpoint:6} {subjects[load.subject].label:55} {cpu.median:6.0f}"
            f" µs of CPU per request ({cpu.low:.0f} to {cpu.high:.0f}),"
            f" {marked} of {cpu.samples} samples marked"
        )


def full() -> None:
    """Measure everything, and write it."""
    asked = [(endpoint, connections) for endpoint in ENDPOINTS for connections in CONNECTIONS]
    measured = Measurements(
        date=date.today(),
        machine=machine.description(),
        packages={package: metadata.version(package) for package in PACKAGES},
        bound=BOUND,
        endpoints={name: endpoint.words for name, endpoint in ENDPOINTS.items()},
        subjects=FOOTPRINTS | IN_PROCESS | SERVERS,
        pairs=PAIRS,
        footprints=runner.footprints(FOOTPRINTS, ROUNDS, report),
        alone=runner.in_process(IN_PROCESS, ROUNDS, report),
        loads=runner.loads(SERVERS, asked, ROUNDS, report),
    )
    (ROOT / FILE).write_text(as_text(measured), "utf-8")


def as_text(measured: Measurements) -> str:
    """Return the measurements as JSON with a line for each sample."""
    text = measured.model_dump_json(indent=2, exclude_none=True) + "\n"
    return SAMPLE.sub(lambda sample: f"{{{' '.join(sample[1].split())}}}", text)


def report(line: str) -> None:
    """Tell how far it is."""
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Run the benchmark; return 0, or 1 after saying what was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="a few minutes; writes nothing")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # ends the servers too
    if lacking := missing():
        print(lacking, file=sys.stderr)
        return 1
    try:
        quick() if arguments.quick else full()
    except (Wrong, ServerError, subprocess.CalledProcessError) as error:
        print(f"Nothing was written. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
