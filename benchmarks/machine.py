"""Describe the machine, choose its cores, and measure what its processes use."""

import os
import platform
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

CORES = sorted(getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0))
SERVER, CLIENT = CORES[0], CORES[-1]
"""The cores for the servers, and for whoever asks them."""


def description() -> dict[str, str]:
    """Return what a reader must know of the machine to compare figures."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.is_file() else []
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    return {
        "processor": ", ".join(sorted(models)) or platform.processor() or platform.machine(),
        "cores": f"{len(CORES)}, {_division()}",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _division() -> str:
    if len(CORES) > 1 and hasattr(os, "sched_setaffinity"):
        return "one for the servers and one for the load"
    return "not divided between servers and load"


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Run what is started meanwhile on one core, where the system allows to choose."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def used(processes: Iterable[psutil.Process]) -> float:
    """Return the seconds of processor time that processes have used, with all their threads."""
    total = 0.0
    for process in processes:
        with suppress(psutil.Error, OSError):
            if sys.platform == "linux":  # the process's own clock; /proc/…/stat counts in 10 ms
                total += time.clock_gettime((~process.pid << 3) | 2)
            else:
                total += sum(process.cpu_times()[:2])
    return total


def busy() -> float:
    """Return the seconds that all cores together have worked, for us or for others."""
    times = psutil.cpu_times()
    kinds = ("user", "system", "nice", "irq", "softirq", "steal")
    return float(sum(getattr(times, kind, 0.0) for kind in kinds))


def ours() -> float:
    """Return the seconds of processor time of this process and of its children that have ended."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
