"""Paging: first, last, after, before and offset, judged together and turned into a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from schema.naming import capitalise
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.planning.cursors import decode_cursor
from server.engine.planning.filters import judge_filter
from server.engine.planning.ordering import judge_order
from server.engine.plans.criteria import Page

PAGE_ARGUMENTS: Final = frozenset({"first", "last", "offset", "before", "after", "filter", "orderBy"})
DEFAULT_LIMIT: Final = 200
CHILD_DEFAULT_LIMIT: Final = 60
CHILD_MAX_LIMIT: Final = 200
_LARGEST: Final = 2**53
_CONFLICT: Final = "ARGS_CONFLICT"


def judge_page(catalogue: Catalogue, entity: Entity, arguments: Mapping[str, Any], *, below: bool = False) -> Page:
    """Return the page that the arguments of a connection ask for; `below` another record other bounds hold."""
    first, last, offset = (judge_count(arguments, name) for name in ("first", "last", "offset"))
    after, before = (judge_text(arguments, name) for name in ("after", "before"))
    _refuse_conflicts(first, last, after, before)
    limit = first if first is not None else last
    if limit is None:
        limit = CHILD_DEFAULT_LIMIT if below else DEFAULT_LIMIT
    if below:
        limit = min(limit, CHILD_MAX_LIMIT)
    judged = judge_filter(catalogue, entity, arguments.get("filter"))
    order = judge_order(catalogue, entity, arguments.get("orderBy"))
    cursor = after or before
    return Page(
        judged.condition,
        judged.mentions_deleted,
        order,
        limit,
        offset or 0,
        decode_cursor(entity, order, cursor) if cursor else None,
        backward=before is not None,
    )


def judge_count(arguments: Mapping[str, Any], name: str, *, negative: bool = False) -> int | None:
    """Return a number of records or groups, None when it is not given, or raise RecordError; some may be `negative`."""
    value = arguments.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RecordError(f'Invalid argument: "{name}" must be a number', INVALID_QUERY_INPUT)
    if value < 0 and not negative:
        sub_code = {"first": "INVALID_ARGS_FIRST", "last": "INVALID_ARGS_LAST"}.get(name, INVALID_QUERY_INPUT)
        raise RecordError(f"{capitalise(name)} argument must be non-negative", sub_code)
    return int(max(-_LARGEST, min(value, _LARGEST)))


def judge_text(arguments: Mapping[str, Any], name: str) -> str | None:
    """Return a cursor or token, None when it is not given or empty, or raise RecordError."""
    value = arguments.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RecordError(f'Invalid argument: "{name}" must be a string', INVALID_QUERY_INPUT)
    return value


def _refuse_conflicts(first: int | None, last: int | None, after: str | None, before: str | None) -> None:
    # A zero does not count as given here.
    if first and last:
        raise RecordError("Cannot provide both first and last", _CONFLICT)
    if before and after:
        raise RecordError("Cannot provide both before and after", _CONFLICT)
    if before and first:
        raise RecordError("Cannot provide both before and first", _CONFLICT)
    if after and last:
        raise RecordError("Cannot provide both after and last", _CONFLICT)
