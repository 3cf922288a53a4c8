"""Broken and odd files by the hundred: each is valid, or refused with a place, and nothing else.

python -m tests.fuzz FILES [SEED] prints how many were valid and refused, by what was done to them;
or, of the first that fails, what happened, and how it differs from the file it was made from.
"""

import difflib
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from comparison.load.loader import ROOT
from tests.example import FILES

Outcomes = dict[str, tuple[dict[str, int], dict[str, int]]]
"""By what was done: how many files were valid and refused, and how many for which reason."""


def run(files: int, number: int) -> Outcomes:
    """Try so many files in another process; raises AssertionError where it fails, dies or hangs.

    number: from where chance begins; the same number tries the same files.
    """
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-W", "error", "-m", "tests.fuzz.trial", folder]
        try:
            done = subprocess.run(
                [*command, str(files), str(number)],
                cwd=ROOT,
                env=os.environ | {"HYPOTHESIS_STORAGE_DIRECTORY": folder},
                capture_output=True,
                text=True,
                timeout=120 + files,
            )
        except subprocess.TimeoutExpired:
            raise AssertionError(f"does not end\n{difference(Path(folder))}") from None
        if done.returncode or not done.stdout:
            end = f"seed {number}, ends with {done.returncode}\n{done.stderr[-3_000:]}"
            raise AssertionError(f"{end}\n{difference(Path(folder))}")
    outcomes: Outcomes = json.loads(done.stdout)
    return outcomes


def difference(folder: Path) -> str:
    """Return what was done to the file that was read last, as lines to leave out and to add."""
    if not (folder / "now").is_file():
        return ""
    project, _, name = (folder / "now").read_text().partition("/")
    old = FILES[name].encode() if project == "small" else (ROOT / name).read_bytes()
    new = (folder / project / name).read_bytes()
    if len(new) < 300:
        return f"{project}/{name} is now {new!r}"
    before, after = (ascii(one)[2:-1].replace("\\n", "\n").split("\n") for one in (old, new))
    lines = difflib.unified_diff(before, after, f"{project}/{name}", "spoiled", n=0, lineterm="")
    return "\n".join(line[:500] for line in lines)[:5_000]


def table(outcomes: Outcomes) -> str:
    """Return the outcomes as lines of text."""
    lines = [f"{'':16}{'files':>6}{'valid':>7}{'refused':>9}  reasons, the most frequent"]
    for kind, (counts, reasons) in outcomes.items():
        valid, refused = counts.get("valid", 0), counts.get("refused", 0)
        often = max(reasons, key=reasons.__getitem__, default="")
        said = f"{len(reasons):7}, {often} ({reasons[often]})" if often else ""
        lines.append(f"{kind:16}{valid + refused:6}{valid:7}{refused:9}  {said}")
    totals = [
        sum(counts.get(one, 0) for counts, _ in outcomes.values()) for one in ("valid", "refused")
    ]
    return "\n".join([*lines, f"{'together':16}{sum(totals):6}{totals[0]:7}{totals[1]:9}"])


if __name__ == "__main__":
    number = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(2**32)
    print(f"{sys.argv[1]} spoiled files, seed {number}", flush=True)
    try:
        print(table(run(int(sys.argv[1]), number)))
    except AssertionError as failed:
        sys.exit(str(failed))
