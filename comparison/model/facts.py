"""What installed packages say of themselves: metadata goes in, data/facts.json comes out."""

import platform
import re
from contextlib import suppress
from datetime import date
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Annotated

from packaging.requirements import Requirement
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from comparison.load import generated
from comparison.load.errors import Invalid
from comparison.model.fields import Day, Id, visible

FILE = "data/facts.json"
ANYWHERE = {"version", "licence", "python", "maturity"}
"""The facts that every Python and system reads alike."""


Text = Annotated[str, StringConstraints(pattern=r"\S", max_length=2000), AfterValidator(visible)]
"""What a package says, with all that it needs."""


class Facts(BaseModel):
    """What is known of each framework, and where and when it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    read: Day
    python: Text = "unknown"
    platform: Text = "unknown"
    packages: dict[Text, Text] = {}
    """The version of each package that was read."""
    frameworks: dict[Id, dict[Id, Text]] = {}
    """Per framework, the text of each fact by its name."""


def read(root: Path) -> Facts | None:
    """Return the facts that were written last, None if there is no such file.

    Raises Invalid with every mistake in it.
    """
    file = root / FILE
    if not file.is_file():
        return None
    return generated.read(file, FILE, Facts, "make record", lambda _: iter(()))


def gather(distributions: dict[str, str]) -> Facts:
    """Return what the installed packages say now; distributions: framework's key to package.

    Raises importlib.metadata.PackageNotFoundError where one is not installed.
    """
    trees = {name: _with_dependencies(package) for name, package in distributions.items()}
    return Facts(
        read=date.today(),
        python=".".join(platform.python_version_tuple()[:2]),
        platform=f"{platform.system()} {platform.machine()}",
        packages={one: metadata.version(one) for one in sorted({*chain(*trees.values())})},
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
        before = read(root)
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
            found = re.sub(r"[-_.]+", "-", needed.name).lower()
            if found not in tree and (not needed.marker or needed.marker.evaluate({"extra": ""})):
                tree.append(found)
    return tree
