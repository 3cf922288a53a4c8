"""The browser for the tests: one that is on the machine, else installed now."""

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


def install() -> None:
    """Install a browser: Playwright's own build, else the system's package where we may."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(playwright, capture_output=True).returncode == 0:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-qq", "-y", "chromium"], check=True)


if __name__ == "__main__":
    if not find():
        install()
    if not find():
        sys.exit("No browser for the tests: install Chromium or Chrome, then run make test again.")
