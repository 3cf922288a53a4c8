"""An environment with other releases, in; the promises that do not hold on them, out."""

import re
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from packaging.utils import canonicalize_name

from contracts.nodes import HINT
from contracts.promises import PROMISE

LONGEST = 100
"""The characters that are shown of the beginning of a failure, and of its end."""


class Broken(NamedTuple):
    """A test of a contract that fails, or that could not run."""

    task: str
    test: str
    framework: str
    promise: str
    """What it promises to readers."""
    says: str
    """Why it fails, in short."""


class DidNotRunError(Exception):
    """Contracts that did not run to the end; says why."""


def versions(environment: Path) -> dict[str, str]:
    """Return the version of every package that is installed in an environment, by its name."""
    folders = [str(folder) for folder in environment.glob("lib/python*/site-packages")]
    return {
        canonicalize_name(package.name): package.version
        for package in metadata.distributions(path=folders)
    }


def broken(environment: Path, root: Path) -> list[Broken]:
    """Run the contracts below root/snippets in an environment; return the tests that fail there.

    What pytest prints goes to the standard error. Raises DidNotRunError.
    """
    with tempfile.TemporaryDirectory(prefix="newest-") as folder:
        results = Path(folder, "results.xml")
        python = (environment / "bin/python").absolute()  # not resolved: that leaves it
        command = [str(python), "-m", "pytest", "--quiet", "--no-header", "--tb=short", "snippets"]
        done = subprocess.run([*command, f"--junit-xml={results}"], cwd=root, stdout=sys.stderr)
        if done.returncode not in (0, 1):
            raise DidNotRunError(f"pytest ended with exit code {done.returncode}")
        try:
            cases = ElementTree.parse(results).iter("testcase")
            return [one for case in cases if (one := _broken(case))]
        except (OSError, ElementTree.ParseError) as error:
            raise DidNotRunError(f"pytest left no results: {error}") from None


def _broken(case: ElementTree.Element) -> Broken | None:
    failure = next((part for part in case if part.tag in ("failure", "error")), None)
    if failure is None:
        return None
    task = case.get("classname", "").split(".")[-2:-1]
    test, _, framework = case.get("name", "").rstrip("]").partition("[")
    named = (one for one in case.iter("property") if one.get("name") == PROMISE)
    promise = next(named, ElementTree.Element("")).get("value", "")
    says = _short(failure.get("message", ""))
    return Broken("".join(task), test, framework, promise.partition(": ")[2], says)


def _short(message: str) -> str:
    """Return a failure as one line: what differs from the record, or where it begins and ends."""
    if HINT in message:
        changed = re.findall(r"^[+-](?![+-]{2}).*", message, re.MULTILINE)
        message = " ".join(["not as recorded:", *changed])
    line = " ".join(message.split())
    return line if len(line) <= 2 * LONGEST else f"{line[:LONGEST]} ... {line[-LONGEST:]}"
