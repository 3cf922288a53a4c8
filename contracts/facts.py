"""Read what the installed packages say of themselves, and write it into data/facts.json."""

import platform
import re
from contextlib import suppress
from datetime import date
from importlib import metadata
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement

from comparison.load import generated_files
from comparison.load.errors import Invalid
from comparison.load.loader import ROOT, distributions
from comparison.model.facts import FILE, Facts

ANYWHERE = {"version", "licence", "python", "maturity"}
"""The facts that every Python and system reads alike."""


def gather(distributions: dict[str, str]) -> Facts:
    """Return what the installed packages say now; distributions: framework's key to package.

    Raises importlib.metadata.PackageNotFoundError where one is not installed.
    """
    trees = {name: _with_dependencies(package) for name, package in distributions.items()}
    return Facts(
        read=date.today(),
        python=".".join(platform.python_version_tuple()[:2]),
        platform=f"{platform.system()} {platform.machine()}",
        packages={name: metadata.version(name) for name in sorted({*chain(*trees.values())})},
        frameworks={name: _facts(tree) for name, tree in trees.items()},
    )


def stale(written: Facts, now: Facts) -> list[str]:
    """Return what is not as it was written, such as "version of left".

    What depends on the Python that reads it counts only where that is the same.
    """
    names = {*chain(*written.frameworks.values(), *now.frameworks.values())}
    if (written.python, written.platform) != (now.python, now.platform):
        names &= ANYWHERE
    return [
        f"{name} of {framework}"
        for framework in {**written.frameworks, **now.frameworks}
        for name in sorted(names)
        if written.frameworks.get(framework, {}).get(name)
        != now.frameworks.get(framework, {}).get(name)
    ]


def write(root: Path, facts: Facts) -> None:
    """Write the facts where something but the day has changed, or on another Python is stale."""
    before = None
    with suppress(Invalid):  # what is broken is written again
        before = generated_files.facts(root)
    before = before or Facts(read=facts.read)
    same = facts.model_copy(update={"read": before.read}) == before
    elsewhere = (facts.python, facts.platform) != (before.python, before.platform)
    if stale(before, facts) or not (same or elsewhere):
        (root / FILE).write_text(facts.model_dump_json(indent=2) + "\n", "utf-8")


def _facts(tree: list[str]) -> dict[str, str]:
    package, *dependencies = tree
    about = metadata.metadata(package)
    classifiers = about.get_all("Classifier") or []
    status = next((c for c in classifiers if c.startswith("Development Status")), "none")
    return {
        "version": about["Version"],
        "licence": (
            about.get_all("License-Expression") or about.get_all("License") or ["not stated"]
        )[0],
        "python": re.sub(r"^>=([\d.]+)$", r"\1 or newer", about["Requires-Python"]),
        "maturity": status.rpartition(" :: ")[2],
        "dependencies": f"{len(dependencies)}: {', '.join(sorted(dependencies))}",
    }


def _with_dependencies(package: str) -> list[str]:
    """Return the package and all that its plain install brings along, without extras."""
    tree = [package]
    for name in tree:
        for line in metadata.requires(name) or []:
            needed = Requirement(line)
            dependency = re.sub(r"[-_.]+", "-", needed.name).lower()
            plain = not needed.marker or needed.marker.evaluate({"extra": ""})
            if plain and dependency not in tree:
                tree.append(dependency)
    return tree


if __name__ == "__main__":
    write(ROOT, gather(distributions()))
