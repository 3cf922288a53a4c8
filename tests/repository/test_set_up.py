"""What is installed is what the locks say: nothing is left to resolve on any later day."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import BIN, make
from tests.example import ROOT

LOCKS = {
    "uv": "requirements-uv.txt",
    "site": "requirements.txt",
    "test": "requirements-test.txt",
    "bench": "requirements-bench.txt",
}
"""The file that pins each group of pyproject.toml."""
PIN = re.compile(r"([a-z0-9-]+)==([\w.!+]+)(?: ; (.+?))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows", "emscripten": "Emscripten"}
OLDEST = Version("3.11.5")
PYTHONS = (str(OLDEST), "3.12.1", "3.13.0", "3.14.0")


class Pin(NamedTuple):
    """A line of a lock: a release, and where it is needed."""

    version: str
    marker: Marker | None


def used(pin: Pin, machine: dict[str, str]) -> bool:
    """Return whether a pin is for a machine."""
    return pin.marker is None or pin.marker.evaluate(machine)


@cache
def pins(lock: str) -> dict[str, list[Pin]]:
    """Return the pins of a lock by the package's name; several if it depends on the machine."""
    found: dict[str, list[Pin]] = {}
    for name, version, marker in PIN.findall((ROOT / lock).read_text("utf-8")):
        found.setdefault(name, []).append(Pin(version, Marker(marker) if marker else None))
    return found


def group(name: str) -> Iterator[Requirement]:
    """Yield the requirements of a group of pyproject.toml and of the groups that it includes."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    for line in groups[name]:
        if isinstance(line, dict):
            yield from group(line["include-group"])
        else:
            yield Requirement(line)


def machines() -> Iterator[dict[str, str]]:
    """Yield what markers see on each system with each Python that the project supports."""
    for (platform, system), python in product(SYSTEMS.items(), PYTHONS):
        yield {key: str(value) for key, value in default_environment().items()} | {
            "python_full_version": python,
            "python_version": python.rpartition(".")[0],
            "implementation_version": python,
            "sys_platform": platform,
            "platform_system": system,
            "os_name": "nt" if platform == "win32" else "posix",
        }


@cache
def dependencies(package: str) -> list[Requirement] | None:
    """Return what a package needs by its own metadata, None where it is not installed here."""
    try:
        return [Requirement(line) for line in metadata.requires(package) or []]
    except metadata.PackageNotFoundError:
        return None


def needed(requirement: Requirement, machine: dict[str, str]) -> list[Requirement]:
    """Return what a requirement's package and its extras need on a machine."""
    extras = requirement.extras or {""}
    return [
        one
        for one in dependencies(requirement.name) or []
        if not one.marker or any(one.marker.evaluate(machine | {"extra": e}) for e in extras)
    ]


def walk(lock: str, name: str, machine: dict[str, str]) -> tuple[set[str], list[str]]:
    """Follow every requirement of a group on a machine: the packages, and what is not pinned once
    in a release that suits.
    """
    known = {
        package: [pin.version for pin in lines if used(pin, machine)]
        for package, lines in pins(lock).items()
    }
    wanted, seen, wrong = list(group(name)), set(), []
    while wanted:
        requirement = wanted.pop()
        package = canonicalize_name(requirement.name)
        versions = known.get(package, [])
        if len(versions) != 1 or not requirement.specifier.contains(versions[0], prereleases=True):
            wrong.append(f"{requirement} is pinned as {versions}")
        if (package, frozenset(requirement.extras)) not in seen:
            seen.add((package, frozenset(requirement.extras)))
            wanted += needed(requirement, machine)
    return {package for package, _ in seen}, wrong


@pytest.mark.parametrize("lock", LOCKS.values())
def test_a_lock_holds_pins_with_hashes_and_nothing_else(lock: str) -> None:
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        assert PIN.fullmatch(line) or HASH.fullmatch(line) or line.lstrip().startswith("#"), line


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_what_pyproject_asks_for_and_closed(name: str) -> None:
    """On every machine each package that another needs is pinned, and nothing else is."""
    found: set[str] = set()
    for machine in machines():
        packages, wrong = walk(LOCKS[name], name, machine)
        assert not wrong, (machine["sys_platform"], machine["python_version"])
        found |= packages
    here = {key: str(value) for key, value in default_environment().items()}
    of_this_machine = {
        package
        for package, lines in pins(LOCKS[name]).items()
        if any(used(pin, here) for pin in lines)
    }
    unread = {package for package in of_this_machine if dependencies(package) is None}
    if name == "bench":  # what only it brings is not here; the audit installs it
        found |= {*pins(LOCKS[name])} - {*pins(LOCKS["test"])}
        unread -= found
    assert found == {*pins(LOCKS[name])}
    assert not unread


