"""The GraphQL documents the loader sends, written for one object and one set of fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from schema.model import ObjectMetadata
from schema.naming import capitalise

Fields = Mapping[str, Iterable[str]]
"""Fields to select, composites with their sub-fields."""

WITH_DELETED: dict[str, Any] = {"or": [{"deletedAt": {"is": "NULL"}}, {"deletedAt": {"is": "NOT_NULL"}}]}
"""True for every record, and by naming `deletedAt` it makes the server show soft-deleted ones."""


def selection(fields: Fields) -> str:
    """Return the text that selects these fields."""
    parts = []
    for name, sub_fields in fields.items():
        inner = " ".join(sub_fields)
        parts.append(f"{name} {{ {inner} }}" if inner else name)
    return " ".join(parts)


def find_many(obj: ObjectMetadata, fields: str) -> str:
    """Return the query that finds the records of a filter."""
    name = capitalise(obj.name_singular)
    return (
        f"query Find($filter: {name}FilterInput, $first: Int, $after: String) "
        f"{{ {obj.name_plural}(filter: $filter, first: $first, after: $after) "
        f"{{ pageInfo {{ endCursor hasNextPage }} edges {{ node {{ {fields} }} }} }} }}"
    )


def last_position(obj: ObjectMetadata) -> str:
    """Return the query for the largest position."""
    name = capitalise(obj.name_singular)
    return (
        f"query LastPosition($orderBy: [{name}OrderByInput]) "
        f"{{ {obj.name_plural}(first: 1, orderBy: $orderBy) {{ edges {{ node {{ position }} }} }} }}"
    )


SNAPSHOT = "snapshot { token consistency expiresAt changes }"


def page(obj: ObjectMetadata, fields: str, *, opening: bool, snapshots: bool = False) -> str:
    """Return the query for one page; what leads to the next stands before the records, the opening one has the total too."""
    name = capitalise(obj.name_singular)
    variable, argument = (", $snapshot: String", ", snapshot: $snapshot") if snapshots else ("", "")
    head = f"{SNAPSHOT if snapshots else ''} totalCount " if opening else ""
    return (
        f"query Export($filter: {name}FilterInput, $orderBy: [{name}OrderByInput], $first: Int, $after: String{variable}) "
        f"{{ {obj.name_plural}(filter: $filter, orderBy: $orderBy, first: $first, after: $after{argument}) "
        f"{{ pageInfo {{ endCursor hasNextPage }} {head}edges {{ node {{ {fields} }} }} }} }}"
    )


def count(obj: ObjectMetadata) -> str:
    """Return the query for the number of records of a filter."""
    name = capitalise(obj.name_singular)
    return f"query Count($filter: {name}FilterInput) {{ {obj.name_plural}(filter: $filter) {{ totalCount }} }}"
