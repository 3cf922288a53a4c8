"""The programs that the tests need beside Python: found on the machine, else installed now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium or Chrome, or None."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    known = (shutil.which(name) for name in NAMES)
    return next(filter(None, known), own if Path(own).exists() else None)


def install_browser() -> None:
    """Install a browser: Playwright's own build, else the system's package where we may."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(playwright, capture_output=True).returncode:
        install_package("chromium")


def install_package(name: str) -> None:
    """Install a package of the system as root, or on a machine of a code host that lets us."""
    may = os.geteuid() == 0 or os.environ.get("CI") == "true"
    if may and shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        subprocess.run([*as_root, "apt-get", "update", "-qq"], check=True)
        subprocess.run([*as_root, "apt-get", "install", "-qq", "-y", name], check=True)


if __name__ == "__main__":
    if not find():
        install_browser()
    if not find():
        sys.exit("No browser for the tests: install Chromium or Chrome, then run make test again.")
    if not shutil.which("wrk"):
        install_package("wrk")
    if not shutil.which("wrk"):
        sys.exit(
            "No wrk for the tests: apt install wrk, or brew install wrk; then make test again."
        )
