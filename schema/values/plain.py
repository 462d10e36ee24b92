"""One value of a plain type: text, numbers, booleans, ids, positions and choices."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from typing import Any

from schema.values.doubles import number_of, stored_number
from schema.values.inspect import inspect
from schema.values.refusals import INVALID_QUERY_INPUT, ValueRefused

One = Callable[[Any, str], Any]
"""Takes a raw value and its path; returns the stored value or raises ValueRefused. None is stored as None."""

_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")


def text_value(raw: Any, path: str) -> str | None:
    """Return a text as it is stored: as typed, an empty one as None."""
    return given_text(raw, path) or None


def given_text(raw: Any, path: str) -> str | None:
    """Return a text as it was given, an empty one too."""
    if raw is None:
        return None
    if not isinstance(raw, str) or "\0" in raw:
        shown = inspect(raw)
        raise ValueRefused(f'Invalid string value {shown} for text field "{path}"', f'Invalid value: "{shown}"')
    return raw


def number_value(raw: Any, path: str) -> int | float | None:
    """Return a NUMBER as it is stored."""
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _no_number(raw, path)
    return _stored(raw, path)


def whole_number_value(raw: Any, path: str) -> int | float | None:
    """Return a NUMBER of a field that takes whole numbers only as it is stored."""
    number = number_value(raw, path)
    if isinstance(number, float) and not number.is_integer():
        raise _no_number(raw, path)
    return number


def numeric_value(raw: Any, path: str) -> int | float | None:
    """Return a number of a composite as it is stored; numeric text counts, empty text is None."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _no_number(math.nan, path)
    return _stored(number_of(raw) if isinstance(raw, str) else raw, path)


def boolean_value(raw: Any, path: str) -> int | None:
    """Return a BOOLEAN as it is stored: 0 or 1."""
    if raw is None:
        return None
    if not isinstance(raw, bool):
        shown = inspect(raw)
        raise ValueRefused(f'Invalid boolean value {shown} for field "{path}"', f'Invalid value: "{shown}"')
    return int(raw)


def uuid_value(raw: Any, path: str) -> str | None:
    """Return a UUID as it is stored: in lower case."""
    if raw is None:
        return None
    if not isinstance(raw, str) or not _UUID.fullmatch(raw):
        shown = inspect(raw)
        raise ValueRefused(f'Invalid UUID value {shown} for field "{path}"', f'Invalid value for UUID: "{shown}"')
    return raw.lower()


def new_id(raw: Any, path: str) -> str | None:  # noqa: ARG001
    """Return the id a client gives a new record; its refusal has words of its own."""
    if raw is None:
        return None
    if not isinstance(raw, str) or not _UUID.fullmatch(raw):
        shown = raw if isinstance(raw, str) else inspect(raw)
        raise ValueRefused(f'Value "{shown}" is not a valid UUID', None, INVALID_QUERY_INPUT)
    return raw.lower()


def position_value(raw: Any, path: str) -> int | float | str:
    """Return a POSITION: a number, or the words first and last."""
    if isinstance(raw, str) and raw in ("first", "last"):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not _is_finite(raw):
        shown = inspect(raw)
        raise ValueRefused(f'Invalid position value {shown} for field "{path}"', f'Invalid value for position: "{shown}"')
    return stored_number(raw)


def choice_value(options: Collection[str]) -> One:
    """Return the check of a SELECT or RATING field."""
    allowed = frozenset(options)
    listed = ", ".join(options)

    def check(raw: Any, path: str) -> str | None:
        value = given_text(raw, path)
        if value is not None and value not in allowed:
            message = f'Invalid value "{value}" for field "{path}". Valid values are: {listed}'
            raise ValueRefused(message, f'Invalid value for field "{path}"')
        return value

    return check


def _stored(number: float, path: str) -> int | float:
    if not _is_finite(number):
        raise _no_number(number, path)
    return stored_number(number)


def _is_finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def _no_number(raw: Any, path: str) -> ValueRefused:
    shown = inspect(raw)
    return ValueRefused(f'Invalid number value {shown} for field "{path}"', f'Invalid value for number: "{shown}"')
