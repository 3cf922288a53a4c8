"""Nothing that was loaded can be changed afterwards, however deep it lies."""

import datetime
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from types import MappingProxyType
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from comparison.load.loader import load

PLAIN = (str, int, float, datetime.date, type(None))


def records(value: Any, place: str = "") -> Iterator[tuple[str, Any, str]]:
    """Yield each record with its place and a field of it; fail at what can be changed."""
    if isinstance(value, BaseModel) or is_dataclass(value):
        names = [field.name for field in fields(value)] if is_dataclass(value) else [*dict(value)]
        yield from ((place, value, name) for name in names[:1])
        for name in names:
            yield from records(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, tuple | MappingProxyType):
        parts = value.items() if isinstance(value, MappingProxyType) else enumerate(value)
        for key, part in parts:
            yield from records(part, f"{place}[{key}]")
    else:
        assert isinstance(value, PLAIN), f"{place} is a {type(value).__name__}"


def test_nothing_that_is_loaded_can_be_changed() -> None:
    loaded = list(records(load()))
    assert {type(record).__name__ for _, record, _ in loaded} >= {
        *("Matrix", "Answer", "Claim", "Words", "Reason", "Question", "Facts", "Sample"),
        *("Exhibit", "Exchange", "Response"),
    }
    for place, record, name in loaded:
        with pytest.raises((ValidationError, FrozenInstanceError)):
            setattr(record, name, None)
            pytest.fail(f"{place}.{name} can be set")
