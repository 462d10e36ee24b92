"""The record root fields: for each operation its answer and its arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from strawberry.types.field import StrawberryField

from schema.data_model import DataModel
from schema.graphql.changes import CHANGES_ARGUMENTS, CHANGES_DESCRIPTION
from schema.graphql.notations import type_name
from schema.graphql.objects import PAGE_ARGUMENTS, Documented, arguments
from schema.graphql.snapshots import SNAPSHOT_ARGUMENT
from schema.graphql.types import Types
from schema.graphql.upserts import UPSERT_ARGUMENTS, UPSERT_DESCRIPTION
from schema.operations import Operation, RootField, root_fields


@dataclass(frozen=True, slots=True)
class _Signature:
    """The published types of one operation; `{0}` stands for the name of the object's type."""

    answer: str
    arguments: Mapping[str, str | Documented]
    description: str | None = None


_BY_ID = {"id": "UUID!"}
_BY_FILTER = {"filter": "{0}FilterInput!"}
_GROUPED: Mapping[str, str | Documented] = {
    "groupBy": "[{0}GroupByInput!]!",
    "filter": "{0}FilterInput",
    "orderBy": "[{0}OrderByWithGroupByInput]",
    "orderByForRecords": "[{0}OrderByInput]",
    "viewId": "UUID",
    "limit": "Int",
    "offsetForRecords": "Int",
    "snapshot": SNAPSHOT_ARGUMENT,
}
_SIGNATURES = {
    Operation.FIND_ONE: _Signature("{0}", _BY_FILTER),
    Operation.FIND_MANY: _Signature("{0}Connection", {**PAGE_ARGUMENTS, "snapshot": SNAPSHOT_ARGUMENT}),
    Operation.FIND_DUPLICATES: _Signature("[{0}Connection!]", {"ids": "[UUID]", "data": "[{0}CreateInput]"}),
    Operation.GROUP_BY: _Signature("[{0}GroupByConnection!]", _GROUPED),
    Operation.FIND_CHANGES: _Signature("{0}Changes!", CHANGES_ARGUMENTS, CHANGES_DESCRIPTION),
    Operation.CREATE_ONE: _Signature("{0}", {"data": "{0}CreateInput!", "upsert": "Boolean"}),
    Operation.CREATE_MANY: _Signature("[{0}!]", {"data": "[{0}CreateInput!]!", "upsert": "Boolean"}),
    Operation.UPDATE_ONE: _Signature("{0}", {"id": "UUID!", "data": "{0}UpdateInput!"}),
    Operation.UPDATE_MANY: _Signature("[{0}!]", {"data": "{0}UpdateInput!", "filter": "{0}FilterInput!"}),
    Operation.DELETE_ONE: _Signature("{0}", _BY_ID),
    Operation.DELETE_MANY: _Signature("[{0}!]", _BY_FILTER),
    Operation.DESTROY_ONE: _Signature("{0}", _BY_ID),
    Operation.DESTROY_MANY: _Signature("[{0}!]", _BY_FILTER),
    Operation.RESTORE_ONE: _Signature("{0}", _BY_ID),
    Operation.RESTORE_MANY: _Signature("[{0}!]", _BY_FILTER),
    Operation.MERGE_MANY: _Signature("{0}", {"ids": "[UUID!]!", "conflictPriorityIndex": "Int!", "dryRun": "Boolean"}),
    Operation.UPSERT_MANY: _Signature("{0}UpsertResult!", UPSERT_ARGUMENTS, UPSERT_DESCRIPTION),
}


def record_root_fields(types: Types, model: DataModel, *, mutations: bool) -> list[StrawberryField]:
    """Return the record fields of Mutation or of Query; they have no resolvers, records never come through here."""
    return [_root_field(types, model, root) for root in root_fields(model).values() if root.operation.is_mutation == mutations]


def _root_field(types: Types, model: DataModel, root: RootField) -> StrawberryField:
    name = type_name(model.by_name[root.object_name])
    signature = _SIGNATURES[root.operation]
    given = arguments(types, signature.arguments, name)
    return types.field_with_arguments(root.name, signature.answer.format(name), given, signature.description)
