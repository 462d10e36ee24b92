"""A whole column of well-formed values at once: the same results as one value at a time, without a call for each.

Each function takes the raw values of a column, ABSENT among them, and the set of their types. It returns the stored
values, or None when some value needs a closer look.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from schema.absent import ABSENT, Absent
from schema.values.doubles import EXACT

Many = Callable[[Sequence[Any], set[type]], list[Any] | None]

_NOTHING = {type(None), Absent}
_TEXT = {str} | _NOTHING
_NUMBER = {int, float} | _NOTHING
_BOOLEAN = {bool} | _NOTHING
_MOMENT_MARKS = ((4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "."), (23, "Z"))
_UUID_HYPHENS = (8, 13, 18, 23)


def texts(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take texts; an empty one is None."""
    kept = given_texts(raw, kinds)
    if kept is None or "" not in kept:
        return kept
    return [None if value == "" else value for value in kept]


def given_texts(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take texts as they were given."""
    if not kinds <= _TEXT:
        return None
    joined = "".join(raw) if kinds == {str} else "".join([value for value in raw if value])
    return None if "\0" in joined else list(raw)


def only_texts(raw: Sequence[Any]) -> list[Any]:
    """Return the texts of a column, and an empty one for every other value."""
    if set(map(type, raw)) == {str}:
        return list(raw)
    return [value if value.__class__ is str else "" for value in raw]


def numbers(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take whole numbers and fractions that JavaScript holds exactly."""
    if not kinds <= _NUMBER:
        return None
    given = raw if kinds.isdisjoint(_NOTHING) else [value for value in raw if value is not None and value is not ABSENT]
    if given and not -EXACT <= min(given) <= max(given) <= EXACT:
        return None
    if float not in kinds:
        return list(raw)
    if any(value != value for value in given):  # noqa: PLR0124 -- NaN alone differs from itself
        return None
    return [int(value) if value.__class__ is float and value.is_integer() else value for value in raw]


def whole_numbers(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take whole numbers."""
    return None if float in kinds else numbers(raw, kinds)


def positions(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take the numbers of a POSITION column."""
    return None if type(None) in kinds else numbers(raw, kinds)


def booleans(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take booleans."""
    if not kinds <= _BOOLEAN:
        return None
    if kinds == {bool}:
        return list(map(int, raw))
    return [int(value) if value.__class__ is bool else value for value in raw]


def uuids(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take UUIDs."""
    given = _given(raw, kinds)
    if given is None or not _all_have_length(given, 36):
        return None
    joined = "".join(given)
    if any(joined[place::36] != "-" * len(given) for place in _UUID_HYPHENS):
        return None
    try:
        octets = bytes.fromhex(joined.replace("-", ""))
    except ValueError:
        return None
    if len(octets) != 16 * len(given):
        return None
    if joined == joined.lower():
        return list(raw)
    return [value.lower() if value else value for value in raw]


def moments(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take moments that are written as they are stored."""
    given = _given(raw, kinds)
    if given is None or not _all_have_length(given, 24):
        return None
    joined = "".join(given)
    if not joined.isascii() or any(joined[place::24] != mark * len(given) for place, mark in _MOMENT_MARKS):
        return None
    try:
        list(map(datetime.fromisoformat, given))
    except ValueError:
        return None
    return list(raw)


def dates(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take dates that are written as they are stored."""
    given = _given(raw, kinds)
    if given is None or not _all_have_length(given, 10):
        return None
    try:
        written = {day: date.fromisoformat(day).isoformat() for day in set(given)}
    except ValueError:
        return None
    return list(raw) if all(day == same for day, same in written.items()) else None


def choices(options: Collection[str]) -> Many:
    """Return what takes the options of a SELECT or RATING field."""
    allowed = frozenset(options) | {None, ABSENT}

    def take(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
        return list(raw) if kinds <= _TEXT and allowed.issuperset(raw) else None

    return take


def nothing(raw: Sequence[Any], kinds: set[type]) -> list[Any] | None:
    """Take a column without values: the types that have no common form."""
    return list(raw) if kinds <= _NOTHING else None


def _given(raw: Sequence[Any], kinds: set[type]) -> Sequence[str] | None:
    if kinds == {str}:
        return raw
    if kinds <= _TEXT:
        return [value for value in raw if value is not None and value is not ABSENT]
    return None


def _all_have_length(given: Sequence[str], length: int) -> bool:
    return set(map(len, given)) <= {length}
