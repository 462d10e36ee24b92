"""The indexes of an object and the fields its search reads."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from server.metadata.enums import IndexType
from server.metadata.paging import CursorPaging, PageInfo, page
from server.metadata.scalars import UUID, ConnectionCursor, DateTime


@strawberry.type
class IndexField:
    """A field's place in an index."""

    id: UUID
    field_metadata_id: UUID
    order: float
    sub_field_name: str | None
    created_at: DateTime
    updated_at: DateTime


@strawberry.type
class Index:
    """An index of an object; a unique one is a way to match records."""

    id: UUID
    name: str
    is_custom: bool | None
    is_unique: bool
    index_where_clause: str | None
    index_type: IndexType
    created_at: DateTime
    updated_at: DateTime
    index_field_metadata_list: list[IndexField]


@strawberry.type
class IndexEdge:
    """An index and its cursor."""

    node: Index = strawberry.field(description="The node containing the Index")
    cursor: ConnectionCursor = strawberry.field(description="Cursor for this node.")


@strawberry.type
class ObjectIndexMetadatasConnection:
    """A page of an object's indexes."""

    page_info: PageInfo = strawberry.field(description="Paging information")
    edges: list[IndexEdge] = strawberry.field(description="Array of edges.")


@strawberry.type
class SearchField:
    """A field that the search of its object reads."""

    id: UUID
    field_metadata_id: UUID
    ts_vector_field_metadata_id: UUID
    position: float
    created_at: DateTime
    updated_at: DateTime


def indexes_of_object(indexes: Sequence[Index], paging: CursorPaging) -> ObjectIndexMetadatasConnection:
    """Return a page of an object's indexes."""
    part = page(indexes, paging)
    return ObjectIndexMetadatasConnection(
        page_info=part.info, edges=[IndexEdge(node=node, cursor=cursor) for cursor, node in part.rows]
    )
