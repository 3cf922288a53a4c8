"""Put a running server under load, and measure how it bears it."""

import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import httpx2
import psutil

from benchmarks import machine
from benchmarks.scenarios import REFUSED, Endpoint
from comparison.model.measurements import Sample

SCRIPT = Path(__file__).with_name("request.lua")
PATIENCE = 30
"""Seconds that a request may take; in a long queue some do."""
PAUSE, IDLE = 0.1, 0.1
"""Seconds between two looks at a server, and the share of a core below which it is idle."""


class Wrong(Exception):
    """A server that answers wrongly, fails under load, or reports an error."""


def missing() -> str | None:
    """Return how to install what is missing to make a load, None if nothing is."""
    if shutil.which("wrk"):
        return None
    return "wrk makes the load; install it: apt install wrk, or brew install wrk"


def check(url: str, endpoints: dict[str, Endpoint]) -> None:
    """Ask every endpoint as the load will; raise Wrong if an answer is not the expected one."""
    with httpx2.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client:
        for name, endpoint in endpoints.items():
            asked = [(endpoint.body, endpoint.status, endpoint.answer)]
            asked += [(body, 422, REFUSED) for body in endpoint.refused.values()]
            for body, status, answer in asked:
                method, headers = "GET", {}
                if body:
                    method, headers = "POST", {"Content-Type": "application/json"}
                got = client.request(method, endpoint.path, content=body, headers=headers)
                if got.status_code != status or got.json() != answer:
                    what = f"{name}: {method} {endpoint.path} {body or ''}".strip()
                    raise Wrong(f"{what}: answered {got.status_code} {got.text[:200]}")


def sample(
    url: str,
    endpoint: Endpoint,
    connections: int,
    processes: Sequence[psutil.Process],
    number: int,
) -> Sample:
    """Put a load on the server of these processes for the endpoint's seconds; number: the round.

    Raises Wrong when a request fails, gets no status of success, or a process ends.
    """
    command = [
        *("wrk", "--threads", "1", "--connections", str(connections)),
        *("--duration", f"{endpoint.seconds}s", "--timeout", f"{PATIENCE}s"),
        *("--script", str(SCRIPT), f"{url}{endpoint.path}", "--"),
        *(("POST", endpoint.body) if endpoint.body else ("GET",)),
    ]
    began, server = time.perf_counter(), machine.used(processes)
    everyone, us = machine.busy(), machine.ours()
    with machine.on_core(machine.CLIENT):
        done = subprocess.run(command, capture_output=True, text=True)
    took = time.perf_counter() - began
    cpu = machine.used(processes) - server
    other = machine.busy() - everyone - (machine.ours() - us) - cpu
    if any(not process.is_running() for process in processes):
        raise Wrong(f"{endpoint.path} with {connections} connections: a process has ended")
    found = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}
    errors = found.pop("errors", "all")
    if errors or not found["requests"]:
        what = f"{endpoint.path} with {connections} connections: {errors} requests failed"
        raise Wrong(f"{what}: {done.stdout}{done.stderr}")
    settle(url, endpoint, processes)
    return Sample(round=number, cpu=round(cpu, 6), other=round(max(0.0, other / took), 3), **found)


def settle(url: str, endpoint: Endpoint, processes: Sequence[psutil.Process]) -> None:
    """Wait until a server has worked off what the load has left: it answers us, and is idle."""
    check(url, {"settling": replace(endpoint, refused={})})
    deadline = time.monotonic() + PATIENCE
    before = machine.used(processes)
    while time.monotonic() < deadline:
        time.sleep(PAUSE)
        now = machine.used(processes)
        if now - before < IDLE * PAUSE:
            return
        before = now
    raise Wrong(f"still at work {PATIENCE} s after the load has ended")
