"""What an ordering means, record by record in plain Python (`data-api.md` 12.1, 12.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schema.columns import Column, field_columns, join_column
from schema.composites import COMPOSITES
from schema.model import Field, ManyToOne, ObjectMetadata
from schema.naming import sub_column
from tests.property.plain_filters import Record, Workspace

Ordering = Sequence[Mapping[str, Any]]


def plain_order(workspace: Workspace, obj: ObjectMetadata, ordering: Ordering, keys: Sequence[str]) -> list[str]:
    """Return the ids in order: sorted by the last key first, since sorting is stable; the id comes after every key."""
    records = workspace.records[obj.name_singular]
    ordered = sorted(keys)
    for entry in reversed(ordering):
        for name, direction in reversed(list(entry.items())):
            for values, column, way in reversed(list(_keys(workspace, obj, name, direction, records))):
                ordered.sort(key=lambda key: _place(column, values[key], way), reverse=way.startswith("Desc"))
    return ordered


def _keys(
    workspace: Workspace, obj: ObjectMetadata, name: str, direction: Any, records: Mapping[str, Record]
) -> Iterator[tuple[dict[str, Any], Column, str]]:
    """Yield the values of every column an entry orders by, with its direction, in order."""
    for relation in obj.parents:
        if name == relation.join_column:
            yield _held(records, name), join_column(relation), direction
            return
    member = obj.by_name[name]
    if isinstance(member, ManyToOne):
        target = workspace.model.by_name[member.target]
        parents = {key: workspace.live(member.target, record.get(member.join_column)) for key, record in records.items()}
        for inner, way in direction.items():
            yield from _keys(workspace, target, inner, way, parents)
        return
    assert isinstance(member, Field)
    columns = {column.name: column for column in field_columns(member)}
    if member.type in COMPOSITES:
        for part, way in direction.items():
            column = columns[sub_column(name, part)]
            yield _held(records, column.name), column, way
    else:
        yield _held(records, name), columns[name], direction


def _held(records: Mapping[str, Record], column: str) -> dict[str, Any]:
    return {key: record.get(column) for key, record in records.items()}


def _place(column: Column, value: Any, way: str) -> tuple[bool, Any]:
    """Return what a value sorts by; a descending sort is turned round as a whole, so its nulls are too."""
    nulls_low = way in ("AscNullsFirst", "DescNullsLast")
    if value is None:
        return not nulls_low, 0
    return nulls_low, column.options.index(value) if column.options else value
