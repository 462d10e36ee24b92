"""A field of an object, and the relations a field stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import strawberry

from server.metadata.budget import Info, charged
from server.metadata.directory import Directory
from server.metadata.enums import FieldMetadataType, RelationType
from server.metadata.paging import CursorPaging, PageInfo, page
from server.metadata.scalars import JSON, UUID, ConnectionCursor, DateTime

if TYPE_CHECKING:
    from server.metadata.objects import Object

LazyObject = Annotated["Object", strawberry.lazy("server.metadata.objects")]


@dataclass(frozen=True, slots=True)
class RelationEnds:
    """The two objects and the two fields of a relation, by id, seen from the source."""

    type: RelationType
    source_object: UUID
    target_object: UUID
    source_field: UUID
    target_field: UUID


@strawberry.type
class Relation:
    """A relation, seen from one of its sides."""

    type: RelationType
    source_object_metadata: LazyObject
    target_object_metadata: LazyObject
    source_field_metadata: Field
    target_field_metadata: Field


@strawberry.type
class Field:
    """A field of an object."""

    id: UUID
    universal_identifier: str
    type: FieldMetadataType
    name: str
    label: str
    description: str | None
    icon: str | None
    is_active: bool | None
    is_system: bool | None
    is_ui_editable: bool | None = strawberry.field(name="isUIEditable")
    is_ui_read_only: bool | None = strawberry.field(name="isUIReadOnly", deprecation_reason="Use isUIEditable")
    is_nullable: bool | None
    is_unique: bool | None
    default_value: JSON | None
    options: JSON | None
    settings: JSON | None
    object_metadata_id: UUID
    is_label_synced_with_name: bool | None
    morph_id: UUID | None
    created_at: DateTime
    updated_at: DateTime
    application_id: UUID
    ends: strawberry.Private[tuple[RelationEnds, ...]]
    directory: strawberry.Private[Directory]

    @strawberry.field
    def relation(self) -> Relation | None:
        """Return the relation of a RELATION field."""
        return self._relation(self.ends[0]) if self.type is FieldMetadataType.RELATION else None

    @strawberry.field
    def morph_relations(self, info: Info) -> list[Relation] | None:
        """Return the relations of a MORPH_RELATION field, one per target."""
        if self.type is not FieldMetadataType.MORPH_RELATION:
            return None
        return [self._relation(ends) for ends in charged(info, self.ends)]

    @strawberry.field
    def object(self) -> LazyObject | None:
        """Return the object the field belongs to."""
        return self.directory.object(self.object_metadata_id)

    def _relation(self, ends: RelationEnds) -> Relation:
        return Relation(
            type=ends.type,
            source_object_metadata=self.directory.object(ends.source_object),
            target_object_metadata=self.directory.object(ends.target_object),
            source_field_metadata=self.directory.field(ends.source_field),
            target_field_metadata=self.directory.field(ends.target_field),
        )


@strawberry.type
class FieldEdge:
    """A field and its cursor."""

    node: Field = strawberry.field(description="The node containing the Field")
    cursor: ConnectionCursor = strawberry.field(description="Cursor for this node.")


@strawberry.type
class FieldConnection:
    """A page of fields."""

    page_info: PageInfo = strawberry.field(description="Paging information")
    edges: list[FieldEdge] = strawberry.field(description="Array of edges.")


@strawberry.type
class ObjectFieldsConnection:
    """A page of an object's fields."""

    page_info: PageInfo = strawberry.field(description="Paging information")
    edges: list[FieldEdge] = strawberry.field(description="Array of edges.")


def all_fields(info: Info, fields: Sequence[Field], paging: CursorPaging) -> FieldConnection:
    """Return a page of the fields of all objects."""
    page_info, edges = _edges(info, fields, paging)
    return FieldConnection(page_info=page_info, edges=edges)


def fields_of_object(info: Info, fields: Sequence[Field], paging: CursorPaging) -> ObjectFieldsConnection:
    """Return a page of an object's fields."""
    page_info, edges = _edges(info, fields, paging)
    return ObjectFieldsConnection(page_info=page_info, edges=edges)


def _edges(info: Info, fields: Sequence[Field], paging: CursorPaging) -> tuple[PageInfo, list[FieldEdge]]:
    part = page(fields, paging)
    rows = charged(info, part.rows)
    return part.info, [FieldEdge(node=_paged(node), cursor=cursor) for cursor, node in rows]


def _paged(field: Field) -> Field:
    """Return the field as Twenty's paged lists show it: what is not unique has null there, not false."""
    return field if field.is_unique else replace(field, is_unique=None)
