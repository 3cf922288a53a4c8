"""Run the commands of the project: python -m comparison check, changes, and what writes files."""

import argparse
import io
import os
import re
import sys
from pathlib import Path

from comparison import new_blocks
from comparison.checks import check as check_all
from comparison.disk_cache import Kept
from comparison.export import changed_rows, tables
from comparison.export.site_files import files_of
from comparison.history import diff
from comparison.history.commits import (
    Incomplete,
    at_revision,
    last_touched,
    published,
    published_data,
)
from comparison.history.git import NoHistory, commit_of, opened, uncommitted
from comparison.load import yaml_file
from comparison.load.cited_urls import source_urls
from comparison.load.errors import Invalid, Mistake, annotated, shown
from comparison.load.loader import DATA, FILES, ROOT, documents, load_matrix
from comparison.markdown import fenced
from comparison.pages.answers import counts as counts_of
from comparison.pages.answers import total
from comparison.pages.generated_pages import generated
from comparison.publish.built_site import finish

GENERATED = (
    *("data/*.schema.json", "data/facts.json", "probes/outcomes.json", "snippets/*/exchanges.json"),
)
"""What `make record` writes."""


def check(_: argparse.Namespace) -> None:
    """Say what the data holds; every mistake instead, if there is one."""
    known, before, unknown = _published()
    data = check_all(published=known, before=before)
    if isinstance(unknown, Incomplete) and os.environ.get("CI", "false") != "false":
        problem = f"whether published addresses still lead on cannot be told: {unknown}"
        raise Invalid([Mistake(DATA, 1, 1, "", problem)])
    rows = [row for _, _, row in data.matrix.rows()]
    answers = [answer for row in rows for answer in row.answers.values()]
    notes = sum(answer.note is not None for answer in answers)
    counts = {
        "rows": len(rows),
        "statements": sum(total(counts_of(data.matrix)).values()),
        "tasks": len(data.matrix.tasks),
        "entries of the dictionary": len(data.dictionary.entries),
        "claims": len(data.claims.claims),
        "situations": len(data.situations.situations),
        "questions": len(data.questions.questions),
    }
    print("data: no mistakes in", ", ".join(f"{count} {name}" for name, count in counts.items()))
    if notes:
        print(f"{notes} answers still have a note, without evidence of its own: write details")
    if unknown:
        print(f"published addresses: not looked at; {unknown}", file=sys.stderr)


def schema(_: argparse.Namespace) -> None:
    """Write the schemas that editors complete and check with."""
    for name, content in tables.schemas().items():
        (ROOT / "data" / name).write_text(content, "utf-8")


def _published() -> tuple[frozenset[str], object, NoHistory | None]:
    """Return every address there ever was and the matrix that is published; else why not."""
    try:
        return published(ROOT), published_data(ROOT, DATA), None
    except NoHistory as reason:
        return frozenset(), None, reason


def show_changes(arguments: argparse.Namespace) -> None:
    """Print what changed for readers since a revision, as Markdown that a pull request shows."""
    here = opened(ROOT)
    commit = commit_of(here, arguments.revision)
    if commit is None:
        shallow = "; this clone holds only the newest commits: git fetch --unshallow" * here.shallow
        problem = f"there is no revision {shown(arguments.revision)} here; name a commit or branch"
        raise NoHistory(problem + shallow)
    changes = [
        change
        for file in FILES
        for change in diff.between(file, at_revision(ROOT, file, commit), _now(file))
    ]
    lines, room = changed_rows.fitting(map(str, changes), "changes")
    print("\n".join(lines) or "The data says the same as before.")
    if arguments.rows:
        rows = changed_rows.drawn(load_matrix(), [each.key for each in changes if not each.kind])
        print("", *changed_rows.fitting(rows, "rows that changed", room)[0], sep="\n")


def _now(file: str) -> object:
    return yaml_file.read(ROOT / file, file).data if (ROOT / file).is_file() else None


def show_generated(_: argparse.Namespace) -> None:
    """Print each generated file that is not committed as it is, to be copied, as Markdown."""
    for file in uncommitted(ROOT, *GENERATED):
        print(f"### {file}\n\nEdit this file and replace its whole content:\n")
        print(fenced((ROOT / file).read_text("utf-8"), "text", file), end="\n\n")


def show_urls(_: argparse.Namespace) -> None:
    """Print every address that the data cites, one a line."""
    print("\n".join(source_urls(ROOT)))


def show_block(arguments: argparse.Namespace) -> None:
    """Print the smallest block that the data accepts, to be pasted and filled in."""
    print(new_blocks.KINDS[arguments.kind](load_matrix()), end="")


def write_pages(arguments: argparse.Namespace) -> None:
    """Write what the data asks for into a folder of pages, for other site generators."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    name = re.search(r"(?m)^site_name: (.+)$", settings)
    site = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/") + "/"
    files = files_of(check_all(), ROOT, site, name[1] if name else "")
    read = {name: document.data for name, document in documents().items()}
    for file, content in (files | generated(read)).items():
        written = arguments.folder / file
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(content, "utf-8")


def publish(arguments: argparse.Namespace) -> None:
    """Finish a built site: its policies, its cards, and the days in its sitemap."""
    finish(arguments.folder, last_touched(ROOT), Kept(ROOT, "cards"))


def main() -> int:
    """Run one command; return 0, or 1 after printing every mistake in the data."""
    parser = argparse.ArgumentParser(prog="python -m comparison")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, command in {
        "check": check,
        "schema": schema,
        "changes": show_changes,
        "generated": show_generated,
        "urls": show_urls,
        "new": show_block,
        "pages": write_pages,
        "publish": publish,
    }.items():
        options = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        options.set_defaults(command=command)
        if command in (write_pages, publish):
            options.add_argument("folder", type=Path)
        if command is show_block:
            options.add_argument("kind", choices=new_blocks.KINDS)
        if command is show_changes:
            options.add_argument("revision", help="a commit or a branch, such as main")
            options.add_argument("--rows", action="store_true", help="show each changed row, too")
    arguments = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the locale: the data is
    try:
        arguments.command(arguments)
    except Invalid as invalid:
        print(invalid, file=sys.stderr)
        print(annotated(invalid.mistakes), end="")
        return 1
    except NoHistory as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
