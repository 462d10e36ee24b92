"""The inputs that connect a record to another one, found by its id or by a unique field."""

from __future__ import annotations

from collections.abc import Iterator

from strawberry.types.field import StrawberryField

from schema.composites import COMPOSITES
from schema.graphql.notations import JOIN_COLUMN, field_notation, type_name, value_notation
from schema.graphql.types import Types
from schema.model import Field, ObjectMetadata
from schema.naming import capitalise


def add_relation_inputs(types: Types, obj: ObjectMetadata) -> None:
    """Add the inputs by which records of other objects refer to one of this object."""
    name, record = type_name(obj), f"{obj.name_singular} record"
    types.input(
        f"{name}RelationInput",
        (
            types.field("connect", f"{name}ConnectInput", f"Connect to a {record}"),
            types.field("disconnect", "Boolean", f"Disconnect from a {record}"),
        ),
    )
    keys = " or ".join(("id", *(" and ".join(index.fields) for index in obj.unique_indexes)))
    where = types.field("where", f"{name}WhereUniqueInput", f"Find a {record} based on its unique fields: {keys}")
    types.input(f"{name}ConnectInput", (where,))
    types.input(f"{name}WhereUniqueInput", (types.field("id", "ID", "Connect by Id"), *_unique_fields(types, obj)))


def _unique_fields(types: Types, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    names = {name for index in obj.unique_indexes for name in index.fields}
    for field in obj.fields:
        if field.name in names:
            yield types.field(field.name, _where_notation(types, obj, field), f"Connect by {field.label}")
    for parent in obj.parents:
        if parent.name in names:
            yield types.field(parent.name, JOIN_COLUMN.create, f"Connect by {parent.label}")


def _where_notation(types: Types, obj: ObjectMetadata, field: Field) -> str:
    composite = COMPOSITES.get(field.type)
    if composite is None:
        return field_notation(obj, field).create
    name = f"{type_name(obj)}{capitalise(field.name)}WhereInput"
    parts = [part for part in composite.sub_fields if part.name in composite.unique]
    notations = {part.name: value_notation(composite.graphql_name, part.name, part.type).create for part in parts}
    types.input(name, [types.field(part, notation, f"Connect by {part}") for part, notation in notations.items()])
    return name
