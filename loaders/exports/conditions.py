"""Which records an export takes, as the API's filter, and the same filter in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import orjson

from loaders.errors import UsageError
from loaders.remote.documents import WITH_DELETED

Condition = dict[str, Any]

_EXAMPLE = """'{"name": {"firstName": {"eq": "Ann"}}}'"""
_WORDS = {
    "eq": "is",
    "neq": "is not",
    "gt": "is more than",
    "gte": "is at least",
    "lt": "is less than",
    "lte": "is at most",
    "in": "is one of",
    "like": "is like",
    "ilike": "is like, in any case,",
    "startsWith": "begins with",
    "endsWith": "ends with",
    "containsAny": "contains any of",
    "containsIlike": "contains, in any case,",
}
_JOINTS = {"and": " and ", "or": " or "}


class Deleted(StrEnum):
    """What becomes of soft-deleted records."""

    NO = "no"
    WITH = "with"
    ONLY = "only"


def parse_filter(text: str | None) -> Condition | None:
    """Return the filter, which must be a JSON object of the API's filter type."""
    if text is None:
        return None
    try:
        condition = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UsageError(f"--filter is not JSON: {error}; write it like {_EXAMPLE}") from None
    if not isinstance(condition, dict):
        raise UsageError(f"--filter must be a JSON object like {_EXAMPLE}")
    return condition


def all_of(*conditions: Condition | None) -> Condition | None:
    """Return the filter that every given one joins in; None is no filter."""
    given = [condition for condition in conditions if condition]
    return given[0] if len(given) == 1 else {"and": given} if given else None


def deleted_condition(deleted: Deleted) -> Condition | None:
    """Return what shows soft-deleted records: on the API any condition on `deletedAt` does."""
    if deleted is Deleted.NO:
        return None
    return WITH_DELETED if deleted is Deleted.WITH else {"deletedAt": {"is": "NOT_NULL"}}


def describe(condition: Mapping[str, Any] | None) -> str:
    """Return a filter in words."""
    return _all(condition, ()) if condition else "every record"


def _all(condition: Mapping[str, Any], path: tuple[str, ...]) -> str:
    return " and ".join(_parts(condition, path))


def _parts(condition: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for name, value in condition.items():
        if name in _JOINTS and isinstance(value, list):
            if value == WITH_DELETED.get(name):
                yield "deleted ones too"
                continue
            inner = [_all(part, path) for part in value]
            yield inner[0] if len(inner) == 1 else f"({_JOINTS[name].join(inner)})"
        elif name == "not" and isinstance(value, Mapping):
            yield f"not ({_all(value, path)})"
        elif isinstance(value, Mapping):
            yield from _parts(value, (*path, name))
        else:
            yield f"{'.'.join(path)} {_operation(name, value)}"


def _operation(name: str, value: Any) -> str:
    if name == "is":
        return "is empty" if value == "NULL" else "is not empty"
    if name == "isEmptyArray":
        return "is empty" if value else "is not empty"
    shown = orjson.dumps(value).decode()
    return f"{_WORDS.get(name, name)} {shown}"
