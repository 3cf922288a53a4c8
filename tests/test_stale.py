"""The workflow that says what went stale: what it does with a report, without a code host."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from tests.example import ROOT

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/stale.yml").read_text("utf-8"))
TELL = WORKFLOW["jobs"]["tell"]
STEP = TELL["steps"][-1]
TITLE = STEP["env"]["TITLE"]
BOT = "github-actions[bot]"
GH = """\
import json, os, sys
from pathlib import Path

call = sys.argv[1:]
if "@issue.md" in call[-1]:
    call[-1] = call[-1].replace("@issue.md", Path("issue.md").read_text("utf-8"))
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps(call) + "\\n")
if "GET" in call:
    print(os.environ["ISSUES"])
"""
"""Stands for the code host's own program: writes down each call, and lists the open issues."""
FOUND = "## Sources\n\n- [ ] https://a.example/ (404 Not Found)\n"
NOTHING = "## Sources\n\nNone.\n- https://a.example/ (403 Forbidden) - [ ] \n"
ISSUES = "repos/somebody/site/issues"


@pytest.fixture
def tell(tmp_path: Path) -> Callable[..., list[list[str]]]:
    """Run the step on a report and the open issues; return the calls that change something."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/gh"
    program.write_text(f"#!{sys.executable}\n{GH}", "utf-8")
    program.chmod(0o755)
    (tmp_path / "found").mkdir()
    (tmp_path / "step.sh").write_text(STEP["run"], "utf-8")

    def tell(report: str | bytes, *issues: tuple[int, str, str], looked: str = "success") -> Any:
        content = report if isinstance(report, bytes) else report.encode()
        (tmp_path / "found/stale.md").write_bytes(content)
        variables = {
            "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "CALLS": str(tmp_path / "calls"),
            "ISSUES": "\n".join("\t".join(map(str, issue)) for issue in issues),
            "GITHUB_REPOSITORY": "somebody/site",
            "GITHUB_SERVER_URL": "https://code.example",
            "GITHUB_RUN_ID": "7",
            "TITLE": TITLE,
            "LOOKED": looked,
        }
        # as https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions says
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "step.sh"]
        subprocess.run(command, cwd=tmp_path, env=variables, check=True)
        calls = [json.loads(call) for call in (tmp_path / "calls").read_text().splitlines()]
        (tmp_path / "calls").unlink()
        assert calls[0][:5] == ["api", "--method", "GET", "--paginate", ISSUES]
        assert calls[0][5:7] == ["-f", "state=open"]
        return [call[3:] for call in calls[1:] if call[:3] == ["api", "--silent", "--method"]]

    return tell


def shown(body: str) -> list[tuple[str, str]]:
    """Return what a reader of an issue sees: the kind of each block, and its text."""
    return [
        (token.type, token.content)
        for token in MarkdownIt("commonmark").parse(body)
        if token.content
    ]


OTHERS = [
    (3, "somebody", TITLE),
    (4, BOT, f"{TITLE}?"),
    (5, "github-actions", TITLE),
]
"""Open issues that are not the one."""


@pytest.mark.parametrize("issues", [[], OTHERS], ids=["none", "others"])
def test_what_went_stale_opens_an_issue(
    tell: Callable[..., list[list[str]]], issues: list[tuple[int, str, str]]
) -> None:
    ((method, where, *fields),) = tell(FOUND, *issues)
    assert (method, where) == ("POST", ISSUES)
    assert fields[:3] == ["-f", f"title={TITLE}", "-F"]
    body = fields[3].removeprefix("body=")
    words, text = shown(body)
    assert text == ("fence", f"{FOUND}\n")
    assert "https://code.example/somebody/site/actions/runs/7" in words[1]
    assert "failed" not in words[1]


def test_what_goes_stale_later_is_written_into_the_open_issue(
    tell: Callable[..., list[list[str]]],
) -> None:
    ((method, where, flag, field),) = tell(FOUND, *OTHERS, (6, BOT, TITLE), (2, BOT, TITLE))
    assert (method, where, flag) == ("PATCH", f"{ISSUES}/6", "-F")
    assert FOUND in field


def test_an_issue_is_closed_when_nothing_is_left(tell: Callable[..., list[list[str]]]) -> None:
    run = "https://code.example/somebody/site/actions/runs/7"
    assert tell(NOTHING, *OTHERS, (6, BOT, TITLE)) == [
        ["POST", f"{ISSUES}/6/comments", "-f", f"body=Nothing is left to check: {run}"],
        ["PATCH", f"{ISSUES}/6", "-f", "state=closed"],
    ]


@pytest.mark.parametrize("report", [NOTHING, ""])
def test_nothing_to_say_opens_nothing(tell: Callable[..., list[list[str]]], report: str) -> None:
    assert tell(report, *OTHERS) == []


@pytest.mark.parametrize("looked", ["failure", "cancelled", "skipped"])
def test_a_run_that_failed_closes_nothing(
    tell: Callable[..., list[list[str]]], looked: str
) -> None:
    ((method, where, _, field),) = tell(NOTHING, (6, BOT, TITLE), looked=looked)
    assert (method, where) == ("PATCH", f"{ISSUES}/6")
    assert "A part of the run failed" in shown(field.removeprefix("body="))[0][1]


HOSTILE = {
    "commands": FOUND + "$(touch x) `touch x` ${GH_TOKEN} '; touch x; '\" && touch x\n\\$(touch x)",
    "mentions": FOUND + "@everyone @octocat #1 GH-1 somebody/site#1 fixes #2",
    "pictures": FOUND + "![x](https://a.example/x.png) <img src=https://a.example/x.png>",
    "ends the block": FOUND + "```\n@everyone\n~~~\n````````\n# Big\n```text",
    "long run of backticks": FOUND + "`" * 70_000 + "\n@everyone",
    "workflow commands": FOUND + "::set-output name=x::y\n::add-mask::z",
    "long": FOUND + "0123456789" * 20_000,
    "wide": FOUND + "\u202e\u200b\x1b[31m\x00\r" + "ü" * 100_000,
    "looks like a file": "@found/stale.md\n" + FOUND,
}


@pytest.mark.parametrize("report", HOSTILE)
def test_what_is_found_stays_text(
    tell: Callable[..., list[list[str]]], tmp_path: Path, report: str
) -> None:
    ((*_, field),) = tell(HOSTILE[report])
    body = field.removeprefix("body=")
    assert len(body) < 65_536
    words, text = shown(body)
    assert (words[0], text[0]) == ("inline", "fence")
    assert "[ ] https://a.example/ (404 Not Found)" in text[1]
    assert text[1].replace("\n", "").replace("\t", "").isprintable() and text[1].isascii()
    assert not (tmp_path / "x").exists()


def test_bytes_that_are_no_text_do_no_harm(tell: Callable[..., list[list[str]]]) -> None:
    ((*_, field),) = tell(FOUND.encode() + bytes(range(256)) * 10)
    assert shown(field.removeprefix("body="))[1][0] == "fence"


def test_a_link_to_another_file_is_not_read(
    tell: Callable[..., list[list[str]]], tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text(FOUND, "utf-8")
    (tmp_path / "found/stale.md").symlink_to(tmp_path / "secret")
    with pytest.raises(subprocess.CalledProcessError):
        tell(FOUND)
    assert not (tmp_path / "calls").exists()


def test_who_runs_new_releases_writes_nothing_and_who_writes_runs_no_package() -> None:
    look = WORKFLOW["jobs"]["look"]
    assert (WORKFLOW["permissions"], look["permissions"]) == ({}, {"contents": "read"})
    assert "GH_TOKEN" not in json.dumps(look) and "secrets" not in json.dumps(WORKFLOW)
    assert (TELL["permissions"], STEP["shell"]) == ({"issues": "write"}, "bash")
    (action,) = [step["uses"] for step in TELL["steps"] if "uses" in step]
    assert action.startswith("actions/download-artifact@")
    assert "${{" not in STEP["run"]
