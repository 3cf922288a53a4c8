"""Install a release of a framework with the packages of its day, in an environment of its own."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

UV = str(Path(sys.executable).with_name("uv"))


class NotInstalled(Exception):
    """What pip or uv says of a package that cannot be found or installed."""


def releases(package: str) -> list[str]:
    """Return the releases of a package that run on this Python, the oldest first.

    Early ones such as 3.0rc1 are left out. Raises NotInstalled when none is found.
    """
    printed = _run(sys.executable, "-m", "pip", "index", "versions", package)
    versions = re.findall(r"^Available versions: (.+)", printed, re.MULTILINE)
    return sorted(", ".join(versions).split(", "), key=Version)


def day_of(release: str) -> date:
    """Return the day on which a release, such as left==1.0, was published.

    Raises NotInstalled when there is no such release.
    """
    lock = [UV, "pip", "compile", "--quiet", "--no-deps", "--format", "pylock.toml", "-"]
    (package,) = tomllib.loads(_run(*lock, entered=release))["packages"]
    files = [package.get("sdist"), *package.get("wheels", ())]
    published: date = min(file["upload-time"] for file in files if file).date()
    return published


def install(folder: Path, release: str, day: date, programs: list[str]) -> list[str]:
    """Make an environment of a release, such as left==1.0, and of programs as they were on a day.

    Return the programs that did not exist then; of these comes any release that leaves the others
    as they are. Raises NotInstalled when the release itself cannot be installed. No hashes are
    asked for: there is no lock of that day, and the folder is thrown away.
    """
    _run(UV, "venv", "--quiet", "--python", sys.executable, str(folder))
    python = ["--quiet", "--python", str(folder / "bin/python")]
    until = ["--prerelease", "disallow", "--exclude-newer", f"{day + timedelta(days=1)}"]
    _run(UV, "pip", "install", *python, *until, release)
    missing = []
    for program in programs:
        try:
            _run(UV, "pip", "install", *python, *until, release, program)
        except NotInstalled:
            missing.append(program)
    installed = _run(UV, "pip", "freeze", *python)
    for program in missing:
        with suppress(NotInstalled):
            _run(UV, "pip", "install", *python, "--constraints", "-", program, entered=installed)
    return missing


def programs(root: Path) -> list[str]:
    """Return what the programs of the project in root need, without the numbers of releases.

    Extras are named and spelled out: a release of another day may not have them.
    """
    groups = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    needed = [Requirement(line) for line in groups["programs"]]
    extras = [extra for requirement in needed for extra in _extras(requirement)]
    return list(dict.fromkeys([*groups["programs"], *extras]))


def _extras(requirement: Requirement) -> Iterator[str]:
    """Yield what the extras of a requirement add, as its package here says."""
    extras = requirement.extras
    for line in metadata.requires(requirement.name) or [] if extras else []:
        added = Requirement(line)
        needed = [not added.marker or added.marker.evaluate({"extra": e}) for e in ["", *extras]]
        if any(needed[1:]) and not needed[0]:
            yield f"{added.name}[{','.join(added.extras)}]" if added.extras else added.name


def _run(*command: str, entered: str = "") -> str:
    """Return what a command prints; raises NotInstalled with what it says when it fails."""
    done = subprocess.run(command, input=entered, capture_output=True, text=True)
    if done.returncode:
        raise NotInstalled(done.stderr.strip())
    return done.stdout
