"""Install packages into an empty environment, and measure their size and their import."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import machine
from comparison.load.loader import ROOT

OF_UV = {"_virtualenv.py", "_virtualenv.pth", "uv_cache.json", "uv_build.json"}
"""What the environment itself brings."""
UV = [sys.executable, "-m", "uv"]


@contextmanager
def environment(install: str) -> Iterator[tuple[Path, int, float]]:
    """Run "pip install …" in an empty environment, with the pinned releases.

    Yields its interpreter, the number of distributions, and their megabytes without compiled code.
    Raises subprocess.CalledProcessError when they cannot be installed.
    """
    with tempfile.TemporaryDirectory(prefix="installed-") as folder:
        subprocess.run([*UV, "venv", "--quiet", folder], check=True)
        python = Path(folder, "bin/python")
        command = [*UV, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python)]
        pinned = ["--constraints", str(ROOT / "requirements-bench.txt")]
        subprocess.run([*command, *pinned, *install.split()[2:]], check=True)
        (home,) = Path(folder).glob("lib/python*/site-packages")
        files = [
            file
            for file in home.rglob("*")
            if file.is_file() and file.suffix != ".pyc" and file.name not in OF_UV
        ]
        size = sum(file.stat().st_size for file in files) / 1e6
        yield python, len(list(home.glob("*.dist-info"))), round(size, 2)


def import_time(python: Path, module: str) -> float:
    """Return the milliseconds of processor time to import module, without Python's own start."""
    times = []
    for code in (f"import {module}", ""):
        with machine.on_core(machine.SERVER):
            process = subprocess.Popen([python, "-I", "-c", code])
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, code)
        times.append((usage.ru_utime + usage.ru_stime) * 1000)
    return round(times[0] - times[1], 1)
