"""What the installed packages say of themselves: the record in data/facts.json."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from comparison.model.fields import Day, Id, Record, visible

FILE = "data/facts.json"
Text = Annotated[str, StringConstraints(pattern=r"\S", max_length=2000), AfterValidator(visible)]
"""What a package says, with all that it needs."""


class Facts(Record):
    """What is known of each framework, and where and when it was read."""

    read: Day
    python: Text = "unknown"
    platform: Text = "unknown"
    packages: Mapping[Text, Text] = {}
    """The version of each package that was read."""
    frameworks: Mapping[Id, Mapping[Id, Text]] = {}
    """Per framework, the text of each fact by its name."""
