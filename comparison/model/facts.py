"""What the installed packages say of themselves: the record in data/facts.json."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from comparison.model.fields import Day, Id, visible

FILE = "data/facts.json"
Text = Annotated[str, StringConstraints(pattern=r"\S", max_length=2000), AfterValidator(visible)]
"""What a package says, with all that it needs."""


class Facts(BaseModel):
    """What is known of each framework, and where and when it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    read: Day
    python: Text = "unknown"
    platform: Text = "unknown"
    packages: dict[Text, Text] = {}
    """The version of each package that was read."""
    frameworks: dict[Id, dict[Id, Text]] = {}
    """Per framework, the text of each fact by its name."""
