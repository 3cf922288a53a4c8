"""Commit in real git repositories, by an invented person on a given day."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *words: str, day: str = "2026-01-01") -> None:
    """Run a command of git in root; what it commits has that day, whatever this machine says."""
    when = f"{day}T12:00:00+0000"
    identity = {
        f"GIT_{who}_{what}": "a@b.example"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    days = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    environment = os.environ | identity | days | {"GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", root, *words], env=environment, check=True, capture_output=True)
