"""Local days: on which day a moment in UTC lies in a time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_HOURS: Final = 50_000
_LAST: Final = timedelta(minutes=59, seconds=59, milliseconds=999)


def local_day(moment: str | None, time_zone: str) -> str | None:
    """Return the day of a stored moment in a time zone, as `2024-05-01`."""
    if moment is None:
        return None
    return _day_of_hour(moment[:13], time_zone) or _exact(datetime.fromisoformat(moment), time_zone)


@lru_cache(maxsize=_HOURS)
def _day_of_hour(hour: str, time_zone: str) -> str | None:
    """Return the day of all moments of an hour of UTC, None when it has no such one: midnight or a change of clocks."""
    first = datetime.fromisoformat(f"{hour}:00:00.000+00:00")
    try:
        start, end = first.astimezone(ZoneInfo(time_zone)), (first + _LAST).astimezone(ZoneInfo(time_zone))
    except OverflowError:
        return None
    if start.utcoffset() != end.utcoffset() or start.date() != end.date():
        return None
    return start.date().isoformat()


def _exact(moment: datetime, time_zone: str) -> str:
    try:
        return moment.astimezone(ZoneInfo(time_zone)).date().isoformat()
    except OverflowError:
        # Before the year 1 and after 9999 there are no days; the nearest one is that of UTC.
        return moment.astimezone(UTC).date().isoformat()
