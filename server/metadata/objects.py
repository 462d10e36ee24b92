"""An object of the data model with its fields and indexes."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from server.metadata.budget import Info, charged
from server.metadata.fields import Field, ObjectFieldsConnection, fields_of_object
from server.metadata.filters import EVERY_FIELD, EVERY_INDEX, FieldFilterArgument, IndexFilterArgument, select
from server.metadata.indexes import Index, ObjectIndexMetadatasConnection, SearchField, indexes_of_object
from server.metadata.paging import FIRST_PAGE, CursorPaging, PageInfo, Paging, page
from server.metadata.scalars import UUID, ConnectionCursor, DateTime


@strawberry.type
class Object:
    """An object of the data model."""

    id: UUID
    universal_identifier: str
    name_singular: str
    name_plural: str
    label_singular: str
    label_plural: str
    description: str | None
    icon: str | None
    shortcut: str | None
    color: str | None
    is_remote: bool
    is_active: bool
    is_system: bool
    is_ui_editable: bool = strawberry.field(name="isUIEditable")
    is_ui_creatable: bool = strawberry.field(name="isUICreatable")
    is_ui_read_only: bool = strawberry.field(name="isUIReadOnly", deprecation_reason="Use isUIEditable")
    is_searchable: bool
    application_id: UUID
    created_at: DateTime
    updated_at: DateTime
    label_identifier_field_metadata_id: UUID | None
    image_identifier_field_metadata_id: UUID | None
    is_label_synced_with_name: bool
    duplicate_criteria: list[list[str]] | None
    all_fields: strawberry.Private[tuple[Field, ...]]
    all_indexes: strawberry.Private[tuple[Index, ...]]
    all_search_fields: strawberry.Private[tuple[SearchField, ...]]

    @strawberry.field
    def fields_list(self, info: Info) -> list[Field]:
        """Return all fields."""
        return charged(info, self.all_fields)

    @strawberry.field
    def index_metadata_list(self, info: Info) -> list[Index]:
        """Return all indexes."""
        return charged(info, self.all_indexes)

    @strawberry.field
    def search_field_metadata_list(self) -> list[SearchField]:
        """Return all fields that search reads."""
        return list(self.all_search_fields)

    @strawberry.field
    def fields(
        self, info: Info, paging: Paging = FIRST_PAGE, filter_: FieldFilterArgument = EVERY_FIELD
    ) -> ObjectFieldsConnection:
        """Return a page of the fields the filter admits."""
        return fields_of_object(info, select(self.all_fields, filter_), paging)

    @strawberry.field
    def index_metadatas(
        self, paging: Paging = FIRST_PAGE, filter_: IndexFilterArgument = EVERY_INDEX
    ) -> ObjectIndexMetadatasConnection:
        """Return a page of the indexes the filter admits."""
        return indexes_of_object(select(self.all_indexes, filter_), paging)


@strawberry.type
class ObjectEdge:
    """An object and its cursor."""

    node: Object = strawberry.field(description="The node containing the Object")
    cursor: ConnectionCursor = strawberry.field(description="Cursor for this node.")


@strawberry.type
class ObjectConnection:
    """A page of objects."""

    page_info: PageInfo = strawberry.field(description="Paging information")
    edges: list[ObjectEdge] = strawberry.field(description="Array of edges.")


def all_objects(info: Info, objects: Sequence[Object], paging: CursorPaging) -> ObjectConnection:
    """Return a page of objects."""
    part = page(objects, paging)
    edges = [ObjectEdge(node=node, cursor=cursor) for cursor, node in charged(info, part.rows)]
    return ObjectConnection(page_info=part.info, edges=edges)
