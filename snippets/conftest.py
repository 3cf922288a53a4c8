"""Runs every test_contract.py against real servers; how is in contracts/fixtures.py."""

from contracts.fixtures import (
    client,
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_generate_tests,
    pytest_pycollect_makemodule,
    pytest_runtest_call,
    pytest_terminal_summary,
    server,
)

collect_ignore_glob = ["*/*/test_app.py"]  # a program's own tests, which its contract runs

__all__ = [
    "client",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_generate_tests",
    "pytest_pycollect_makemodule",
    "pytest_runtest_call",
    "pytest_terminal_summary",
    "server",
]
