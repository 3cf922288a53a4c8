"""Put a running server under load, and measure what that takes."""

import json
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import httpx2

from benchmarks import machine
from benchmarks.endpoints import REFUSED, Endpoint
from benchmarks.processes import MeasuredServer, Wrong
from comparison.model.measurements import Sample

SCRIPT = Path(__file__).with_name("request.lua")
PATIENCE = 30
"""Seconds that a request may take; in a long queue some do."""
PAUSE, IDLE = 0.1, 0.1
"""Seconds between two looks at a server, and the share of a core below which it is idle."""


def missing() -> str | None:
    """Return how to install what is missing to make a load, None if nothing is."""
    if shutil.which("wrk"):
        return None
    return "wrk makes the load; install it: apt install wrk, or brew install wrk"


def check(url: str, endpoints: dict[str, Endpoint]) -> None:
    """Ask every endpoint as the load will; raise Wrong if an answer is not the expected one."""
    with httpx2.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client:
        for name, endpoint in endpoints.items():
            expected = [(endpoint.body, endpoint.status, endpoint.answer)]
            expected += [(body, 422, REFUSED) for body in endpoint.refused.values()]
            for body, status, answer in expected:
                method, headers = "GET", {}
                if body:
                    method, headers = "POST", {"Content-Type": "application/json"}
                response = client.request(method, endpoint.path, content=body, headers=headers)
                if response.status_code != status or response.json() != answer:
                    request = f"{name}: {method} {endpoint.path} {body or ''}".strip()
                    raise Wrong(f"{request}: answered {response.status_code} {response.text[:200]}")


def sample(server: MeasuredServer, endpoint: Endpoint, connections: int, number: int) -> Sample:
    """Put a load on a server for the endpoint's seconds; number: the round.

    Raises Wrong when a request fails, gets no status of success, or a process ends.
    """
    processes, load = server.processes, f"{endpoint.path} with {connections} connections"
    command = [
        *("wrk", "--threads", "1", "--connections", str(connections)),
        *("--duration", f"{endpoint.seconds}s", "--timeout", f"{PATIENCE}s"),
        *("--script", str(SCRIPT), f"{server.url}{endpoint.path}", "--"),
        *(("POST", endpoint.body) if endpoint.body else ("GET",)),
    ]
    began, used = time.perf_counter(), machine.used(processes)
    busy, ours = machine.busy(), machine.ours()
    with machine.on_core(machine.CLIENT):
        done = subprocess.run(command, capture_output=True, text=True)
    took = time.perf_counter() - began
    cpu = machine.used(processes) - used
    other = machine.busy() - busy - (machine.ours() - ours) - cpu
    if any(not process.is_running() for process in processes):
        raise Wrong(f"{load}: a process has ended")
    results = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}
    errors = results.pop("errors", "all")
    if errors or not results["requests"]:
        raise Wrong(f"{load}: {errors} requests failed: {done.stdout}{done.stderr}")
    settle(server, endpoint)
    share = round(max(0.0, other / took), 3)
    return Sample(round=number, cpu=round(cpu, 6), other=share, **results)


def settle(server: MeasuredServer, endpoint: Endpoint) -> None:
    """Wait until a server has worked off what the load has left: it answers us, and is idle."""
    check(server.url, {"settling": replace(endpoint, refused={})})
    deadline = time.monotonic() + PATIENCE
    before = machine.used(server.processes)
    while time.monotonic() < deadline:
        time.sleep(PAUSE)
        now = machine.used(server.processes)
        if now - before < IDLE * PAUSE:
            return
        before = now
    raise Wrong(f"still at work {PATIENCE} s after the load has ended")
