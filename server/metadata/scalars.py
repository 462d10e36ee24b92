"""The scalars of the metadata API."""

from __future__ import annotations

import re
from typing import Any, Final, NewType

import strawberry
from graphql import GraphQLError

UUID = NewType("UUID", str)
DateTime = NewType("DateTime", str)
JSON = NewType("JSON", object)
ConnectionCursor = NewType("ConnectionCursor", str)

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _uuid(value: Any) -> str:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise GraphQLError(f'Value "{value}" is not a valid UUID')
    return value.lower()


def _cursor(value: Any) -> str:
    if not isinstance(value, str):
        raise GraphQLError(f"Invalid cursor: {value}")
    return value


SCALARS: Final[dict[object, Any]] = {
    UUID: strawberry.scalar(name="UUID", description="A UUID scalar type", parse_value=_uuid),
    DateTime: strawberry.scalar(
        name="DateTime",
        description=("A date-time string at UTC, such as 2019-12-03T09:54:33Z, compliant with the date-time format."),
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description=(
            "The `JSON` scalar type represents JSON values as specified by "
            "[ECMA-404](http://www.ecma-international.org/publications/files/ECMA-ST/ECMA-404.pdf)."
        ),
    ),
    ConnectionCursor: strawberry.scalar(
        name="ConnectionCursor", description="Cursor for paging through collections", parse_value=_cursor
    ),
}
"""How Strawberry reads and writes each of them."""
