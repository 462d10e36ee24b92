"""The order inputs: a direction per field, composites and parents by one of their fields."""

from __future__ import annotations

from collections.abc import Iterator

from strawberry.types.field import StrawberryField

from schema.data_model import DataModel
from schema.graphql.notations import JOIN_COLUMN, field_notation, type_name
from schema.graphql.types import Types
from schema.model import ObjectMetadata


def add_object_order(types: Types, model: DataModel, obj: ObjectMetadata) -> None:
    """Add the ordering of an object's records."""
    types.input(f"{type_name(obj)}OrderByInput", _fields(types, model, obj), obj.description)


def _fields(types: Types, model: DataModel, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    for field in obj.fields:
        yield types.field(field.name, field_notation(obj, field).order, field.description)
    for parent in obj.parents:
        yield types.field(parent.join_column, JOIN_COLUMN.order, parent.description)
        target = f"{type_name(model.by_name[parent.target])}OrderByInput"
        yield types.field(parent.name, target, f"Order by fields of the related {parent.target}")
