"""The aggregates of a connection: which exist for a field, and what each computes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from schema.field_types import FieldType
from schema.model import ObjectMetadata
from schema.naming import capitalise


class Function(StrEnum):
    """What an aggregate computes; the value begins the name of its field."""

    COUNT_UNIQUE_VALUES = "countUniqueValues"
    COUNT_EMPTY = "countEmpty"
    COUNT_NOT_EMPTY = "countNotEmpty"
    PERCENTAGE_EMPTY = "percentageEmpty"
    PERCENTAGE_NOT_EMPTY = "percentageNotEmpty"
    MIN = "min"
    MAX = "max"
    AVG = "avg"
    SUM = "sum"
    COUNT_TRUE = "countTrue"
    COUNT_FALSE = "countFalse"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One aggregate: `field` names the field or morph relation it looks at, `sub_field` the part of a composite it measures."""

    name: str
    function: Function
    field: str
    notation: str
    description: str
    sub_field: str | None = None


_EVERY = {
    Function.COUNT_UNIQUE_VALUES: ("Int", "Number of unique values for {}"),
    Function.COUNT_EMPTY: ("Int", "Number of empty values for {}"),
    Function.COUNT_NOT_EMPTY: ("Int", "Number of non-empty values for {}"),
    Function.PERCENTAGE_EMPTY: ("Float", "Share of empty values for {}, from 0 to 1"),
    Function.PERCENTAGE_NOT_EMPTY: ("Float", "Share of non-empty values for {}, from 0 to 1"),
}
_NUMBER = {
    Function.MIN: ("Float", "Smallest value of {}"),
    Function.MAX: ("Float", "Largest value of {}"),
    Function.AVG: ("Float", "Average of {}"),
    Function.SUM: ("Float", "Sum of {}"),
}
_BOOLEAN = {
    Function.COUNT_TRUE: ("Int", "Number of true values for {}"),
    Function.COUNT_FALSE: ("Int", "Number of false values for {}"),
}
_BY_TYPE = {
    FieldType.BOOLEAN: _BOOLEAN,
    FieldType.CURRENCY: _NUMBER,
    FieldType.DATE: {Function.MIN: ("Date", "Earliest {}"), Function.MAX: ("Date", "Latest {}")},
    FieldType.DATE_TIME: {Function.MIN: ("DateTime", "Earliest {}"), Function.MAX: ("DateTime", "Latest {}")},
    FieldType.NUMBER: _NUMBER,
    FieldType.NUMERIC: _NUMBER,
}
_MEASURED_PART = {FieldType.CURRENCY: "amountMicros"}


def object_aggregates(obj: ObjectMetadata) -> Iterator[Aggregate]:
    """Yield the aggregates of an object's connection, `totalCount` apart: of its fields and its morph relations."""
    yield from field_aggregates(obj)
    for parent in obj.parents:
        if parent.morph is not None:
            yield from _of(parent.name, _EVERY)


def field_aggregates(obj: ObjectMetadata) -> Iterator[Aggregate]:
    """Yield the aggregates of an object's fields, by which groups can be ordered."""
    for field in obj.fields:
        yield from _of(field.name, _EVERY)
        yield from _of(field.name, _BY_TYPE.get(field.type, {}), _MEASURED_PART.get(field.type))


def _of(name: str, functions: Mapping[Function, tuple[str, str]], part: str | None = None) -> Iterator[Aggregate]:
    suffix = capitalise(name) + capitalise(part or "")
    for function, (notation, description) in functions.items():
        yield Aggregate(function + suffix, function, name, notation, description.format(name), part)
