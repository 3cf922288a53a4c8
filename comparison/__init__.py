"""The comparison: YAML goes in; HTML, Markdown, JSON and CSV come out."""

import sys

if sys.flags.optimize > 1:
    sys.exit("Run this without -OO: what the schemas explain stands in docstrings, which it drops.")