def test_locks_that_share_an_environment_agree() -> None:
    for smaller, larger in pairwise(list(LOCKS.values())[1:]):
        assert pins(smaller).items() <= pins(larger).items()


@pytest.mark.parametrize("target", ["site", "test", "bench"])
def test_a_set_up_resolves_nothing(project: Path, target: str) -> None:
    planned = make(project, "--dry-run", f".venv/.{target}").stdout.splitlines()
    installs = [line for line in planned if re.search(r"\b(install|sync)\b.*requirements", line)]
    assert len(installs) == 2
    for line in installs:
        assert "--no-deps --require-hashes --requirement requirements" in line


WHEEL = """\
Metadata-Version: 2.1
Name: {name}
Version: {version}
"""


def offer(index: Path, name: str, version: str, *needs: str) -> str:
    """Put an empty package into an index in a folder; return its line for a lock."""
    file = index / name / f"{name}-{version}-py3-none-any.whl"
    file.parent.mkdir(parents=True, exist_ok=True)
    about, lines = f"{name}-{version}.dist-info", [f"Requires-Dist: {need}\n" for need in needs]
    with ZipFile(file, "w") as wheel:
        extra = "Provides-Extra: more\n"
        wheel.writestr(
            f"{about}/METADATA", "".join([WHEEL.format(name=name, version=version), extra, *lines])
        )
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{about}/RECORD", "")
    links = [f'<a href="{one.name}">{one.name}</a>' for one in sorted(file.parent.glob("*.whl"))]
    (file.parent / "index.html").write_text("\n".join(links))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return f"{name}=={version} \\\n    --hash=sha256:{digest}\n"


@pytest.mark.audit
def test_an_old_pip_sets_up_although_newer_releases_are_offered(project: Path) -> None:
    """pip before 23.3 takes the newest release of what has an extra, and has no hash for it."""
    index = project / "index"
    lock = offer(index, "needs", "1.0", "extended[more]>=1") + offer(index, "extended", "1.0")
    (project / "requirements.txt").write_text(lock)
    offer(index, "extended", "2.0")
    offers = {
        "PIP_INDEX_URL": index.as_uri(),
        "PIP_NO_INDEX": "",
        "UV_DEFAULT_INDEX": index.as_uri(),
    }
    assert make(project, ".venv/.uv").returncode == 0
    python = project / ".venv/bin/python"
    pip = [str(python), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "pip==23.2.1"], check=True)
    resolved = [*pip, "--require-hashes", "--requirement", "requirements.txt"]
    done = subprocess.run(
        resolved, cwd=project, env=os.environ | offers, capture_output=True, text=True
    )
    assert "must have their versions pinned" in done.stderr  # what the set-up does not do
    (project / "requirements-uv.txt").touch()
    for target in (".venv/.uv", ".venv/.site"):
        chosen = offers if target == ".venv/.site" else {}
        done = make(project, target, **chosen)
        assert done.returncode == 0, done.stderr
    assert (
        subprocess.run(
            [python, "-c", "import importlib.metadata as m; print(m.version('extended'))"],
            capture_output=True,
            text=True,
        ).stdout
        == "1.0\n"
    )


@pytest.mark.audit
def test_every_lock_installs_on_every_python_at_hand(project: Path) -> None:
    listed = [str(BIN / "uv"), "python", "list", "--only-installed", "--output-format", "json"]
    known = json.loads(subprocess.run(listed, check=True, capture_output=True).stdout)
    supported = {one["version"]: one["path"] for one in known if Version(one["version"]) >= OLDEST}
    for version, python in supported.items():
        shutil.rmtree(project / ".venv", ignore_errors=True)
        done = make(project, ".venv/.site", ".venv/.test", ".venv/.bench", f"PYTHON={python}")
        assert done.returncode == 0, f"{version}: {done.stdout}{done.stderr}"
