"""The period of any date in any zone is the one its calendar says, as SQL finds it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date
from inspect import signature

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.columns import Column
from schema.field_types import TRAITS, FieldType
from schema.grouping import DateGranularity, FirstDayOfTheWeek
from server.engine.plans.criteria import ColumnRef
from server.engine.plans.grouping import Dimension, Period
from server.engine.sql.periods import dimension_sql
from server.storage.functions import FUNCTIONS
from tests.property.plain_periods import plain_period
from tests.property.random_groupings import ZONES
from tests.property.random_moments import random_moment_of

_settings = hypothesis_settings(
    deadline=None, max_examples=400, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_PERIODS = st.sampled_from([each for each in DateGranularity if each is not DateGranularity.NONE])
_MOMENTS = st.tuples(st.sampled_from(ZONES), st.integers(0, 2**32)).map(
    lambda drawn: (drawn[0], random_moment_of(drawn[0], random.Random(drawn[1])))
)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    """Open an empty database with the functions of the statements."""
    connection = sqlite3.connect(":memory:")
    for name, function in FUNCTIONS.items():
        connection.create_function(name, len(signature(function).parameters), function)
    yield connection
    connection.close()


@given(moment=_MOMENTS, granularity=_PERIODS, week_start=st.sampled_from(FirstDayOfTheWeek))
@_settings
def test_the_period_of_a_moment(
    database: sqlite3.Connection, moment: tuple[str, str], granularity: DateGranularity, week_start: FirstDayOfTheWeek
) -> None:
    """A moment lies in the period of the day that clocks of the zone show, whenever they change."""
    zone, stored = moment

    assert plain_period(stored, granularity, zone, week_start) == _period(
        database, FieldType.DATE_TIME, stored, Period(granularity, zone, week_start)
    )


@given(day=st.dates(date(1, 1, 7)), granularity=_PERIODS, week_start=st.sampled_from(FirstDayOfTheWeek))
@_settings
def test_the_period_of_a_day(
    database: sqlite3.Connection, day: date, granularity: DateGranularity, week_start: FirstDayOfTheWeek
) -> None:
    """A day lies in the same period everywhere."""
    stored = day.isoformat()

    assert plain_period(stored, granularity, None, week_start) == _period(
        database, FieldType.DATE, stored, Period(granularity, "UTC", week_start)
    )


def _period(database: sqlite3.Connection, kind: FieldType, stored: str, period: Period) -> str:
    column = Column("day", kind, TRAITS[kind].storage, TRAITS[kind].empty)
    value = dimension_sql(Dimension(("day",), ColumnRef((), column), period))
    ((found,),) = database.execute(f'SELECT {value} FROM (SELECT ? AS "day") AS "t"', (stored,))
    return str(found)
