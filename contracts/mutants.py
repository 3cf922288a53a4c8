"""Find the handlers whose answer can change without their contract noticing.

Each value that a handler returns or yields is replaced, one at a time, in a copy of the project,
and the task's contract runs against the changed program; so it is with a handler that returns
nothing, whose body is left out. https://en.wikipedia.org/wiki/Mutation_testing
"""

import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from comparison.load.loader import ROOT

Handler = ast.FunctionDef | ast.AsyncFunctionDef
UNNOTICED = "UNNOTICED"
"""Where a contract names handlers whose change no request can show, each with the reason."""
OTHER = ast.parse('{"changed": "by a mutant"}', mode="eval").body
"""What stands in place of a value; no program answers it."""
NEEDED = ("comparison", "contracts", "data", "docs", "snippets", "pyproject.toml")


def mutants(program: str) -> Iterator[tuple[str, str]]:
    """Yield each change as the place, "line 12, in greet", and the text of the whole program."""
    count = sum(1 for _ in _places(ast.parse(program)))
    for number in range(count):
        tree = ast.parse(program)
        handler, place = list(_places(tree))[number]
        if isinstance(place, ast.Return | ast.Yield):
            place.value = OTHER
        else:
            place.body = [ast.Pass()]
        yield f"line {place.lineno}, in {handler.name}", ast.unparse(tree)


def _places(tree: ast.Module) -> Iterator[tuple[Handler, ast.Return | ast.Yield | Handler]]:
    """Yield each function with a decorator, with each place that says its value, or itself."""
    for handler in ast.walk(tree):
        if isinstance(handler, Handler) and handler.decorator_list:
            values: list[ast.Return | ast.Yield | Handler] = [
                node
                for node in ast.walk(handler)
                if isinstance(node, ast.Return | ast.Yield) and node.value
            ]
            yield from ((handler, place) for place in values or [handler])


def survives(copy: Path, task: str, framework: str) -> bool:
    """Return whether a task's contract holds for a framework's program in a copy of the project.

    Raises RuntimeError when the contract did not run.
    """
    command = [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider", "--record"]
    chosen = ["-k", f"{framework} and not exchanges and not holds_load", f"snippets/{task}"]
    done = subprocess.run([*command, *chosen], cwd=copy, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{task}, {framework}: {done.stdout}{done.stderr}")
    return done.returncode == 0


def excused(contract: Path) -> dict[str, str]:
    """Return the handlers whose change a contract need not notice, with the reasons."""
    for node in ast.parse(contract.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == UNNOTICED:
            return dict(ast.literal_eval(node.value))
    return {}


def main(tasks: list[str]) -> int:
    """Print every survivor and a count; return 1 if there is one that no contract excuses."""
    survivors = total = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        for name in NEEDED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
        for program in sorted(copy.glob("snippets/*/*/app.py")):
            task, framework = program.parts[-3:-1]
            if tasks and task not in tasks:
                continue
            original = program.read_text("utf-8")
            if not survives(copy, task, framework):
                raise RuntimeError(f"{task}, {framework}: the contract fails without a change")
            for place, changed in mutants(original):
                program.write_text(changed, "utf-8")
                total += 1
                why = excused(program.parents[1] / "test_contract.py").get(place.split()[-1])
                if survives(copy, task, framework):
                    survivors += why is None
                    said = f", as its contract says: {why}" if why else ""
                    print(f"not noticed: {task}, {framework}: {place}{said}", flush=True)
            program.write_text(original, "utf-8")
    print(f"{total} changed handlers, {survivors} not noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
