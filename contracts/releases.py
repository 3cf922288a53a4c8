"""The pinned and the installed releases, in; a line for each package that differs, out."""

import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement


def moved(lock: str) -> list[str]:
    """Return "package old → new" for each package of a lock that is here in another release."""
    pins = [Requirement(line) for line in re.findall(r"^(\w[^\\\n]*)", lock, re.MULTILINE)]
    lines = []
    for pin in pins:
        if not pin.marker or pin.marker.evaluate():
            try:
                installed = metadata.version(pin.name)
            except metadata.PackageNotFoundError:
                installed = "not needed"
            if not pin.specifier.contains(installed):
                lines.append(f"{pin.name} {str(pin.specifier).lstrip('=')} → {installed}")
    return lines


if __name__ == "__main__":
    lines = moved(Path(sys.argv[1]).read_text("utf-8"))
    print("Other releases than the pinned ones:", *(lines or ["none"]), sep="\n  ")
