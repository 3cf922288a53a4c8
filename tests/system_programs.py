"""Find the programs that the tests need beside Python packages, or install them, or say how.

Without packages it says at once what nobody could install here; with --browser, when the packages
are there, it sees that there is a browser.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium or Chrome: the system's, or else Playwright's own; or None."""
    from playwright.sync_api import sync_playwright  # not there yet when `missing` is asked

    if found := next(filter(None, map(shutil.which, BROWSERS)), None):
        return found
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


def as_root() -> list[str] | None:
    """Return what a command begins with that installs packages of the system; None if it may not.

    It may as root, and on a machine for continuous integration that lets it with sudo.
    """
    sudo = ["sudo", "--non-interactive"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        return []
    if shutil.which("apt-get") and shutil.which("sudo") and os.environ.get("CI") == "true":
        return (
            sudo if subprocess.run([*sudo, "true"], capture_output=True).returncode == 0 else None
        )
    return None


def install(*packages: str) -> None:
    """Install packages of the system where that may be done; show why if it fails."""
    prefix = as_root()
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if prefix is not None:
            command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *words]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                print(done.stdout + done.stderr, end="", file=sys.stderr)


def missing() -> str:
    """Install wrk if it is missing; return what is left to install by hand."""
    if not shutil.which("wrk"):
        install("wrk")
    wanted = {"wrk": ["wrk"], "chromium": BROWSERS}
    there = {name for name, programs in wanted.items() if any(map(shutil.which, programs))}
    return "" if "wrk" in there else " ".join(sorted(wanted.keys() - there, reverse=True))


def missing_browser() -> str:
    """Install a browser if there is none, Playwright's own or else the system's; as missing()."""
    if not find():
        own = [sys.executable, "-m", "playwright", "install", "chromium"]
        if subprocess.run(own, capture_output=True).returncode:
            install("chromium", "fonts-liberation")
    return "" if find() else "chromium"


if __name__ == "__main__":
    if needed := missing_browser() if "--browser" in sys.argv else missing():
        sys.exit(
            f"The tests need {needed.replace(' ', ' and ')}: apt install {needed}, or brew install"
            f" {needed}; then run make test again."
        )
