"""Cards are drawn alike on every machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.example import ROOT

DRAW = """
import sys
from pathlib import Path
from comparison.disk_cache import Kept
from comparison.publish.social_cards import card, picture
drawing = card("Kind", "A title \\u2713 e\\u0301", "What it says", ["Left 1.0"])
sys.stdout.buffer.write(picture(drawing, "card.png", Kept(Path(sys.argv[1]), "cards")))
"""
WITHOUT_FONTS = 'mount -t tmpfs none /usr/share/fonts && exec "$@"'


def test_what_is_drawn_does_not_depend_on_the_fonts_of_the_machine(tmp_path: Path) -> None:
    as_root = ["sudo", "--non-interactive"] if os.geteuid() else []
    hiding = [*as_root, "unshare", "--mount", "sh", "-c", WITHOUT_FONTS, "sh"]
    if not shutil.which(hiding[0]) or subprocess.run([*hiding, "true"]).returncode:
        pytest.skip("this machine does not let its fonts be hidden")
    draw = [sys.executable, "-c", DRAW]
    here, there = (
        subprocess.run(
            [*before, *draw, tmp_path / str(number)], cwd=ROOT, capture_output=True, check=True
        ).stdout
        for number, before in enumerate(([], hiding))
    )
    assert here == there
