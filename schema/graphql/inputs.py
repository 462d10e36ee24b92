"""The create and update inputs of an object."""

from __future__ import annotations

from collections.abc import Iterator

from strawberry.types.field import StrawberryField

from schema.data_model import DataModel
from schema.graphql.notations import JOIN_COLUMN, field_notation, type_name
from schema.graphql.types import Types
from schema.model import ManyToOne, ObjectMetadata


def add_inputs(types: Types, model: DataModel, obj: ObjectMetadata) -> None:
    """Add what creates and what updates a record; one-to-many relations are not written."""
    name = type_name(obj)
    types.input(f"{name}CreateInput", (*_created(types, obj), *_relations(types, model, obj)), obj.description)
    types.input(f"{name}UpdateInput", (*_updated(types, obj), *_relations(types, model, obj)), obj.description)


def _created(types: Types, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    for field in obj.fields:
        required = not field.nullable and field.default is None
        notation = field_notation(obj, field).create
        yield types.field(field.name, f"{notation}!" if required else notation, field.description)


def _updated(types: Types, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    for field in obj.fields:
        yield types.field(field.name, field_notation(obj, field).update, field.description)


def _relations(types: Types, model: DataModel, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    for parent in obj.parents:
        yield types.field(parent.join_column, JOIN_COLUMN.create, parent.description)
        yield types.field(parent.name, f"{_target(model, parent)}RelationInput", parent.description)


def _target(model: DataModel, relation: ManyToOne) -> str:
    return type_name(model.by_name[relation.target])
