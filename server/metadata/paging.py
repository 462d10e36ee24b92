"""Pages of a list: the paging argument, cursors and the part of the list they name."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import strawberry
from strawberry import UNSET

from server.metadata.errors import InvalidPagingError
from server.metadata.scalars import ConnectionCursor

DEFAULT_PAGE = 10

_PREFIX = "arrayconnection:"

T = TypeVar("T")


@strawberry.input
class CursorPaging:
    """Which part of a list to return."""

    before: ConnectionCursor | None = strawberry.field(description="Paginate before opaque cursor", default=UNSET)
    after: ConnectionCursor | None = strawberry.field(description="Paginate after opaque cursor", default=UNSET)
    first: int | None = strawberry.field(description="Paginate first", default=UNSET)
    last: int | None = strawberry.field(description="Paginate last", default=UNSET)


Paging = Annotated[CursorPaging, strawberry.argument(description="Limit or page results.")]
FIRST_PAGE = CursorPaging(first=DEFAULT_PAGE)


@strawberry.type
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool | None = strawberry.field(description="true if paging forward and there are more records.")
    has_previous_page: bool | None = strawberry.field(description="true if paging backwards and there are more records.")
    start_cursor: ConnectionCursor | None = strawberry.field(description="The cursor of the first returned record.")
    end_cursor: ConnectionCursor | None = strawberry.field(description="The cursor of the last returned record.")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list: its nodes, each with its cursor, and where it stands."""

    rows: tuple[tuple[ConnectionCursor, T], ...]
    info: PageInfo


def page(nodes: Sequence[T], paging: CursorPaging) -> Page[T]:
    """Return the part of the list that the paging names."""
    start, end = _bounds(len(nodes), paging)
    rows = tuple((_cursor(offset), nodes[offset]) for offset in range(start, end))
    info = PageInfo(
        has_next_page=end < len(nodes),
        has_previous_page=start > 0,
        start_cursor=rows[0][0] if rows else None,
        end_cursor=rows[-1][0] if rows else None,
    )
    return Page(rows, info)


def _bounds(length: int, paging: CursorPaging) -> tuple[int, int]:
    first, last = _count("First", paging.first), _count("Last", paging.last)
    _refuse_conflicts(paging, first, last)
    start = min(_offset(paging.after) + 1, length) if paging.after else 0
    end = min(_offset(paging.before), length) if paging.before else length
    if last is not None or paging.before:
        return max(start, end - (DEFAULT_PAGE if last is None else last)), end
    return start, min(end, start + (DEFAULT_PAGE if first is None else first))


def _count(name: str, value: int | None) -> int | None:
    if value is None or value is UNSET:
        return None
    if value < 0:
        raise InvalidPagingError(f"{name} argument must be non-negative", f"INVALID_ARGS_{name.upper()}")
    return value


def _refuse_conflicts(paging: CursorPaging, first: int | None, last: int | None) -> None:
    given = {
        "first": first is not None,
        "last": last is not None,
        "before": bool(paging.before),
        "after": bool(paging.after),
    }
    for one, other in (("first", "last"), ("before", "after"), ("before", "first"), ("after", "last")):
        if given[one] and given[other]:
            raise InvalidPagingError(f"Cannot provide both {one} and {other}", "ARGS_CONFLICT")


def _cursor(offset: int) -> ConnectionCursor:
    return ConnectionCursor(base64.b64encode(f"{_PREFIX}{offset}".encode()).decode())


def _offset(cursor: str) -> int:
    try:
        text = base64.b64decode(cursor, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    digits = text.removeprefix(_PREFIX)
    if digits == text or not digits.isdecimal() or len(digits) > 9:
        raise InvalidPagingError(f"Invalid cursor: {cursor}", "INVALID_CURSOR")
    return int(digits)
