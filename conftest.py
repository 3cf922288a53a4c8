"""Runs contracts and probes; how is in contracts/plugin.py."""

pytest_plugins = ["contracts.plugin"]
collect_ignore_glob = ["snippets/*/*/test_app.py"]  # a program's own tests, which its contract runs
