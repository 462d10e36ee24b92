"""The types of groupBy: what records are grouped by, how the groups are ordered, and what a group answers."""

from __future__ import annotations

from collections.abc import Iterator

from strawberry.types.field import StrawberryField

from schema.aggregates import field_aggregates
from schema.composites import COMPOSITES
from schema.data_model import DataModel
from schema.graphql.connections import connection_fields
from schema.graphql.notations import JOIN_COLUMN, ORDER, field_notation, type_name
from schema.graphql.types import Types
from schema.grouping import DATES, DateGranularity, FirstDayOfTheWeek, groupable_members, groupable_parts
from schema.model import Field, ManyToOne, ObjectMetadata

_PERIOD = "GroupByDateGranularityInput"
_PERIOD_ORDER = "OrderByDateGranularityInput"


def add_periods(types: Types) -> None:
    """Add the inputs by which dates are grouped and ordered as periods."""
    types.enum("DateGranularityEnum", ((each, None) for each in DateGranularity), "The period a date belongs to")
    types.enum("FirstDayOfTheWeek", ((each, None) for each in FirstDayOfTheWeek), "The day a week begins with")
    granularity = types.field("granularity", "DateGranularityEnum")
    week, zone = types.field("weekStartDay", "FirstDayOfTheWeek"), types.field("timeZone", "String")
    types.input(_PERIOD, (granularity, week, zone))
    types.input(_PERIOD_ORDER, (types.field("orderBy", ORDER), granularity))


def add_composite_grouping(types: Types) -> None:
    """Add the inputs that name the part of a composite to group by."""
    for composite in COMPOSITES.values():
        parts = [types.field(part.name, "Boolean") for part in groupable_parts(composite)]
        types.input(f"{composite.graphql_name}GroupByInput", parts)


def add_object_grouping(types: Types, model: DataModel, obj: ObjectMetadata) -> None:
    """Add what an object's records are grouped by, the order of the groups, and the answer for one group."""
    name = type_name(obj)
    values = types.field("groupByDimensionValues", "JSON!", "The values all records of the group share")
    types.output(f"{name}GroupByConnection", (*connection_fields(types, obj), values), obj.description)
    types.input(f"{name}GroupByInput", _dimensions(types, model, obj), obj.description)
    aggregates = _aggregate_orders(types, model, obj)
    types.input(f"{name}OrderByWithGroupByAggregateInput", aggregates, "Order by an aggregate of the groups")
    aggregate = types.field("aggregate", f"{name}OrderByWithGroupByAggregateInput")
    types.input(f"{name}OrderByWithGroupByInput", (aggregate, *_orders(types, model, obj)), obj.description)


def _dimensions(types: Types, model: DataModel, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    for member in groupable_members(obj):
        if isinstance(member, ManyToOne):
            target = f"{type_name(model.by_name[member.target])}GroupByInput"
            yield types.field(member.name, target, f"Group by fields of the related {member.target}")
        else:
            yield types.field(member.name, _dimension(member), member.description)


def _dimension(field: Field) -> str:
    if field.type in COMPOSITES:
        return f"{COMPOSITES[field.type].graphql_name}GroupByInput"
    return _PERIOD if field.type in DATES else "Boolean"


def _aggregate_orders(types: Types, model: DataModel, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    yield types.field("totalCount", ORDER, "Order by the number of records")
    for aggregate in field_aggregates(obj):
        yield types.field(aggregate.name, ORDER, aggregate.description)
    yield from _parent_orders(types, model, obj, "OrderByInput")


def _orders(types: Types, model: DataModel, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    for field in obj.fields:
        notation = _PERIOD_ORDER if field.type in DATES else field_notation(obj, field).order
        yield types.field(field.name, notation, field.description)
    yield from _parent_orders(types, model, obj, "OrderByWithGroupByInput")


def _parent_orders(types: Types, model: DataModel, obj: ObjectMetadata, suffix: str) -> Iterator[StrawberryField]:
    for parent in obj.parents:
        yield types.field(parent.join_column, JOIN_COLUMN.order, parent.description)
        target = f"{type_name(model.by_name[parent.target])}{suffix}"
        yield types.field(parent.name, target, f"Order by fields of the related {parent.target}")
