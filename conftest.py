"""Runs contracts and probes; how is in contracts/plugin.py."""

from contracts.plugin import *  # noqa: F403 (its hooks and fixtures, by their names)

collect_ignore_glob = ["snippets/*/*/test_app.py"]  # a program's own tests, which its contract runs
