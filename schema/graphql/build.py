"""The schema as a whole: the one that is published and the one that record documents are judged by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from operator import getitem

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from schema.data_model import DataModel
from schema.errors import DataModelError
from schema.graphql.changes import add_change_kind, add_changes
from schema.graphql.composites import add_composites
from schema.graphql.connections import add_connection, add_page_info
from schema.graphql.enums import add_field_enums, add_fixed_enums
from schema.graphql.filters import add_object_filter, add_scalar_filters
from schema.graphql.grouping import add_composite_grouping, add_object_grouping, add_periods
from schema.graphql.inputs import add_inputs
from schema.graphql.limits import add_limits
from schema.graphql.objects import add_object
from schema.graphql.operations import record_root_fields
from schema.graphql.ordering import add_object_order
from schema.graphql.relation_inputs import add_relation_inputs
from schema.graphql.scalars import scalar_map
from schema.graphql.search import add_search, hits_found_before
from schema.graphql.selection import selection_schema
from schema.graphql.snapshots import add_snapshot, release_field, released_before
from schema.graphql.types import Types
from schema.graphql.upserts import add_upsert, add_upsert_words
from schema.model import ObjectMetadata
from schema.operations import root_fields


@dataclass(frozen=True, slots=True)
class PublishedSchema:
    """What clients see, and the selection schema that shares its types."""

    strawberry: strawberry.Schema
    selection: GraphQLSchema


def build_schema(model: DataModel) -> PublishedSchema:
    """Build the schema of a data model: record types and core fields."""
    shown = model.shown()
    types = Types()
    for add in (
        add_fixed_enums,
        add_scalar_filters,
        add_composites,
        add_page_info,
        add_periods,
        add_composite_grouping,
        add_upsert_words,
        add_snapshot,
        add_change_kind,
    ):
        add(types)
    for obj in shown.objects:
        _add_types_of(types, shown, obj)
    core, release = [add_limits(types), add_search(types, hits_found_before)], release_field(types, released_before)
    records = root_fields(shown)
    for field in (*core, release):
        if field.name in records:
            raise DataModelError(f'the root field "{field.name}" of an object is also a core field')
    query = types.output("Query", (*record_root_fields(types, shown, mutations=False), *core))
    mutation = types.output("Mutation", (*record_root_fields(types, shown, mutations=True), release))
    return _publish(query, mutation, records)


def build_anonymous_schema() -> PublishedSchema:
    """Build the schema of a caller without a key: core fields only."""
    types = Types()
    return _publish(types.output("Query", (add_limits(types),)), None, ())


def _add_types_of(types: Types, model: DataModel, obj: ObjectMetadata) -> None:
    add_field_enums(types, obj)
    add_connection(types, obj)
    add_relation_inputs(types, obj)
    add_upsert(types, obj)
    add_changes(types, obj)
    for add in (add_object, add_inputs, add_object_filter, add_object_order, add_object_grouping):
        add(types, model, obj)


def _publish(query: type, mutation: type | None, record_fields: Collection[str]) -> PublishedSchema:
    config = StrawberryConfig(default_resolver=getitem, scalar_map=scalar_map())
    published = strawberry.Schema(query, mutation, config=config)
    selection = selection_schema(published._schema, record_fields)  # noqa: SLF001 - it has no public name
    return PublishedSchema(published, selection)
