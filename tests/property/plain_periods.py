"""The period a date lies in, one date at a time: the slow, obvious reading of `data-api.md` 12.6."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_STARTS = {"MONDAY": 0, "SATURDAY": 5, "SUNDAY": 6}


def plain_period(stored: str, granularity: str, zone: str | None, week_start: str | None) -> str:
    """Return the period of a stored date or moment."""
    day = _day(stored, zone)
    match granularity:
        case "NONE":
            return stored
        case "DAY":
            return day.isoformat()
        case "WEEK":
            return (day - timedelta(days=(day.weekday() - _STARTS[week_start or "MONDAY"]) % 7)).isoformat()
        case "MONTH":
            return day.replace(day=1).isoformat()
        case "QUARTER":
            return day.replace(month=day.month - (day.month - 1) % 3, day=1).isoformat()
        case "YEAR":
            return day.replace(month=1, day=1).isoformat()
    return _in_the_year(day, granularity)


def plain_place(period: str, granularity: str, week_start: str | None) -> int | str:
    """Return what a period sorts by."""
    if granularity == "DAY_OF_THE_WEEK":
        return (_WEEKDAYS.index(period) - _STARTS[week_start or "MONDAY"]) % 7
    return _MONTHS.index(period) if granularity == "MONTH_OF_THE_YEAR" else period


def _in_the_year(day: date, granularity: str) -> str:
    if granularity == "DAY_OF_THE_WEEK":
        return _WEEKDAYS[day.weekday()]
    return _MONTHS[day.month - 1] if granularity == "MONTH_OF_THE_YEAR" else f"Q{(day.month + 2) // 3}"


def _day(stored: str, zone: str | None) -> date:
    if "T" not in stored:
        return date.fromisoformat(stored)
    return datetime.fromisoformat(stored).astimezone(ZoneInfo(zone or "UTC")).date()
