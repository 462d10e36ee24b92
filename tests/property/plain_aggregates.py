"""What an aggregate says of records, computed in plain Python (`data-api.md` 12.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from schema.aggregates import Aggregate
from schema.composites import COMPOSITES
from schema.model import Field, ObjectMetadata
from schema.naming import sub_column
from tests.property.plain_filters import Record

Values = Sequence[tuple[Any, ...]]
"""Of every record the columns that decide whether the field is empty, or the one that is measured."""


def plain_aggregate(obj: ObjectMetadata, aggregate: Aggregate, records: Sequence[Record]) -> Any:
    """Return the aggregate over records; over none it is null."""
    columns = _columns(obj, aggregate)
    values = [tuple(record.get(column) for column in columns) for record in records]
    return _FUNCTIONS[aggregate.function](values) if records else None


def _columns(obj: ObjectMetadata, aggregate: Aggregate) -> list[str]:
    field = obj.by_name[aggregate.field]
    assert isinstance(field, Field)
    if aggregate.sub_field:
        return [sub_column(field.name, aggregate.sub_field)]
    if field.type in COMPOSITES:
        return [sub_column(field.name, part) for part in COMPOSITES[field.type].emptiness]
    return [field.name]


def _given(values: Values) -> list[tuple[Any, ...]]:
    return [value for value in values if set(value) != {None}]


def _over(function: Callable[[list[Any]], Any]) -> Callable[[Values], Any]:
    """Apply a function to the values that are not null, if there are any."""

    def over(values: Values) -> Any:
        given = [value for (value,) in values if value is not None]
        return function(given) if given else None

    return over


_FUNCTIONS: Mapping[str, Callable[[Values], Any]] = {
    "countUniqueValues": lambda values: len(set(_given(values))),
    "countEmpty": lambda values: len(values) - len(_given(values)),
    "countNotEmpty": lambda values: len(_given(values)),
    "percentageEmpty": lambda values: 1 - len(_given(values)) / len(values),
    "percentageNotEmpty": lambda values: len(_given(values)) / len(values),
    "min": _over(min),
    "max": _over(max),
    "sum": _over(sum),
    "avg": _over(lambda given: sum(given) / len(given)),
    "countTrue": lambda values: sum(value == 1 for (value,) in values),
    "countFalse": lambda values: sum(value == 0 for (value,) in values),
}
