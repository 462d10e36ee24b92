"""The record root fields: for each operation its arguments and its answer."""

from __future__ import annotations

from collections.abc import Sequence

from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from schema.data_model import DataModel
from schema.graphql.notations import type_name
from schema.graphql.objects import connection_arguments
from schema.graphql.types import Types
from schema.operations import Operation, RootField, root_fields

_BY_ID = {"id": "UUID!"}
_BY_FILTER = {"filter": "{0}FilterInput!"}
_ARGUMENTS = {
    Operation.FIND_ONE: _BY_FILTER,
    Operation.CREATE_ONE: {"data": "{0}CreateInput!", "upsert": "Boolean"},
    Operation.CREATE_MANY: {"data": "[{0}CreateInput!]!", "upsert": "Boolean"},
    Operation.UPDATE_ONE: {"id": "UUID!", "data": "{0}UpdateInput!"},
    Operation.UPDATE_MANY: {"data": "{0}UpdateInput!", "filter": "{0}FilterInput!"},
    Operation.DELETE_ONE: _BY_ID,
    Operation.DELETE_MANY: _BY_FILTER,
    Operation.DESTROY_ONE: _BY_ID,
    Operation.DESTROY_MANY: _BY_FILTER,
    Operation.RESTORE_ONE: _BY_ID,
    Operation.RESTORE_MANY: _BY_FILTER,
}


def record_root_fields(types: Types, model: DataModel, *, mutations: bool) -> list[StrawberryField]:
    """Return the record fields of Mutation or of Query; they have no resolvers, records never come through here."""
    return [_root_field(types, model, root) for root in root_fields(model).values() if root.operation.is_mutation == mutations]


def _root_field(types: Types, model: DataModel, root: RootField) -> StrawberryField:
    name = type_name(model.by_name[root.object_name])
    return types.field_with_arguments(root.name, _answer(root.operation, name), _arguments(types, model, root))


def _answer(operation: Operation, name: str) -> str:
    if operation is Operation.FIND_MANY:
        return f"{name}Connection"
    return f"[{name}!]" if operation.value.endswith("Many") else name


def _arguments(types: Types, model: DataModel, root: RootField) -> Sequence[StrawberryArgument]:
    obj = model.by_name[root.object_name]
    if root.operation is Operation.FIND_MANY:
        return connection_arguments(types, obj)
    notations = _ARGUMENTS[root.operation]
    return [types.argument(name, notation.format(type_name(obj))) for name, notation in notations.items()]
