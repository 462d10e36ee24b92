"""Periods: the granularity, time zone and first day of the week that a date is grouped by, judged."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar
from zoneinfo import available_timezones

from schema.field_types import FieldType
from schema.grouping import DateGranularity, FirstDayOfTheWeek
from schema.values.inspect import inspect
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.plans.grouping import Period

T = TypeVar("T", bound=StrEnum)
UTC: Final = "UTC"
_ARGUMENTS: Final = ("granularity", "timeZone", "weekStartDay")
_NEED_A_ZONE: Final = frozenset(
    {
        DateGranularity.DAY,
        DateGranularity.WEEK,
        DateGranularity.MONTH,
        DateGranularity.QUARTER,
        DateGranularity.YEAR,
    }
)
_OF_THE_MACHINE: Final = frozenset({"localtime"})


def judge_period(name: str, field_type: FieldType, raw: Any) -> Period | None:
    """Return the period of a date that a request groups by, None for the date itself, or raise RecordError."""
    if raw is True:
        return None
    if not isinstance(raw, dict):
        raise RecordError(f'Invalid groupBy definition for field "{name}"', INVALID_QUERY_INPUT)
    for key in raw:
        if key not in _ARGUMENTS:
            raise _refused(name, f'"{key}" is none of {", ".join(_ARGUMENTS)}')
    granularity = _member(name, raw, "granularity", DateGranularity)
    week_start = _member(name, raw, "weekStartDay", FirstDayOfTheWeek, FirstDayOfTheWeek.MONDAY)
    zone = _time_zone(granularity, field_type, raw.get("timeZone"))
    if granularity is DateGranularity.NONE:
        return None
    # A date without a time is the same day everywhere.
    return Period(granularity, zone if field_type is FieldType.DATE_TIME else UTC, week_start)


def _member(name: str, raw: dict[str, Any], key: str, members: type[T], default: T | None = None) -> T:
    value = raw.get(key)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or value not in members.__members__:
        raise _refused(name, f"{key} must be one of {', '.join(members)}, got {inspect(value)}")
    return members(value)


def _time_zone(granularity: DateGranularity, field_type: FieldType, zone: Any) -> str:
    if zone is None or zone == "":
        if field_type is FieldType.DATE_TIME and granularity in _NEED_A_ZONE:
            raise RecordError(
                "Time zone should be specified for a group by date on Day, Week, Month, Quarter or Year",
                "MISSING_TIMEZONE_FOR_DATE_GROUP_BY",
            )
        return UTC
    if not isinstance(zone, str) or zone not in _time_zones():
        raise RecordError(f"Invalid timezone: {zone if isinstance(zone, str) else inspect(zone)}", "INVALID_TIMEZONE")
    return zone


@cache
def _time_zones() -> frozenset[str]:
    """Return the names of the time zones of IANA; UTC is known even to a machine that has no data of them."""
    return frozenset({UTC, *available_timezones()}) - _OF_THE_MACHINE


def _refused(name: str, why: str) -> RecordError:
    return RecordError(f'Invalid groupBy definition for field "{name}": {why}', INVALID_QUERY_INPUT)
