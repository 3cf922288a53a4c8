"""Cards and charts are drawn alike on every machine."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.example import ROOT

DRAW = """
import sys
from comparison.publish.social_cards import card
from comparison.pages.charts import Line, ranges
drawn = card("Kind", "A title \\u2713 e\\u0301", "What it says", ["Left 1.0"])
sys.stdout.buffer.write(drawn + ranges([Line("A label", 0, 1, 0, 2, "1.0")], "axis").encode())
"""


WITHOUT_FONTS = 'mount -t tmpfs none /usr/share/fonts && exec "$@"'


def test_what_is_drawn_does_not_depend_on_the_fonts_of_the_machine() -> None:
    as_root = ["sudo", "--non-interactive"] if os.geteuid() else []
    hiding = [*as_root, "unshare", "--mount", "sh", "-c", WITHOUT_FONTS, "sh"]
    if not shutil.which(hiding[0]) or subprocess.run([*hiding, "true"]).returncode:
        pytest.skip("this machine does not let its fonts be hidden")
    draw = [sys.executable, "-c", DRAW]
    here, there = (
        subprocess.run([*before, *draw], cwd=ROOT, capture_output=True, check=True).stdout
        for before in ([], hiding)
    )
    assert here == there
