"""The groups of records, made in plain Python (`data-api.md` 12.5 to 12.7)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schema.aggregates import Aggregate, object_aggregates
from schema.columns import field_columns
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata
from schema.naming import sub_column
from tests.property.plain_aggregates import plain_aggregate
from tests.property.plain_filters import Filter, Record, Workspace, plain_find
from tests.property.plain_orderings import plain_order
from tests.property.plain_periods import plain_period, plain_place

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The arguments of a groupBy, as they are sent."""

    group_by: Sequence[Json]
    order_by: Sequence[Json]
    where: Filter
    limit: int | None
    order_by_for_records: Sequence[Json]
    offset_for_records: int | None


@dataclass(frozen=True, slots=True)
class PlainGroup:
    """One group: the values it shows, its size, its aggregates, and the ids of the records it shows."""

    values: list[Any]
    size: int
    aggregates: Mapping[str, Any]
    keys: list[str]
    has_next: bool


def plain_groups(
    workspace: Workspace, obj: ObjectMetadata, grouping: Grouping, aggregates: Sequence[Aggregate]
) -> list[PlainGroup]:
    """Return the groups in order; those that tie come in the order of their values."""
    records = workspace.records[obj.name_singular]
    members: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for key in plain_find(workspace, obj, grouping.where):
        members[tuple(_value(workspace, obj, records[key], each) for each in grouping.group_by)].append(key)
    if not grouping.group_by:
        members.setdefault((), [])
    ordered = _ordered(obj, grouping, records, list(members.items()))
    limit = grouping.limit if grouping.limit is not None and grouping.limit > 0 else 50
    groups = []
    for values, keys in ordered[:limit]:
        start = grouping.offset_for_records or 0
        rest = plain_order(workspace, obj, grouping.order_by_for_records, keys)[start:]
        said = {each.name: plain_aggregate(obj, each, [records[key] for key in keys]) for each in aggregates}
        shown = [_shown(value) for value in values]
        groups.append(PlainGroup(shown, len(keys), said, rest[:10], len(rest) > 10))
    return groups


_Members = list[tuple[tuple[Any, ...], list[str]]]


def _ordered(obj: ObjectMetadata, grouping: Grouping, records: Mapping[str, Record], groups: _Members) -> _Members:
    """Sort by the last key first, since sorting is stable."""
    keys = [_sort_key(obj, grouping, records, order) for order in grouping.order_by]
    keys += [_by_dimension(grouping, place, "AscNullsLast") for place in range(len(grouping.group_by))]
    for key, reverse in reversed(keys):
        groups.sort(key=key, reverse=reverse)
    return groups


def _sort_key(obj: ObjectMetadata, grouping: Grouping, records: Mapping[str, Record], order: Json) -> tuple[Any, bool]:
    if "aggregate" not in order:
        path, way, granularity = _path(order)
        places = (
            place
            for place, dimension in enumerate(grouping.group_by)
            if _path(dimension)[0] == path and granularity in (None, _path(dimension)[2])
        )
        return _by_dimension(grouping, next(places), way)
    ((name, way),) = order["aggregate"].items()
    named = {each.name: each for each in object_aggregates(obj)}

    def said(group: tuple[tuple[Any, ...], list[str]]) -> Any:
        found = [records[key] for key in group[1]]
        return _place(len(found) if name == "totalCount" else plain_aggregate(obj, named[name], found), way)

    return said, way.startswith("Desc")


def _by_dimension(grouping: Grouping, place: int, way: str) -> tuple[Any, bool]:
    _, leaf, granularity = _path(grouping.group_by[place])
    start = leaf.get("weekStartDay") if isinstance(leaf, dict) else None

    def place_of(group: tuple[tuple[Any, ...], list[str]]) -> Any:
        value = group[0][place]
        return _place(value if granularity is None or value is None else plain_place(value, granularity, start), way)

    return place_of, way.startswith("Desc")


def _place(value: Any, way: str) -> tuple[bool, Any]:
    """Return what a value sorts by; a descending sort is turned round as a whole, so its nulls are too."""
    nulls_low = way in ("AscNullsFirst", "DescNullsLast")
    return (not nulls_low, 0) if value is None else (nulls_low, value)


def _path(raw: Json) -> tuple[tuple[str, ...], Any, str | None]:
    """Return the fields a dimension or an order names, what stands there or its direction, and the granularity."""
    path: tuple[str, ...] = ()
    leaf: Any = raw
    while isinstance(leaf, dict) and "granularity" not in leaf:
        ((name, leaf),) = leaf.items()
        path = (*path, name)
    if not isinstance(leaf, dict):
        return path, leaf, "NONE" if leaf is True else None
    return path, leaf.get("orderBy", leaf), leaf["granularity"]


def _value(workspace: Workspace, obj: ObjectMetadata, record: Record, dimension: Json) -> Any:
    ((name, definition),) = dimension.items()
    for relation in obj.parents:
        if name == relation.join_column:
            key = record.get(name)
            return key if workspace.live(relation.target, key) else None
    member = obj.by_name[name]
    if isinstance(member, ManyToOne):
        parent = workspace.live(member.target, record.get(member.join_column))
        return _value(workspace, workspace.model.by_name[member.target], parent, definition)
    assert isinstance(member, Field)
    if member.type in COMPOSITES:
        ((part, _),) = definition.items()
        return record.get(sub_column(name, part))
    stored = record.get(name)
    if stored is None or definition is True:
        return _told_apart(member, stored)
    return plain_period(stored, definition["granularity"], definition.get("timeZone"), definition.get("weekStartDay"))


@dataclass(frozen=True, slots=True, order=True)
class _List:
    """A stored list: it sorts as its text."""

    text: str


def _told_apart(field: Field, stored: Any) -> Any:
    (column,) = field_columns(field)
    if stored is None:
        return None
    if field.type is FieldType.BOOLEAN:
        return stored == 1
    return _List(stored) if column.storage == "json" else stored


def _shown(value: Any) -> Any:
    return json.loads(value.text) if isinstance(value, _List) else value
