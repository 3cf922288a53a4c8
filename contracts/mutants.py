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
Value = ast.Return | ast.Yield
OTHER = ast.parse('{"changed": "by a mutant"}', mode="eval").body
"""What stands in place of a value; no program answers it."""
NEEDED = ("comparison", "contracts", "data", "snippets", "conftest.py", "pyproject.toml")


def mutants(program: str) -> Iterator[tuple[str, str]]:
    """Yield each change as the place, "line 12, in greet", and the text of the whole program.

    Handlers are the functions with a decorator.
    """
    tree = ast.parse(program)
    for handler in list(ast.walk(tree)):
        if isinstance(handler, Handler) and handler.decorator_list:
            nodes = list(ast.walk(handler))
            values = [node for node in nodes if isinstance(node, Value) and node.value]
            changes: list[tuple[Value | Handler, str, object]] = [
                (value, "value", OTHER) for value in values
            ]
            for node, field, changed in changes or [(handler, "body", [ast.Pass()])]:
                original = getattr(node, field)
                setattr(node, field, changed)
                yield f"line {node.lineno}, in {handler.name}", ast.unparse(tree)
                setattr(node, field, original)


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
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "UNNOTICED":
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
            reasons = excused(program.parents[1] / "test_contract.py")
            for place, changed in mutants(original):
                program.write_text(changed, "utf-8")
                total += 1
                if survives(copy, task, framework):
                    reason = reasons.get(place.split()[-1])
                    survivors += reason is None
                    excuse = f", as its contract says: {reason}" if reason else ""
                    print(f"not noticed: {task}, {framework}: {place}{excuse}", flush=True)
            program.write_text(original, "utf-8")
    print(f"{total} changed handlers, {survivors} not noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
