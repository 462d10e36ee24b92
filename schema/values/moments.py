"""DATE and DATE_TIME values: `2024-05-01` and `2024-05-01T10:00:00.000Z`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from schema.values.inspect import inspect
from schema.values.refusals import ValueRefused

_DATE = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:[.,]([0-9]{1,9}))?"
    r"(?:[Zz]|([+-])([0-9]{2}):?([0-9]{2})?)"
)


def date_value(raw: Any, path: str) -> str | None:
    """Return a DATE as it is stored."""
    if raw is None:
        return None
    day = _day(raw) if isinstance(raw, str) else None
    if day is None:
        shown = inspect(raw)
        raise ValueRefused(
            f"Invalid value {shown} for date field \"{path}\". Expected format: 'YYYY-MM-DD'",
            f"Invalid value for date: \"{shown}\". Expected format: 'YYYY-MM-DD'",
        )
    return day


def moment_value(raw: Any, path: str) -> str | None:
    """Return a DATE_TIME as it is stored: in UTC with milliseconds; a date alone is its midnight."""
    if raw is None:
        return None
    moment = _moment(raw) if isinstance(raw, str) else None
    if moment is None:
        shown = inspect(raw)
        raise ValueRefused(
            f"Invalid value {shown} for date-time field \"{path}\". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'",
            f"Invalid value for date-time: \"{shown}\". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'",
        )
    return moment


def _day(text: str) -> str | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return None


def _moment(text: str) -> str | None:
    found = _MOMENT.fullmatch(text)
    if found is None:
        day = _day(text)
        return None if day is None else f"{day}T00:00:00.000Z"
    day, clock, seconds, fraction, sign, hours, minutes = found.groups()
    if fraction and not seconds:
        return None
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{seconds or ':00'}").replace(tzinfo=UTC)
        if sign:
            offset = _offset(int(hours), int(minutes or 0))
            moment = moment - offset if sign == "+" else moment + offset
    except (ValueError, OverflowError):
        return None
    return f"{moment.isoformat()[:19]}.{(fraction or '').ljust(3, '0')[:3]}Z"


def _offset(hours: int, minutes: int) -> timedelta:
    if hours > 23 or minutes > 59:
        raise ValueError("no such offset")
    return timedelta(hours=hours, minutes=minutes)
