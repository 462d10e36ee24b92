"""Aggregates as SQL: what is said about all records of a connection or a group."""

from __future__ import annotations

from typing import Final

from schema.aggregates import Function
from server.engine.plans.entries import Aggregate
from server.engine.sql.query import ROOT

_NUMBERS: Final = {
    Function.MIN: "min({})",
    Function.MAX: "max({})",
    Function.AVG: "avg({})",
    Function.SUM: "sum({})",
    Function.COUNT_TRUE: "sum(coalesce({} = 1, 0))",
    Function.COUNT_FALSE: "sum(coalesce({} = 0, 0))",
}


def aggregate_sql(aggregate: Aggregate) -> str:
    """Return an aggregate that is null over zero rows, as all but the total count are."""
    columns = [f'{ROOT}."{column.name}"' for column in aggregate.columns]
    if aggregate.function in _NUMBERS:
        return _NUMBERS[aggregate.function].format(columns[0])
    empty = " AND ".join(f"{column} IS NULL" for column in columns)
    match aggregate.function:
        case Function.COUNT_EMPTY:
            return f"sum({empty})"
        case Function.COUNT_NOT_EMPTY:
            return f"sum(NOT ({empty}))"
        case Function.PERCENTAGE_EMPTY:
            return f"avg({empty})"
        case Function.PERCENTAGE_NOT_EMPTY:
            return f"avg(NOT ({empty}))"
    value = columns[0] if len(columns) == 1 else f"CASE WHEN NOT ({empty}) THEN json_array({', '.join(columns)}) END"
    return f"CASE WHEN count(*) > 0 THEN count(DISTINCT {value}) END"
