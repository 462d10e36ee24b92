"""The filters of objects, fields and indexes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Annotated, TypeVar

import strawberry
from strawberry import UNSET

from server.metadata.comparisons import BooleanFieldComparison, UUIDFilterComparison, accepts

T = TypeVar("T")


@strawberry.input
class ObjectFilter:
    """Which objects to return."""

    and_: list[ObjectFilter] | None = strawberry.field(name="and", default=UNSET)
    or_: list[ObjectFilter] | None = strawberry.field(name="or", default=UNSET)
    id: UUIDFilterComparison | None = UNSET
    is_remote: BooleanFieldComparison | None = UNSET
    is_active: BooleanFieldComparison | None = UNSET
    is_system: BooleanFieldComparison | None = UNSET
    is_ui_editable: BooleanFieldComparison | None = strawberry.field(name="isUIEditable", default=UNSET)
    is_ui_creatable: BooleanFieldComparison | None = strawberry.field(name="isUICreatable", default=UNSET)
    is_ui_read_only: BooleanFieldComparison | None = strawberry.field(name="isUIReadOnly", default=UNSET)
    is_searchable: BooleanFieldComparison | None = UNSET


@strawberry.input
class FieldFilter:
    """Which fields to return."""

    and_: list[FieldFilter] | None = strawberry.field(name="and", default=UNSET)
    or_: list[FieldFilter] | None = strawberry.field(name="or", default=UNSET)
    id: UUIDFilterComparison | None = UNSET
    is_active: BooleanFieldComparison | None = UNSET
    is_system: BooleanFieldComparison | None = UNSET
    is_ui_editable: BooleanFieldComparison | None = strawberry.field(name="isUIEditable", default=UNSET)
    is_ui_read_only: BooleanFieldComparison | None = strawberry.field(name="isUIReadOnly", default=UNSET)
    object_metadata_id: UUIDFilterComparison | None = UNSET


@strawberry.input
class IndexFilter:
    """Which indexes to return."""

    and_: list[IndexFilter] | None = strawberry.field(name="and", default=UNSET)
    or_: list[IndexFilter] | None = strawberry.field(name="or", default=UNSET)
    id: UUIDFilterComparison | None = UNSET
    is_custom: BooleanFieldComparison | None = UNSET


Filter = ObjectFilter | FieldFilter | IndexFilter

_ARGUMENT = strawberry.argument(name="filter", description="Specify to filter the records returned.")
ObjectFilterArgument = Annotated[ObjectFilter, _ARGUMENT]
FieldFilterArgument = Annotated[FieldFilter, _ARGUMENT]
IndexFilterArgument = Annotated[IndexFilter, _ARGUMENT]

EVERY_OBJECT, EVERY_FIELD, EVERY_INDEX = ObjectFilter(), FieldFilter(), IndexFilter()


def select(nodes: Iterable[T], filter_: Filter) -> list[T]:
    """Return the nodes the filter admits, in their order."""
    return [node for node in nodes if _admits(filter_, node)]


def _admits(filter_: Filter, node: object) -> bool:
    if not all(_admits(part, node) for part in filter_.and_ or ()):
        return False
    if filter_.or_ and not any(_admits(part, node) for part in filter_.or_):
        return False
    for field in fields(filter_):
        comparison = getattr(filter_, field.name)
        if comparison and field.name not in ("and_", "or_") and not accepts(comparison, getattr(node, field.name)):
            return False
    return True
