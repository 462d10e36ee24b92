"""The scalars beside the built-in ones; values pass as they are, the record layer judges them."""

from __future__ import annotations

from types import MappingProxyType
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

_DESCRIPTIONS = {
    "UUID": "A UUID, such as 20202020-1c25-4d02-bf25-6aeccf7ea419.",
    "DateTime": "A moment in UTC with milliseconds, such as 2024-02-20T12:30:45.123Z.",
    "Date": "A calendar date, such as 2024-05-01.",
    "BigInt": "A whole number of any size.",
    "BigFloat": "A number of any size and precision.",
    "JSON": "Any JSON value.",
    "Position": 'The place of a record in a list: a number; in inputs also "first" or "last".',
    "Cursor": "The place of a record in a connection.",
    "ConnectionCursor": "The place where a page of a connection begins or ends.",
    "TSVector": "Text prepared for full-text search.",
}

SCALARS = MappingProxyType({name: NewType(name, object) for name in _DESCRIPTIONS})
"""The Python type that stands for each scalar."""


def scalar_map() -> dict[object, ScalarDefinition]:
    """Return the definitions of the scalars for the configuration of one schema."""
    return {
        SCALARS[name]: strawberry.scalar(name=name, description=text, parse_value=lambda value: value)
        for name, text in _DESCRIPTIONS.items()
    }
