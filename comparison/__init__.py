"""The comparison: reads the data, and makes of it pages, files and a published site."""

import sys

if sys.flags.optimize > 1:
    sys.exit("Run this without -OO: what the schemas explain stands in docstrings, which it drops.")
