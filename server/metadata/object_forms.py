"""An object of the data model, with its unique indexes and search fields, as an object of the metadata API."""

from __future__ import annotations

from schema.model import ObjectMetadata, UniqueIndex
from server.metadata.directory import Directory
from server.metadata.enums import IndexType
from server.metadata.field_forms import listed_fields
from server.metadata.identifiers import (
    CREATED_AT,
    application_id,
    field_id,
    index_id,
    object_id,
    search_field_id,
    universal_identifier,
)
from server.metadata.indexes import Index, IndexField, SearchField
from server.metadata.objects import Object

_LIVE_ONLY = '"deletedAt" IS NULL'


def object_form(obj: ObjectMetadata, directory: Directory) -> Object:
    """Return the object with everything that belongs to it."""
    return Object(
        id=object_id(obj.name_singular),
        universal_identifier=universal_identifier(obj.name_singular),
        name_singular=obj.name_singular,
        name_plural=obj.name_plural,
        label_singular=obj.label_singular,
        label_plural=obj.label_plural,
        description=obj.description,
        icon=obj.icon,
        shortcut=None,
        color=None,
        is_remote=False,
        is_active=obj.active,
        is_system=obj.system,
        is_ui_editable=True,
        is_ui_read_only=False,
        is_ui_creatable=obj.ui_creatable,
        is_searchable=obj.searchable,
        application_id=application_id(custom=obj.custom),
        created_at=CREATED_AT,
        updated_at=CREATED_AT,
        label_identifier_field_metadata_id=field_id(obj.name_singular, obj.label_identifier),
        image_identifier_field_metadata_id=None,
        is_label_synced_with_name=False,
        duplicate_criteria=[list(columns) for columns in obj.duplicate_criteria] or None,
        all_fields=listed_fields(obj, directory),
        all_search_fields=tuple(_search_field(obj, name, place) for place, name in enumerate(obj.search_fields)),
        all_indexes=tuple(_index(obj, index) for index in obj.unique_indexes),
    )


def _index(obj: ObjectMetadata, index: UniqueIndex) -> Index:
    return Index(
        id=index_id(obj.name_singular, *index.fields),
        name="_".join(("IDX_UNIQUE", obj.name_singular, *index.fields)),
        is_custom=obj.custom,
        is_unique=True,
        index_where_clause=_LIVE_ONLY if index.live_only else None,
        index_type=IndexType.BTREE,
        created_at=CREATED_AT,
        updated_at=CREATED_AT,
        index_field_metadata_list=[_index_field(obj, index, place) for place in range(len(index.fields))],
    )


def _index_field(obj: ObjectMetadata, index: UniqueIndex, place: int) -> IndexField:
    return IndexField(
        id=index_id(obj.name_singular, *index.fields, str(place)),
        field_metadata_id=field_id(obj.name_singular, index.fields[place]),
        order=place,
        sub_field_name=None,
        created_at=CREATED_AT,
        updated_at=CREATED_AT,
    )


def _search_field(obj: ObjectMetadata, name: str, place: int) -> SearchField:
    return SearchField(
        id=search_field_id(obj.name_singular, name),
        field_metadata_id=field_id(obj.name_singular, name),
        ts_vector_field_metadata_id=field_id(obj.name_singular, "searchVector"),
        position=place,
        created_at=CREATED_AT,
        updated_at=CREATED_AT,
    )
