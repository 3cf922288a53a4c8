"""Runs every test_contract.py against real servers; how is in contracts/plugin.py."""

from contracts.plugin import *  # noqa: F403 (its hooks and fixtures, by their names)

collect_ignore_glob = ["*/*/test_app.py"]  # a program's own tests, which its contract runs
