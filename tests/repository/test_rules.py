"""The repository keeps its own rules: generated files fresh, boundaries kept, workflows valid."""

import ast
import functools
import re
import shutil
import sys
from datetime import date
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from check_jsonschema.cli import main as check_jsonschema
from click.testing import CliRunner
from packaging.requirements import Requirement

from comparison.export import tables
from comparison.load import encoding, generated_files
from comparison.load.loader import load
from comparison.load.probe_code import WIDEST
from comparison.load.programs import shown
from comparison.model.facts import Facts
from comparison.model.matrix import Framework
from contracts import facts
from tests.conftest import BIN, run
from tests.example import ROOT

PROGRAMS = sorted((ROOT / "snippets").glob("*/*/app.py"))
SOURCES = {".py", ".html", ".j2", ".css", ".js", ".svg"}
OURS = [
    *(*ROOT.glob("*.py"), *ROOT.glob("comparison/**/*.*"), *ROOT.glob("contracts/**/*.py")),
    *(*ROOT.glob("overrides/**/*.html"), *ROOT.glob("docs/assets/*")),
]


def imports(file: Path) -> set[str]:
    """Return the top-level modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module))
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(("name", "content"), tables.schemas().items())
def test_schema_is_fresh(name: str, content: str) -> None:
    assert content == (ROOT / "data" / name).read_text("utf-8"), f"{name} is stale: make record"


def test_facts_are_fresh() -> None:
    written = generated_files.facts(ROOT)
    now = facts.gather({key: f.distribution for key, f in load().matrix.frameworks.items()})
    assert written and not facts.stale(written, now), "data/facts.json is stale: make record"


def test_facts_are_written_again_only_where_they_say_something_new(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    known = {"version": "1.0", "dependencies": "none"}
    first = Facts(
        read=date(2026, 1, 1), python="3.11", platform="Linux", frameworks={"left": known}
    )
    later = first.model_copy(update={"read": date(2026, 2, 2)})
    elsewhere = later.model_copy(
        update={"python": "3.13", "frameworks": {"left": known | {"dependencies": "one"}}}
    )
    released = elsewhere.model_copy(update={"frameworks": {"left": known | {"version": "2.0"}}})
    for now, kept in ((first, first), (later, first), (elsewhere, first), (released, released)):
        facts.write(tmp_path, now)
        assert generated_files.facts(tmp_path) == kept


@pytest.mark.parametrize("schema", tables.schemas())
def test_editors_can_check_the_data_with_the_schema(schema: str) -> None:
    data = [file for file in (ROOT / "data").glob(schema.replace("schema.json", "*"))]
    (file,) = [str(file) for file in data if file.name != schema]
    for options in (["--check-metaschema"], ["--schemafile", f"{ROOT}/data/{schema}"]):
        checked = f"{ROOT}/data/{schema}" if options == ["--check-metaschema"] else file
        done = CliRunner().invoke(check_jsonschema, [*options, checked])
        assert done.exit_code == 0, done.output


def test_workflows_are_valid_and_safe() -> None:
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    run(
        *(BIN / "check-jsonschema", "--builtin-schema", "vendor.dependabot"),
        ".github/dependabot.yml",
    )
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)
    run(BIN / "zizmor", "--offline", "--quiet", "--pedantic", ".github")


@pytest.mark.parametrize(
    "workflow", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda file: file.stem
)
def test_code_of_a_pull_request_never_meets_a_token_that_can_write(workflow: Path) -> None:
    told = yaml.load(workflow.read_text("utf-8"), yaml.BaseLoader)
    assert told["permissions"] == {}
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(told["on"])
    for name, job in told["jobs"].items():
        for step in job["steps"]:
            assert "secrets." not in str(step), name
        if "write" in job["permissions"].values():
            assert "pull_request" not in told["on"] or "!= 'pull_request'" in job["if"], name
            assert job["needs"], name  # what runs code has ended well before
            assert not re.search(r"checkout|\bpip\b|\bmake\b|python", str(job["steps"])), name


def test_the_types_of_contracts_are_right(tmp_path: Path) -> None:
    """All have one name, so mypy reads copies; contributors write them without types."""
    for file in ROOT.glob("snippets/*/test_contract.py"):
        shutil.copy(file, tmp_path / f"{file.parent.name.replace('-', '_')}.py")
    loosely = ("--allow-untyped-defs", "--allow-untyped-calls", "--allow-incomplete-defs")
    cache = ("--config-file", "pyproject.toml", "--cache-dir", ".mypy_cache/contracts")
    run(BIN / "mypy", *cache, *loosely, *tmp_path.glob("*.py"))


def test_no_code_of_ours_names_a_framework() -> None:
    frameworks = load().matrix.frameworks
    names = "|".join([*frameworks, *(framework.name for framework in frameworks.values())])
    files = [file for file in OURS if file.suffix in SOURCES]
    assert not [f for f in files if re.search(names, f.read_text("utf-8"), re.IGNORECASE)]


@pytest.mark.parametrize(
    ("module", "only"),
    {
        "mkdocs": ["hooks.py"],
        "yaml": ["comparison/load/yaml_file.py"],
        "jinja2": ["comparison/load/prose.py", "comparison/pages/page.py", "hooks.py"],
        "vl_convert": ["comparison/publish/social_cards.py"],
    }.items(),
)
def test_few_files_know_it(module: str, only: list[str]) -> None:
    files = [*ROOT.glob("*.py"), *ROOT.glob("comparison/**/*.py"), *ROOT.glob("contracts/*.py")]
    knowing = [file.relative_to(ROOT).as_posix() for file in files if module in imports(file)]
    assert sorted(knowing) == only


ROOMS = {
    "model": ["markdown", "invisible_characters", "allowed_urls"],
    "load": ["model", "markdown", "invisible_characters", "allowed_urls"],
    "history": ["load", "model", "markdown"],
    "pages": ["history", "load", "model", "markdown"],
    "export": ["pages", "history", "load", "model", "markdown"],
    "publish": ["pages", "disk_cache"],
}
"""Which room of the package may ask which: data goes through them in one direction."""


@pytest.mark.parametrize(("room", "may_ask"), ROOMS.items())
def test_data_goes_through_the_rooms_in_one_direction(room: str, may_ask: list[str]) -> None:
    files = list((ROOT / "comparison" / room).glob("*.py"))
    asked = {
        (f"{node.module}." + node.names[0].name).split(".")[1]
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("comparison")
    }
    assert files and asked - {room} <= {*may_ask}


def test_no_page_and_no_code_hides_a_character() -> None:
    """https://trojansource.codes; the data and the programs are checked where they are read."""
    pages = [*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob(".github/**/*.yml")]
    code = [*ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py"), ROOT / "Makefile"]
    for file in [*pages, *code, *(file for file in OURS if file.suffix in SOURCES)]:
        encoding.read(file, file.relative_to(ROOT).as_posix())


@pytest.mark.parametrize(
    "framework", load().matrix.frameworks.values(), ids=list(load().matrix.frameworks)
)
def test_the_version_described_is_the_version_that_runs(framework: Framework) -> None:
    assert metadata.version(framework.distribution) == framework.checked.version


@functools.cache
def brought_by(command: str) -> set[str]:
    """Return the names of the distributions that a command `pip install …` brings along."""
    wanted = [Requirement(part.strip("\"'")) for part in command.split()[2:]]
    seen: set[str] = set()
    names: set[str] = set()
    while wanted:
        requirement = wanted.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        names.add(requirement.name.lower().replace("_", "-"))
        for line in metadata.requires(requirement.name) or []:
            needed = Requirement(line)
            extras = requirement.extras or {""}
            if not needed.marker or any(needed.marker.evaluate({"extra": e}) for e in extras):
                wanted.append(needed)
    return names


@functools.cache
def homes() -> dict[str, set[str]]:
    """Return the names of the distributions that each module comes from."""
    found = metadata.packages_distributions()
    return {module: {name.lower() for name in names} for module, names in found.items()}


@functools.cache
def scripts() -> dict[str, str]:
    """Return the name of the distribution that each command comes from."""
    found = metadata.entry_points(group="console_scripts")
    return {script.name: script.dist.name.lower() for script in found if script.dist}


def test_the_lines_of_programs_fit_side_by_side_on_a_desk() -> None:
    files = [file for program in PROGRAMS for file in shown(program.parent)]
    lines = {(file, line) for file in files for line in file.read_text("utf-8").splitlines()}
    assert [(file, line) for file, line in lines if len(line) > WIDEST] == []


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: f"{p.parts[-3]}-{p.parts[-2]}")
def test_the_install_command_brings_what_the_program_and_its_server_need(program: Path) -> None:
    task, framework = program.parts[-3], program.parts[-2]
    own, described = load().matrix.tasks[task], load().matrix.frameworks[framework]
    brought = brought_by(own.install.get(framework, described.install))
    for module in imports(program) - sys.stdlib_module_names:
        assert brought & homes()[module], module
    for command in (own.serve.get(framework, described.serve), described.develop):
        assert scripts()[command.split()[0]] in brought, command
