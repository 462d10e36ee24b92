"""Periods as SQL: the text that names the period a date lies in, and what such texts sort by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from schema.field_types import Storage
from schema.grouping import DateGranularity, FirstDayOfTheWeek
from server.engine.plans.criteria import ColumnRef
from server.engine.plans.grouping import Dimension, Period
from server.engine.sql.conditions import column_sql

_UTC: Final = frozenset({"UTC", "Etc/UTC"})
_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_FIRST_DAYS: Final = {FirstDayOfTheWeek.SUNDAY: 0, FirstDayOfTheWeek.MONDAY: 1, FirstDayOfTheWeek.SATURDAY: 6}
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUARTERS: Final = "01" * 3 + "04" * 3 + "07" * 3 + "10" * 3
"""The first month of the quarter of each month."""


def dimension_sql(dimension: Dimension) -> str:
    """Return the value of a dimension: the column, or the period its date lies in."""
    period = dimension.period
    if period is None:
        return column_sql(dimension.ref)
    day = _day(dimension.ref, period.time_zone)
    return _PERIODS[period.granularity].format(day=day, first=_FIRST_DAYS[period.week_start])


def place_sql(period: Period | None, value: str) -> str:
    """Return what the values of a dimension sort by: days of the week and months by their place, all others by themselves."""
    if period is not None and period.granularity is DateGranularity.DAY_OF_THE_WEEK:
        first = _FIRST_DAYS[period.week_start]
        names = _DAYS[first:] + _DAYS[:first]
        return _case(value, [(f"'{name}'", str(place)) for place, name in enumerate(names)])
    if period is not None and period.granularity is DateGranularity.MONTH_OF_THE_YEAR:
        return _case(value, [(f"'{name}'", str(place)) for place, name in enumerate(_MONTHS)])
    return value


def _day(ref: ColumnRef, time_zone: str) -> str:
    """Return the day of a date; moments are stored in UTC, so that there its day is the beginning of the text."""
    column = column_sql(ref)
    if ref.column.storage is Storage.DATE:
        return column
    # The name is one of those the machine has data of, never a client's own text.
    return f"substr({column}, 1, 10)" if time_zone in _UTC else f"ferry_local_day({column}, '{time_zone}')"


def _case(value: str, cases: Sequence[tuple[str, str]]) -> str:
    return f"CASE {value} {' '.join(f'WHEN {given} THEN {then}' for given, then in cases)} END"


_PERIODS: Final[Mapping[DateGranularity, str]] = {
    DateGranularity.DAY: "{day}",
    DateGranularity.WEEK: "date({day}, '-6 days', 'weekday {first}')",
    DateGranularity.MONTH: "substr({day}, 1, 7) || '-01'",
    DateGranularity.QUARTER: f"substr({{day}}, 1, 5) || substr('{_QUARTERS}', substr({{day}}, 6, 2) * 2 - 1, 2) || '-01'",
    DateGranularity.YEAR: "substr({day}, 1, 4) || '-01-01'",
    DateGranularity.DAY_OF_THE_WEEK: _case(
        "strftime('%w', {day})", [(f"'{place}'", f"'{name}'") for place, name in enumerate(_DAYS)]
    ),
    DateGranularity.MONTH_OF_THE_YEAR: _case(
        "substr({day}, 6, 2)", [(f"'{place:02}'", f"'{name}'") for place, name in enumerate(_MONTHS, 1)]
    ),
    DateGranularity.QUARTER_OF_THE_YEAR: "'Q' || ((substr({day}, 6, 2) + 2) / 3)",
}
